import { dayField } from '../../ground/web/day-field.ts'
import { choiceField, textField } from '../../ground/web/fields.ts'
import { type Choice, form } from '../../ground/web/forms.ts'
import { addDays, type Day } from '../../rulebook/index.ts'

export const agreeForm = (owners: readonly Choice[], today: Day) =>
  form({
    what: textField({
      label: 'What is to be done?',
      hint: 'One thing that can be said to be done or not.',
      about: 'what is to be done',
      rows: 3,
      most: 1000,
    }),
    owner_id: choiceField({ label: 'Who does it?', about: 'who does it', as: 'select', choices: owners }),
    due_on: dayField({ label: 'By when?', about: 'the day', notBefore: today, notAfter: addDays(today, 366) }),
  })

export const endActionForm = () =>
  form({
    outcome: choiceField({
      label: 'What became of it?',
      about: 'what became of it',
      choices: [
        { value: 'done', text: 'It was done' },
        {
          value: 'dropped',
          text: 'It was dropped',
          hint: 'It is not needed any longer, or somebody does another thing.',
        },
      ],
    }),
    outcome_text: textField({
      label: 'With what result, or why?',
      hint: 'It stands in the chronology.',
      about: 'the result',
      rows: 4,
      most: 2000,
    }),
  })
