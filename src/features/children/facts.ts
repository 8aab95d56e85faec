import { sql } from 'kysely'
import type { Read } from '../../ground/database/door.ts'
import type { Day } from '../../rulebook/index.ts'
import type { FactCode } from './codes.ts'

/** A fact of any kind, as some source or the council says it, with all that is known of how it came to be believed. */
export interface Fact {
  kind: FactCode
  id: string
  record_id: string
  starts_on: Day
  ends_on: Day | null
  source: string
  import_id: string | null
  sealed: boolean
  /** ISO text with microseconds: what one action did has one instant. */
  recorded_at: string
  recorded_by: string | null
  recorded_because: string | null
  retracted_at: string | null
  retracted_by: string | null
  retracted_reason: string | null
  retracted_because: string | null
  instead_of: string | null
  /** The columns of its kind. */
  values: Record<string, unknown>
  shown_as: string
  is_protected: boolean
  source_name: string | null
  /** The day of the newest list of its source that held the child. */
  last_on: Day | null
  school_name: string | null
  recorded_by_name: string | null
  retracted_by_name: string | null
}

/** The columns that every fact has: what is left of a row is what it says. */
const ofEveryFact = `'{authority_id,id,record_id,starts_on,ends_on,source,import_id,sealed,recorded_at,recorded_by,recorded_because,retracted_at,retracted_by,retracted_reason,retracted_because,instead_of,during}'::text[]`

/**
 * Everything that any source says of a child, of some kinds, newest first within each: one statement, each table's own
 * policy saying what this reader may see of it.
 * @param only one fact alone, when it is asked for.
 */
export async function listFacts(
  tx: Read,
  person_id: string,
  kinds: readonly FactCode[],
  only: string | null = null,
): Promise<Fact[]> {
  const parts = kinds.map(
    kind => sql`SELECT ${kind}::text, to_jsonb(f), f.record_id FROM ${sql.table(`${kind}_fact`)} f
      WHERE f.record_id = ANY(SELECT id FROM mine) ${only === null ? sql`` : sql`AND f.id = ${only}`}`,
  )
  const { rows } = await sql<Fact & { fact: Omit<Fact, 'kind' | 'values'> }>`
    WITH mine AS MATERIALIZED (SELECT id, source_id, last_on FROM record WHERE person_id = ${person_id})
    SELECT a.kind, a.fact, a.fact - ${sql.raw(ofEveryFact)} AS values, k.shown_as, k.protected AS is_protected, s.name AS source_name, m.last_on,
      c.name AS school_name, w.name AS recorded_by_name, n.name AS retracted_by_name
    FROM (${sql.join(parts, sql` UNION ALL `)}) a (kind, fact, record_id)
    JOIN mine m ON m.id = a.record_id JOIN source_kind k ON k.code = a.fact->>'source' LEFT JOIN source s ON s.id = m.source_id
    LEFT JOIN school c ON c.urn = (a.fact->>'school_urn')::integer
    LEFT JOIN account w ON w.id = (a.fact->>'recorded_by')::uuid LEFT JOIN account n ON n.id = (a.fact->>'retracted_by')::uuid
    ORDER BY a.kind, a.fact->>'starts_on' DESC, a.fact->>'recorded_at' DESC`.execute(tx)
  return rows.map(({ fact, ...row }) => ({ ...fact, ...row }))
}

/** One fact of a child; undefined when there is none that this reader may see. */
export const findFact = async (tx: Read, person_id: string, kind: FactCode, id: string): Promise<Fact | undefined> =>
  (await listFacts(tx, person_id, [kind], id))[0]

/** Whether a fact is believed now. */
export const isBelieved = (fact: Fact): boolean => fact.retracted_at === null

/** Whether a fact was believed at an instant: recorded by then, and not retracted yet. */
export const wasBelievedAt = (fact: Fact, instant: number): boolean =>
  Date.parse(fact.recorded_at) <= instant && (fact.retracted_at === null || Date.parse(fact.retracted_at) > instant)

export const isInForce = (fact: Fact, on: Day): boolean =>
  fact.starts_on <= on && (fact.ends_on === null || fact.ends_on > on)
