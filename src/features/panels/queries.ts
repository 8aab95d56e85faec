import { sql } from 'kysely'
import type { Read } from '../../ground/database/door.ts'
import type { Day } from '../../rulebook/index.ts'
import type { DecisionKind, HowMade, Order, Why } from './codes.ts'
import type { Commitment } from './money.ts'
import type { Kept } from './rules.ts'

export interface Series extends Kept {
  id: string
  body: string | null
  title: string
  purpose: string
  chair: string | null
  entry: 'open_cases' | 'level_2' | 'level_3' | 'proposal'
  /** How many people must be there; null where nobody has said. */
  quorum: number | null
  quorum_chair: boolean
  /** For which services somebody must be there. */
  quorum_of: string[]
  may_decide: readonly DecisionKind[]
  /** Whole pence for a financial year. */
  yearly_budget_pence: number | null
  ended_on: Day | null
  ended_because: string | null
  version: number
}

const series = sql`SELECT id, body, title, purpose, chair, every, count, first_on, entry,
  quorum, quorum_chair, quorum_of, may_decide, yearly_budget_pence, ended_on, ended_because, version FROM panel_series`

/** Every body of the authority that was begun here. */
export const allSeries = async (tx: Read): Promise<(Series & { next_on: Day | null })[]> => {
  const { rows } = await sql<Series & { next_on: Day | null }>`SELECT s.*, (
      SELECT min(m.meets_on) FROM panel_meeting m WHERE m.authority_id = (SELECT identity.authority()) AND m.series_id = s.id
        AND m.cancelled_because IS NULL AND m.meets_on >= (SELECT identity.today())) AS next_on
    FROM (${series}) s ORDER BY s.title, s.id`.execute(tx)
  return rows
}

export const seriesById = async (tx: Read, id: string): Promise<Series | undefined> =>
  (await sql<Series>`${series} WHERE id = ${id}`.execute(tx)).rows[0]

export interface Member {
  id: string
  account_id: string
  name: string
  seat: string
  /** The service for which a member speaks. */
  speaks_for: string | null
}

/** Who sits on a body on a day, the chair first. */
export async function membersOf(tx: Read, series_id: string, on: Day): Promise<Member[]> {
  const { rows } =
    await sql<Member>`SELECT m.id, m.account_id, a.name, m.seat, m.speaks_for FROM panel_member m JOIN account a ON a.id = m.account_id
    WHERE m.series_id = ${series_id} AND m.starts_on <= ${on}::date AND (m.ends_on IS NULL OR m.ends_on > ${on}::date)
    ORDER BY array_position('{chair,clerk,member}', m.seat), a.name, m.id`.execute(tx)
  return rows
}

export interface Meeting {
  id: string
  series_id: string
  title: string
  meets_on: Day
  cancelled_because: string | null
  item_order: Order
}

const meetings = sql`SELECT m.id, m.series_id, s.title, m.meets_on, m.cancelled_because, m.item_order FROM panel_meeting m
  JOIN panel_series s ON s.authority_id = m.authority_id AND s.id = m.series_id`

/** The meetings of a body from a day on, and the last before it; the first first. */
export const meetingsOf = async (tx: Read, series_id: string): Promise<Meeting[]> =>
  (await sql<Meeting>`${meetings} WHERE m.series_id = ${series_id} ORDER BY m.meets_on DESC LIMIT 100`.execute(tx)).rows

export const meetingById = async (tx: Read, id: string): Promise<Meeting | undefined> =>
  (await sql<Meeting>`${meetings} WHERE m.id = ${id}`.execute(tx)).rows[0]

/** The meetings that somebody is to come to, of bodies on which they sit. Nothing of a child stands in them. */
export const meetingsFor = async (tx: Read, account_id: string, from: Day): Promise<Meeting[]> =>
  (
    await sql<Meeting>`${meetings} JOIN panel_member p ON p.authority_id = m.authority_id AND p.series_id = m.series_id
      WHERE p.account_id = ${account_id} AND p.ends_on IS NULL AND m.cancelled_because IS NULL AND m.meets_on >= ${from}::date
      ORDER BY m.meets_on, m.id LIMIT 100`.execute(tx)
  ).rows

export interface Present {
  account_id: string
  name: string
  how: string
  substitute_id: string | null
  substitute: string | null
}

