import { sql } from 'kysely'
import type { Write } from '../../ground/database/door.ts'
import { type Cell, nameOf, type Placed } from './tally.ts'

/** Adds a batch of children to the numbers of a recount, and keeps who stands behind each. */
export async function keepPlaces(tx: Write, recount_id: string, placed: readonly Placed[]): Promise<void> {
  const numbers = Map.groupBy(placed, one => nameOf(one.cell))
  const cells = await cellNumbers(
    tx,
    recount_id,
    [...numbers.values()].flatMap(some => some.slice(0, 1).map(one => one.cell)),
  )
  const rows = placed.map(one => ({ ...one, at: cells.get(nameOf(one.cell)) ?? 0 }))
  await sql`INSERT INTO recount_child (authority_id, recount_id, cell, person_id, sealed, field_class, sides)
    SELECT identity.authority(), ${recount_id}::uuid, t.* FROM unnest(${rows.map(row => row.at)}::smallint[], ${rows.map(row => row.person_id)}::uuid[],
      ${rows.map(row => row.sealed)}::boolean[], ${rows.map(row => row.cell.field_class)}::text[], ${rows.map(row => row.sides)}::smallint[]) AS t`.execute(
    tx,
  )
  const sums = [...numbers].map(([name, some]) => {
    const open = some.filter(one => !one.sealed)
    const by = (sides: number) => open.filter(one => one.sides === sides).length
    return { cell: cells.get(name) ?? 0, first_only: by(1), second_only: by(2), both_sides: by(3) }
  })
  await sql`UPDATE recount_count c SET first_only = c.first_only + t.first_only, second_only = c.second_only + t.second_only, both_sides = c.both_sides + t.both_sides
    FROM jsonb_to_recordset(${JSON.stringify(sums)}::jsonb) AS t (cell smallint, first_only integer, second_only integer, both_sides integer)
    WHERE c.recount_id = ${recount_id}::uuid AND c.cell = t.cell`.execute(tx)
}

/** The numbers' places in the recount, by name; those that it does not have yet are added behind. */
async function cellNumbers(tx: Write, recount_id: string, wanted: readonly Cell[]): Promise<Map<string, number>> {
  await sql`INSERT INTO recount_count (authority_id, recount_id, cell, what, key, status, field_class)
    SELECT identity.authority(), ${recount_id}::uuid, (SELECT coalesce(max(cell), 0) FROM recount_count WHERE recount_id = ${recount_id}::uuid) + row_number() OVER (ORDER BY what, key, status, field_class),
      what, key, status, field_class
    FROM jsonb_to_recordset(${JSON.stringify(wanted)}::jsonb) AS t (what text, key text, status text, field_class text)
    WHERE (what, key, status, field_class) NOT IN (SELECT what, key, status, field_class FROM recount_count WHERE recount_id = ${recount_id}::uuid)`.execute(
    tx,
  )
  const { rows } = await sql<
    Cell & { cell: number }
  >`SELECT cell, what, key, status, field_class FROM recount_count WHERE recount_id = ${recount_id}::uuid`.execute(tx)
  return new Map(rows.map(row => [nameOf(row), row.cell]))
}
