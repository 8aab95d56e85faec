import { sql } from 'kysely'
import type { Write } from '../../ground/database/door.ts'
import type { ListRow, Problem } from './check-row.ts'
import { personsOfLines } from './committed-lines.ts'
import type { ImportContext } from './import-context.ts'
import type { KeptRaw, KeptRow } from './kept-row.ts'
import { rowOf } from './read-in.ts'

/** A row that waits to be committed. */
export interface DueRow {
  line: number
  row: ListRow
  outcome: string
  because: string | null
  /** What the row says, by a short name. */
  said: string | null
  /** The short name of its cells. */
  cells: string | null
  problems: Problem[]
  same_as_line: number | null
  person_id: string | null
  /** The person that an earlier line of this list was committed to, when this line is of the same child. */
  same_person_id: string | null
  matched_on: string | null
  decision: string | null
  decided_by: string | null
}

/** Rows that wait to be committed, in the order of the list. Cut before they are joined, so that the plan cannot go by the whole list. */
export async function dueRows(
  tx: Write,
  list: ImportContext,
  { after, size }: { after: number; size: number },
): Promise<DueRow[]> {
  const { rows } = await sql<Omit<DueRow, 'row'> & { row: KeptRow | null; raw: KeptRaw }>`
    WITH due AS MATERIALIZED (
      SELECT * FROM import_row r WHERE r.import_id = ${list.id} AND r.line > ${after} AND r.committed_at IS NULL AND NOT r.refused
        AND (r.outcome IN ('new', 'matched', 'changed', 'same') OR (r.outcome = 'ambiguous' AND r.decision IN ('same', 'new')))
      ORDER BY r.line LIMIT ${sql.lit(size)} FOR UPDATE)
    SELECT r.line, r.row, CASE WHEN r.row IS NULL THEN r.raw END AS raw, r.said, r.cells, r.outcome, r.because, r.problems, r.same_as_line, r.decision, r.decided_by, m.matched_on, coalesce(r.decided_person_id, m.person_id, d.person_id) AS person_id
    FROM due r LEFT JOIN LATERAL (SELECT d.person_id FROM record d WHERE d.authority_id = r.authority_id AND d.id = r.record_id LIMIT 1) d ON true
    LEFT JOIN LATERAL (SELECT m.matched_on, m.person_id FROM import_match m
      WHERE m.authority_id = r.authority_id AND m.import_id = r.import_id AND m.line = r.line LIMIT 1) m ON true
    ORDER BY r.line`.execute(tx)
  const same = await personsOfLines(
    tx,
    list,
    rows.flatMap(due => due.same_as_line ?? []),
  )
  return rows.flatMap(({ raw, ...due }) => {
    const row = rowOf({ ...due, raw }, list)
    // A row that could not be read is refused, and none of those is due.
    if (row === null) return []
    return [{ ...due, row, same_person_id: due.same_as_line === null ? null : (same.get(due.same_as_line) ?? null) }]
  })
}
