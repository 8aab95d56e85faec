import { sql } from 'kysely'
import type { Read, Write } from '../../ground/database/door.ts'
import type { Day } from '../../rulebook/index.ts'
import { foldName } from '../../rulebook/index.ts'
import { neverTrue } from '../children/index.ts'
import type { HeldFact, PlannedFact } from './plan-facts.ts'
import type { FactTable } from './wanted-facts.ts'

/** The columns of each table that a list can fill, with their types, and the key of a fact within its record. */
const tables: Record<FactTable, { columns: Record<string, string>; keyOf(values: Record<string, unknown>): string }> = {
  name_fact: {
    columns: {
      kind: 'text',
      forename: 'text',
      middle_names: 'text',
      surname: 'text',
      forename_key: 'text',
      surname_key: 'text',
    },
    keyOf: values => String(values.kind),
  },
  birth_fact: { columns: { born_on: 'date', sex: 'text' }, keyOf: () => 'birth' },
  identifier_fact: { columns: { kind: 'text', value: 'text', problem: 'text' }, keyOf: values => String(values.kind) },
  address_fact: {
    columns: {
      kind: 'text',
      line_1: 'text',
      line_2: 'text',
      town: 'text',
      postcode: 'text',
      postcode_key: 'text',
      uprn: 'text',
      in_area: 'boolean',
      confirmed_on: 'date',
      confirmed_how: 'text',
      doubted_on: 'date',
      doubted_how: 'text',
    },
    keyOf: values => String(values.kind),
  },
  contact_fact: {
    columns: { name: 'text', relationship: 'text', phone: 'text', email: 'text' },
    keyOf: values => foldName(String(values.name ?? values.phone ?? values.email ?? '')),
  },
  enrolment_fact: {
    columns: {
      school_urn: 'integer',
      in_area: 'boolean',
      sector: 'text',
      status: 'text',
      year_group: 'text',
      weekly_hours: 'numeric',
    },
    keyOf: values => String(values.school_urn),
  },
  provision_fact: {
    columns: { kind: 'text', weekly_hours: 'numeric', provider: 'text', school_urn: 'integer', note: 'text' },
    keyOf: values => String(values.kind),
  },
  circumstance_fact: {
    columns: { kind: 'text', detail: 'text', case_id: 'uuid' },
    keyOf: values => String(values.kind),
  },
  attendance_fact: {
    columns: {
      school_urn: 'integer',
      school_year: 'integer',
      term: 'text',
      possible: 'integer',
      authorised: 'integer',
      unauthorised: 'integer',
    },
    keyOf: values => `${values.school_urn} ${values.school_year} ${values.term}`,
  },
}

export const factTables = Object.keys(tables) as FactTable[]

/** The columns of a table that a list can fill. */
export const columnsOf = (table: FactTable): string[] => Object.keys(tables[table].columns)

export type HeldByRecord = Map<string, Map<FactTable, (HeldFact & { key: string })[]>>

/**
 * What is believed on these records, and what an officer said was never true or had ended: one statement a table,
 * however many records. What an officer said and took back again is not among it.
 * @param of the tables that it is asked of.
 */
export async function heldFacts(
  tx: Read,
  record_ids: readonly string[],
  of: ReadonlySet<FactTable>,
): Promise<HeldByRecord> {
  const held: HeldByRecord = new Map()
  if (record_ids.length === 0) return held
  for (const table of of) {
    const { columns, keyOf } = tables[table]
    const { rows } = await sql<HeldRow & Record<string, unknown>>`
      SELECT f.id, f.record_id, f.starts_on, f.ends_on, ${sql.raw(
        Object.keys(columns)
          .map(column => `f.${column}`)
          .join(', '),
      )},
        CASE WHEN f.retracted_at IS NOT NULL THEN 'never_true' WHEN f.recorded_because IS NOT NULL AND f.ends_on IS NOT NULL THEN 'ended' END AS overruled
      FROM ${sql.table(table)} f WHERE f.authority_id = (SELECT identity.authority()) AND f.record_id = ANY(${record_ids}::uuid[])
        AND (f.retracted_at IS NULL OR f.retracted_reason = ANY(${neverTrue}))`.execute(tx)
    const believedAgain = await insteadOf(
      tx,
      table,
      rows.filter(row => row.overruled === 'never_true').map(row => row.id),
    )
    for (const { id, record_id, starts_on, ends_on, overruled, ...values } of rows) {
      if (believedAgain.has(id)) continue
      const ofRecord = held.get(record_id) ?? new Map()
      held.set(record_id, ofRecord)
      const fact = { id, starts_on, ends_on, values, key: keyOf(values), overruled }
      ofRecord.set(table, [...(ofRecord.get(table) ?? []), fact])
    }
  }
  return held
}

/** Which of these facts another was recorded in place of. Asked by itself: beside the facts it would be answered from the whole table. */
async function insteadOf(tx: Read, table: FactTable, ids: readonly string[]): Promise<Set<string>> {
  if (ids.length === 0) return new Set()
  const { rows } = await sql<{ instead_of: string }>`SELECT instead_of FROM ${sql.table(table)}
    WHERE authority_id = (SELECT identity.authority()) AND instead_of = ANY(${ids}::uuid[])`.execute(tx)
  return new Set(rows.map(row => row.instead_of))
}

interface HeldRow {
  id: string
  record_id: string
  starts_on: Day
  ends_on: Day | null
  overruled: HeldFact['overruled']
}

export interface FactToWrite extends PlannedFact {
  record_id: string
  sealed: boolean
}

/** Writes a plan for many records: retractions first, since a record may hold no two of some facts on one day. */
export async function writeFacts(
  tx: Write,
  from: { source: string; import_id: string },
  retract: readonly { table: FactTable; id: string }[],
  insert: readonly FactToWrite[],
): Promise<void> {
  for (const [table, facts] of Map.groupBy(retract, fact => fact.table)) {
    const ids = facts.map(fact => fact.id)
    await sql`UPDATE ${sql.table(table)} SET retracted_at = now(), retracted_import_id = ${from.import_id} WHERE id = ANY(${ids}::uuid[]) AND retracted_at IS NULL`.execute(
      tx,
    )
  }
  for (const [table, facts] of Map.groupBy(insert, fact => fact.table)) {
    const { columns } = tables[table]
    const names = sql.raw(Object.keys(columns).join(', '))
    const types = sql.raw(
      Object.entries(columns)
        .map(([name, type]) => `${name} ${type}`)
        .join(', '),
    )
    const rows = JSON.stringify(
      facts.map(({ values, record_id, sealed, starts_on, ends_on }) => ({
        ...values,
        record_id,
        sealed,
        starts_on,
        ends_on,
      })),
    )
    await sql`INSERT INTO ${sql.table(table)} (authority_id, record_id, sealed, starts_on, ends_on, source, import_id, ${names})
      SELECT identity.authority(), record_id, sealed, starts_on, ends_on, ${from.source}, ${from.import_id}::uuid, ${names}
      FROM jsonb_to_recordset(${rows}::jsonb) AS t (record_id uuid, sealed boolean, starts_on date, ends_on date, ${types})`.execute(
      tx,
    )
  }
}
