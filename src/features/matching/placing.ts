import { sql } from 'kysely'
import type { Read } from '../../ground/database/door.ts'
import type { Before } from './join.ts'
import { type FactHeld, factsHeld, thingsHeld } from './standing.ts'

/** With which of two children something goes when records are parted: the one that stays where it is, or the other. */
export type Side = 'kept' | 'other'
export type Places = ReadonlyMap<string, Side>

/** Something that an officer places when records are parted: a record, a case, a document or a fact. */
export interface Placeable {
  key: string
  /** Where it goes if nobody says otherwise; null where somebody must say. */
  side: Side | null
}

/** A record of a child, as it stands when records are parted. */
interface RecordHeld {
  id: string
  source: string
  closed: boolean
  from_id: string | null
}

/** The records of a child with the side that each had when a join was decided; null for those that came since. Needs the engine's sight. */
export async function recordsHeld(tx: Read, person_id: string, decision_id: string | null): Promise<RecordHeld[]> {
  const { rows } = await sql<RecordHeld>`
    SELECT r.id, r.source, r.closed_by IS NOT NULL AS closed, d.from_id FROM record r
    LEFT JOIN join_decision_record d ON d.authority_id = r.authority_id AND d.record_id = r.id AND d.decision_id = ${decision_id}
    WHERE r.authority_id = (SELECT identity.authority()) AND r.person_id = ${person_id} ORDER BY r.made_at, r.id`.execute(
    tx,
  )
  return rows
}

/** What was recorded since two records were joined, to be placed one by one before the join is taken back. */
export interface SinceJoin {
  place: Placeable[]
  facts: FactHeld[]
  records: RecordHeld[]
  /** How many facts the lists said since, on records that were there before: they go with their records. */
  by_lists: number
}

/** What came to a joined child since the join. Needs the engine's sight. */
export async function sinceJoin(
  tx: Read,
  decision_id: string,
  kept_id: string,
  other_id: string,
  before: Before,
): Promise<SinceJoin> {
  const records = await recordsHeld(tx, kept_id, decision_id)
  const recordOf = new Map(records.map(record => [record.id, record]))
  const known = new Set(before.facts)
  const later = (await factsHeld(tx, [kept_id])).filter(fact => fact.believed && !known.has(fact.key))
  const isCouncils = (fact: FactHeld) => recordOf.get(fact.record_id)?.source === 'council'
  const wasThere = (fact: FactHeld) => (recordOf.get(fact.record_id)?.from_id ?? null) !== null
  const facts = later.filter(fact => isCouncils(fact) || (wasThere(fact) && !fact.by_list))
  const things = (await thingsHeld(tx, [kept_id])).filter(thing => !before.things.includes(thing.key))
  const sideOf = (record_id: string): Side | null => {
    const from = recordOf.get(record_id)?.from_id
    return from === other_id ? 'other' : from === kept_id ? 'kept' : null
  }
  return {
    records,
    facts,
    by_lists: later.filter(fact => fact.by_list && wasThere(fact)).length,
    place: [
      ...records
        .filter(record => record.from_id === null && record.source !== 'council')
        .map(record => ({ key: `record:${record.id}`, side: null })),
      ...things.map(({ key }) => ({ key, side: null })),
      ...facts.map(fact => ({ key: fact.key, side: sideOf(fact.record_id) })),
    ],
  }
}

/** Everything of a child that can be placed when it turns out to be two. */
export interface PartsOfChild {
  place: Placeable[]
  facts: FactHeld[]
}

/** What an officer places to part a child into two: records, cases, documents, and what the council recorded. Needs the engine's sight. */
export async function partsOfChild(tx: Read, person_id: string): Promise<PartsOfChild> {
  const records = await recordsHeld(tx, person_id, null)
  const open = new Set(records.filter(record => record.source === 'council' && !record.closed).map(record => record.id))
  const facts = (await factsHeld(tx, [person_id])).filter(fact => fact.believed && open.has(fact.record_id))
  return {
    facts,
    place: [
      ...records.filter(record => !open.has(record.id)).map(record => ({ key: `record:${record.id}`, side: null })),
      ...(await thingsHeld(tx, [person_id])).map(({ key }) => ({ key, side: null })),
      ...facts.map(({ key }) => ({ key, side: null })),
    ],
  }
}

/** Where each goes, as it was said or as it goes by itself. @returns the keys that nobody placed. */
export function unplaced(place: readonly Placeable[], places: Places): string[] {
  return place.filter(one => !places.has(one.key) && one.side === null).map(one => one.key)
}

/** The keys that go with the other child. */
export const goingOf = (place: readonly Placeable[], places: Places): Set<string> =>
  new Set(place.filter(one => (places.get(one.key) ?? one.side) === 'other').map(one => one.key))
