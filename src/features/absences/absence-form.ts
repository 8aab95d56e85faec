import { choiceField, revealed, textField } from '../../ground/web/fields.ts'
import { type Choice, form } from '../../ground/web/forms.ts'
import type { AbsenceStep } from './absences.ts'
import { settledBecause } from './codes.ts'

const whileOpen: readonly Choice<AbsenceStep['step']>[] = [
  { value: 'taken', text: 'An officer takes it', reveals: ['account_id'] },
  { value: 'settled', text: 'It is settled', reveals: ['reason'] },
]
const onceSettled: readonly Choice<AbsenceStep['step']>[] = [
  { value: 'reopened', text: 'It is not settled after all: open it again' },
]

/** What is to be said of an absence: of an open one, and of one that was settled. */
export const absenceForm = (settled: boolean, officers: readonly Choice[]) =>
  form({
    step: choiceField({
      label: 'What do you want to record?',
      about: 'what to record',
      choices: settled ? onceSettled : whileOpen,
    }),
    account_id: revealed(
      choiceField({ label: 'Which officer?', about: 'the officer', choices: officers, as: 'select' }),
    ),
    reason: revealed(choiceField({ label: 'Why is it settled?', about: 'why it is settled', choices: settledBecause })),
    note: textField({
      label: 'What was found out, or agreed?',
      about: 'what was found out or agreed',
      rows: 3,
      most: 1000,
    }),
  })
