import { may } from '../../ground/database/identity.ts'
import type { CasePart } from '../../ground/feature.ts'
import { formatShortDay, ladderBodies } from '../../rulebook/index.ts'
import { ladderUrl } from './addresses.ts'
import { answerText } from './codes.ts'
import { stepsOf } from './queries.ts'

/** What the ladder adds to the page of a case. */
export const casePart: CasePart = {
  async actions(_tx, identity, { id, open }) {
    return open && may(identity, 'cases.read') ? [{ text: 'The ladder', href: ladderUrl(id) }] : []
  },
  async sections(tx, identity, { id }) {
    if (!may(identity, 'cases.read')) return []
    const steps = await stepsOf(tx, id)
    if (steps.length === 0) return []
    return [
      {
        ...{ heading: 'Up the ladder', order: 20, lead: null, empty: '' },
        columns: ['Level', 'Before', 'Proposed', 'Answer'].map(text => ({ text, number: false })),
        rows: steps.map(step => [
          { text: `Level ${step.level}`, href: ladderUrl(id) },
          { text: ladderBodies[step.level], href: null },
          { text: `${formatShortDay(step.proposed_on)}, ${step.proposed_by}`, href: null },
          {
            text: step.answer === null ? (step.withdrawn_on === null ? 'Waits' : 'Withdrawn') : answerText(step.answer),
            href: null,
          },
        ]),
      },
    ]
  },
}
