import { sql } from 'kysely'
import type { Read } from '../../ground/database/door.ts'
import type { Day } from '../../rulebook/index.ts'
import { neverTrueReasons } from '../children/index.ts'
import type { Relation } from './codes.ts'

const recordsOf = (person_id: string) => sql`(SELECT id FROM record WHERE person_id = ${person_id})`
const heldOn = (on: Day) =>
  sql`f.retracted_at IS NULL AND f.starts_on <= ${on} AND (f.ends_on IS NULL OR f.ends_on > ${on})`

export interface RelationRow {
  id: string
  kind: Relation
  name: string | null
  other_person_id: string | null
  parental_responsibility: string
  responsibility_because: string | null
  lives_with: string
  phone: string | null
  email: string | null
  note: string | null
  starts_on: Day
  other_known_as: string | null
  other_born_on: Day | null
  other_state: string | null
  other_school: string | null
}

/** Who is of the family or household on a day, as this reader may know it. A relative who is a child of ours comes with name and state. */
export async function familyOn(tx: Read, person_id: string, on: Day): Promise<RelationRow[]> {
  const { rows } = await sql<RelationRow>`
    SELECT f.id, f.kind, f.name, f.other_person_id, f.parental_responsibility, f.responsibility_because, f.lives_with, f.phone, f.email, f.note, f.starts_on,
      c.known_as AS other_known_as, c.born_on AS other_born_on, s.state AS other_state, k.name AS other_school
    FROM relation_fact f
    LEFT JOIN child_summary c ON c.authority_id = f.authority_id AND c.person_id = f.other_person_id
    LEFT JOIN child_state s ON s.authority_id = f.authority_id AND s.person_id = f.other_person_id AND s.starts_on <= ${on} AND (s.ends_on IS NULL OR s.ends_on > ${on})
    LEFT JOIN school k ON k.urn = s.school_urn
    WHERE f.record_id = ANY${recordsOf(person_id)} AND ${heldOn(on)} ORDER BY coalesce(f.name, c.known_as), f.id`.execute(
    tx,
  )
  return rows
}

export interface ProfessionalRow {
  id: string
  role: string
  name: string
  organisation: string | null
  phone: string | null
  email: string | null
  note: string | null
  starts_on: Day
}
export async function professionalsOn(tx: Read, person_id: string, on: Day): Promise<ProfessionalRow[]> {
  const { rows } = await sql<ProfessionalRow>`
    SELECT f.id, f.role, f.name, f.organisation, f.phone, f.email, f.note, f.starts_on FROM professional_fact f
    WHERE f.record_id = ANY${recordsOf(person_id)} AND ${heldOn(on)} ORDER BY f.name, f.id`.execute(tx)
  return rows
}

export interface ListContact {
  name: string | null
  relationship: string | null
  phone: string | null
  email: string | null
  shown_as: string
  recorded_at: Date
}
/** Whom the lists give as a contact of the child today. */
export async function listContactsOn(tx: Read, person_id: string, on: Day): Promise<ListContact[]> {
  const { rows } = await sql<ListContact>`
    SELECT f.name, f.relationship, f.phone, f.email, k.shown_as, f.recorded_at FROM contact_fact f JOIN source_kind k ON k.code = f.source
    WHERE f.record_id = ANY${recordsOf(person_id)} AND ${heldOn(on)} ORDER BY f.name, f.recorded_at DESC LIMIT 30`.execute(
    tx,
  )
  return rows
}

export interface HomeRow {
  kind: 'home' | 'second_home'
  said: string
  sources: string[]
}
/** Where the child lives today, each address once, with the kinds of source that say so. */
export async function homesOn(tx: Read, person_id: string, on: Day): Promise<HomeRow[]> {
  const { rows } = await sql<HomeRow>`
    SELECT f.kind, min(coalesce(nullif(concat_ws(', ', f.line_1, f.line_2, f.town, f.postcode), ''), 'In the area, address not given')) AS said, array_agg(DISTINCT k.shown_as) AS sources
    FROM address_fact f JOIN source_kind k ON k.code = f.source
    WHERE f.record_id = ANY${recordsOf(person_id)} AND ${heldOn(on)}
    GROUP BY f.kind, f.postcode_key, line_key(f.line_1) ORDER BY f.kind, count(*) DESC, min(f.id::text) LIMIT 20`.execute(
    tx,
  )
  return rows
}

export interface NeighbourRow {
  id: string
  known_as: string
  same_surname: boolean
  born_on: Day | null
  state: string | null
  school_name: string | null
  homes: string[]
}
/**
 * Other children whose home of today is one of this child's, by the lists, as far as this reader sees them and their addresses.
 * A home that any protected source ever gave for anybody ties nobody to anybody, nor does one two children who are never to be joined.
 */
