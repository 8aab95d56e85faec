import { sql } from 'kysely'
import type { Write } from '../../ground/database/door.ts'
import type { ListRow, Problem } from './check-row.ts'
import type { ImportContext } from './import-context.ts'
import { schoolsOfRows } from './import-context.ts'
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
  const { rows } = await sql<{
    line: number
    row: ListRow
    problems: Problem[]
  }>`SELECT line, row, problems FROM import_row
    WHERE import_id = ${list.id} AND outcome = 'ambiguous' AND decision IS NULL AND line > ${after} ORDER BY line LIMIT ${size}`.execute(
    tx,
  )
  const last = rows.at(-1)
  if (!last) return null
  const keys = rows.map(keysOf)
  const candidates = await findCandidates(tx, keys)
  const ids = [...new Set([...candidates.values()].flat().map(child => child.person_id))]
  const { rows: taken } = await sql<{ person_id: string }>`SELECT DISTINCT person_id FROM import_match
    WHERE import_id = ${list.id} AND person_id = ANY(${ids}::uuid[])`.execute(tx)
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
 * Finds the same child twice in one list. At two schools that is dual registration: both rows count, for one child. At one
 * school, or in a list of no schools, the later row is a duplicate and is left out, with the line it repeats.
 */
export async function settleDuplicates(tx: Write, list: ImportContext): Promise<void> {
  await sql`WITH place AS (
      SELECT r.line, r.outcome, m.person_id, coalesce(r.row->>'school_urn', r.row->>'school_laestab', '') AS school,
        coalesce(m.person_id::text, CASE WHEN r.row->>'upn' IS NOT NULL AND NOT EXISTS (SELECT FROM jsonb_array_elements(r.problems) p WHERE p->>'field' = 'upn') THEN r.row->>'upn' END,
          CASE WHEN r.row->>'born_on' IS NOT NULL THEN concat_ws('|', lower(r.row->>'surname'), lower(r.row->>'forename'), r.row->>'born_on', r.row->>'postcode') END) AS same
      FROM import_row r LEFT JOIN import_match m ON m.authority_id = r.authority_id AND m.import_id = r.import_id AND m.line = r.line
      WHERE r.import_id = ${list.id} AND NOT r.refused AND r.outcome IN ('new', 'matched', 'changed', 'same')),
    ordered AS (
      SELECT line, first_value(line) OVER (PARTITION BY same ORDER BY line) AS first_line,
        first_value(line) OVER (PARTITION BY same, school ORDER BY line) AS first_here FROM place WHERE same IS NOT NULL)
    UPDATE import_row r SET same_as_line = o.first_line,
      outcome = CASE WHEN o.first_here < o.line THEN 'duplicate' ELSE r.outcome END,
      because = CASE WHEN o.first_here < o.line THEN 'Line ' || o.first_here || ' of this list is the same child.' ELSE r.because END
    FROM ordered o WHERE r.import_id = ${list.id} AND r.line = o.line AND o.first_line < o.line`.execute(tx)
}

/**
 * The children whom an earlier list of this source held and this one does not: of a roll, those of the schools that this
 * list is of. A child whom a doubtful or refused row may be is not missing.
 */
export async function settleMissing(tx: Write, list: ImportContext): Promise<number> {
  await sql`DELETE FROM import_missing WHERE import_id = ${list.id}`.execute(tx)
  const { rows: named } = await sql<{ school_urn: number | null; school_laestab: string | null }>`
    SELECT DISTINCT (row->>'school_urn')::integer AS school_urn, row->>'school_laestab' AS school_laestab FROM import_row WHERE import_id = ${list.id} AND row IS NOT NULL`.execute(
    tx,
  )
  const schoolOf = await schoolsOfRows(tx, list, named as Pick<ListRow, 'school_urn' | 'school_laestab'>[])
  const urns = [
    ...new Set(named.map(row => schoolOf(row as Pick<ListRow, 'school_urn' | 'school_laestab'>)?.urn ?? null)),
  ]
  const known = urns.filter(urn => urn !== null)
  await sql`INSERT INTO import_missing (authority_id, import_id, record_id, person_id, sealed, last_on)
    SELECT r.authority_id, ${list.id}::uuid, r.id, r.person_id, r.sealed, r.last_on FROM record r
    WHERE r.source_id = ${list.source_id} AND r.last_on < ${list.as_at}
      AND (${list.presence !== 'enrolment'} OR r.school_urn = ANY(${known}::integer[]) OR (${urns.includes(null)} AND r.school_urn IS NULL))
      AND r.last_on = (SELECT max(b.as_at) FROM import b WHERE b.authority_id = r.authority_id AND b.source_id = r.source_id AND b.state = 'committed' AND b.as_at < ${list.as_at})
      AND r.id NOT IN (SELECT m.record_id FROM import_match m WHERE m.import_id = ${list.id} AND m.record_id IS NOT NULL)
      AND r.id NOT IN (SELECT record_id FROM import_row WHERE import_id = ${list.id} AND record_id IS NOT NULL)
      AND r.person_id NOT IN (SELECT unnest(candidates) FROM import_row WHERE import_id = ${list.id} AND outcome = 'ambiguous' AND decision IS NULL)`.execute(
    tx,
  )
  const { rows } = await sql<{
    missing: number
  }>`SELECT count(*) AS missing FROM import_missing WHERE import_id = ${list.id} AND NOT sealed`.execute(tx)
  return rows[0]?.missing ?? 0
}
