import { sql } from 'kysely'
import type { Read } from '../../ground/database/door.ts'
import type { Day } from '../../rulebook/index.ts'
import type { Hit } from './find.ts'

/** Hits as the reader may see them, in their order; children found alike well stand by name. What the reader may not see falls out here too. */
export async function readable(tx: Read, hits: readonly Hit[]): Promise<Hit[]> {
  const ids = hits.map(hit => hit.person_id)
  const { rows } = await sql<{ person_id: string; surname_key: string; forename_key: string }>`
    SELECT person_id, surname_key, forename_key FROM child_summary
    WHERE authority_id = (SELECT identity.authority()) AND person_id = ANY(${ids}::uuid[])`.execute(tx)
  const names = new Map(rows.map(row => [row.person_id, `${row.surname_key} ${row.forename_key}`]))
  const place = (hit: Hit) => hit.agreed.map(({ how, kind }) => `${how} ${kind}`).join()
  // Runs of hits that agree in the same way are put in the order of names.
  const runs: Hit[][] = []
  for (const hit of hits) {
    if (!names.has(hit.person_id)) continue
    const run = runs.at(-1)
    if (run?.[0] && place(run[0]) === place(hit)) run.push(hit)
    else runs.push([hit])
  }
  const nameOf = (hit: Hit) => names.get(hit.person_id) ?? ''
  return runs.flatMap(run => run.toSorted((a, b) => (nameOf(a) < nameOf(b) ? -1 : nameOf(a) > nameOf(b) ? 1 : 0)))
}

export interface NameSaid {
  kind: 'legal' | 'preferred' | 'former'
  forename: string
  middle_names: string | null
  surname: string
}

/**
 * The records of these children, by id, with whose each is. Asked first and by itself: under row-level security a join of records
 * with their facts is planned as a walk through all facts.
 */
async function recordsOf(tx: Read, ids: readonly string[]): Promise<Map<string, string>> {
  const { rows } = await sql<{ id: string; person_id: string }>`SELECT id, person_id FROM record
    WHERE authority_id = (SELECT identity.authority()) AND person_id = ANY(${ids}::uuid[])`.execute(tx)
  return new Map(rows.map(row => [row.id, row.person_id]))
}

/** Every name that any source gives of these children, as the reader may read it: what an explanation spells. */
export async function namesOf(tx: Read, ids: readonly string[]): Promise<Map<string, NameSaid[]>> {
  if (ids.length === 0) return new Map()
  const records = await recordsOf(tx, ids)
  const { rows } = await sql<NameSaid & { record_id: string }>`
    SELECT f.record_id, f.kind, f.forename, f.middle_names, f.surname FROM name_fact f
    WHERE f.authority_id = (SELECT identity.authority()) AND f.record_id = ANY(${[...records.keys()]}::uuid[]) AND f.retracted_at IS NULL
    ORDER BY f.kind = 'former', f.ends_on IS NOT NULL, f.recorded_at DESC`.execute(tx)
  return Map.groupBy(rows, row => records.get(row.record_id) ?? '')
}

/** Where each child lives, roughly: the town and the first half of the postcode, of the home recorded last. */
export async function areasOf(tx: Read, ids: readonly string[], on: Day): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map()
  const records = await recordsOf(tx, ids)
  const { rows } = await sql<{ record_id: string; town: string | null; postcode: string | null }>`
    SELECT a.record_id, a.town, a.postcode FROM address_fact a
    WHERE a.authority_id = (SELECT identity.authority()) AND a.record_id = ANY(${[...records.keys()]}::uuid[]) AND a.retracted_at IS NULL AND a.kind = 'home'
      AND a.starts_on <= ${on} AND (a.ends_on IS NULL OR a.ends_on > ${on}) AND num_nonnulls(a.town, a.postcode) > 0
    ORDER BY a.starts_on, a.recorded_at`.execute(tx)
  // The newest stands last, and is the one that is kept.
  return new Map(
    rows.map(({ record_id, town, postcode }) => [
      records.get(record_id) ?? '',
      [town, postcode?.trim().slice(0, -3).trim()].filter(Boolean).join(', '),
    ]),
  )
}
