import { dayField } from '../../ground/web/day-field.ts'
import { choicesField, optional, textField } from '../../ground/web/fields.ts'
import { form } from '../../ground/web/forms.ts'
import { addDays, addYears, type Day } from '../../rulebook/index.ts'

/** Sealing: why, until when without another look, and who goes on seeing the child. */
export const sealForm = (today: Day, officers: readonly { value: string; text: string }[]) =>
  form({
    reason: textField({
      label: 'Why must this record be sealed?',
      about: 'why the record must be sealed',
      hint: 'For example: an address that must not be told, by order of a court.',
      rows: 3,
      most: 500,
    }),
    review_on: dayField({
      label: 'When must the seal be looked at again?',
      about: 'the day of the review',
      notBefore: addDays(today, 1),
      notAfter: addYears(today, 3),
    }),
    named: optional(
      choicesField({
        label: 'Who else needs to go on seeing the child?',
        about: 'who goes on seeing the child',
        choices: officers,
      }),
    ),
  })
