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
  const { rows } = await sql<{ line: number; person_id: string }>`
    WITH again AS MATERIALIZED (
      SELECT i.authority_id, i.record_id, i.line, i.said FROM import_row i WHERE i.import_id = ${list.id} AND i.line > ${after}
        AND i.outcome = 'same' AND i.committed_at IS NULL AND NOT i.refused AND i.decision IS NULL AND i.record_id IS NOT NULL
      ORDER BY i.line LIMIT ${sql.lit(size)} FOR UPDATE),
    due AS MATERIALIZED (
      SELECT i.line, r.id AS record_id, r.person_id FROM again i CROSS JOIN LATERAL (SELECT r.id, r.person_id FROM record r
        WHERE r.authority_id = i.authority_id AND r.id = i.record_id AND r.said = i.said LIMIT 1) r),
    moved AS (
      UPDATE record r SET last_on = ${list.as_at} FROM due
      WHERE r.authority_id = (SELECT identity.authority()) AND r.id = due.record_id AND (r.last_on IS NULL OR r.last_on < ${list.as_at})),
    done AS (
      UPDATE import_row i SET committed_at = now() FROM due
      WHERE i.authority_id = (SELECT identity.authority()) AND i.import_id = ${list.id} AND i.line = due.line)
    SELECT again.line, due.person_id FROM again LEFT JOIN due USING (line) ORDER BY line`.execute(tx)
  const persons = rows.flatMap(row => row.person_id ?? [])
  await sql`UPDATE import SET rows_committed = rows_committed + ${persons.length} WHERE id = ${list.id}`.execute(tx)
  look.saw(persons)
  return { rows: persons.length, last: rows.at(-1)?.line ?? null }
}
