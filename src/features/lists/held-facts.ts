import { sql } from 'kysely'
import type { Read, Write } from '../../ground/database/door.ts'
import type { Day } from '../../rulebook/index.ts'
import { foldName } from '../../rulebook/index.ts'
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
}

export const factTables = Object.keys(tables) as FactTable[]

export type HeldByRecord = Map<string, Map<FactTable, (HeldFact & { key: string })[]>>

/** What is believed on these records: one statement a table, however many records. */
export async function heldFacts(tx: Read, record_ids: readonly string[]): Promise<HeldByRecord> {
  const held: HeldByRecord = new Map()
  if (record_ids.length === 0) return held
  for (const table of factTables) {
    const { columns, keyOf } = tables[table]
    const { rows } = await sql<
      { id: string; record_id: string; starts_on: Day; ends_on: Day | null } & Record<string, unknown>
    >`
      SELECT id, record_id, starts_on, ends_on, ${sql.raw(Object.keys(columns).join(', '))} FROM ${sql.table(table)}
      WHERE record_id = ANY(${record_ids}::uuid[]) AND retracted_at IS NULL`.execute(tx)
    for (const { id, record_id, starts_on, ends_on, ...values } of rows) {
      const ofRecord = held.get(record_id) ?? new Map()
      held.set(record_id, ofRecord)
      ofRecord.set(table, [...(ofRecord.get(table) ?? []), { id, starts_on, ends_on, values, key: keyOf(values) }])
    }
  }
  return held
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
    await sql`UPDATE ${sql.table(table)} SET retracted_at = now() WHERE id = ANY(${ids}::uuid[]) AND retracted_at IS NULL`.execute(
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
