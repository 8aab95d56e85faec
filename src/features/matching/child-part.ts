import { may } from '../../ground/database/identity.ts'
import type { ChildPart } from '../../ground/feature.ts'
import { londonDay } from '../../rulebook/index.ts'
import { sameUrl } from './addresses.ts'
import { decisionWords } from './codes.ts'
import { decisionsOf } from './queries.ts'

/** What deciding who is the same child adds to the page of a child: lines of its story, and its pages. */
export const childPart: ChildPart = {
  async story(tx, identity, person_id) {
    if (!may(identity, 'matching.review')) return []
    return (await decisionsOf(tx, person_id)).map(row => ({
      ...{ on: londonDay(row.decided_at.toISOString()), kind: 'records', by: row.decided_by, href: sameUrl(person_id) },
      text: decisionWords[row.kind],
      detail: row.because,
    }))
  },
  records: (identity, person_id) =>
    may(identity, 'matching.review')
      ? [{ text: 'Who decided it, joining another record, or parting this child into two', href: sameUrl(person_id) }]
      : [],
  tabs: identity => [
    { text: 'Siblings', path: '/siblings', order: 54 },
    ...(may(identity, 'matching.review') ? [{ text: 'Records', path: '/records', order: 55 } as const] : []),
  ],
}
