import { z } from 'zod'
import { dayField } from '../../ground/web/day-field.ts'
import { choiceField, choicesField, optional, textField } from '../../ground/web/fields.ts'
import { form, type ValuesOf } from '../../ground/web/forms.ts'
import { addDays, checkPostcode, type Day } from '../../rulebook/index.ts'
import { answerChoices, groupChoices, type ReferredAs, yesNoUnknown } from './codes.ts'

/** The pages of the form in their order. The answer that decides the route comes before everything else. */
export const steps = ['what', 'child', 'circumstances', 'concern', 'you'] as const
export type Step = (typeof steps)[number]

export const stepTitles: Readonly<Record<Step, string>> = {
  what: 'What is happening?',
  child: 'About the child',
  circumstances: 'What else is so?',
  concern: 'Your concern',
  you: 'About you',
}

const oldest = 20 * 366

const postcode = z.string().transform((typed, context) => {
  const read = checkPostcode(typed)
  if (read.valid) return read.normalised
  context.issues.push({
    code: 'custom',
    input: typed,
    message: 'Enter a full postcode, like NG7 1AA, or leave it empty',
  })
  return z.NEVER
})

const what = form({
  answer: choiceField({
    label: 'Which of these is it?',
    hint: 'Choose the one that fits best. It decides who looks at this first.',
    about: 'what is happening',
    choices: answerChoices,
  }),
})

const child = (today: Day) =>
  form({
    forename: textField({ label: 'First name', about: 'the child’s first name', spellcheck: false, width: 20 }),
    surname: textField({ label: 'Last name', about: 'the child’s last name', spellcheck: false, width: 20 }),
    born_on: optional(
      dayField({
        label: 'Date of birth',
        about: 'the date of birth',
        notBefore: addDays(today, -oldest),
        notAfter: today,
      }),
    ),
    age: optional(textField({ label: 'If you do not know it: about how old?', about: 'the age', width: 10, most: 40 })),
    school: optional(textField({ label: 'School, or the last one you know of', about: 'the school' })),
    address: optional(
      textField({ label: 'Where the child lives, or last lived', about: 'where the child lives', rows: 3, most: 500 }),
    ),
    postcode: optional(textField({ label: 'Postcode', about: 'the postcode', width: 10, as: postcode })),
  })

const circumstances = (as: ReferredAs) =>
  form({
    groups: optional(
      choicesField({
        label: 'Choose all that you know to be so',
        hint: 'They decide which team is told.',
        about: 'what is so',
        choices: groupChoices(as),
      }),
    ),
    social_care: choiceField({
      label: 'Does a social worker work with the child under a plan?',
      hint: 'A child in need plan or a child protection plan.',
      about: 'whether a social worker works with the child',
      choices: yesNoUnknown,
    }),
  })

const concern = form({
  concern: textField({
    label: 'What worries you?',
    hint: 'What you have seen or been told, and since when.',
    about: 'what worries you',
    rows: 6,
  }),
  last_seen: optional(
    textField({ label: 'When was the child last seen, and by whom?', about: 'when the child was last seen' }),
  ),
})

const you = (as: ReferredAs) => {
  const theirs = as === 'caller'
  const text = {
    name: theirs ? 'Name of whoever calls' : 'Your name',
    relation: theirs ? 'Who are they to the child?' : 'Who are you to the child?',
    contact: theirs ? 'How can we reach them?' : 'How can we reach you?',
  }
  return form({
    referrer_name: optional(
      textField({
        label: text.name,
        hint: 'It may be left empty. With it we can ask when something is not clear.',
        about: 'the name',
        ...(theirs ? {} : { autocomplete: 'name' }),
      }),
    ),
    referrer_relation: optional(
      textField({ label: text.relation, hint: 'For example parent, neighbour, teacher.', about: 'who you are' }),
    ),
    referrer_contact: optional(
      textField({ label: text.contact, hint: 'A phone number or email address.', about: 'how to reach you' }),
    ),
    safe_contact: optional(
      textField({
        label: 'When and how is it safe to do so?',
        hint: 'For example: only by text, never after 4pm.',
        about: 'when it is safe',
      }),
    ),
  })
}

/** The question sets of one form; those of the public, of schools and services and of officers differ in a few words only. */
export const questionsOf = (as: ReferredAs, today: Day) => ({
  what,
  child: child(today),
  circumstances: circumstances(as),
  concern,
  you: you(as),
})

export type Questions = ReturnType<typeof questionsOf>

type FieldsOf<T> = T extends { readonly fields: infer F } ? F : never
type AnswersOf<Q> = { [Name in keyof Q]: FieldsOf<Q[Name]> }
type All = AnswersOf<Questions>

/** Everything that the form asks. */
export type Answers = ValuesOf<All['what'] & All['child'] & All['circumstances'] & All['concern'] & All['you']>
