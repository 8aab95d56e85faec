import { sql } from 'kysely'
import type { Read } from '../../ground/database/door.ts'
import type { Day } from '../../rulebook/index.ts'

/** What a run may know of one record. */
export interface MatchableRecord {
  record_id: string
  person_id: string
  source: string
  source_id: string | null
  names: { kind: 'legal' | 'preferred' | 'former'; forename: string; middle_names: string | null; surname: string }[]
  births: { born_on: Day | null; sex: string }[]
  addresses: {
    line_1: string | null
    line_2: string | null
    town: string | null
    postcode: string | null
    uprn: string | null
    ends_on: Day | null
  }[]
  contacts: { name: string | null; phone: string | null; email: string | null }[]
  identifiers: { kind: 'upn' | 'former_upn' | 'nhs_number' | 'uln'; value: string; problem: string | null }[]
}

/**
 * What a matching run may know of the records of children, in the order of their ids, `size` at a time: a fixed number of statements
 * however many. This is where it is decided what matching never sees:
 * - whatever a protected source says, and the record itself: a refuge's list takes no part, not even in blocking;
 * - of a child whose record is sealed, or who is never to be joined with another (an adopted or protected child): names and identifiers of
 *   before, for they are what leads from the one identity to the other.
 * Needs the engine's sight.
 * @param asked `after` the last record of the set before, null for the first; or these records.
 */
export async function matchableRecords(
  tx: Read,
  asked: { after: string | null; size: number } | { of: readonly string[] },
): Promise<MatchableRecord[]> {
  const { rows } = await sql<MatchableRecord>`
    WITH chosen AS MATERIALIZED (
      SELECT r.id, r.person_id, r.source, r.source_id, r.sealed OR EXISTS (SELECT FROM never_join_record s
          JOIN never_join n ON n.authority_id = s.authority_id AND n.id = s.never_join_id AND n.lifted_at IS NULL
          WHERE s.authority_id = r.authority_id AND s.record_id = r.id) AS guarded
      FROM record r WHERE r.authority_id = (SELECT identity.authority()) AND ${which(asked)}
        AND r.source NOT IN (SELECT code FROM source_kind WHERE protected)
      ORDER BY r.id ${'size' in asked ? sql`LIMIT ${sql.lit(asked.size)}` : sql``}
    ), open_source AS MATERIALIZED (SELECT code FROM source_kind WHERE NOT protected)
    SELECT s.id AS record_id, s.person_id, s.source, s.source_id,
      (SELECT coalesce(jsonb_agg(jsonb_build_object('kind', CASE WHEN f.ends_on IS NULL THEN f.kind ELSE 'former' END, 'forename', f.forename, 'middle_names', f.middle_names, 'surname', f.surname) ORDER BY f.starts_on DESC, f.id), '[]')
        FROM name_fact f WHERE ${ofRecord} AND NOT (s.guarded AND (f.kind = 'former' OR f.ends_on IS NOT NULL))) AS names,
      (SELECT coalesce(jsonb_agg(jsonb_build_object('born_on', f.born_on, 'sex', f.sex) ORDER BY f.starts_on DESC, f.id), '[]') FROM birth_fact f WHERE ${ofRecord}) AS births,
      (SELECT coalesce(jsonb_agg(jsonb_build_object('line_1', f.line_1, 'line_2', f.line_2, 'town', f.town, 'postcode', f.postcode, 'uprn', f.uprn, 'ends_on', f.ends_on) ORDER BY f.starts_on DESC, f.id), '[]')
        FROM address_fact f WHERE ${ofRecord} AND NOT (s.guarded AND f.ends_on IS NOT NULL)) AS addresses,
      (SELECT coalesce(jsonb_agg(jsonb_build_object('name', f.name, 'phone', f.phone, 'email', f.email) ORDER BY f.starts_on DESC, f.id), '[]')
        FROM contact_fact f WHERE ${ofRecord} AND f.ends_on IS NULL) AS contacts,
      (SELECT coalesce(jsonb_agg(jsonb_build_object('kind', f.kind, 'value', f.value, 'problem', f.problem) ORDER BY f.starts_on DESC, f.id), '[]')
        FROM identifier_fact f WHERE ${ofRecord} AND f.kind <> 'council_id' AND NOT (s.guarded AND (f.kind = 'former_upn' OR f.ends_on IS NOT NULL))) AS identifiers
    FROM chosen s ORDER BY s.id`.execute(tx)
  return rows
}

/** What is believed on a record by a source that is not protected. */
const ofRecord = sql`f.authority_id = (SELECT identity.authority()) AND f.record_id = s.id AND f.retracted_at IS NULL AND f.source IN (SELECT code FROM open_source)`

const which = (asked: { after: string | null } | { of: readonly string[] }) => {
  if ('of' in asked) return sql`r.id = ANY(${asked.of}::uuid[])`
  return asked.after === null ? sql`true` : sql`r.id > ${asked.after}`
}
