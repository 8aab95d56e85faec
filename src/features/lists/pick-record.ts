import { sql } from 'kysely'
import type { Read } from '../../ground/database/door.ts'
import type { SourceRecord } from './match-rows.ts'
import type { RowKeys } from './match-rules.ts'

/** A row of a child whom its source may hold more than once, as after two were joined. */
export interface RowOfRecords {
  keys: RowKeys
  source_ref: string | null
  /** The records of its source that it may be of, by id. */
  of: readonly SourceRecord[]
}

/**
 * The record that each row is of, by line. Where a source has several of a child, the one that says most of what the row says: so that a join
 * which is taken back later finds each record as its own row left it. Of rows that say as much of one, the first has it.
 */
export async function pickRecords(tx: Read, rows: readonly RowOfRecords[]): Promise<Map<number, SourceRecord>> {
  const several = rows.flatMap(({ of }) => (of.length > 1 ? of.map(record => record.id) : []))
  const said = several.length === 0 ? new Map<string, Said>() : await saidOfRecords(tx, [...new Set(several)])
  const picked = new Map<number, SourceRecord>()
  const taken = new Set<string>()
  for (const row of rows) {
    const [only, another] = row.of
    if (!only) continue
    const free = another === undefined ? row.of : row.of.filter(record => !taken.has(record.id))
    const [best] = (free.length > 0 ? free : row.of)
      .map(record => ({ record, score: likeness(row, said.get(record.id)) }))
      .sort((one, other) => other.score - one.score || (one.record.id < other.record.id ? -1 : 1))
    if (!best) continue
    taken.add(best.record.id)
    picked.set(row.keys.line, best.record)
  }
  return picked
}

interface Said {
  source_key: string | null
  numbers: string[]
  births: string[]
  names: string[]
}

async function saidOfRecords(tx: Read, ids: readonly string[]): Promise<Map<string, Said>> {
  const of = (table: string, value: string) =>
    sql`ARRAY(SELECT ${sql.raw(value)} FROM ${sql.table(table)} f WHERE f.authority_id = r.authority_id AND f.record_id = r.id AND f.retracted_at IS NULL)`
  const { rows } = await sql<Said & { id: string }>`
    SELECT r.id, r.source_key, ${of('identifier_fact', 'f.value')} AS numbers, ${of('birth_fact', 'f.born_on::text')} AS births,
      ${of('name_fact', `f.forename_key || '|' || f.surname_key`)} AS names
    FROM record r WHERE r.authority_id = (SELECT identity.authority()) AND r.id = ANY(${ids}::uuid[])`.execute(tx)
  return new Map(rows.map(({ id, ...said }) => [id, said]))
}

/** How much of a row a record says: its own id and numbers before the first name, that before the birth date, and the surname least. */
function likeness({ keys, source_ref }: RowOfRecords, said: Said | undefined): number {
  if (said === undefined) return 0
  const numbers = [keys.upn, keys.nhs_number, keys.council_id].filter(value => value !== null)
  const parts = said.names.map(name => name.split('|'))
  return (
    (source_ref !== null && source_ref === said.source_key ? 16 : 0) +
    8 * numbers.filter(value => said.numbers.includes(value)).length +
    (parts.some(([forename]) => forename === keys.forename_key) ? 4 : 0) +
    (keys.born_on !== null && said.births.includes(keys.born_on) ? 2 : 0) +
    (parts.some(([, surname]) => surname === keys.surname_key) ? 1 : 0)
  )
}
