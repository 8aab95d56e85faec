import { z } from 'zod'
import { dayField } from '../../ground/web/day-field.ts'
import { choiceField, choicesField, optional, revealed, textField } from '../../ground/web/fields.ts'
import { form } from '../../ground/web/forms.ts'
import { addDays, addYears, checkNhsNumber, checkUpn, type Day } from '../../rulebook/index.ts'
import { glassReasons, sealReasons } from './codes.ts'

export interface Choosable {
  value: string
  text: string
}

const reviewDay = (today: Day, label: string) =>
  dayField({
    label,
    about: 'the day of the review',
    notBefore: addDays(today, 1),
    notAfter: addYears(today, 3),
  })

/** Sealing: why, until when without another look, and who goes on seeing the child. */
export const sealForm = (today: Day, officers: readonly Choosable[]) =>
  form({
    reason_code: choiceField({
      label: 'Why must this record be sealed?',
      about: 'why the record must be sealed',
      choices: sealReasons,
    }),
    reason: textField({
      label: 'Say more',
      about: 'what the reason is',
      hint: 'For example: the number of the court’s order, or who asked. Those named on the seal read it.',
      rows: 3,
      most: 500,
    }),
    review_on: reviewDay(today, 'When must the seal be looked at again?'),
    named: optional(
      choicesField({
        label: 'Who else needs to go on seeing the child?',
        about: 'who goes on seeing the child',
        choices: officers,
      }),
    ),
  })

/** One more officer on a seal, and why. */
export const nameForm = (today: Day, officers: readonly Choosable[]) =>
  form({
    account_id: choiceField({ label: 'Who?', about: 'who is to see the record', choices: officers, as: 'select' }),
    why: textField({
      label: 'Why do they need it?',
      about: 'why they need it',
      hint: 'Everybody named on the seal reads this.',
      most: 300,
    }),
    until: optional(
      dayField({
        label: 'Until when, if not for as long as the seal holds?',
        about: 'the last day on which they see the record',
        notBefore: today,
        notAfter: addYears(today, 3),
      }),
    ),
  })

/** That a seal was looked at again and stays. */
export const reviewForm = (today: Day) =>
  form({
    because: textField({ label: 'Why does the seal stay?', about: 'why the seal stays', rows: 3, most: 500 }),
    review_on: reviewDay(today, 'When must it be looked at again?'),
  })

/** Who answers for the seal from now on. */
export const handOverForm = (named: readonly Choosable[]) =>
  form({
    to_account: choiceField({
      label: 'Who answers for the seal from now on?',
      about: 'who answers for the seal',
      choices: named,
    }),
    because: textField({ label: 'Why?', about: 'why it is handed over', most: 300 }),
  })

const longEnough = z.string().min(20, 'Say in at least 20 characters why the record must be opened now')
const identifier = (check: typeof checkUpn) =>
  z.string().transform((typed, context): string => {
    const { valid, normalised, reason } = check(typed)
    if (valid) return normalised
    context.issues.push({ code: 'custom', input: typed, message: reason ?? 'That is not a number of this kind' })
    return z.NEVER
  })

/** Opening a sealed record: exactly who, and why. */
export const openForm = (today: Day) =>
  form({
    known_by: choiceField({
      label: 'How do you know exactly who the child is?',
      hint: 'Nothing near is found: not a name spelt otherwise, not another date.',
      about: 'how you know who the child is',
      choices: [
        { value: 'upn', text: 'By the unique pupil number', reveals: ['upn'] },
        { value: 'nhs_number', text: 'By the NHS number', reveals: ['nhs_number'] },
        { value: 'name', text: 'By the full name and the date of birth', reveals: ['forename', 'surname', 'born_on'] },
      ],
    }),
    upn: revealed(
      textField({
        label: 'Unique pupil number',
        about: 'the unique pupil number',
        width: 20,
        spellcheck: false,
        autocomplete: 'off',
        as: identifier(checkUpn),
      }),
    ),
    nhs_number: revealed(
      textField({
        label: 'NHS number',
        about: 'the NHS number',
        width: 20,
        spellcheck: false,
        autocomplete: 'off',
        as: identifier(checkNhsNumber),
      }),
    ),
    forename: revealed(
      textField({ label: 'First name', about: 'the first name', spellcheck: false, autocomplete: 'off' }),
    ),
    surname: revealed(
      textField({ label: 'Last name', about: 'the last name', spellcheck: false, autocomplete: 'off' }),
    ),
    born_on: revealed(dayField({ label: 'Date of birth', about: 'the date of birth', notAfter: today })),
    reason_code: choiceField({
      label: 'Why must it be opened?',
      about: 'why it must be opened',
      choices: glassReasons,
    }),
    reason: textField({
      label: 'What has happened?',
      about: 'what has happened',
      hint: 'At least 20 characters, and no child’s name. It is kept in the audit log, and those named on the seal read it.',
      rows: 3,
      most: 500,
      as: longEnough,
    }),
  })

export const takeOverForm = form({
  because: textField({ label: 'Why do you take it over?', about: 'why you take it over', most: 300 }),
})
