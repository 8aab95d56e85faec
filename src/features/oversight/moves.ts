import { type RawBuilder, sql } from 'kysely'
import type { Read } from '../../ground/database/door.ts'
import type { Day, StateCode } from '../../rulebook/index.ts'
import { nowhere } from '../children/index.ts'
import type { Place } from './queries.ts'

/** One move of one child. */
export interface ChildMove {
  id: string
  forename: string
  surname: string
  day: Day
  from_state: Place
  to_state: Place
  school_name: string | null
  /** The state today, the open case, and who leads it. */
  state: StateCode | null
  case_id: string | null
  lead: string | null
}

/** Which moves: into a state, out of one, or both; null is any place. At least one of them is a state. */
export interface MovesAsked {
  from: Day
  on: Day
  from_state: Place | null
  to_state: Place | null
}

/** The last move of the page before. */
export interface MovesEdge {
  day: Day
  id: string
}

/**
 * The moves behind a figure, the newest first, a page of them. Read in the order of an index of the state's spans, so that a
 * page is found without the county: by the day they begin for who came in, by the day they end for who only went out.
 * Sealed children make no move that is told.
 */
export async function movesBehind(
  tx: Read,
  asked: MovesAsked,
  today: Day,
  edge: MovesEdge | null,
  limit: number,
): Promise<ChildMove[]> {
  const moves =
    asked.to_state !== null && asked.to_state !== nowhere ? into(asked, asked.to_state, edge) : outOf(asked, edge)
  const { rows } = await sql<ChildMove>`
    SELECT m.person_id AS id, coalesce(c.forename, '') AS forename, coalesce(c.surname, '') AS surname, m.day, m.from_state, m.to_state,
      o.name AS school_name, s.state, k.id AS case_id, a.name AS lead
    FROM (${moves} ORDER BY day DESC, person_id DESC LIMIT ${limit}) AS m
    LEFT JOIN child_summary c ON c.authority_id = m.authority_id AND c.person_id = m.person_id
    LEFT JOIN school o ON o.urn = m.school_urn
    LEFT JOIN child_state s ON s.authority_id = m.authority_id AND s.person_id = m.person_id AND s.starts_on <= ${today} AND (s.ends_on IS NULL OR s.ends_on > ${today})
    LEFT JOIN council_case k ON k.authority_id = m.authority_id AND k.person_id = m.person_id AND k.closed_on IS NULL
    LEFT JOIN account a ON a.id = k.lead_account_id
    ORDER BY m.day DESC, m.person_id DESC`.execute(tx)
  return rows
}

/** Spans of a state that begin in the period and follow no span of the same state. */
const into = (
  { from, on, from_state }: MovesAsked,
  to_state: Place,
  edge: MovesEdge | null,
): RawBuilder<unknown> => sql`
  SELECT s.authority_id, s.person_id, s.starts_on AS day, coalesce(p.state, ${nowhere}) AS from_state, s.state AS to_state, s.school_urn
  FROM child_state s LEFT JOIN child_state p ON p.authority_id = s.authority_id AND p.person_id = s.person_id AND p.ends_on = s.starts_on
  WHERE NOT s.sealed AND s.state = ${to_state} AND s.starts_on BETWEEN ${from}::date AND ${on}::date AND p.state IS DISTINCT FROM s.state
    AND ${from_state === null ? sql`true` : sql`coalesce(p.state, ${nowhere}) = ${from_state}`} AND ${beyond(sql`s.starts_on`, sql`s.person_id`, edge)}`

/** Spans of a state that end in the period and are followed by no span of the same state. */
const outOf = ({ from, on, from_state, to_state }: MovesAsked, edge: MovesEdge | null): RawBuilder<unknown> => sql`
  SELECT s.authority_id, s.person_id, s.ends_on AS day, s.state AS from_state, coalesce(n.state, ${nowhere}) AS to_state, s.school_urn
  FROM child_state s LEFT JOIN child_state n ON n.authority_id = s.authority_id AND n.person_id = s.person_id AND n.starts_on = s.ends_on
  WHERE NOT s.sealed AND s.state = ${from_state} AND s.ends_on BETWEEN ${from}::date AND ${on}::date AND n.state IS DISTINCT FROM s.state
    AND ${to_state === null ? sql`true` : sql`coalesce(n.state, ${nowhere}) = ${to_state}`} AND ${beyond(sql`s.ends_on`, sql`s.person_id`, edge)}`

const beyond = (day: RawBuilder<unknown>, id: RawBuilder<unknown>, edge: MovesEdge | null): RawBuilder<unknown> =>
  edge === null ? sql`true` : sql`(${day}, ${id}) < (${edge.day}::date, ${edge.id}::uuid)`
