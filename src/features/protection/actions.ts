import { sql } from 'kysely'
import { type Write, withEngineSight } from '../../ground/database/door.ts'
import type { Person } from '../../ground/database/identity.ts'
import { type Day, foldName, formatDay } from '../../rulebook/index.ts'
import { endName, nameOn } from '../children/index.ts'
import { tell } from '../notices/index.ts'
import { sealUrl } from './addresses.ts'
import { type GlassReason, glassReasons, labelOf } from './codes.ts'
import type { NamedOn, Seal } from './queries.ts'

/** Something about a seal that cannot be done, in a sentence that says what can. */
export class SealRefused extends Error {}

/** The first moment after a day of London. */
const afterDay = (day: Day): Date =>
  new Date(Temporal.PlainDate.from(day).add({ days: 1 }).toZonedDateTime('Europe/London').epochMilliseconds)

export const seenOf = (seal: Seal): string => `${seal.id}.${seal.review_on}.${seal.owner_id}`

/** Names one more officer on a seal, and tells them. */
export async function nameOfficer(
  tx: Write,
  actor: Person,
  person_id: string,
  given: { account_id: string; why: string; until: Day | null },
): Promise<void> {
  const until = given.until === null ? null : afterDay(given.until)
  await nameOn(tx, [person_id], [given.account_id], actor.account_id, { why: given.why, until })
  await tell(tx, [given.account_id], {
    kind: 'seal_named',
    person_id,
    text: `${actor.account_name} has named you on a sealed record${given.until === null ? '' : `, until the end of ${formatDay(given.until)}`}. Speak of it to nobody who is not named.`,
    href: sealUrl(person_id),
  })
}

/**
 * Ends that somebody is named. A seal keeps its owner, and at least one who can sign in.
 * @throws SealRefused for the owner and for the last one.
 */
export async function endNaming(
  tx: Write,
  actor: Person,
  person_id: string,
  { seal, names, name_id }: { seal: Seal; names: readonly NamedOn[]; name_id: string },
): Promise<NamedOn> {
  const found = names.find(one => one.id === name_id && one.in_force)
  if (!found) throw new SealRefused('That name is no longer on the seal.')
  if (!found.glass && found.account_id === seal.owner_id)
    throw new SealRefused(`${found.name} answers for the seal. Hand it over to somebody else first.`)
  const left = names.filter(one => one.in_force && one.acts && !one.glass && one.until === null && one.id !== name_id)
  if (left.length === 0)
    throw new SealRefused('Somebody who can sign in must stay named without an end. Name somebody else first.')
  await endName(tx, person_id, found.account_id, actor.account_id)
  return found
}

/** Hands a seal over to somebody named on it without an end, and tells them. */
export async function handOver(
  tx: Write,
  actor: Person,
  person_id: string,
  { seal, to_account, because }: { seal: Seal; to_account: string; because: string },
): Promise<void> {
  await step(tx, actor, person_id, seal, { kind: 'handed_over', review_on: null, to_account, because })
  await sql`UPDATE seal SET owner_id = ${to_account} WHERE id = ${seal.id} AND lifted_at IS NULL`.execute(tx)
  if (to_account !== actor.account_id)
    await tell(tx, [to_account], {
      kind: 'seal_handed_over',
      person_id,
      text: `${actor.account_name} has handed a seal over to you. You answer for it from now on: it must be looked at again by ${formatDay(seal.review_on)}.`,
      href: sealUrl(person_id),
    })
}

/** Notes that a seal was looked at again and stays until another day. */
export async function reviewSeal(
  tx: Write,
  actor: Person,
  person_id: string,
  { seal, review_on, because }: { seal: Seal; review_on: Day; because: string },
): Promise<void> {
  await step(tx, actor, person_id, seal, { kind: 'reviewed', review_on, to_account: null, because })
  await sql`UPDATE seal SET review_on = ${review_on}::date WHERE id = ${seal.id} AND lifted_at IS NULL`.execute(tx)
}

const step = (
  tx: Write,
  actor: Person,
  person_id: string,
  seal: Seal,
  taken: { kind: string; review_on: Day | null; to_account: string | null; because: string },
): Promise<unknown> =>
  tx
    .insertInto('seal_step')
    .values({ authority_id: actor.authority_id, seal_id: seal.id, person_id, ...taken, taken_by: actor.account_id })
    .execute()

/** Locks a seal against another's decision at the same moment. */
export const lockSeal = (tx: Write, seal: Seal): Promise<unknown> =>
  withEngineSight(tx, engine => sql`SELECT FROM seal WHERE id = ${seal.id} FOR UPDATE`.execute(engine))

export interface Asked {
  upn: string | null
  nhs_number: string | null
  forename: string | null
  surname: string | null
  born_on: Day | null
  reason_code: GlassReason
  reason: string
}

export type Opened =
  | { outcome: 'opened'; opened_person: string; opened_until: Date }
  | { outcome: 'missed'; opened_person: null; opened_until: null }
  | { outcome: 'too_many'; opened_person: null; opened_until: null }

/**
 * Tries to open a sealed record for a reason. One function of the database checks the permission and the switch, counts the tries, looks,
 * names the asker for four hours and tells the owner and all who are named: all of it or nothing.
 */
export async function openSealed(tx: Write, asked: Asked): Promise<Opened> {
  const key = (name: string | null) => (name === null ? null : foldName(name))
  const { rows } =
    await sql<Opened>`SELECT * FROM break_glass(${asked.upn}, ${asked.nhs_number}, ${key(asked.forename)}, ${key(asked.surname)}, ${asked.born_on}::date,
    ${asked.reason_code}, ${asked.reason}, ${labelOf(glassReasons, asked.reason_code)})`.execute(tx)
  const [answer] = rows
  if (!answer) throw new Error('break_glass answers with one row')
  return answer
}

/** Takes over a seal that nobody named on it can act for any more. Returns the child, or null where the seal is not one of those. */
export async function takeOver(tx: Write, seal_id: string, because: string): Promise<string | null> {
  const { rows } = await sql<{
    person_id: string | null
  }>`SELECT take_over_seal(${seal_id}, ${because}) AS person_id`.execute(tx)
  return rows[0]?.person_id ?? null
}
