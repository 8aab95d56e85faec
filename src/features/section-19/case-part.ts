import { may } from '../../ground/database/identity.ts'
import type { CasePart } from '../../ground/feature.ts'
import { formatShortDay } from '../../rulebook/index.ts'
import { decisionUrl, sectionNineteenUrl } from './addresses.ts'
import { decisionsOf } from './queries.ts'

/** What section 19 adds to the page of a case: how it was decided, and that nobody decided yet. */
export const casePart: CasePart = {
  async actions(_tx, identity, { id, open }) {
    return open && may(identity, 'cases.read') ? [{ text: 'Section 19', href: sectionNineteenUrl(id) }] : []
  },
  async sections(tx, identity, { id, open }) {
    if (!may(identity, 'cases.read')) return []
    const decisions = await decisionsOf(tx, id)
    if (decisions.length === 0 && !open) return []
    return [
      {
        ...{ heading: 'Section 19', order: 10, lead: null },
        empty: 'Nobody has decided yet whether the council arranges education. It can be decided on any day.',
        columns: ['Decision', 'Decided', 'Provider'].map(text => ({ text, number: false })),
        rows: decisions.map(one => [
          { text: one.provides ? 'Education is arranged' : 'No education is arranged', href: decisionUrl(id, one.id) },
          { text: `${formatShortDay(one.decided_on)}, ${one.decided_by}`, href: null },
          { text: one.provides ? `${one.provider}, ${one.weekly_hours} hours a week` : '', href: null },
        ]),
      },
    ]
  },
}
