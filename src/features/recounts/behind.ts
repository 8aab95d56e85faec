import { sql } from 'kysely'
import type { Read } from '../../ground/database/door.ts'
import { byName, type Cut, stateText } from '../children/index.ts'
import { type Side, sidesOf } from './codes.ts'
import type { Counted } from './queries.ts'

/** More children than this are read in the order of the index of names; fewer are sorted. */
const many = 2000

/** So many of the children behind a number, by name, within the reader's sight. The numbers leave sealed children out; so does this. */
export async function idsBehind(
  tx: Read,
  recount_id: string,
  { number, side }: { number: Counted; side: Side },
  asked: Cut & { limit: number },
): Promise<string[]> {
  const { order, cut } = byName(asked)
  const counted = sql.join(sidesOf[side].map(value => sql.lit(value)))
  const behind = sql`SELECT m.authority_id, m.person_id FROM recount_child m
    WHERE m.recount_id = ${recount_id}::uuid AND m.cell = ${number.cell}::smallint AND m.sides IN (${counted}) AND NOT m.sealed`
  const isLong = number.first_only + number.second_only + number.both_sides > many
  const { rows } = await sql<{ person_id: string }>`${
    isLong
      ? sql`SELECT c.person_id FROM child_summary c WHERE EXISTS (${behind} AND m.authority_id = c.authority_id AND m.person_id = c.person_id)`
      : sql`WITH behind AS MATERIALIZED (${behind}) SELECT c.person_id FROM behind b JOIN child_summary c ON c.authority_id = b.authority_id AND c.person_id = b.person_id WHERE true`
  } ${cut} ORDER BY ${order} LIMIT ${sql.lit(asked.limit)}`.execute(tx)
  return rows.map(row => row.person_id)
}

/** The state of these children as the recount counted it: of two definitions that differ, both. */
export async function countedStates(
  tx: Read,
  recount_id: string,
  ids: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const { rows } = await sql<{ person_id: string; states: string[] }>`
    SELECT m.person_id, array_agg(c.key ORDER BY m.sides) AS states FROM recount_child m
    JOIN recount_count c ON c.authority_id = m.authority_id AND c.recount_id = m.recount_id AND c.cell = m.cell AND c.what = 'state'
    WHERE m.recount_id = ${recount_id}::uuid AND m.person_id = ANY(${[...ids]}::uuid[]) GROUP BY m.person_id`.execute(
    tx,
  )
  return new Map(rows.map(row => [row.person_id, row.states.map(stateText).join('; by the second definition: ')]))
}
