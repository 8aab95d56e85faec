import { sql } from 'kysely'
import type { Read } from '../../ground/database/door.ts'
import type { ListRow, Problem } from './check-row.ts'
import { type KeptRaw, type KeptRow, rawOf } from './kept-row.ts'
import { couldBeAnybody } from './missing.ts'
import type { ImportPage } from './queries.ts'
import { rowOf } from './read-in.ts'

/** Which rows of a list are shown together. */
export const shows = ['new', 'matched', 'changed', 'ambiguous', 'duplicate', 'refused', 'flagged', 'all'] as const
export type Show = (typeof shows)[number]

export interface ShownRow {
  line: number
  row: ListRow | null
  problems: Problem[]
  refused: boolean
  outcome: string | null
  because: string | null
  decision: string | null
  candidates: string[]
  committed_at: Date | null
  person_id: string | null
}

type KeptShown = Omit<ShownRow, 'row'> & { row: KeptRow | null; raw: KeptRaw; said: string | null }

const shownRow = ({ row, raw, said, ...found }: KeptShown, list: ImportPage): ShownRow => ({
  ...found,
  row: rowOf({ row, raw, said }, { ...list, mapping: list.mapping ?? {} }),
})

const conditions: Record<Show, string> = {
  new: `NOT r.refused AND r.outcome = 'new'`,
  matched: `NOT r.refused AND r.outcome IN ('matched', 'changed', 'same')`,
  changed: `NOT r.refused AND r.outcome = 'changed'`,
  ambiguous: `NOT r.refused AND r.outcome = 'ambiguous'`,
  duplicate: `NOT r.refused AND r.outcome = 'duplicate'`,
  refused: 'r.refused',
  flagged: 'NOT r.refused AND jsonb_array_length(r.problems) > 0',
  all: 'true',
}

type Counted = Record<Show | 'due' | 'unreadable', number>

/**
 * How many rows of a list each show opens to, for whoever asks; and how many a commit would take in. The figures are those of
 * the list's check, which nothing changes after, without the rows of sealed children whom the asker does not see: no list is
 * walked to be counted. A list that was not checked yet has none.
 */
export async function countRows(tx: Read, import_id: string): Promise<Counted> {
  const { rows: checked } = await sql<Omit<Counted, 'due' | 'unreadable' | 'duplicate'>>`
    SELECT rows_read AS "all", rows_refused AS refused, rows_flagged AS flagged, rows_new AS "new", rows_matched AS matched, rows_changed AS changed,
      rows_ambiguous AS ambiguous
    FROM import WHERE id = ${import_id}`.execute(tx)
  const { rows: sealed } = await sql<{ outcome: string | null; refused: boolean; flagged: boolean; rows: number }>`
    SELECT outcome, refused, flagged, -rows AS rows FROM sealed_rows(${import_id})
    UNION ALL
    SELECT outcome, refused, jsonb_array_length(problems) > 0, count(*) FROM import_row WHERE import_id = ${import_id} AND sealed GROUP BY 1, 2, 3`.execute(
    tx,
  )
  const { rows: live } = await sql<{ decided: number; unreadable: number }>`
    SELECT (SELECT count(*) FROM import_row r WHERE r.import_id = ${import_id} AND ${sql.raw(conditions.ambiguous)} AND r.decision IN ('same', 'new')) AS decided,
      (SELECT count(*) FROM import_row x WHERE x.import_id = ${import_id} AND x.refused AND ${couldBeAnybody}) AS unreadable`.execute(
    tx,
  )
  const [list] = checked
  const [now] = live
  if (!list || !now || list.all === 0) return nothingCounted
  const hidden = (when: (row: (typeof sealed)[number]) => boolean): number =>
    sealed.reduce((sum, row) => (when(row) ? sum + row.rows : sum), 0)
  const accepted = (...outcomes: string[]): number =>
    hidden(row => !row.refused && outcomes.includes(row.outcome ?? ''))
  const seen = {
    all: list.all + hidden(() => true),
    refused: list.refused + hidden(row => row.refused),
    flagged: list.flagged + hidden(row => !row.refused && row.flagged),
    new: list.new + accepted('new'),
    matched: list.matched + accepted('matched', 'changed', 'same'),
    changed: list.changed + accepted('changed'),
    ambiguous: list.ambiguous + accepted('ambiguous'),
  }
  return {
    ...seen,
    duplicate: seen.all - seen.refused - seen.new - seen.matched - seen.ambiguous,
    due: seen.new + seen.matched + now.decided,
    unreadable: now.unreadable,
  }
}

