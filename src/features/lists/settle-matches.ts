import { sql } from 'kysely'
import { goByIndex, joinSets } from '../../ground/database/by-index.ts'
import type { Write } from '../../ground/database/door.ts'
import type { Problem } from './check-row.ts'
import { findRepeats } from './find-repeats.ts'
import type { ImportContext } from './import-context.ts'
import { type KeptRow, wholeRow } from './kept-row.ts'
import { findCandidates, keysOf, type MatchedRow } from './match-rows.ts'
import { decideMatch } from './match-rules.ts'
import { giveRows } from './rows-again.ts'

/**
 * Second look at the doubtful rows, now that the whole list is matched: a twin or sibling whose own row is further down is
 * not a candidate for this one.
 * @param cut rows after this line, at most so many; and the children whose row says with the same cells what it said before.
 * @returns the last line looked at, null when none is left; and the lines that are of new children.
 */
export async function settleSiblings(
  tx: Write,
  list: ImportContext,
  { after, size, again }: { after: number; size: number; again: ReadonlySet<string> },
): Promise<{ last: number | null; fresh: number[] }> {
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
  if (!last) return { last: null, fresh: [] }
  const keys = rows.map(found => keysOf({ ...found, row: wholeRow(found.row) }))
  const candidates = await findCandidates(tx, keys)
  const ids = [...new Set([...candidates.values()].flat().map(child => child.person_id))]
  const { rows: taken } = await sql<{ person_id: string }>`SELECT person_id FROM import_match
    WHERE import_id = ${list.id} AND person_id = ANY(${ids}::uuid[])
    UNION SELECT r.person_id FROM record r
    CROSS JOIN LATERAL (SELECT FROM import_row x WHERE x.authority_id = r.authority_id AND x.record_id = r.id AND x.import_id = ${list.id} OFFSET 0) x
    WHERE r.authority_id = (SELECT identity.authority()) AND r.person_id = ANY(${ids}::uuid[])`.execute(tx)
  const owned = again.union(new Set(taken.map(match => match.person_id)))
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
  return { last: last.line, fresh: settled.filter(row => row.outcome === 'new').map(row => row.line) }
}

type Placed = Pick<MatchedRow, 'person_id' | 'record_id'> & { school: string }

/**
 * Where a row stands: at its school, and where the source holds a child there more than once, as after a join, in its own record. Two such rows
 * are no repetition: what their source says of each is kept for the day on which the join is taken back.
 */
function ofItsOwn(rows: readonly Placed[]): (row: Placed) => string {
  const records = new Map<string, Set<string>>()
  for (const { person_id, record_id, school } of rows)
    if (person_id !== null && record_id !== null) {
      const place = `${person_id} ${school}`
      records.set(place, (records.get(place) ?? new Set()).add(record_id))
    }
  return ({ person_id, record_id, school }) =>
    (records.get(`${person_id} ${school}`)?.size ?? 0) > 1 && record_id !== null ? `${school} ${record_id}` : school
}

/**
 * Marks the rows of a child that the list holds twice. At two schools that is dual registration: both rows count, for one
 * child. At one school, or in a list of no schools, the later row is left out, with the line it repeats. One that was kept by its
 * place gets a row of its own, on which that stands.
 * @param rows those that count, in the order of the list.
 */
export async function settleDuplicates(tx: Write, list: ImportContext, rows: readonly MatchedRow[]): Promise<void> {
  const isOfSchools = list.presence === 'enrolment'
  const schoolOf = ({ school, named }: MatchedRow) => String(school?.urn ?? named.school_laestab ?? named.school_urn)
  const placed = rows.map(row => ({ ...row, school: isOfSchools ? schoolOf(row) : '' }))
  const own = ofItsOwn(placed)
  const repeats = findRepeats(placed.map(row => ({ ...row, school: own(row) })))
  await giveRows(
    tx,
    list,
    repeats.flatMap(({ line, repeats }) => (repeats === null ? [] : [line])),
  )
  await joinSets(tx)
  await sql`UPDATE import_row r SET same_as_line = t.same_as_line,
      outcome = CASE WHEN t.repeats IS NULL THEN r.outcome ELSE 'duplicate' END,
      because = CASE WHEN t.repeats IS NULL THEN r.because ELSE 'Line ' || t.repeats || ' of this list is the same child.' END
    FROM jsonb_to_recordset(${JSON.stringify(repeats)}::jsonb) AS t (line integer, same_as_line integer, repeats integer)
    WHERE r.import_id = ${list.id} AND r.line = t.line`.execute(tx)
}
