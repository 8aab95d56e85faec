import { sql } from 'kysely'
import type { Read } from '../../ground/database/door.ts'
import { addYears, type Day } from '../../rulebook/index.ts'
import { OLDEST_AGE } from './check-row.ts'
import { type ImportContext, type NamedSchool, schoolsOfRows } from './import-context.ts'
import { shortName } from './said.ts'

/** Raised whenever something else is read of a row, or follows from it: the next list of each source is then read in full. A test tells when. */
export const readingVersion = 1

/** A row that the list before had, of which nothing needs to be read when it comes again. */
export interface RowBefore {
  record_id: string
  person_id: string
  school_urn: number | null
  /** Where its cells are kept. */
  kept_import_id: string
  kept_line: number
}

/** The rows of the list before by the short name of their cells; and the schools as that list named them. */
export interface ListBefore {
  rows: Map<string, RowBefore>
  schools: readonly (NamedSchool & { urn: number | null })[]
}

const nothing: ListBefore = { rows: new Map(), schools: [] }

/** The short name of a row's cells as they came, in the order of its list's names. */
export const cellsName = (cells: readonly (string | null)[]): string => shortName(cells)

/** A short name of all that the meaning of a list's rows depends on besides their cells. */
export async function readingOf(tx: Read, list: ImportContext, named: readonly NamedSchool[]): Promise<string> {
  const schoolOf = await schoolsOfRows(tx, list, named)
  const schools = named.map(one => [one.school_urn, one.school_laestab, schoolOf(one)])
  const inOrder = schools.map(one => JSON.stringify(one)).sort()
  const mapping = Object.entries(list.mapping).sort(([a], [b]) => (a < b ? -1 : 1))
  const { kind, presence, needed, source_name, postcode_areas, school_urn, format, row_names } = list
  const meaning = [kind, presence, needed, source_name, postcode_areas, school_urn]
  return shortName([readingVersion, meaning, format, row_names, mapping, inOrder])
}

/**
 * What the list before said that would be read in the same way today: rows that had nothing wrong, of records that are still as
 * they were said. None of a sealed child, none whose child grows too old for a list, none of two children whose rows are alike.
 * Empty when this list is not newer than all of its source, or would be read in another way.
 */
export async function listBefore(tx: Read, list: ImportContext): Promise<ListBefore> {
  if (list.protected) return nothing
  const { rows: lists } = await sql<{ as_at: Day; reading: string | null; schools_named: NamedSchool[] | null }>`
    SELECT as_at, reading, schools_named FROM import WHERE source_id = ${list.source_id} AND state = 'committed'
    ORDER BY as_at DESC, committed_at DESC LIMIT 1`.execute(tx)
  const [before] = lists
  if (!before?.reading || before.as_at >= list.as_at) return nothing
  const named = before.schools_named ?? []
  if ((await readingOf(tx, list, named)) !== before.reading) return nothing
  const schoolOf = await schoolsOfRows(tx, list, named)
  const { rows } = await sql<RowBefore & { cells: string }>`
    SELECT r.cells, r.id AS record_id, r.person_id, r.school_urn, r.kept_import_id, r.kept_line FROM record r
    WHERE r.authority_id = (SELECT identity.authority()) AND r.source_id = ${list.source_id} AND r.last_on = ${before.as_at}
      AND r.cells IS NOT NULL AND r.said IS NOT NULL AND NOT r.sealed ${list.presence === 'enrolment' ? sql`AND r.school_urn IS NOT NULL` : sql``}
      AND r.id NOT IN (SELECT b.record_id FROM birth_fact b WHERE b.authority_id = (SELECT identity.authority()) AND b.retracted_at IS NULL
        AND b.born_on <= ${addYears(list.as_at, -OLDEST_AGE)})`.execute(tx)
  return {
    rows: eachOnce(rows),
    schools: named.map(one => ({ ...one, urn: schoolOf(one)?.urn ?? null })),
  }
}

/** Rows by the name of their cells, without those that say the same of two children. */
function eachOnce(rows: readonly (RowBefore & { cells: string })[]): Map<string, RowBefore> {
  const once = new Map<string, RowBefore>()
  const twice = new Set<string>()
  for (const { cells, ...row } of rows) {
    if (once.has(cells)) twice.add(cells)
    once.set(cells, row)
  }
  for (const cells of twice) once.delete(cells)
  return once
}
