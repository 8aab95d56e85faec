import { sql } from 'kysely'
import type { Write } from '../../ground/database/door.ts'
import type { SchoolTable } from '../../ground/database/tables.ts'
import type { ByteStream } from '../../ground/file-refused.ts'
import { type Day, foldName } from '../../rulebook/index.ts'
import { copyRows } from './copy-rows.ts'
import { openRegister, type RegisterField, type RegisterSchool, readLinks } from './register.ts'
import { sectorOf } from './sectors.ts'
import { type ImportedProblems, ProblemsTold } from './told-problems.ts'

/** What bringing in a file did. `read` counts the rows that were taken: added, changed and same together. */
export interface Imported extends ImportedProblems {
  read: number
  added: number
  changed: number
  same: number
}

/** A school that an import added, closed or renamed. */
export interface RegisterChange {
  kind: 'closed' | 'renamed' | 'added'
  urn: number
  name: string
  name_before: string | null
}

export interface RegisterImported extends Imported {
  /** The first two hundred: closed, then renamed, then added. */
  changes: RegisterChange[]
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
 * Throws FileRefused for a file that is no register, with nothing changed. `as_at`: see `readRegister`.
 * Source: rulebook §11.4.
 */
export async function importRegister(
  tx: Write,
  stream: ByteStream,
  { as_at }: { as_at?: Day } = {},
): Promise<RegisterImported> {
  const register = await openRegister(stream, as_at === undefined ? {} : { as_at })
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
  const { rows: answers } = await sql<{ added: number; changed: number; changes: RegisterChange[] }>`
    WITH done AS (
      INSERT INTO school AS s (${names}) SELECT ${names} FROM pg_temp.register_row ORDER BY urn
      ON CONFLICT (urn) DO UPDATE SET ${list(changing.map(([column, value]) => `${column} = ${value}`))}, read_at = now()
        WHERE (${list(changing.map(([column]) => `s.${column}`))}) IS DISTINCT FROM (${list(changing.map(([, value]) => value))})
      RETURNING new.urn, new.name, old.name AS name_before,
        CASE WHEN old.urn IS NULL THEN 'added' WHEN old.status <> 'closed' AND new.status = 'closed' THEN 'closed'
          WHEN old.name <> new.name THEN 'renamed' END AS kind
    )
    SELECT count(*) FILTER (WHERE kind = 'added') AS added, count(*) FILTER (WHERE kind IS DISTINCT FROM 'added') AS changed,
      (SELECT coalesce(jsonb_agg(to_jsonb(c)), '[]') FROM (
        SELECT kind, urn, name, name_before FROM done WHERE kind IS NOT NULL
        ORDER BY array_position(ARRAY['closed', 'renamed', 'added'], kind), name, urn LIMIT 200) AS c) AS changes
    FROM done`.execute(tx)
  await sql`DROP TABLE pg_temp.register_row`.execute(tx)
  const { added = 0, changed = 0, changes = [] } = answers[0] ?? {}
  const read = taken.size
  return { read, added, changed, same: read - added - changed, changes, ...told.all() }
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

/** Brings in the register's links between schools. Links that are not in the file stay. Throws as `importRegister`. */
export async function importLinks(tx: Write, stream: ByteStream): Promise<Imported> {
  const told = new ProblemsTold()
  const seen = new Set<string>()
  async function* rows() {
    for await (const row of readLinks(stream)) {
      if ('problem' in row) {
        told.add(row)
        continue
      }
      const key = `${row.urn} ${row.link_urn} ${row.link_type}`
      if (seen.has(key)) continue
      seen.add(key)
      yield [row.urn, row.link_urn, row.link_type, row.established_on]
    }
  }
  const names = ['urn', 'link_urn', 'link_type', 'established_on']
  const list = sql.raw(names.join(', '))
  await sql`CREATE TEMPORARY TABLE link_row ON COMMIT DROP AS SELECT ${list} FROM school_link WITH NO DATA`.execute(tx)
  await copyRows(tx, 'pg_temp.link_row', names, rows())
  const { rows: answers } = await sql<{ added: number; changed: number }>`
    WITH done AS (
      INSERT INTO school_link AS l (${list}) SELECT ${list} FROM pg_temp.link_row ORDER BY urn, link_urn
      ON CONFLICT (urn, link_urn, link_type) DO UPDATE SET established_on = EXCLUDED.established_on
        WHERE EXCLUDED.established_on IS NOT NULL AND l.established_on IS DISTINCT FROM EXCLUDED.established_on
      RETURNING old.urn IS NULL AS added
    )
    SELECT count(*) FILTER (WHERE added) AS added, count(*) FILTER (WHERE NOT added) AS changed FROM done`.execute(tx)
  await sql`DROP TABLE pg_temp.link_row`.execute(tx)
  const { added = 0, changed = 0 } = answers[0] ?? {}
  return { read: seen.size, added, changed, same: seen.size - added - changed, ...told.all() }
}