/** How each came to a meeting, or did not. */
export async function presentAt(tx: Read, meeting_id: string): Promise<Present[]> {
  const { rows } = await sql<Present>`
    SELECT p.account_id, a.name, p.how, p.substitute_id, s.name AS substitute FROM panel_present p JOIN account a ON a.id = p.account_id
    LEFT JOIN account s ON s.id = p.substitute_id WHERE p.meeting_id = ${meeting_id} ORDER BY a.name, a.id`.execute(tx)
  return rows
}

export interface Item {
  id: string
  meeting_id: string
  case_id: string
  person_id: string
  reference: string
  known_as: string | null
  place: number
  why: Why
  because: string
  state: 'waits' | 'heard' | 'deferred'
  deferred_because: string | null
  version: number
}

const items = sql`SELECT i.id, i.meeting_id, i.case_id, c.person_id, c.reference, n.known_as, i.place, i.why, i.because, i.state, i.deferred_because, i.version
  FROM panel_item i JOIN council_case c ON c.authority_id = i.authority_id AND c.id = i.case_id
  LEFT JOIN child_summary n ON n.authority_id = c.authority_id AND n.person_id = c.person_id`

/** What comes before a meeting, for this reader, in the chair's order. */
export const itemsOf = async (tx: Read, meeting_id: string): Promise<Item[]> =>
  (await sql<Item>`${items} WHERE i.meeting_id = ${meeting_id} ORDER BY i.place, i.id`.execute(tx)).rows

export const itemById = async (tx: Read, id: string): Promise<Item | undefined> =>
  (await sql<Item>`${items} WHERE i.id = ${id}`.execute(tx)).rows[0]

export interface Minute {
  id: string
  item_id: string
  number: number
  text: string
  version: number
  written_by: string
  written_by_name: string
  approved_by_name: string | null
  approved_on: Day | null
}

/** The minutes of all items of a meeting that this reader sees, each with its addenda. */
export async function minutesOf(tx: Read, meeting_id: string): Promise<Minute[]> {
  const { rows } = await sql<Minute>`
    SELECT u.id, u.item_id, u.number, u.text, u.version, u.written_by, w.name AS written_by_name, a.name AS approved_by_name, u.approved_on
    FROM panel_minute u JOIN panel_item i ON i.authority_id = u.authority_id AND i.id = u.item_id
    JOIN account w ON w.id = u.written_by LEFT JOIN account a ON a.id = u.approved_by
    WHERE i.meeting_id = ${meeting_id} ORDER BY i.place, i.id, u.number`.execute(tx)
  return rows
}

export interface Decision {
  id: string
  item_id: string
  series_id: string
  title: string
  kind: DecisionKind
  text: string
  decided_on: Day
  by: string
  how_made: HowMade
  made_because: string | null
  ratified_on: Day | null
  withdrawn_on: Day | null
  withdrawn_because: string | null
}

/** What bodies decided of a case before, newest first. */
export async function decisionsOfCase(tx: Read, case_id: string): Promise<Decision[]> {
  const { rows } = await sql<Decision>`
    SELECT d.id, d.item_id, s.id AS series_id, s.title, d.kind, d.text, d.decided_on, a.name AS by, d.how_made, d.made_because, d.ratified_on, d.withdrawn_on, d.withdrawn_because
    FROM panel_decision d JOIN panel_item i ON i.authority_id = d.authority_id AND i.id = d.item_id
    JOIN panel_meeting m ON m.authority_id = i.authority_id AND m.id = i.meeting_id JOIN panel_series s ON s.authority_id = m.authority_id AND s.id = m.series_id
    JOIN account a ON a.id = d.recorded_by WHERE i.case_id = ${case_id} ORDER BY d.decided_on DESC, d.id DESC LIMIT 20`.execute(
    tx,
  )
  return rows
}

/** Whether a decision waits for a meeting to ratify it. */
export const unratified = (one: Pick<Decision, 'how_made' | 'ratified_on' | 'withdrawn_on'>): boolean =>
  one.how_made !== 'meeting' && one.ratified_on === null && one.withdrawn_on === null

/** The money that a body committed, for a total: of children whom the reader may not see as well. */
export const commitmentsOf = async (tx: Read, series_id: string): Promise<Commitment[]> =>
  (
    await sql<Commitment>`SELECT from_on, until_on, weekly_pence, withdrawn_on FROM panel_commitment WHERE series_id = ${series_id}`.execute(
      tx,
    )
  ).rows