export async function othersAtHome(tx: Read, person_id: string, on: Day, limit: number): Promise<NeighbourRow[]> {
  const { rows } = await sql<NeighbourRow>`
    WITH home AS MATERIALIZED (
      SELECT DISTINCT f.kind, f.postcode_key, line_key(f.line_1) AS line, f.uprn FROM address_fact f
      WHERE f.authority_id = (SELECT identity.authority()) AND f.id = ANY (ARRAY(SELECT h.fact_id FROM homes_that_tie(${person_id}) h))
    ), there AS MATERIALIZED (
      SELECT t.record_id, h.kind FROM home h CROSS JOIN LATERAL (SELECT f.record_id, f.line_1 FROM address_fact f
        WHERE f.authority_id = (SELECT identity.authority()) AND f.postcode_key = h.postcode_key AND ${heldOn(on)}
          AND f.source NOT IN (SELECT code FROM source_kind WHERE protected) OFFSET 0) t
      WHERE line_key(t.line_1) = h.line
      UNION
      SELECT t.record_id, h.kind FROM home h CROSS JOIN LATERAL (SELECT f.record_id FROM address_fact f
        WHERE f.authority_id = (SELECT identity.authority()) AND f.uprn = h.uprn AND ${heldOn(on)}
          AND f.source NOT IN (SELECT code FROM source_kind WHERE protected) OFFSET 0) t
    ), others AS MATERIALIZED (
      SELECT r.person_id, array_agg(DISTINCT t.kind) AS homes FROM there t JOIN record r ON r.authority_id = (SELECT identity.authority()) AND r.id = t.record_id
      WHERE r.person_id <> ${person_id} AND r.person_id NOT IN (SELECT n.person_id FROM never_beside(${person_id}) n) GROUP BY r.person_id
    )
    SELECT c.person_id AS id, c.known_as, c.surname_key = me.surname_key AS same_surname, c.born_on, s.state, k.name AS school_name, o.homes
    FROM others o JOIN child_summary c ON c.authority_id = (SELECT identity.authority()) AND c.person_id = o.person_id
    LEFT JOIN child_summary me ON me.authority_id = c.authority_id AND me.person_id = ${person_id}
    LEFT JOIN child_state s ON s.authority_id = c.authority_id AND s.person_id = c.person_id AND s.starts_on <= ${on} AND (s.ends_on IS NULL OR s.ends_on > ${on})
    LEFT JOIN school k ON k.urn = s.school_urn
    ORDER BY c.born_on, c.person_id LIMIT ${sql.lit(limit)}`.execute(tx)
  return rows
}

export interface PastRow {
  table: 'family' | 'professionals' | 'safe-contact'
  kind: string
  said: string | null
  code: string | null
  other: boolean
  starts_on: Day
  ends_on: Day | null
  retracted_at: Date | null
  retracted_reason: string | null
  because: string | null
  by: string | null
}
/** What no longer holds, and what was never true, of family, professionals and safe contact: the newest first. */
export async function pastOf(tx: Read, person_id: string, on: Day, limit: number): Promise<PastRow[]> {
  const never = neverTrueReasons.map(({ value }) => value)
  const part = (table: PastRow['table'], from: string, columns: string) => sql`
    SELECT ${table}::text AS table, ${sql.raw(columns)}, f.starts_on, f.ends_on, f.retracted_at, f.retracted_reason,
      coalesce(f.retracted_because, f.recorded_because) AS because, coalesce(f.retracted_by, f.recorded_by) AS by_id
    FROM ${sql.table(from)} f WHERE f.record_id = ANY${recordsOf(person_id)}
      AND ((f.retracted_at IS NULL AND f.ends_on <= ${on}) OR f.retracted_reason = ANY(${never}))`
  const { rows } = await sql<PastRow>`
    SELECT p.*, a.name AS by FROM (
      ${part('family', 'relation_fact', 'f.kind, f.name AS said, NULL::text AS code, f.other_person_id IS NOT NULL AS other')} UNION ALL
      ${part('professionals', 'professional_fact', 'f.role, f.name, NULL, false')} UNION ALL
      ${part('safe-contact', 'safe_contact_fact', 'f.kind, f.detail, f.code, false')}) p
    LEFT JOIN account a ON a.id = p.by_id ORDER BY coalesce(p.retracted_at, p.ends_on::timestamptz) DESC LIMIT ${sql.lit(limit)}`.execute(
    tx,
  )
  return rows
}
