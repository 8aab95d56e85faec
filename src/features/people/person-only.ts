import type { Identity, Person } from '../../ground/database/identity.ts'
import { Refused } from '../../ground/web/errors.ts'

/** The person who asks; throws Refused for anybody else. For routes that took a permission this never throws. */
export function personOnly(identity: Identity): Person {
  if (identity.kind !== 'person') throw new Refused('Only somebody who has signed in can do this.')
  return identity
}
