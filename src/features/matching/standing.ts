import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { Read } from '../../ground/database/door.ts'

/** A fact of any kind, as a decision remembers it. */
export interface FactHeld {
  /** `name_fact:ID`. */
  key: string
  table: string
  id: string
  record_id: string
  believed: boolean
  by_list: boolean
  /** What it says, whatever was held of it since. */
  said: string
}

/** The tables of facts, by name. A table that comes later is one of them by its name. */
export async function factTables(tx: Read): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`SELECT c.relname AS name FROM pg_class c
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND c.relname LIKE '%\\_fact' ORDER BY 1`.execute(
    tx,
  )
  return rows.map(row => row.name)
}

/** What may be held otherwise of a fact without its saying anything else; and where a relative is, who may have been joined. */
const notSaid = sql.raw(
  `'{retracted_at,retracted_by,retracted_reason,retracted_because,retracted_import_id,sealed,during,other_person_id,other_sealed}'::text[]`,
)

/** Every fact on the records of these children, believed or not. Needs the engine's sight. */
export async function factsHeld(tx: Read, person_ids: readonly string[]): Promise<FactHeld[]> {
  const parts = (await factTables(tx)).map(
    table => sql`SELECT ${table}::text AS "table", f.id, f.record_id, f.retracted_at IS NULL AS believed, f.import_id IS NOT NULL AS by_list,
        md5((to_jsonb(f) - ${notSaid})::text) AS said
      FROM ${sql.table(table)} f WHERE f.authority_id = (SELECT identity.authority()) AND f.record_id = ANY (ARRAY(SELECT id FROM mine))`,
  )
  const { rows } = await sql<Omit<FactHeld, 'key'>>`
    WITH mine AS MATERIALIZED (SELECT id FROM record WHERE authority_id = (SELECT identity.authority()) AND person_id = ANY(${[...person_ids]}::uuid[]))
    SELECT * FROM (${sql.join(parts, sql` UNION ALL `)}) held ORDER BY 1, 2`.execute(tx)
  return rows.map(row => ({ ...row, key: `${row.table}:${row.id}` }))
}

/**
 * One text for what is said of children and whose it is: these facts on the records they hang on, the child of each record, and why
 * each is that child's. Two that are equal stand for the same to the letter.
 */
export async function hashOfFacts(
  tx: Read,
  person_ids: readonly string[],
  only: { facts: ReadonlySet<string>; records: readonly string[] } | null = null,
): Promise<string> {
  const facts = (await factsHeld(tx, person_ids)).filter(fact => only === null || only.facts.has(fact.key))
  const { rows: links } = await sql<{ text: string }>`
    SELECT concat_ws('|', r.id, r.person_id, l.because, l.decided_by, l.decided_at) AS text FROM record r
    LEFT JOIN record_link l ON l.authority_id = r.authority_id AND l.record_id = r.id AND l.undone_at IS NULL
    WHERE r.authority_id = (SELECT identity.authority()) AND r.person_id = ANY(${[...person_ids]}::uuid[])
      AND ${only === null ? sql`true` : sql`r.id = ANY(${[...only.records]}::uuid[])`} ORDER BY 1`.execute(tx)
  const hash = createHash('sha256')
  for (const fact of facts) hash.update(`${fact.key} ${fact.record_id} ${fact.said}\n`)
  for (const link of links) hash.update(`${link.text}\n`)
  return hash.digest('hex')
}

/** One text for what the engine says of children: states, bands, clocks and flags. */
export async function hashOfStates(tx: Read, person_ids: readonly string[]): Promise<string> {
  const parts = ['child_state', 'child_band', 'child_clock', 'child_flag'].map(
    table => sql`SELECT ${table} || (to_jsonb(t) - '{id,sealed,during}'::text[])::text AS text FROM ${sql.table(table)} t
      WHERE t.authority_id = (SELECT identity.authority()) AND t.person_id = ANY(${[...person_ids]}::uuid[])`,
  )
  const { rows } = await sql<{
    text: string
  }>`SELECT text FROM (${sql.join(parts, sql` UNION ALL `)}) said ORDER BY 1`.execute(tx)
  return createHash('sha256')
    .update(rows.map(row => row.text).join('\n'))
    .digest('hex')
}

/** A case or document, by which a person says when records are parted which child it is about: `council_case:ID`. */
export interface ThingHeld {
  key: string
  person_id: string
}

/** The cases and documents of these children, in the order of their days. Needs the engine's sight. */
export async function thingsHeld(tx: Read, person_ids: readonly string[]): Promise<ThingHeld[]> {
  const ids = [...person_ids]
  const { rows } = await sql<ThingHeld>`SELECT key, person_id FROM (
      SELECT 'council_case:' || id AS key, person_id, opened_on AS day FROM council_case WHERE person_id = ANY(${ids}::uuid[])
      UNION ALL SELECT 'document:' || id, person_id, dated_on FROM document WHERE person_id = ANY(${ids}::uuid[])) held
    ORDER BY day, key`.execute(tx)
  return rows
}
