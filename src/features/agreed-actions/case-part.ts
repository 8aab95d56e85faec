import { may } from '../../ground/database/identity.ts'
import type { CasePart } from '../../ground/feature.ts'
import { formatShortDay } from '../../rulebook/index.ts'
import { agreeUrl, endActionUrl } from './addresses.ts'
import { actionsOf } from './queries.ts'

/** What agreed actions add to the page of a case. */
export const casePart: CasePart = {
  async actions(_tx, identity, { id, open }) {
    return open && may(identity, 'cases.change') ? [{ text: 'Agree an action', href: agreeUrl(id) }] : []
  },
  async sections(tx, identity, { id, open }) {
    if (!may(identity, 'cases.read')) return []
    const ends = open && may(identity, 'cases.change')
    const rows = await actionsOf(tx, id)
    if (rows.length === 0 && !open) return []
    return [
      {
        ...{ heading: 'Actions', order: 5, lead: null },
        empty: 'None agreed. An action is one thing that one officer does by a day.',
        columns: ['What', 'Who', 'By', 'What became of it'].map(text => ({ text, number: false })),
        rows: rows.map(one => [
          { text: one.what, href: null },
          { text: one.owner, href: null },
          {
            text: `${formatShortDay(one.due_on)}${one.ended_on === null && one.due_on < identity.today ? ', overdue' : ''}`,
            href: null,
          },
          one.ended_on === null
            ? { text: ends ? 'Done or dropped' : 'Waits', href: ends ? endActionUrl(id, one.id) : null }
            : {
                text: `${one.outcome === 'done' ? 'Done' : 'Dropped'} ${formatShortDay(one.ended_on)}: ${one.outcome_text}`,
                href: null,
              },
        ]),
      },
    ]
  },
}
