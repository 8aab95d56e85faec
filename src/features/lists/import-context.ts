import { sql } from 'kysely'
import type { Read } from '../../ground/database/door.ts'
import type { Day } from '../../rulebook/index.ts'
import type { ListRow } from './check-row.ts'
import type { FieldCode } from './fields.ts'
import type { ListFormat } from './list-file.ts'
import type { Mapping } from './mapping.ts'
import type { ListMeaning, RowSchool } from './wanted-facts.ts'

/** An import with what its rows mean: read once for a piece of work. */
export interface ImportContext extends ListMeaning {
  id: string
  authority_id: string
  source_id: string
  source_name: string
  /** Fields that a list of its kind needs, and that it usually has. */
  needed: readonly FieldCode[]
  expected: readonly FieldCode[]
  file_id: string
  addresses_file_id: string | null
  file_name: string
  school_urn: number | null
  format: ListFormat | null
  /** Of a workbook: which sheet is read. */
  sheet: string | null
  mapping: Mapping
  /** What the cells of its rows are called; null before they are read. */
  row_names: readonly string[] | null
  state: string
  protected: boolean
  brought_by: string | null
  committed_by: string | null
}

/** Throws when there is no such import within reach. */
export async function importContext(tx: Read, import_id: string): Promise<ImportContext> {
  const row = await tx
    .selectFrom('import as i')
    .innerJoin('source as s', join =>
      join.onRef('s.authority_id', '=', 'i.authority_id').onRef('s.id', '=', 'i.source_id'),
    )
    .innerJoin('source_kind as k', 'k.code', 's.kind')
    .leftJoin('own_kind as o', join =>
      join.onRef('o.authority_id', '=', 's.authority_id').onRef('o.id', '=', 's.own_kind_id'),
    )
    .innerJoin('file as f', join => join.onRef('f.authority_id', '=', 'i.authority_id').onRef('f.id', '=', 'i.file_id'))
    .innerJoin('authority as a', 'a.id', 'i.authority_id')
    .where('i.id', '=', import_id)
    .select([
      'i.id',
      'i.authority_id',
      'i.source_id',
      's.name as source_name',
      'i.file_id',
      'i.addresses_file_id',
      'f.name as file_name',
      'i.as_at',
    ])
    .select([
      'i.school_urn',
      'i.format',
      'i.sheet',
      'i.mapping',
      'i.row_names',
      'i.state',
      's.kind',
      'k.presence',
      'k.protected',
      'a.postcode_areas',
      'i.brought_by',
      'i.committed_by',
    ])
    .select(eb => [
      eb.fn.coalesce('o.needed', 'k.needed').as('needed'),
      eb.fn.coalesce('o.expected', 'k.expected').as('expected'),
    ])
    .executeTakeFirstOrThrow()
  return {
    ...row,
    needed: row.needed as FieldCode[],
    expected: row.expected as FieldCode[],
    format: row.format as ImportContext['format'],
    mapping: (row.mapping ?? {}) as Mapping,
    presence: row.presence as ListMeaning['presence'],
  }
}

/** A school as a row names it. */
export type NamedSchool = Pick<ListRow, 'school_urn' | 'school_laestab'>

/** The schools that rows name, by URN and by LAESTAB; an open school is preferred to a closed one with the same number. */
export async function schoolsOfRows(
  tx: Read,
  list: ImportContext,
  rows: readonly NamedSchool[],
): Promise<(row: NamedSchool) => RowSchool | null> {
  const urns = [...new Set([list.school_urn, ...rows.map(row => row.school_urn)])]
    .filter(urn => urn !== null)
    .map(Number)
  const laestabs = [...new Set(rows.map(row => row.school_laestab))].filter(laestab => laestab !== null)
  const { rows: found } = await sql<{
    urn: number
    laestab: string | null
    sector: string
    in_area: boolean
    opened_on: Day | null
  }>`
    SELECT s.urn, s.laestab, s.sector, s.opened_on, s.la_code IS NOT DISTINCT FROM a.code AS in_area FROM school s, authority a
    WHERE a.id = ${list.authority_id} AND (s.urn = ANY(${urns}) OR s.laestab = ANY(${laestabs})) ORDER BY s.status = 'open', s.urn`.execute(
    tx,
  )
  const byUrn = new Map(found.map(school => [school.urn, school]))
  const byLaestab = new Map(found.map(school => [school.laestab, school]))
  return row => {
    const named =
      row.school_urn !== null
        ? byUrn.get(Number(row.school_urn))
        : row.school_laestab !== null
          ? byLaestab.get(row.school_laestab)
          : undefined
    return (
      named ??
      (row.school_urn === null && row.school_laestab === null && list.school_urn !== null
        ? (byUrn.get(list.school_urn) ?? null)
        : null)
    )
  }
}
