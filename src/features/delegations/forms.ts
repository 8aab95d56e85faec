import { dayField } from '../../ground/web/day-field.ts'
import { choiceField, textField } from '../../ground/web/fields.ts'
import { type Choice, form } from '../../ground/web/forms.ts'
import { addDays, addYears, type Day } from '../../rulebook/index.ts'
import { powers } from './codes.ts'

export const giveForm = (officers: readonly Choice[], today: Day) =>
  form({
    account_id: choiceField({ label: 'Who may sign?', about: 'who may sign', as: 'select', choices: officers }),
    power: choiceField({ label: 'What may they sign?', about: 'what they may sign', choices: powers }),
    starts_on: dayField({
      label: 'From which day?',
      about: 'the first day',
      notBefore: addYears(today, -5),
      notAfter: addDays(today, 366),
    }),
    because: textField({
      label: 'What does it rest on?',
      hint: 'Such as the scheme of delegation, its paragraph and its date.',
      about: 'what it rests on',
      rows: 3,
      most: 500,
    }),
  })

export const endForm = (today: Day, starts_on: Day) =>
  form({
    ends_on: dayField({
      label: 'From which day may they sign no longer?',
      about: 'the day from which they may sign no longer',
      notBefore: addDays(starts_on, 1),
      notAfter: addDays(today, 366),
    }),
    because: textField({ label: 'Why does it end?', about: 'why it ends', rows: 3, most: 500 }),
  })
