import { sql } from 'kysely'
import { goByIndex } from '../../ground/database/by-index.ts'
import type { Write } from '../../ground/database/door.ts'
import type { Problem } from './check-row.ts'
import { findRepeats } from './find-repeats.ts'
import type { ImportContext } from './import-context.ts'
import { schoolsOfRows } from './import-context.ts'
import { type KeptRow, wholeRow } from './kept-row.ts'
import { findCandidates, keysOf } from './match-rows.ts'
import { decideMatch } from './match-rules.ts'

/**
 * Second look at the doubtful rows, now that the whole list is matched: a twin or sibling whose own row is further down is
 * not a candidate for this one. @returns the last line looked at, null when none is left.
 */
export async function settleSiblings(
  tx: Write,
  list: ImportContext,
  after: number,
  size: number,
): Promise<number | null> {
  await goByIndex(tx)
  const { rows } = await sql<{
    line: number
    row: KeptRow
    problems: Problem[]
  }>`SELECT line, row, problems FROM import_row
    WHERE import_id = ${list.id} AND outcome = 'ambiguous' AND decision IS NULL AND line > ${after} ORDER BY line LIMIT ${sql.lit(size)}`.execute(
    tx,
  )
  const last = rows.at(-1)
  if (!last) return null
  const keys = rows.map(found => keysOf({ ...found, row: wholeRow(found.row) }))
  const candidates = await findCandidates(tx, keys)
  const ids = [...new Set([...candidates.values()].flat().map(child => child.person_id))]
  const { rows: taken } = await sql<{ person_id: string }>`SELECT person_id FROM import_match
    WHERE import_id = ${list.id} AND person_id = ANY(${ids}::uuid[])
    UNION SELECT r.person_id FROM record r JOIN import_row x ON x.authority_id = r.authority_id AND x.record_id = r.id
    WHERE x.import_id = ${list.id} AND r.person_id = ANY(${ids}::uuid[])`.execute(tx)
  const owned = new Set(taken.map(match => match.person_id))
  const settled = keys.flatMap(
    (row): { line: number; outcome: string; because: string | null; candidates: string[] }[] => {
      const left = (candidates.get(row.line) ?? []).filter(
        child =>
          !owned.has(child.person_id) ||
          child.by.length > 0 ||
          child.names.some(name => name.forename_key === row.forename_key),
      )
      const decision = decideMatch(row, left)
      if (decision.outcome === 'new') return [{ line: row.line, outcome: 'new', because: null, candidates: [] }]
      return decision.outcome === 'ambiguous' ? [{ line: row.line, ...decision }] : []
    },
  )
  await sql`UPDATE import_row r SET outcome = t.outcome, because = t.because, candidates = t.candidates
    FROM jsonb_to_recordset(${JSON.stringify(settled)}::jsonb) AS t (line integer, outcome text, because text, candidates uuid[])
    WHERE r.import_id = ${list.id} AND r.line = t.line`.execute(tx)
  return last.line
}

/**
 * Marks the rows of a child that the list holds twice. At two schools that is dual registration: both rows count, for one
 * child. At one school, or in a list of no schools, the later row is left out, with the line it repeats.
 */
export async function settleDuplicates(tx: Write, list: ImportContext): Promise<void> {
  const { rows: kept } = await sql<{ line: number; row: KeptRow; problems: Problem[]; person_id: string | null }>`
    SELECT r.line, r.row, r.problems, coalesce(m.person_id, d.person_id) AS person_id FROM import_row r
    LEFT JOIN record d ON d.authority_id = r.authority_id AND d.id = r.record_id
    LEFT JOIN import_match m ON m.authority_id = r.authority_id AND m.import_id = r.import_id AND m.line = r.line
    WHERE r.import_id = ${list.id} AND NOT r.refused AND r.outcome IN ('new', 'matched', 'changed', 'same') ORDER BY r.line`.execute(
    tx,
  )
  const rows = kept.map(found => ({ ...found, row: wholeRow(found.row) }))
  const schoolOf = await schoolsOfRows(
    tx,
    list,
    rows.map(({ row }) => row),
  )
  const isOfSchools = list.presence === 'enrolment'
  const repeats = findRepeats(
    rows.map(({ person_id, ...line }) => ({
      ...keysOf(line),
      person_id,
      school: isOfSchools ? String(schoolOf(line.row)?.urn ?? line.row.school_laestab ?? line.row.school_urn) : '',
    })),
  )
  await sql`UPDATE import_row r SET same_as_line = t.same_as_line,
      outcome = CASE WHEN t.repeats IS NULL THEN r.outcome ELSE 'duplicate' END,
      because = CASE WHEN t.repeats IS NULL THEN r.because ELSE 'Line ' || t.repeats || ' of this list is the same child.' END
    FROM jsonb_to_recordset(${JSON.stringify(repeats)}::jsonb) AS t (line integer, same_as_line integer, repeats integer)
    WHERE r.import_id = ${list.id} AND r.line = t.line`.execute(tx)
}
