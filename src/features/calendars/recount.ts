import { sql } from 'kysely'
import { type Write, withEngineSight } from '../../ground/database/door.ts'
import type { Day } from '../../rulebook/index.ts'
import { reevaluate } from '../children/index.ts'
import { type ClockRow, type MovedClock, movedClocks } from './moved-clocks.ts'

/** Children to a set: what is read, worked out and written at once. */
const batch = 500

/** A child to be worked out anew. */
export interface Counted {
  person_id: string
  sealed: boolean
}

/** Which days changed: from a day on, in the calendars of these schools, or in the authority's, which is every school's. */
export interface ChangedDays {
  from: Day
  schools: readonly number[] | null
}

/**
 * The children with a clock, of any rule, that was counted over a changed day: one that runs, that has no day for want of a calendar,
 * or that was due, breached or ended then or later; and those to whom something happened that lasts over one, since what is added up
 * of it is counted in school days too. By id, after one of them if that is said.
 */
export async function countedOver(
  tx: Write,
  { from, schools }: ChangedDays,
  after: string | null = null,
  most?: number,
): Promise<Counted[]> {
  const there = (column: string) =>
    schools === null ? sql`` : sql`AND ${sql.ref(column)} = ANY(${[...schools]}::integer[])`
  const further = (column: string) => (after === null ? sql`` : sql`AND ${sql.ref(column)} > ${after}`)
  const { rows } = await withEngineSight(tx, engine =>
    sql<Counted>`SELECT k.person_id, k.sealed FROM child_clock k
      WHERE (k.due_on IS NULL OR k.ended_on IS NULL OR greatest(k.due_on, k.breaches_on, k.ended_on) >= ${from})
        ${there('k.school_urn')} ${further('k.person_id')}
      UNION
      SELECT r.person_id, r.sealed FROM happening_fact h JOIN record r ON r.authority_id = h.authority_id AND r.id = h.record_id
      WHERE h.retracted_at IS NULL AND (h.ends_on IS NULL OR h.ends_on > ${from}) ${there('h.school_urn')} ${further('r.person_id')}
      ORDER BY person_id ${most === undefined ? sql`` : sql`LIMIT ${sql.lit(most)}`}`.execute(engine),
  )
  return rows
}

const clocksOf = async (tx: Write, ids: readonly string[]): Promise<ClockRow[]> => {
  const { rows } = await sql<ClockRow>`
    SELECT person_id, sealed, rule, field_class, opened_on, opened_by, due_on, breaches_on, ended_on, problem FROM child_clock WHERE person_id = ANY(${ids}::uuid[])`.execute(
    tx,
  )
  return rows
}

/** Works children out anew by the calendars as they now stand. @returns the clocks that moved. */
export async function recount(tx: Write, ids: readonly string[], today: Day): Promise<MovedClock[]> {
  const moved: MovedClock[] = []
  for (let at = 0; at < ids.length; at += batch) {
    const some = ids.slice(at, at + batch)
    const before = await withEngineSight(tx, async engine => {
      await sql`SELECT FROM person WHERE id = ANY(${some}::uuid[]) ORDER BY id FOR UPDATE`.execute(engine)
      return clocksOf(engine, some)
    })
    await reevaluate(tx, some, today)
    moved.push(...movedClocks(before, await withEngineSight(tx, engine => clocksOf(engine, some)), today))
  }
  return moved
}
