import { endSession, membershipsOf, personOfSession, startSession } from '../src/features/people/index.ts'
import type { Door } from '../src/ground/database/door.ts'
import type { Person } from '../src/ground/database/identity.ts'
import type { Day } from '../src/rulebook/index.ts'

/** Somebody of the county as a sign-in makes them, with a session of their own until they leave. */
export interface SignedIn {
  person: Person
  leave(): Promise<void>
}

/** Signs an account of the county in, without its password, which nobody knows. */
export async function signedIn(door: Door, account_id: string, today: Day): Promise<SignedIn> {
  const now = new Date()
  const [membership] = await door.signIn(ask => membershipsOf(ask, account_id, today))
  if (!membership) throw new Error('Somebody of the county has no membership to act in.')
  const token = await startSession(door, account_id, membership.membership_id, now)
  const person = await door.signIn(ask => personOfSession(ask, token, now, today))
  if (!person) throw new Error('A session that was just begun stands for nobody.')
  return { person, leave: () => door.signIn(ask => endSession(ask, token, now)) }
}
