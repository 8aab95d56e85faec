import { sql } from 'kysely'
import type { Read } from '../../ground/database/door.ts'
import type { Day } from '../../rulebook/index.ts'

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
  school: number | null
  sort: 'surname' | 'born_on' | 'since'
  order: 'asc' | 'desc'
  beyond: '>' | '<'
  from: string | null
  limit: number
}

/** Children within reach, a page of them, with their state and band on a day. Children who are not ours on it are left out. */
export async function listChildren(tx: Read, on: Day, asked: ChildListAsked): Promise<ChildRow[]> {
  const { state, band, school } = asked
  const { cut, order } = asked.sort === 'surname' ? byName(asked) : byDay(asked.sort, on, asked)
  const { rows } = await sql<ChildRow>`
    SELECT c.person_id AS id, c.known_as, c.surname, c.forename, c.born_on, c.sex, c.upn, s.state, s.starts_on AS since, s.school_urn, k.name AS school_name, b.band
    FROM child_summary c
    JOIN child_state s ON s.authority_id = c.authority_id AND s.person_id = c.person_id AND s.starts_on <= ${on} AND (s.ends_on IS NULL OR s.ends_on > ${on})
    LEFT JOIN child_band b ON b.authority_id = c.authority_id AND b.person_id = c.person_id AND b.starts_on <= ${on} AND (b.ends_on IS NULL OR b.ends_on > ${on})
    LEFT JOIN school k ON k.urn = s.school_urn
    WHERE true ${state === null ? sql`` : sql`AND s.state = ${state}`} ${band === null ? sql`` : sql`AND b.band = ${band}`}
      ${school === null ? sql`` : sql`AND s.school_urn = ${school}`} ${cut}
    ORDER BY ${order} LIMIT ${asked.limit}`.execute(tx)
  return rows
}

type Cut = Pick<ChildListAsked, 'order' | 'beyond' | 'from'>

/** By name, in the order of the index of names, so that a page of a large county is read without sorting the county. */
function byName({ order, beyond, from }: Cut) {
  const less = sql.raw(order === 'asc' ? '~<~' : '~>~')
  const sorted = sql`c.surname_key USING ${less}, c.forename_key USING ${less}, c.person_id ${sql.raw(order)}`
  if (from === null) return { order: sorted, cut: sql`` }
  const edge = (column: string) => sql`(SELECT ${sql.ref(column)} FROM child_summary e WHERE e.person_id = ${from})`
  const further = sql.raw(`~${beyond}~`)
  const cut = sql`AND c.surname_key ${sql.raw(`~${beyond}=~`)} ${edge('surname_key')} AND (c.surname_key ${further} ${edge('surname_key')}
      OR c.forename_key ${further} ${edge('forename_key')} OR (c.forename_key = ${edge('forename_key')} AND c.person_id ${sql.raw(beyond)} ${from}))`
  return { order: sorted, cut }
}

