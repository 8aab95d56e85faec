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
 * The moves behind a figure, the newest first, a page of them. The book says on which days such moves were made, so that only
 * the spans of the days that fill the page are read, by index: those that begin for who came in, those that end for who only
 * went out. Sealed children make no move that is told.
 */
export async function movesBehind(
  tx: Read,
  asked: MovesAsked,
  today: Day,
  edge: MovesEdge | null,
  limit: number,
): Promise<ChildMove[]> {
  const { from_state, to_state } = asked
  const days = await daysOf(tx, asked, edge, limit)
  if (days.length === 0) return []
  const moves = to_state !== null && to_state !== nowhere ? into(to_state, days) : outOf(from_state ?? nowhere, days)
  const { rows } = await sql<ChildMove>`
    SELECT m.person_id AS id, coalesce(c.forename, '') AS forename, coalesce(c.surname, '') AS surname, m.day, m.from_state, m.to_state,
      o.name AS school_name, s.state, k.id AS case_id, a.name AS lead
    FROM (SELECT * FROM (${moves}) AS made WHERE from_state <> to_state
        AND ${from_state === null ? sql`true` : sql`from_state = ${from_state}`} AND ${to_state === null ? sql`true` : sql`to_state = ${to_state}`}
        AND ${edge === null ? sql`true` : sql`(day, person_id) < (${edge.day}::date, ${edge.id}::uuid)`}
      ORDER BY day DESC, person_id DESC LIMIT ${sql.lit(limit)}) AS m
    LEFT JOIN child_summary c ON c.authority_id = m.authority_id AND c.person_id = m.person_id
    LEFT JOIN school o ON o.urn = m.school_urn
    LEFT JOIN child_state s ON s.authority_id = m.authority_id AND s.person_id = m.person_id AND s.starts_on <= ${today} AND (s.ends_on IS NULL OR s.ends_on > ${today})
    LEFT JOIN council_case k ON k.authority_id = m.authority_id AND k.person_id = m.person_id AND k.closed_on IS NULL
    LEFT JOIN account a ON a.id = k.lead_account_id
    ORDER BY m.day DESC, m.person_id DESC`.execute(tx)
  return rows
}

/** The newest days of such moves that together fill a page after its edge; the edge's own day may have some left. */
async function daysOf(tx: Read, asked: MovesAsked, edge: MovesEdge | null, limit: number): Promise<Day[]> {
  const { from, on, from_state, to_state } = asked
  const { rows } = await sql<{ day: Day }>`
    SELECT day FROM (
      SELECT day, sum(sum(change)) OVER (ORDER BY day DESC) - sum(change) AS newer FROM ledger_move
      WHERE NOT sealed AND day BETWEEN ${from}::date AND ${on}::date AND ${edge === null ? sql`true` : sql`day < ${edge.day}::date`}
        AND ${from_state === null ? sql`true` : sql`from_state = ${from_state}`} AND ${to_state === null ? sql`true` : sql`to_state = ${to_state}`}
      GROUP BY day HAVING sum(change) > 0) AS days
    WHERE newer < ${limit}`.execute(tx)
  return [...(edge === null ? [] : [edge.day]), ...rows.map(row => row.day)]
}

/** Spans of a state that begin on these days, with what the child was in before. */
const into = (state: Place, days: readonly Day[]): RawBuilder<unknown> => sql`
  SELECT s.authority_id, s.person_id, s.starts_on AS day, coalesce(p.state, ${nowhere}) AS from_state, s.state AS to_state, s.school_urn
  FROM child_state s LEFT JOIN child_state p ON p.authority_id = s.authority_id AND p.person_id = s.person_id AND p.ends_on = s.starts_on
  WHERE NOT s.sealed AND s.state = ${sql.lit(state)} AND s.starts_on = ANY (${days}::date[])`

/** Spans of a state that end on these days, with what the child was in after. */
const outOf = (state: Place, days: readonly Day[]): RawBuilder<unknown> => sql`
  SELECT s.authority_id, s.person_id, s.ends_on AS day, s.state AS from_state, coalesce(n.state, ${nowhere}) AS to_state, s.school_urn
  FROM child_state s LEFT JOIN child_state n ON n.authority_id = s.authority_id AND n.person_id = s.person_id AND n.starts_on = s.ends_on
  WHERE NOT s.sealed AND s.state = ${sql.lit(state)} AND s.ends_on = ANY (${days}::date[])`
