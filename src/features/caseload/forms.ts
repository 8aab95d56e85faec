import { choiceField, choicesField, textField } from '../../ground/web/fields.ts'
import { type Choice, form } from '../../ground/web/forms.ts'

export const handOverForm = (cases: readonly Choice[], officers: readonly Choice[]) =>
  form({
    cases: choicesField({
      label: 'Which cases?',
      about: 'the cases to be handed over',
      choices: cases,
    }),
    officer: choiceField({
      label: 'Who leads them from now on?',
      about: 'the officer who leads from now on',
      as: 'select',
      choices: officers,
    }),
    note: textField({
      label: 'What should they know?',
      hint: 'It stands in the chronology of each case, beside the handover.',
      about: 'what they should know',
      rows: 4,
      most: 2000,
    }),
  })
