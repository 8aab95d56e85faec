import { sql } from 'kysely'
import { type Read, type Write, withEngineSight } from '../../ground/database/door.ts'
import type { Person } from '../../ground/database/identity.ts'
import { Stale } from '../../ground/database/stale.ts'
import type { Day } from '../../rulebook/index.ts'
import { councilRecord } from './record-facts.ts'

/** A kind of fact that officers keep by hand on the council's own record, and the columns that are its own. */
export interface KeptTable {
  table: 'relation_fact' | 'professional_fact' | 'safe_contact_fact' | 'need_fact' | 'happening_fact'
  own: readonly string[]
}

export interface KeptRow {
  id: string
  starts_on: Day
  ends_on: Day | null
  retracted_at: Date | null
  [column: string]: unknown
}

export type Columns = Readonly<Record<string, string | number | boolean | null>>

/** One fact of a child, believed or not; null when there is none with this id within reach. */
export async function keptFact(
  tx: Read,
  { table }: KeptTable,
  person_id: string,
  fact_id: string,
): Promise<KeptRow | null> {
  const { rows } = await sql<KeptRow>`SELECT f.* FROM ${sql.table(table)} f
    WHERE f.id = ${fact_id} AND f.record_id = ANY(SELECT id FROM record WHERE person_id = ${person_id})`.execute(tx)
  return rows[0] ?? null
}

/**
 * Records a fact on the council's own record of a child. That record is made with the engine's sight, since a team that works
 * with the child may not make records; the fact itself is the actor's to write, or is refused.
 * @param instead_of the fact that it is recorded in place of, as its correction.
 */
export async function addKept(
  tx: Write,
  actor: Person,
  { table, own }: KeptTable,
  person_id: string,
  period: { starts_on: Day; ends_on: Day | null },
  columns: Columns,
  instead_of: string | null = null,
): Promise<void> {
  const record = await withEngineSight(tx, async engine => {
    const id = await councilRecord(engine, actor, person_id)
    return engine.selectFrom('record').where('id', '=', id).select(['id', 'sealed']).executeTakeFirstOrThrow()
  })
  await sql`INSERT INTO ${sql.table(table)} (authority_id, record_id, starts_on, ends_on, source, recorded_by, sealed, instead_of, ${sql.join(own.map(name => sql.ref(name)))})
    VALUES (${actor.authority_id}, ${record.id}, ${period.starts_on}, ${period.ends_on}, 'council', ${actor.account_id}, ${record.sealed}, ${instead_of},
      ${sql.join(own.map(name => sql`${columns[name] ?? null}`))})`.execute(tx)
}

/** Ends a fact: from this day on it is no longer so. What was believed before stays to be read. @throws Stale when it is not there to end. */
export async function endKept(
  tx: Write,
  actor: Person,
  { table, own }: KeptTable,
  fact_id: string,
  ends_on: Day,
  because: string | null,
): Promise<void> {
  const columns = sql.join(own.map(name => sql.ref(name)))
  const { numAffectedRows } = await sql`WITH gone AS (
      UPDATE ${sql.table(table)} SET retracted_at = now(), retracted_by = ${actor.account_id}, retracted_reason = 'changed' WHERE id = ${fact_id} RETURNING *
    )
    INSERT INTO ${sql.table(table)} (authority_id, record_id, starts_on, ends_on, source, recorded_by, sealed, instead_of, recorded_because, ${columns})
    SELECT authority_id, record_id, starts_on, ${ends_on}::date, 'council', ${actor.account_id}, sealed, id, ${because}, ${columns} FROM gone`.execute(
    tx,
  )
  if (numAffectedRows !== 1n) throw new Stale()
}

/** Retracts a fact that was never true, with the reason. It stays to be read as what was once believed. @throws Stale */
export async function retractKept(
  tx: Write,
  actor: Person,
  { table }: KeptTable,
  fact_id: string,
  why: { reason: string; because: string | null },
): Promise<void> {
  const { numAffectedRows } =
    await sql`UPDATE ${sql.table(table)} SET retracted_at = now(), retracted_by = ${actor.account_id}, retracted_reason = ${why.reason},
    retracted_because = ${why.because} WHERE id = ${fact_id}`.execute(tx)
  if (numAffectedRows !== 1n) throw new Stale()
}
