import { sql } from 'kysely'
import type { Read } from '../../ground/database/door.ts'
import { type Day, formatShortDay } from '../../rulebook/index.ts'
import type { Before } from './join.ts'
import { type FactHeld, factsHeld, thingsHeld } from './standing.ts'

/** With which of two children something goes when records are parted: the one that stays where it is, or the other. */
export type Side = 'kept' | 'other'
export type Places = ReadonlyMap<string, Side>

/** Something that an officer places when records are parted: a record, a case, a document or a fact. */
export interface Placeable {
  key: string
  text: string
  /** Where it goes if nobody says otherwise; null where somebody must say. */
  side: Side | null
}

/** A record of a child, as it stands when records are parted. */
interface RecordHeld {
  id: string
  source: string
  text: string
  closed: boolean
  from_id: string | null
}

/** The records of a child with the side that each had when a join was decided; null for those that came since. Needs the engine's sight. */
export async function recordsHeld(tx: Read, person_id: string, decision_id: string | null): Promise<RecordHeld[]> {
  const { rows } = await sql<RecordHeld & { last_on: Day | null }>`
    SELECT r.id, r.source, coalesce(s.name, k.name) AS text, r.last_on, r.closed_by IS NOT NULL AS closed, d.from_id
    FROM record r JOIN source_kind k ON k.code = r.source LEFT JOIN source s ON s.authority_id = r.authority_id AND s.id = r.source_id
    LEFT JOIN join_decision_record d ON d.authority_id = r.authority_id AND d.record_id = r.id AND d.decision_id = ${decision_id}
    WHERE r.authority_id = (SELECT identity.authority()) AND r.person_id = ${person_id} ORDER BY r.made_at, r.id`.execute(
    tx,
  )
  return rows.map(row => ({
    ...row,
    text: `${row.text}${row.last_on ? `, newest list ${formatShortDay(row.last_on)}` : ''}${row.closed ? ', until the join' : ''}`,
  }))
}

/** What the tables of facts are called where one fact is placed. */
const called: Record<string, string> = {
  name_fact: 'Name',
  birth_fact: 'Birth and sex',
  identifier_fact: 'Identifier',
  address_fact: 'Address',
  contact_fact: 'Contact',
  enrolment_fact: 'Enrolment',
  provision_fact: 'Provision',
  circumstance_fact: 'Decision',
  relation_fact: 'Relative',
  professional_fact: 'Professional',
  safe_contact_fact: 'Safe contact',
  need_fact: 'Need',
  timetable_fact: 'Week',
  attendance_fact: 'Attendance',
  happening_fact: 'What happened',
}

/** Facts in words enough to know them by: what they say, and since when. Needs the engine's sight. */
async function inWords(tx: Read, facts: readonly FactHeld[]): Promise<Map<string, string>> {
  const words = new Map<string, string>()
  for (const [table, some] of Map.groupBy(facts, fact => fact.table)) {
    const { rows } = await sql<{ id: string; said: string; starts_on: Day }>`
      SELECT f.id, f.starts_on, coalesce((SELECT string_agg(replace(v.value, '_', ' '), ', ' ORDER BY v.value) FROM jsonb_each_text(to_jsonb(f)) v
        WHERE v.value IS NOT NULL AND v.key <> ALL ('{authority_id,id,record_id,starts_on,ends_on,source,import_id,sealed,recorded_at,recorded_by,recorded_because,instead_of,during,field_class,in_area,other_person_id,other_sealed,case_id,answers,document_id}'::text[])
          AND v.key NOT LIKE 'retracted%' AND v.key NOT LIKE '%\\_key'), '') AS said
      FROM ${sql.table(table)} f WHERE f.authority_id = (SELECT identity.authority()) AND f.id = ANY(${some.map(fact => fact.id)}::uuid[])`.execute(
      tx,
    )
    for (const row of rows)
      words.set(
        `${table}:${row.id}`,
        `${called[table] ?? 'Fact'}: ${row.said || 'recorded'}, since ${formatShortDay(row.starts_on)}`,
      )
  }
  return words
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
  const words = await inWords(tx, facts)
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
        .map(record => ({ key: `record:${record.id}`, text: `Record: ${record.text}`, side: null })),
      ...things.map(thing => ({
        key: thing.key,
        text: `${thing.text}, ${formatShortDay(thing.on as Day)}`,
        side: null,
      })),
      ...facts.map(fact => ({ key: fact.key, text: words.get(fact.key) ?? 'Fact', side: sideOf(fact.record_id) })),
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
  const words = await inWords(tx, facts)
  return {
    facts,
    place: [
      ...records
        .filter(record => !open.has(record.id))
        .map(record => ({ key: `record:${record.id}`, text: `Record: ${record.text}`, side: null })),
      ...(await thingsHeld(tx, [person_id])).map(thing => ({
        key: thing.key,
        text: `${thing.text}, ${formatShortDay(thing.on as Day)}`,
        side: null,
      })),
      ...facts.map(fact => ({ key: fact.key, text: words.get(fact.key) ?? 'Fact', side: null })),
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
