import { sql } from 'kysely'
import type { Read, Write } from '../../ground/database/door.ts'
import type { Person } from '../../ground/database/identity.ts'
import type { Day } from '../../rulebook/index.ts'
import { type ChildRow, childRows, clockTitle } from '../children/index.ts'

/** Whether somebody has pinned a child. */
export async function isPinned(tx: Read, person: Person, person_id: string): Promise<boolean> {
  const found = await tx
    .selectFrom('child_pin')
    .where('account_id', '=', person.account_id)
    .where('person_id', '=', person_id)
    .select('person_id')
    .executeTakeFirst()
  return found !== undefined
}

/** Pins a child for oneself, or takes the pin out. Doing it twice is doing it once. */
export async function setPin(tx: Write, person: Person, person_id: string, pinned: boolean): Promise<void> {
  if (!pinned) {
    await tx
      .deleteFrom('child_pin')
      .where('account_id', '=', person.account_id)
      .where('person_id', '=', person_id)
      .execute()
    return
  }
  await sql`INSERT INTO child_pin (authority_id, account_id, person_id, sealed)
    SELECT authority_id, ${person.account_id}::uuid, id, sealed FROM person WHERE authority_id = (SELECT identity.authority()) AND id = ${person_id}
    ON CONFLICT DO NOTHING`.execute(tx)
}

/** A child at hand, with what runs for the child next. */
export type AtHandRow = ChildRow & {
  pinned: boolean
  out_since: Day | null
  due_on: Day | null
  /** The title of what is due then. */
  due: string | null
  opened_at: Date | null
}

/** The children somebody pinned, by name: at most so many. */
export async function pinnedChildren(tx: Read, person: Person, limit: number): Promise<AtHandRow[]> {
  const { rows } = await sql<{ person_id: string }>`
    SELECT p.person_id FROM child_pin p JOIN child_summary c ON c.authority_id = p.authority_id AND c.person_id = p.person_id
    WHERE p.account_id = ${person.account_id} ORDER BY c.surname_key, c.forename_key, c.person_id LIMIT ${sql.lit(limit)}`.execute(
    tx,
  )
  return atHand(tx, rows, person)
}

/** The children whose pages somebody opened last, the newest first. Who was sealed since, or is out of reach, is not among them. */
export async function recentChildren(tx: Read, person: Person, limit: number): Promise<AtHandRow[]> {
  const { rows } = await sql<{ person_id: string; opened_at: Date }>`
    SELECT r.person_id, r.opened_at FROM own_recent_children(${limit * 2}) r JOIN child_summary c ON c.person_id = r.person_id
    WHERE c.authority_id = (SELECT identity.authority()) ORDER BY r.opened_at DESC LIMIT ${sql.lit(limit)}`.execute(tx)
  return atHand(tx, rows, person)
}

async function atHand(
  tx: Read,
  found: readonly { person_id: string; opened_at?: Date }[],
  person: Person,
): Promise<AtHandRow[]> {
  const ids = found.map(row => row.person_id)
  if (ids.length === 0) return []
  const rows = await childRows(tx, ids, person.today)
  const { rows: clocks } = await sql<{
    person_id: string
    rule: string
    opened_on: Day
    due_on: Day | null
    owed_by: string | null
  }>`
    SELECT person_id, rule, opened_on, due_on, owed_by FROM child_clock
    WHERE authority_id = (SELECT identity.authority()) AND person_id = ANY(${ids}::uuid[])
      AND opened_on <= ${person.today} AND (ended_on IS NULL OR ended_on > ${person.today})
    ORDER BY person_id, due_on NULLS LAST, opened_on`.execute(tx)
  const pins = await tx
    .selectFrom('child_pin')
    .where('account_id', '=', person.account_id)
    .where('person_id', '=', sql<string>`ANY(${ids}::uuid[])`)
    .select('person_id')
    .execute()
  return rows.map(row => {
    const own = clocks.filter(one => one.person_id === row.id)
    // What only a parent may do by a day is nobody's duty.
    const next = own.find(one => one.due_on !== null && one.owed_by !== 'parent')
    return {
      ...row,
      pinned: pins.some(pin => pin.person_id === row.id),
      out_since: own.find(one => one.rule === 'level_two')?.opened_on ?? null,
      due_on: next?.due_on ?? null,
      due: next ? clockTitle(next) : null,
      opened_at: found.find(one => one.person_id === row.id)?.opened_at ?? null,
    }
  })
}
