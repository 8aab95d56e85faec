import { choiceField, optional, textField } from '../../ground/web/fields.ts'
import { type FieldError, form } from '../../ground/web/forms.ts'
import type { Officer } from '../cases/index.ts'
import { type Outcome, refusals } from './codes.ts'

const note = textField({
  label: 'Note',
  hint: 'What was found and what is to be done. It stays with the referral; whoever referred does not see it.',
  about: 'a note',
  rows: 4,
})
const refused_because = optional(
  choiceField({ label: 'If it is refused: why?', about: 'why it is refused', as: 'select', choices: refusals }),
)

/** Why a referral cannot be decided as asked, and the field that says how to mend it. Nothing was done. */
export class DecisionRefused extends Error {
  readonly field: 'note' | 'officer' | 'refused_because'
  constructor(field: DecisionRefused['field'], sentence: string) {
    super(sentence)
    this.field = field
  }
}

/** One referral's decision: the button pressed says which. @param refused why the action refused, once it has. */
export const decideForm = (
  officers: readonly Officer[],
  outcome: Outcome | null,
  refused: DecisionRefused | null = null,
) =>
  form(
    {
      note,
      officer: optional(
        choiceField({
          label: 'If it is allocated: to whom?',
          hint: 'A case is opened, and the officer’s team leads it.',
          about: 'the officer',
          as: 'select',
          choices: officers.map(one => ({ value: one.membership_id, text: `${one.name}, ${one.team}` })),
        }),
      ),
      refused_because,
    },
    ({ officer, refused_because: why }): FieldError<'note' | 'officer' | 'refused_because'>[] => [
      ...(outcome === 'allocated' && officer === null
        ? [{ field: 'officer' as const, message: 'Choose the officer it is allocated to' }]
        : []),
      ...needsReason(outcome, why),
      ...(refused === null ? [] : [{ field: refused.field, message: refused.message }]),
      ...(outcome === null
        ? [{ field: 'note' as const, message: 'Press one of the buttons: it says what is decided' }]
        : []),
    ],
  )

/** The decision of several at once: only what opens nothing. */
export const togetherForm = (outcome: 'advised' | 'refused' | null) =>
  form({ note, refused_because }, ({ refused_because: why }) => needsReason(outcome, why))

const needsReason = (outcome: Outcome | null, why: string | null) =>
  outcome === 'refused' && why === null
    ? [{ field: 'refused_because' as const, message: 'Choose why it is refused' }]
    : []
