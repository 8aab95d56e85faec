import { type RawBuilder, sql } from 'kysely'
import { addDays, asDay, bornBetween, type Day, partsOf, type YearGroup } from '../../rulebook/index.ts'
import type { MoveKind } from './codes.ts'

/** A group of children and where it goes. */
export interface Group {
  kind: MoveKind
  from_urns: readonly number[]
  to_urn: number
  year_group: YearGroup | null
  moves_on: Day
}

/** One child of the group: what the move does to it, or why it is left out. */
export interface Member {
  person_id: string
  sealed: boolean
  outcome: 'moved' | 'already_there' | 'left_out'
  because: string | null
  /** The first day on the new roll, for a child who is on it already. */
  there_since: Day | null
}

/**
 * The day on which a year group is told by birth dates. A move in August or September is of the group as it was in the
 * summer term; any other is of the group as it stands the day before.
 */
export function groupCountedOn(moves_on: Day): Day {
  const { year, month } = partsOf(moves_on)
  return month === 8 || month === 9 ? asDay(`${year}-07-31`) : addDays(moves_on, -1)
}

/**
 * The children of a group as the reader may see them, as the table `grouped` of a WITH clause: all who are on a roll of
 * the schools on the day, each with what becomes of them. One statement, from the index of enrolments by school.
 */
export function withGroup(group: Group): RawBuilder<unknown> {
  const { from_urns, to_urn, moves_on } = group
  const born = group.year_group === null ? null : bornBetween(group.year_group, groupCountedOn(moves_on))
  const ofYear = born
    ? sql`WHERE n.born_on IS NULL OR (n.born_on >= ${born.starts_on}::date AND n.born_on < ${born.ends_on}::date)`
    : sql``
  const rollover = group.kind === 'rollover'
  const goesOn = sql`f.retracted_at IS NULL AND (f.ends_on IS NULL OR f.ends_on > ${moves_on}::date)`
  return sql`WITH held AS MATERIALIZED (
      SELECT r.person_id, r.sealed, f.status, f.starts_on FROM enrolment_fact f JOIN record r ON r.authority_id = f.authority_id AND r.id = f.record_id
      WHERE f.authority_id = (SELECT identity.authority()) AND f.school_urn = ANY(${[...from_urns]}::integer[]) AND ${goesOn}),
    there AS MATERIALIZED (
      SELECT person_id, bool_or(sealed) AS sealed, min(starts_on) AS since, bool_and(status = 'C') AS single, bool_and(status IN ('S', 'G')) AS visiting
      FROM held GROUP BY person_id),
    other AS MATERIALIZED (
      SELECT r.person_id, min(f.starts_on) FILTER (WHERE f.school_urn = ${to_urn}) AS there_since,
        bool_or(f.school_urn <> ${to_urn} AND f.starts_on <= ${moves_on}::date) AS elsewhere
      FROM there t JOIN record r ON r.authority_id = (SELECT identity.authority()) AND r.person_id = t.person_id
      JOIN enrolment_fact f ON f.authority_id = r.authority_id AND f.record_id = r.id
      WHERE f.school_urn <> ALL(${[...from_urns]}::integer[]) AND ${goesOn} GROUP BY r.person_id),
    known AS MATERIALIZED (
      SELECT r.person_id, min(f.kind) AS kind FROM there t JOIN record r ON r.authority_id = (SELECT identity.authority()) AND r.person_id = t.person_id
      JOIN circumstance_fact f ON f.authority_id = r.authority_id AND f.record_id = r.id
      WHERE (f.kind = 'died' OR (f.kind IN ('moved_away', 'whereabouts_unknown') AND f.starts_on >= t.since)) AND f.starts_on <= ${moves_on}::date AND ${goesOn}
      GROUP BY r.person_id),
    weighed AS MATERIALIZED (
      SELECT t.person_id, t.sealed, o.there_since, CASE
          WHEN k.kind IS NOT NULL THEN k.kind
          WHEN ${rollover} AND n.born_on IS NULL THEN 'no_birth_date'
          WHEN t.since >= ${moves_on}::date THEN 'coming'
          WHEN ${rollover} AND t.visiting THEN 'visiting'
          WHEN t.single AND coalesce(o.elsewhere, false) THEN 'elsewhere'
          WHEN NOT t.single AND o.there_since IS NOT NULL THEN 'dual_at_both' END AS because
      FROM there t JOIN child_summary n ON n.authority_id = (SELECT identity.authority()) AND n.person_id = t.person_id
      LEFT JOIN other o ON o.person_id = t.person_id LEFT JOIN known k ON k.person_id = t.person_id ${ofYear}),
    grouped AS MATERIALIZED (
      SELECT person_id, sealed, there_since, because, CASE WHEN because IS NOT NULL THEN 'left_out' WHEN there_since IS NOT NULL THEN 'already_there' ELSE 'moved' END AS outcome
      FROM weighed)`
}
