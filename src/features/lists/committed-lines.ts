import { sql } from 'kysely'
import type { Write } from '../../ground/database/door.ts'
import type { ImportContext } from './import-context.ts'

/** The records of these for which a row of this list was committed before. */
export async function alreadyWritten(
  tx: Write,
  list: ImportContext,
  record_ids: readonly string[],
): Promise<Set<string>> {
  // Record by record (OFFSET 0 keeps it so): of a list that came in a moment ago the planner knows nothing, and walks all of it.
  const { rows } = await sql<{
    record_id: string
  }>`SELECT DISTINCT t.record_id FROM unnest(${record_ids}::uuid[]) AS t (record_id)
    CROSS JOIN LATERAL (SELECT FROM import_row x WHERE x.authority_id = (SELECT identity.authority()) AND x.record_id = t.record_id
      AND x.import_id = ${list.id} AND x.committed_at IS NOT NULL OFFSET 0) x
    UNION SELECT t.record_id FROM import_again a, unnest(a.record_ids) AS t (record_id)
    WHERE a.authority_id = (SELECT identity.authority()) AND a.import_id = ${list.id} AND a.committed_at IS NOT NULL AND t.record_id = ANY(${record_ids}::uuid[])`.execute(
    tx,
  )
  return new Set(rows.map(row => row.record_id))
}

/** The persons that lines of the list were committed to. */
export async function personsOfLines(
  tx: Write,
  list: ImportContext,
  lines: readonly number[],
): Promise<Map<number, string>> {
  if (lines.length === 0) return new Map()
  // Line by line (OFFSET 0 keeps it so), and of lines that are kept together only where theirs may be.
  const { rows } = await sql<{ line: number; person_id: string }>`SELECT e.line, d.person_id FROM (
      SELECT line, record_id FROM import_row WHERE authority_id = (SELECT identity.authority()) AND import_id = ${list.id} AND line = ANY(${lines}::integer[]) AND record_id IS NOT NULL
      UNION ALL SELECT t.line, t.record_id FROM import_again a, unnest(a.lines, a.record_ids) AS t (line, record_id)
      WHERE a.authority_id = (SELECT identity.authority()) AND a.import_id = ${list.id} AND t.line = ANY(${lines}::integer[])) e
    CROSS JOIN LATERAL (SELECT d.person_id FROM record d WHERE d.authority_id = (SELECT identity.authority()) AND d.id = e.record_id OFFSET 0) d`.execute(
    tx,
  )
  return new Map(rows.map(({ line, person_id }) => [line, person_id]))
}