const nothingCounted: Counted = {
  ...{ all: 0, refused: 0, flagged: 0, new: 0, matched: 0, changed: 0, ambiguous: 0, duplicate: 0 },
  ...{ due: 0, unreadable: 0 },
}

/** A page of a list's rows, by line. Rows that were committed to a sealed child are there only for those named on it. */
export async function listRows(
  tx: Read,
  list: ImportPage,
  show: Show,
  after: number,
  limit: number,
): Promise<ShownRow[]> {
  const { rows } =
    await sql<KeptShown>`SELECT r.line, r.row, r.raw, r.said, r.problems, r.refused, r.outcome, r.because, r.decision, r.candidates, r.committed_at,
      coalesce(d.person_id, m.person_id) AS person_id
    FROM import_row r LEFT JOIN import_match m ON m.authority_id = r.authority_id AND m.import_id = r.import_id AND m.line = r.line
    LEFT JOIN record d ON d.authority_id = r.authority_id AND d.id = r.record_id
    WHERE r.import_id = ${list.id} AND r.line > ${after} AND ${sql.raw(conditions[show])} ORDER BY r.line LIMIT ${sql.lit(limit)}`.execute(
      tx,
    )
  const again = show === 'all' || show === 'matched' ? await rowsAgain(tx, list, { after, until: maxLine }, limit) : []
  const inOrder = [...rows, ...again].sort((a, b) => a.line - b.line).slice(0, limit)
  return inOrder.map(found => shownRow(found, list))
}

const maxLine = 2 ** 31 - 1

/** Rows with the cells of the list before, from line to line: their cells stand in the list that said them first. */
async function rowsAgain(
  tx: Read,
  list: ImportPage,
  { after, until }: { after: number; until: number },
  limit: number,
): Promise<KeptShown[]> {
  const { rows: runs } = await sql<{ last_line: number }>`SELECT last_line FROM import_again
    WHERE import_id = ${list.id} AND last_line > ${after} AND first_line <= ${until} ORDER BY last_line`.execute(tx)
  const found: KeptShown[] = []
  for (const { last_line } of runs) {
    if (found.length >= limit) break
    const { rows } = await sql<KeptShown>`
      SELECT t.line, k.row, k.raw, k.said, '[]'::jsonb AS problems, false AS refused, 'same' AS outcome, 'As before.' AS because, NULL AS decision,
        '{}'::uuid[] AS candidates, t.committed_at, d.person_id
      FROM (SELECT a.committed_at, u.* FROM import_again a, unnest(a.lines, a.record_ids, a.kept_import_ids, a.kept_lines) AS u (line, record_id, kept_import_id, kept_line)
        WHERE a.import_id = ${list.id} AND a.last_line = ${last_line} AND u.line > ${after} AND u.line <= ${until} ORDER BY u.line LIMIT ${sql.lit(limit)}) t
      JOIN import_row k ON k.authority_id = (SELECT identity.authority()) AND k.import_id = t.kept_import_id AND k.line = t.kept_line
      JOIN record d ON d.authority_id = (SELECT identity.authority()) AND d.id = t.record_id ORDER BY t.line`.execute(
      tx,
    )
    found.push(...rows)
  }
  return found
}

/** One row of a list with the cells as they came. */
export async function findRow(
  tx: Read,
  list: ImportPage,
  line: number,
): Promise<(ShownRow & { raw: Record<string, string> }) | undefined> {
  const { rows } =
    await sql<KeptShown>`SELECT r.line, r.raw, r.row, r.said, r.problems, r.refused, r.outcome, r.because, r.decision, r.candidates,
      r.committed_at, coalesce(d.person_id, r.decided_person_id, m.person_id) AS person_id
    FROM import_row r LEFT JOIN import_match m ON m.authority_id = r.authority_id AND m.import_id = r.import_id AND m.line = r.line
    LEFT JOIN record d ON d.authority_id = r.authority_id AND d.id = r.record_id
    WHERE r.import_id = ${list.id} AND r.line = ${line}`.execute(tx)
  const found = rows[0] ?? (await rowsAgain(tx, list, { after: line - 1, until: line }, 1))[0]
  return found && { ...shownRow(found, list), raw: rawOf(found.raw, list.row_names) }
}

/** The next doubtful row that nobody has decided, after a line; null when there is none. */
export async function nextDoubtful(tx: Read, import_id: string, after: number): Promise<number | null> {
  const { rows } = await sql<{
    line: number
  }>`SELECT line FROM import_row WHERE import_id = ${import_id} AND outcome = 'ambiguous' AND decision IS NULL AND NOT refused
    AND committed_at IS NULL ORDER BY line <= ${after}, line LIMIT 1`.execute(tx)
  return rows[0]?.line ?? null
}
