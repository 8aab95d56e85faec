import { may } from '../../ground/database/identity.ts'
import type { ChildPart } from '../../ground/feature.ts'
import { sameUrl } from './addresses.ts'

/** What deciding who is the same child adds to the page of a child. */
export const childPart: ChildPart = {
  records: (identity, person_id) =>
    may(identity, 'matching.review')
      ? [{ text: 'Who decided it, joining another record, or parting this child into two', href: sameUrl(person_id) }]
      : [],
  tabs: identity => [
    { text: 'Siblings', path: '/siblings', order: 54 },
    ...(may(identity, 'matching.review') ? [{ text: 'Records', path: '/records', order: 55 } as const] : []),
  ],
}
