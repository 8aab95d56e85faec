import { hash } from 'node:crypto'
import type { ListRow } from './check-row.ts'
import { FIELDS } from './fields.ts'
import type { ListMeaning, RowSchool } from './wanted-facts.ts'

/** What may differ from list to list without anything having happened: a place in the file, a year group that goes up by itself. */
const apart: ReadonlySet<string> = new Set(['source_ref', 'year_group'])
const fields = FIELDS.map(({ code }) => code).filter(code => !apart.has(code))

/**
 * A short name for what a row says, as a uuid: two rows of a source with one name say the same of a child, since the facts
 * that follow from a row follow from nothing else. The school counts as the register has it now.
 */
export function saidOf(row: ListRow, school: RowSchool | null, list: ListMeaning): string {
  const meaning = [list.kind, list.presence, list.postcode_areas, school && [school.urn, school.sector, school.in_area]]
  return shortName([meaning, fields.map(field => row[field])])
}

/** The first half of the SHA-256 of a value as JSON, as a uuid. */
export function shortName(value: unknown): string {
  const digest = hash('sha256', JSON.stringify(value), 'hex')
  return `${digest.slice(0, 8)}-${digest.slice(8, 12)}-${digest.slice(12, 16)}-${digest.slice(16, 20)}-${digest.slice(20, 32)}`
}
