import { dayField } from '../../ground/web/day-field.ts'
import {
  choiceField,
  choicesField,
  fileField,
  hiddenField,
  optional,
  revealed,
  textField,
} from '../../ground/web/fields.ts'
import { type Choice, form } from '../../ground/web/forms.ts'
import { groupKinds } from './codes.ts'

const nameField = textField({ label: 'What is it called?', about: 'what the group is called', width: 30 })
const codeField = optional(
  textField({ label: 'Its code', hint: 'If the council has one, such as F07', about: 'the code', most: 20, width: 10 }),
)
const reasonField = textField({ label: 'Why?', about: 'why', rows: 2, most: 500 })

export const newGroupForm = form({
  kind: choiceField({ label: 'What kind of group is it?', about: 'what kind of group it is', choices: groupKinds }),
  name: nameField,
  code: codeField,
  starts_on: dayField({ label: 'From which day?', about: 'the day it begins' }),
})

export const renameForm = form({
  name: nameField,
  code: codeField,
  from: dayField({ label: 'From which day is it called that?', about: 'the day from which it is called that' }),
  reason: optional(reasonField),
})

export const endGroupForm = form({
  on: dayField({
    label: 'From which day is it no more?',
    hint: 'The day after its last. For example, 1 9 2026',
    about: 'the day from which it is no more',
  }),
  reason: reasonField,
})

export const addSchoolsForm = form({
  schools: textField({
    label: 'Which schools?',
    hint: 'One on a line: URN, LAESTAB or full name. A column copied from a spreadsheet will do.',
    about: 'the schools',
    rows: 8,
    most: 20_000,
    spellcheck: false,
  }),
  from: dayField({ label: 'From which day?', about: 'the day from which they are in it' }),
  reason: optional(reasonField),
})

const howChoices = [
  { value: 'changed', text: 'They are no longer in it', hint: 'It was true until a day.', reveals: ['on'] },
  { value: 'never', text: 'They were never in it', hint: 'It was recorded by mistake.' },
] as const

export const takeOutForm = (schools: readonly Choice[]) =>
  form({
    member_ids: choicesField({ label: 'Which schools?', about: 'the schools to take out', choices: schools }),
    how: choiceField({ label: 'What is the matter?', about: 'what is the matter', choices: howChoices }),
    on: revealed(
      dayField({
        label: 'From which day are they no longer in it?',
        hint: 'The day after their last. For example, 1 9 2026',
        about: 'the day from which they are no longer in it',
      }),
    ),
    reason: reasonField,
  })

export const groupFileForm = form({
  groups: fileField({
    label: 'The file of groups',
    hint: 'A CSV file with the columns urn, kind, group, from and, where a school has left, last_day',
    accept: '.csv',
  }),
})

/** What was previewed, carried whole, so that what is confirmed is what was shown. */
export const groupConfirmForm = form({
  lines: hiddenField('what was previewed'),
  reason: optional(hiddenField('why')),
  back_to: optional(hiddenField('where to go back to')),
})
