import { sql } from 'kysely'
import { type Write, withEngineSight } from '../../ground/database/door.ts'
import type { Day } from '../../rulebook/index.ts'
import { reevaluate } from '../children/index.ts'
import { type ClockRow, type MovedClock, movedClocks } from './moved-clocks.ts'

/** Children to a set: what is read, worked out and written at once. */
const batch = 500

/** A child with a clock that was counted over some day from the first changed one on. */
export interface Counted {
  person_id: string
  sealed: boolean
}

/**
 * The children with a clock, of any rule, that was counted over a day from `from` on: one that runs, that has no day for want of a
 * calendar, or that was due, breached or ended then or later. By id, after one of them if that is said.
 */
export async function countedFrom(
  tx: Write,
  from: Day,
  after: string | null = null,
  most?: number,
): Promise<Counted[]> {
  const { rows } = await withEngineSight(tx, engine =>
    sql<Counted>`SELECT person_id, sealed FROM child_clock
      WHERE (due_on IS NULL OR ended_on IS NULL OR greatest(due_on, breaches_on, ended_on) >= ${from})
        ${after === null ? sql`` : sql`AND person_id > ${after}`}
      GROUP BY person_id, sealed ORDER BY person_id ${most === undefined ? sql`` : sql`LIMIT ${sql.lit(most)}`}`.execute(
      engine,
    ),
  )
  return rows
}

const clocksOf = async (tx: Write, ids: readonly string[]): Promise<ClockRow[]> => {
  const { rows } = await sql<ClockRow>`
    SELECT person_id, sealed, rule, opened_on, due_on, breaches_on, ended_on, problem FROM child_clock WHERE person_id = ANY(${ids}::uuid[])`.execute(
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
