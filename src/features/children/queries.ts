import { sql } from 'kysely'
import type { Read } from '../../ground/database/door.ts'
import { bornBetween, type Day, type YearGroup } from '../../rulebook/index.ts'

export interface ChildRow {
  id: string
  known_as: string
  surname: string
  forename: string
  born_on: Day | null
  sex: string
  upn: string | null
  state: string | null
  since: Day | null
  school_urn: number | null
  school_name: string | null
  band: string | null
}

/** What a list of children is narrowed and cut by. */
export interface ChildListAsked {
  state: string | null
  band: string | null
  year: YearGroup | null
  school: number | null
  group: string | null
  sort: 'surname' | 'born_on' | 'since'
  order: 'asc' | 'desc'
  beyond: '>' | '<'
  from: string | null
  limit: number
}

/**
 * Children within reach, a page of them, with their state and band on a day. Children who are not ours on it are left out; for a
 * role that sees no states nobody is, since it cannot be told who that would be.
 */
export async function listChildren(tx: Read, on: Day, asked: ChildListAsked): Promise<ChildRow[]> {
  const { state, band, year, school, group } = asked
  const born = year === null ? null : bornBetween(year, on)
  const { cut, order } = asked.sort === 'surname' ? byName(asked) : byDay(asked.sort, on, asked)
  const { rows } = await sql<ChildRow>`
    SELECT ${columnsOfRow} FROM child_summary c LEFT JOIN ${statesOn(on)}
    WHERE (s.person_id IS NOT NULL OR NOT (SELECT identity.sees('education'))) ${state === null ? sql`` : sql`AND s.state = ${sql.lit(state)}`} ${band === null ? sql`` : sql`AND b.band = ${sql.lit(band)}`}
      ${school === null ? sql`` : sql`AND s.school_urn = ${school}`} ${group === null ? sql`` : sql`AND s.school_urn IN (${schoolsOfGroup(group, on)})`}
      ${born === null ? sql`` : sql`AND c.born_on >= ${born.starts_on} AND c.born_on < ${born.ends_on}`} ${cut}
    ORDER BY ${order} LIMIT ${sql.lit(asked.limit)}`.execute(tx)
  return rows
}

/** Children by their ids, within reach, with their state and band on a day, in the order of the ids. */
export async function childRows(tx: Read, ids: readonly string[], on: Day): Promise<ChildRow[]> {
  if (ids.length === 0) return []
  const { rows } = await sql<ChildRow>`SELECT ${columnsOfRow} FROM child_summary c LEFT JOIN ${statesOn(on)}
    WHERE c.authority_id = (SELECT identity.authority()) AND c.person_id = ANY(${ids}::uuid[])`.execute(tx)
  const place = new Map(ids.map((id, at) => [id, at]))
  return rows.toSorted((a, b) => (place.get(a.id) ?? 0) - (place.get(b.id) ?? 0))
}

/** What a row of a list of children holds. */
const columnsOfRow = sql`c.person_id AS id, c.known_as, c.surname, c.forename, c.born_on, c.sex, c.upn, s.state, s.starts_on AS since,
  s.school_urn, k.name AS school_name, b.band`

/** The state, band and school of a child `c` on a day, to be joined. */
const statesOn = (
  on: Day,
) => sql`child_state s ON s.authority_id = c.authority_id AND s.person_id = c.person_id AND s.starts_on <= ${on} AND (s.ends_on IS NULL OR s.ends_on > ${on})
    LEFT JOIN child_band b ON b.authority_id = c.authority_id AND b.person_id = c.person_id AND b.starts_on <= ${on} AND (b.ends_on IS NULL OR b.ends_on > ${on})
    LEFT JOIN school k ON k.urn = s.school_urn`

const schoolsOfGroup = (group: string, on: Day) =>
  sql`SELECT m.school_urn FROM school_group_member m WHERE m.group_id = ${group} AND m.retracted_at IS NULL
    AND m.starts_on <= ${on} AND (m.ends_on IS NULL OR m.ends_on > ${on})`

export type Cut = Pick<ChildListAsked, 'order' | 'beyond' | 'from'>

/** By name of `child_summary c`, in the order of the index of names, so that a page of a large county is read without sorting the county. */
export function byName({ order, beyond, from }: Cut) {
  const less = sql.raw(order === 'asc' ? '~<~' : '~>~')
  const sorted = sql`c.surname_key USING ${less}, c.forename_key USING ${less}, c.person_id ${sql.raw(order)}`
  if (from === null) return { order: sorted, cut: sql`` }
  const edge = (column: string) => sql`(SELECT ${sql.ref(column)} FROM child_summary e WHERE e.person_id = ${from})`
  const further = sql.raw(`~${beyond}~`)
  const cut = sql`AND c.surname_key ${sql.raw(`~${beyond}=~`)} ${edge('surname_key')} AND (c.surname_key ${further} ${edge('surname_key')}
      OR c.forename_key ${further} ${edge('forename_key')} OR (c.forename_key = ${edge('forename_key')} AND c.person_id ${sql.raw(beyond)} ${from}))`
  return { order: sorted, cut }
}

