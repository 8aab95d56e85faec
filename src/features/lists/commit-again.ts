import { sql } from 'kysely'
import type { Write } from '../../ground/database/door.ts'
import type { Look } from '../../ground/look.ts'
import { lockForCommit } from './commit-rows.ts'
import type { ImportContext } from './import-context.ts'

/**
 * Commits the next rows that say what their source said before: nothing is written of a child but the day on which it was
 * said again. A record that changed since the list was checked is left for the rows that are looked at one by one.
 * @returns how many rows were committed, and the last line; none when none is left.
 */
export async function commitAgain(
  tx: Write,
  list: ImportContext,
  { after, size }: { after: number; size: number },
  look: Look,
): Promise<{ rows: number; last: number | null }> {
  if (list.protected) return { rows: 0, last: null }
  await lockForCommit(tx, list)
  const { rows } = await sql<{ line: number; record_id: string; said: string | null; cells: string | null }>`
    SELECT line, record_id, said, cells FROM import_row WHERE import_id = ${list.id} AND line > ${after}
      AND outcome = 'same' AND committed_at IS NULL AND NOT refused AND decision IS NULL AND record_id IS NOT NULL
    ORDER BY line LIMIT ${sql.lit(size)}`.execute(tx)
  // By their keys and one table at a time: of a list that came in a moment ago the planner knows nothing, and joins it row by row.
  const ids = rows.map(row => row.record_id)
  const { rows: records } = await sql<{ id: string; person_id: string }>`
    UPDATE record r SET last_on = greatest(last_on, ${list.as_at}::date),
      cells = CASE WHEN r.last_on > ${list.as_at}::date THEN r.cells ELSE t.cells END,
      kept_import_id = CASE WHEN r.last_on > ${list.as_at}::date THEN r.kept_import_id ELSE ${list.id}::uuid END,
      kept_line = CASE WHEN r.last_on > ${list.as_at}::date THEN r.kept_line ELSE t.line END
    FROM unnest(${ids}::uuid[], ${rows.map(row => row.said)}::uuid[], ${rows.map(row => row.cells)}::uuid[], ${rows.map(row => row.line)}::integer[]) AS t (id, said, cells, line)
    WHERE r.authority_id = (SELECT identity.authority()) AND r.id = ANY(${ids}::uuid[]) AND r.id = t.id AND r.said = t.said
    RETURNING r.id, r.person_id`.execute(tx)
  const personOf = new Map(records.map(record => [record.id, record.person_id]))
  const due = rows.flatMap(({ line, record_id }) => {
    const person_id = personOf.get(record_id)
    return person_id === undefined ? [] : [{ line, person_id }]
  })
  await sql`UPDATE import_row SET committed_at = now() WHERE authority_id = (SELECT identity.authority()) AND import_id = ${list.id}
    AND line = ANY(${due.map(({ line }) => line)}::integer[])`.execute(tx)
  const persons = due.map(({ person_id }) => person_id)
  await sql`UPDATE import SET rows_committed = rows_committed + ${persons.length} WHERE id = ${list.id}`.execute(tx)
  look.saw(persons)
  return { rows: persons.length, last: rows.at(-1)?.line ?? null }
}
