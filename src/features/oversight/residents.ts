import { type RawBuilder, sql } from 'kysely'
import { bornBetween, type Day } from '../../rulebook/index.ts'
import { held } from './facts-side.ts'
import { holdsOn } from './queries.ts'

/** Two ways of knowing residents that are made apart from each other: the estimate rests on that. */
export const firstKinds = ['health', 'births'] as const
export const secondKinds = ['council_tax', 'housing'] as const

/** The records `r` that the newest committed list of their source holds: of a school's list those of the school, else all. */
export const onNewestLists = (asked: RawBuilder<unknown>): RawBuilder<unknown> => sql`record r
  JOIN (SELECT i.authority_id, i.source_id, i.school_urn, max(i.as_at) AS as_at FROM import i WHERE i.state = 'committed' GROUP BY 1, 2, 3) AS newest
    ON newest.authority_id = r.authority_id AND newest.source_id = r.source_id AND (newest.school_urn IS NULL OR newest.school_urn = r.school_urn)
  WHERE NOT r.sealed AND ${asked} GROUP BY r.authority_id, r.source_id, r.person_id, r.id, r.source, r.last_on HAVING r.last_on >= max(newest.as_at)`

/** The part of the area that a postcode lies in: its sector, the smallest part that the lists give. */
const sectorOf = (postcode_key: RawBuilder<unknown>): RawBuilder<unknown> =>
  sql`left(${postcode_key}, greatest(length(${postcode_key}) - 2, 0))`

/**
 * The children of Reception to Year 11 who have a home in the area on a day, none of them sealed: born when, in which postcode
 * sector, on which kinds of the newest lists, in which state. For jobs, and for one cell of what they counted.
 * @param among ids of persons, none of whom is left out who may be in the cell; null for everybody.
 */
export const residents = (on: Day, among: RawBuilder<unknown> | null = null): RawBuilder<unknown> => {
  const asked = among === null ? sql`true` : sql`r.person_id IN (${among})`
  const [oldest, youngest] = [bornBetween('11', on), bornBetween('R', on)]
  return sql`
    SELECT h.authority_id, h.person_id, c.born_on, h.sector, coalesce(l.first, false) AS first, coalesce(l.second, false) AS second, s.state, s.school_urn
    FROM (SELECT DISTINCT ON (r.person_id) r.authority_id, r.person_id, ${sectorOf(sql`f.postcode_key`)} AS sector
      FROM address_fact f JOIN record r ON r.authority_id = f.authority_id AND r.id = f.record_id
      WHERE f.in_area AND f.kind = 'home' AND NOT f.sealed AND ${held('f', on)} AND ${asked}
      ORDER BY r.person_id, f.postcode_key IS NULL, f.source = 'council' DESC, f.recorded_at DESC, f.id) AS h
    JOIN child_summary c ON c.authority_id = h.authority_id AND c.person_id = h.person_id
      AND c.born_on >= ${oldest.starts_on}::date AND c.born_on < ${youngest.ends_on}::date
    LEFT JOIN (SELECT n.authority_id, n.person_id, bool_or(n.source = ANY (${[...firstKinds]}::text[])) AS first, bool_or(n.source = ANY (${[...secondKinds]}::text[])) AS second
      FROM (SELECT r.authority_id, r.person_id, r.source FROM ${onNewestLists(asked)}) AS n GROUP BY 1, 2) AS l
      ON l.authority_id = h.authority_id AND l.person_id = h.person_id
    LEFT JOIN child_state s ON s.authority_id = h.authority_id AND s.person_id = h.person_id AND ${holdsOn('s', on)}`
}

/** Which group of schools a postcode sector goes with: the locality, or family where there are none, that most of its children on a roll are in. */
export const schoolAreas = (on: Day): RawBuilder<unknown> => sql`
  SELECT e.sector, mode() WITHIN GROUP (ORDER BY m.group_id) AS group_id
  FROM everybody e JOIN school_group_member m ON m.school_urn = e.school_urn AND m.retracted_at IS NULL AND ${holdsOn('m', on)}
    AND m.kind = (SELECT coalesce(min(kind) FILTER (WHERE kind = 'locality'), min(kind) FILTER (WHERE kind = 'family')) FROM school_group WHERE ends_on IS NULL)
  GROUP BY e.sector`

/** What of a cell is counted and opens: on either kind of list, on both, how educated. */
export const expectedParts = [
  { code: 'first', text: 'On a health list' },
  { code: 'second', text: 'On a council tax list' },
  { code: 'both', text: 'On both' },
  { code: 'on_roll', text: 'On a roll' },
  { code: 'otherwise', text: 'Educated otherwise' },
  { code: 'without', text: 'Without education' },
] as const
export type ExpectedPart = (typeof expectedParts)[number]['code']

/** Whether a resident `e` is in a part. */
export const inPart: Readonly<Record<ExpectedPart, RawBuilder<boolean>>> = {
  first: sql<boolean>`e.first`,
  second: sql<boolean>`e.second`,
  both: sql<boolean>`e.first AND e.second`,
  on_roll: sql<boolean>`e.state IN ('on_roll', 'reduced_hours', 'independent')`,
  otherwise: sql<boolean>`e.state IN ('alternative_provision', 'home_educated')`,
  without: sql<boolean>`e.state IN ('unexplained', 'awaiting_place', 'whereabouts_unknown')`,
}