/** The birth date, for sorting: as the index `child_summary_age` has it. */
const bornOrFirst = (of: string) =>
  sql`CASE WHEN ${sql.ref(`${of}.born_on`)} IS NULL THEN '0001-01-01'::date ELSE ${sql.ref(`${of}.born_on`)} END`

/**
 * By a day, then by id. Birth dates come in the order of their index; the day since when, in that of the index of states, which
 * has it for one state at a time: of all states together it would sort the county.
 */
function byDay(sort: 'born_on' | 'since', on: Day, { order, beyond, from }: Cut) {
  const by = sort === 'since' ? sql`s.starts_on` : bornOrFirst('c')
  const sorted = sql`${by} ${sql.raw(order)}, c.person_id ${sql.raw(order)}`
  if (from === null) return { order: sorted, cut: sql`` }
  const edge =
    sort === 'since'
      ? sql`(SELECT es.starts_on FROM child_state es WHERE es.person_id = ${from} AND es.starts_on <= ${on} AND (es.ends_on IS NULL OR es.ends_on > ${on}))`
      : sql`(SELECT ${bornOrFirst('e')} FROM child_summary e WHERE e.person_id = ${from})`
  // The day alone bounds the walk through the index; the id decides among children of the same day.
  const cut = sql`AND ${by} ${sql.raw(`${beyond}=`)} ${edge} AND (${by} ${sql.raw(beyond)} ${edge} OR c.person_id ${sql.raw(beyond)} ${from})`
  return { order: sorted, cut }
}

/** One child's names and states today; undefined when there is none within reach. */
export async function findChild(
  tx: Read,
  person_id: string,
  on: Day,
): Promise<
  | (ChildRow & {
      version: number
      sealed: boolean
      state_because: string | null
      band_because: string | null
      in_area: boolean | null
    })
  | undefined
> {
  const { rows } = await sql<
    ChildRow & {
      version: number
      sealed: boolean
      state_because: string | null
      band_because: string | null
      in_area: boolean | null
    }
  >`
    SELECT c.person_id AS id, c.known_as, c.surname, c.forename, c.born_on, c.sex, c.upn, s.state, s.starts_on AS since, s.school_urn, k.name AS school_name, b.band,
      p.version, p.sealed, s.because AS state_because, b.because AS band_because, s.in_area
    FROM person p JOIN child_summary c ON c.authority_id = p.authority_id AND c.person_id = p.id
    LEFT JOIN child_state s ON s.authority_id = p.authority_id AND s.person_id = p.id AND s.starts_on <= ${on} AND (s.ends_on IS NULL OR s.ends_on > ${on})
    LEFT JOIN child_band b ON b.authority_id = p.authority_id AND b.person_id = p.id AND b.starts_on <= ${on} AND (b.ends_on IS NULL OR b.ends_on > ${on})
    LEFT JOIN school k ON k.urn = s.school_urn
    WHERE p.id = ${person_id}`.execute(tx)
  return rows[0]
}

/** Children who left a school's roll, as the school itself knew them: its own records only, never the new school or address. */
export async function listLeavers(tx: Read, schools: readonly number[], on: Day, from: string | null, limit: number) {
  const { rows } = await sql<{ id: string; person_id: string; known_as: string; born_on: Day | null; left_on: Day }>`
    SELECT r.id, r.person_id, coalesce(nullif(concat_ws(' ', nullif(n.forename, ''), nullif(n.surname, '')), ''), 'Name not known') AS known_as, b.born_on, max(e.ends_on) AS left_on
    FROM record r
    JOIN enrolment_fact e ON e.authority_id = r.authority_id AND e.record_id = r.id AND e.retracted_at IS NULL AND e.ends_on <= ${on}
    LEFT JOIN name_fact n ON n.authority_id = r.authority_id AND n.record_id = r.id AND n.kind = 'legal' AND n.retracted_at IS NULL AND n.ends_on IS NULL
    LEFT JOIN birth_fact b ON b.authority_id = r.authority_id AND b.record_id = r.id AND b.retracted_at IS NULL AND b.ends_on IS NULL
    WHERE r.school_urn = ANY(${schools}::integer[]) ${from === null ? sql`` : sql`AND r.id > ${from}`}
      AND NOT EXISTS (SELECT FROM enrolment_fact o WHERE o.authority_id = r.authority_id AND o.record_id = r.id AND o.retracted_at IS NULL AND (o.ends_on IS NULL OR o.ends_on > ${on}))
    GROUP BY r.id, r.person_id, n.forename, n.surname, b.born_on ORDER BY r.id LIMIT ${sql.lit(limit)}`.execute(tx)
  return rows
}

/** The child that one was joined into, so that an old address leads on; null where it was not, or that child is out of reach. */
export async function childItBecame(tx: Read, person_id: string): Promise<string | null> {
  const { rows } = await sql<{
    id: string
  }>`SELECT c.id FROM person p JOIN person c ON c.authority_id = p.authority_id AND c.id = child_now(p.authority_id, p.id)
    WHERE p.authority_id = (SELECT identity.authority()) AND p.id = ${person_id} AND p.joined_into IS NOT NULL`.execute(
    tx,
  )
  return rows[0]?.id ?? null
}
