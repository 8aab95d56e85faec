import { sql } from 'kysely'
import type { Write } from '../../ground/database/door.ts'
import type { SchoolTable } from '../../ground/database/tables.ts'
import type { ByteStream } from '../../ground/file-refused.ts'
import { foldName } from '../../rulebook/index.ts'
import { copyRows } from './copy-rows.ts'
import { hashed } from './hashed-file.ts'
import { dayOfFile, importRow, kindOfChange, type RegisterFile } from './record-import.ts'
import { openRegister, type RegisterField, type RegisterSchool } from './register.ts'
import { sectorOf } from './sectors.ts'
import { type ImportedProblems, ProblemsTold } from './told-problems.ts'
import { followTrusts } from './trusts.ts'

/** What bringing in a file did. `read` counts the rows that were taken: added, changed and same together. */
export interface Imported extends ImportedProblems {
  /** The import as it was recorded, with what it changed: `/schools/register/:id`. */
  import_id: string
  read: number
  added: number
  changed: number
  same: number
}

type Stored = Exclude<keyof SchoolTable, 'read_at'>
type School = { [Column in Stored]: string | number | null }

/** Which column of the register each stored column comes from. */
const origins: Readonly<Record<Exclude<Stored, 'status' | 'sector'>, RegisterField>> = {
  urn: 'urn',
  la_code: 'la_code',
  establishment_number: 'establishment_number',
  laestab: 'establishment_number',
  name: 'name',
  name_key: 'name',
  type_code: 'type_code',
  type_name: 'type_name',
  type_group: 'type_group',
  phase: 'phase',
  low_age: 'low_age',
  high_age: 'high_age',
  opened_on: 'opened_on',
  closed_on: 'closed_on',
  trust_code: 'trust_code',
  trust_name: 'trust_name',
  street: 'street',
  locality: 'locality',
  town: 'town',
  county: 'county',
  postcode: 'postcode',
  ukprn: 'ukprn',
  telephone: 'telephone',
  website: 'website',
  capacity: 'capacity',
  pupils: 'pupils',
}
const columns: readonly Stored[] = [...(Object.keys(origins) as (keyof typeof origins)[]), 'status', 'sector']

/**
 * Brings in an extract of the national register. A school that is not in it stays as it is, and so does what the file
 * has no column for, so that a small extract never wipes what a fuller one gave. The same file again changes nothing.
 * What changed is recorded field by field, and what a council added is not touched.
 * Throws FileRefused for a file that is no register, or older than the newest here, with nothing changed.
 * Source: rulebook §11.4.
 */
export async function importRegister(tx: Write, stream: ByteStream, file: RegisterFile = {}): Promise<Imported> {
  const as_at = await dayOfFile(tx, 'schools', file)
  const read = hashed(stream)
  const register = await openRegister(read.stream, { as_at })
  const told = new ProblemsTold()
  const taken = new Map<number, number>()
  async function* rows() {
    for await (const row of register.rows) {
      if ('problem' in row) {
        told.add(row)
        continue
      }
      const { line, school } = row
      const before = taken.get(school.urn)
      if (before !== undefined) {
        const problem = `URN ${school.urn} stands on line ${before} too: that row was taken and this one left out.`
        told.add({ line, severity: 'refused', problem })
        continue
      }
      taken.set(school.urn, line)
      const stored = storedOf(school)
      yield columns.map(column => stored[column])
    }
  }
  const names = sql.raw(columns.join(', '))
  await sql`CREATE TEMPORARY TABLE register_row ON COMMIT DROP AS SELECT ${names} FROM school WITH NO DATA`.execute(tx)
  await copyRows(tx, 'pg_temp.register_row', columns, rows())

  const kept = columns.map(column => [column, newValue(column, register.fields)] as const)
  const changing = kept.filter(([column, value]) => value !== `s.${column}` && column !== 'urn')
  const list = (parts: readonly string[]) => sql.raw(parts.join(', '))
  const compared = changing.map(([column]) => column).filter(column => column !== 'name_key')
  const { rows: answers } = await sql<{ id: string; rows_added: number; rows_changed: number }>`
    WITH done AS MATERIALIZED (
      INSERT INTO school AS s (${names}) SELECT ${names} FROM pg_temp.register_row ORDER BY urn
      ON CONFLICT (urn) DO UPDATE SET ${list(changing.map(([column, value]) => `${column} = ${value}`))}, read_at = now()
        WHERE (${list(changing.map(([column]) => `s.${column}`))}) IS DISTINCT FROM (${list(changing.map(([, value]) => value))})
      RETURNING new.urn, new.name, old.urn IS NULL AS is_new,
        ${list(compared.map(column => `old.${column} AS was_${column}, new.${column} AS is_${column}`))}
    ), made AS (${importRow({
      ...{ kind: 'schools', as_at, file_name: file.file_name, sha256: read.sha256() },
      ...{ fields: [...register.fields], rows_read: taken.size, told: told.all() },
    })}), written AS (
      INSERT INTO register_change (import_id, urn, field, kind, before, after)
      SELECT made.id, done.urn, 'urn', 'new', NULL, done.name FROM done, made WHERE is_new
      UNION ALL
      SELECT made.id, done.urn, field, CASE WHEN field = 'status' AND after = 'closed' THEN 'closed' ELSE ${kindOfChange} END, before, after
      FROM made, done, LATERAL (VALUES ${list(compared.map(column => `('${column}', was_${column}::text, is_${column}::text)`))}) AS c (field, before, after)
      WHERE NOT is_new AND before IS DISTINCT FROM after
    ) SELECT id, rows_added, rows_changed FROM made`.execute(tx)
  await sql`DROP TABLE pg_temp.register_row`.execute(tx)
  const [answer] = answers
  if (!answer) throw new Error('An import of the register was not recorded.')
  await followTrusts(tx, answer.id, as_at)
  const { id: import_id, rows_added: added, rows_changed: changed } = answer
  return { import_id, read: taken.size, added, changed, same: taken.size - added - changed, ...told.all() }
}

const storedOf = (school: RegisterSchool): School => ({
  ...school,
  name_key: foldName(school.name),
  sector: sectorOf(school),
})

/** What a known school's column becomes, in SQL: the file's, or what there was where the file does not say. */
function newValue(column: Stored, given: ReadonlySet<RegisterField>): string {
  if (column === 'sector') {
    return given.has('type_code') || given.has('type_name') || given.has('type_group') ? 'EXCLUDED.sector' : 's.sector'
  }
  if (column === 'status') {
    if (given.has('status_code') || given.has('status_name')) return 'EXCLUDED.status'
    // Without a status the reader takes a school for open that has no closing date, which says nothing of one not yet open.
    return given.has('closed_on')
      ? `CASE WHEN EXCLUDED.closed_on IS NULL AND s.status = 'proposed_to_open' THEN s.status ELSE EXCLUDED.status END`
      : 's.status'
  }
  return given.has(origins[column]) ? `EXCLUDED.${column}` : `s.${column}`
}
