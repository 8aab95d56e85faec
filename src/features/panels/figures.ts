import { sql } from 'kysely'
import type { Read } from '../../ground/database/door.ts'
import type { Day } from '../../rulebook/index.ts'

export interface SeriesFigures {
  meetings: number
  children: number
  /** Items heard, and the days from proposal to decision of those that were decided, the middle one of them. */
  heard: number
  days_to_decision: number | null
  /** Children heard more than once. */
  again: number
}

/** What a body did from a day to a day, both included, with the children whom the reader may see. A proposal up the ladder counts from its own day. */
export async function figuresOf(tx: Read, series_id: string, from: Day, to: Day): Promise<SeriesFigures> {
  const { rows } = await sql<SeriesFigures>`
    WITH met AS (SELECT id, meets_on FROM panel_meeting WHERE series_id = ${series_id} AND cancelled_because IS NULL AND meets_on BETWEEN ${from}::date AND ${to}::date),
      items AS (SELECT i.id, i.case_id, i.state, m.meets_on, i.added_on FROM panel_item i JOIN met m ON m.id = i.meeting_id),
      took AS (SELECT d.decided_on - coalesce((SELECT max(l.proposed_on) FROM ladder_step l WHERE l.case_id = i.case_id AND l.proposed_on <= d.decided_on), i.added_on) AS days
        FROM panel_decision d JOIN items i ON i.id = d.item_id WHERE d.withdrawn_on IS NULL)
    SELECT (SELECT count(*) FROM met WHERE meets_on <= (SELECT identity.today()))::integer AS meetings,
      (SELECT count(DISTINCT case_id) FROM items)::integer AS children,
      (SELECT count(*) FROM items WHERE state = 'heard')::integer AS heard,
      (SELECT percentile_disc(0.5) WITHIN GROUP (ORDER BY greatest(days, 0)) FROM took)::integer AS days_to_decision,
      (SELECT count(*) FROM (SELECT FROM items WHERE state = 'heard' GROUP BY case_id HAVING count(*) > 1) a)::integer AS again`.execute(
    tx,
  )
  const [figures] = rows
  if (!figures) throw new Error('A count gave no row.')
  return figures
}

export interface ActionsOfTeam {
  team: string
  agreed: number
  on_time: number
  late: number
  overdue: number
  dropped: number
}

/** What became of the actions that a body agreed from a day to a day, by the team of their owner. */
export async function actionsByTeam(tx: Read, series_id: string, from: Day, to: Day): Promise<ActionsOfTeam[]> {
  const { rows } = await sql<ActionsOfTeam>`
    SELECT coalesce(t.name, 'No team') AS team, count(*)::integer AS agreed,
      count(*) FILTER (WHERE x.outcome = 'done' AND x.ended_on <= x.due_on)::integer AS on_time,
      count(*) FILTER (WHERE x.outcome = 'done' AND x.ended_on > x.due_on)::integer AS late,
      count(*) FILTER (WHERE x.outcome IS NULL AND x.due_on < (SELECT identity.today()))::integer AS overdue,
      count(*) FILTER (WHERE x.outcome = 'dropped')::integer AS dropped
    FROM agreed_action x JOIN panel_item i ON i.authority_id = x.authority_id AND i.id = x.panel_item_id
    JOIN panel_meeting m ON m.authority_id = i.authority_id AND m.id = i.meeting_id AND m.series_id = ${series_id} AND m.meets_on BETWEEN ${from}::date AND ${to}::date
    LEFT JOIN LATERAL (SELECT o.name FROM membership b JOIN organisation o ON o.authority_id = b.authority_id AND o.id = b.organisation_id
      WHERE b.authority_id = x.authority_id AND b.account_id = x.owner_id AND b.starts_on <= x.agreed_on AND (b.ends_on IS NULL OR b.ends_on > x.agreed_on)
      ORDER BY b.starts_on DESC, b.id LIMIT 1) t ON true GROUP BY 1 ORDER BY 1`.execute(tx)
  return rows
}

export interface NotDone {
  id: string
  case_id: string
  person_id: string
  known_as: string | null
  what: string
  owner: string
  due_on: Day
}

/** What a body decided and nobody has carried out: its actions that are overdue, the oldest first. */
export async function notCarriedOut(tx: Read, series_id: string): Promise<NotDone[]> {
  const { rows } = await sql<NotDone>`
    SELECT x.id, x.case_id, x.person_id, n.known_as, x.what, a.name AS owner, x.due_on FROM agreed_action x
    JOIN panel_item i ON i.authority_id = x.authority_id AND i.id = x.panel_item_id
    JOIN panel_meeting m ON m.authority_id = i.authority_id AND m.id = i.meeting_id AND m.series_id = ${series_id}
    JOIN account a ON a.id = x.owner_id LEFT JOIN child_summary n ON n.authority_id = x.authority_id AND n.person_id = x.person_id
    WHERE x.outcome IS NULL AND x.due_on < (SELECT identity.today()) ORDER BY x.due_on, x.id LIMIT 200`.execute(tx)
  return rows
}