/** By a day, then by id. */
function byDay(sort: 'born_on' | 'since', on: Day, { order, beyond, from }: Cut) {
  const by = sort === 'since' ? sql`s.starts_on` : sql`coalesce(c.born_on, '0001-01-01')`
  const edge = sort === 'since' ? sql`es.starts_on` : sql`coalesce(e.born_on, '0001-01-01')`
  const cut =
    from === null
      ? sql``
      : sql`AND (${by}, c.person_id) ${sql.raw(beyond)} (SELECT ${edge}, e.person_id FROM child_summary e
          LEFT JOIN child_state es ON es.authority_id = e.authority_id AND es.person_id = e.person_id AND es.starts_on <= ${on} AND (es.ends_on IS NULL OR es.ends_on > ${on})
          WHERE e.person_id = ${from})`
  return { order: sql`${by} ${sql.raw(order)}, c.person_id ${sql.raw(order)}`, cut }
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

export interface FactRow {
  what: string
  said: string
  starts_on: Day
  ends_on: Day | null
  source: string
  shown_as: string
  source_name: string | null
  recorded_at: Date
  retracted_at: Date | null
  problem: string | null
}

/**
 * Everything that any source says of a child, each with its source, its days and its age: what stands on the Identity and
 * Education pages. A fixed number of statements; each table's own policy says what this reader may see of it.
 */
export async function listFacts(
  tx: Read,
  person_id: string,
  tables: readonly (
    | 'name'
    | 'birth'
    | 'identifier'
    | 'address'
    | 'contact'
    | 'enrolment'
    | 'provision'
    | 'circumstance'
  )[],
): Promise<FactRow[]> {
  const parts = tables.map(
    table => sql`SELECT f.record_id, ${sql.raw(says[table])}, f.starts_on, f.ends_on, f.source, f.recorded_at, f.retracted_at
    FROM ${sql.table(`${table}_fact`)} f ${table === 'enrolment' ? sql`LEFT JOIN school k ON k.urn = f.school_urn` : sql``} WHERE f.record_id = ANY(SELECT id FROM mine)`,
  )
  const { rows } = await sql<FactRow>`
    WITH mine AS MATERIALIZED (SELECT id, source_id FROM record WHERE person_id = ${person_id})
    SELECT a.what, a.said, a.problem, a.starts_on, a.ends_on, a.source, k.shown_as, s.name AS source_name, a.recorded_at, a.retracted_at
    FROM (${sql.join(parts, sql` UNION ALL `)}) a (record_id, what, said, problem, starts_on, ends_on, source, recorded_at, retracted_at)
    JOIN mine m ON m.id = a.record_id JOIN source_kind k ON k.code = a.source LEFT JOIN source s ON s.id = m.source_id
    ORDER BY a.what, a.retracted_at IS NOT NULL, a.starts_on DESC, a.recorded_at DESC`.execute(tx)
  return rows
}

/** What a fact of each table is called, says, and what is wrong with it. */
const says = {
  name: `CASE f.kind WHEN 'legal' THEN 'Name' WHEN 'preferred' THEN 'Known as' ELSE 'Former name' END, concat_ws(' ', nullif(f.forename, ''), f.middle_names, nullif(f.surname, '')), NULL::text`,
  birth: `'Date of birth and sex', concat_ws(', ', to_char(f.born_on, 'FMDD Month YYYY'), CASE f.sex WHEN 'F' THEN 'female' WHEN 'M' THEN 'male' ELSE 'sex not known' END), NULL::text`,
  identifier: `CASE f.kind WHEN 'upn' THEN 'UPN' WHEN 'former_upn' THEN 'Former UPN' WHEN 'uln' THEN 'ULN' WHEN 'nhs_number' THEN 'NHS number' ELSE 'Council id' END, f.value, f.problem`,
  address: `CASE f.kind WHEN 'home' THEN 'Address' ELSE 'Second home' END, coalesce(nullif(concat_ws(', ', f.line_1, f.line_2, f.town, f.postcode), ''), 'In the area, address not given'), NULL::text`,
  contact: `'Contact', concat_ws(', ', f.name, f.relationship, f.phone, f.email), NULL::text`,
  enrolment: `'Enrolment', coalesce(k.name, 'On a roll, school not named') || CASE WHEN f.status IN ('M', 'S', 'G') THEN ' (' || CASE f.status WHEN 'M' THEN 'main' WHEN 'S' THEN 'subsidiary' ELSE 'guest' END || ')' ELSE '' END
    || CASE WHEN f.weekly_hours IS NULL THEN '' ELSE ', ' || f.weekly_hours || ' hours a week' END, NULL::text`,
  provision: `CASE f.kind WHEN 'reduced_timetable' THEN 'Reduced timetable' WHEN 'alternative' THEN 'Alternative provision' WHEN 'interim' THEN 'Interim provision' ELSE 'Home education' END,
    concat_ws(', ', f.provider, CASE WHEN f.weekly_hours IS NULL THEN 'hours not recorded' ELSE f.weekly_hours || ' hours a week' END, f.note), NULL::text`,
  circumstance: `CASE f.kind WHEN 'moved_away' THEN 'Moved away' WHEN 'whereabouts_unknown' THEN 'Whereabouts unknown' WHEN 'awaiting_place' THEN 'Awaiting a place' WHEN 'plan' THEN 'Plan in place'
    WHEN 'stuck' THEN 'Teams unable to progress' ELSE 'Died' END, coalesce(f.detail, ''), NULL::text`,
} as const

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
    GROUP BY r.id, r.person_id, n.forename, n.surname, b.born_on ORDER BY r.id LIMIT ${limit}`.execute(tx)
  return rows
}
