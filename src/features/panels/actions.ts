import { sql } from 'kysely'
import type { Write } from '../../ground/database/door.ts'
import type { Person } from '../../ground/database/identity.ts'
import { Stale } from '../../ground/database/stale.ts'
import { addDays, type Day, meetingDays } from '../../rulebook/index.ts'
import { readAuthorityCalendar } from '../calendars/index.ts'
import type { Meeting, Series } from './queries.ts'
import { cadenceOf, type Kept } from './rules.ts'

/** Why nothing was recorded, in a sentence, and the field that mends it. */
export class PanelRefused extends Error {
  readonly field: string
  constructor(field: string, sentence: string) {
    super(sentence)
    this.field = field
  }
}

export type BodyInput = Kept &
  Pick<
    Series,
    | 'title'
    | 'purpose'
    | 'chair'
    | 'entry'
    | 'quorum'
    | 'quorum_chair'
    | 'quorum_of'
    | 'may_decide'
    | 'yearly_budget_pence'
  >

/** Begins a body; whoever begins it is its clerk. @returns its id. */
export async function beginSeries(tx: Write, actor: Person, body: string | null, input: BodyInput): Promise<string> {
  const { rows } = await sql<{ id: string }>`
    INSERT INTO panel_series (authority_id, body, title, purpose, chair, every, count, first_on, entry, begun_by, quorum, quorum_chair, quorum_of, may_decide, yearly_budget_pence)
    VALUES (identity.authority(), ${body}, ${input.title}, ${input.purpose}, ${input.chair}, ${input.every}, ${input.count}, ${input.first_on}::date,
      ${input.entry}, ${actor.account_id}, ${input.quorum}, ${input.quorum_chair}, ${input.quorum_of}::text[], ${input.may_decide}::text[], ${input.yearly_budget_pence})
    RETURNING id`.execute(tx)
  const id = rows[0]?.id ?? ''
  await seat(tx, actor, id, { account_id: actor.account_id, seat: 'clerk', speaks_for: null })
  return id
}

/** Changes how a body is set up. What it decided stays. @throws Stale where somebody changed it since. */
export async function editSeries(tx: Write, series: Series, seen: number, input: BodyInput): Promise<void> {
  const { numAffectedRows } =
    await sql`UPDATE panel_series SET title = ${input.title}, purpose = ${input.purpose}, chair = ${input.chair}, every = ${input.every},
      count = ${input.count}, first_on = ${input.first_on}::date, entry = ${input.entry}, quorum = ${input.quorum}, quorum_chair = ${input.quorum_chair},
      quorum_of = ${input.quorum_of}::text[], may_decide = ${input.may_decide}::text[], yearly_budget_pence = ${input.yearly_budget_pence}, version = version + 1
    WHERE id = ${series.id} AND version = ${seen} AND ended_on IS NULL`.execute(tx)
  if (numAffectedRows !== 1n) throw new Stale()
}

/** Ends a body: it meets no more, and its meetings to come are cancelled with the reason. @throws Stale. */
export async function endSeries(
  tx: Write,
  actor: Person,
  series: Series,
  seen: number,
  because: string,
): Promise<void> {
  const { numAffectedRows } =
    await sql`UPDATE panel_series SET ended_on = ${actor.today}::date, ended_because = ${because}, version = version + 1
    WHERE id = ${series.id} AND version = ${seen} AND ended_on IS NULL`.execute(tx)
  if (numAffectedRows !== 1n) throw new Stale()
  await sql`UPDATE panel_meeting SET cancelled_because = ${because} WHERE series_id = ${series.id} AND meets_on > ${actor.today}::date AND cancelled_because IS NULL`.execute(
    tx,
  )
}

/** Gives somebody a seat from today on. @throws PanelRefused where they have one. */
export async function seat(
  tx: Write,
  actor: Person,
  series_id: string,
  input: { account_id: string; seat: 'chair' | 'clerk' | 'member'; speaks_for: string | null },
): Promise<void> {
  const { numAffectedRows } = await sql`
    INSERT INTO panel_member (authority_id, series_id, account_id, seat, speaks_for, starts_on)
    VALUES (identity.authority(), ${series_id}, ${input.account_id}, ${input.seat}, ${input.speaks_for}, ${actor.today}::date)
    ON CONFLICT (authority_id, series_id, account_id) WHERE ends_on IS NULL DO NOTHING`.execute(tx)
  if (numAffectedRows === 0n)
    throw new PanelRefused('account_id', 'This officer sits on the body already: choose another')
}

/** Takes a seat away from today on: nothing of its children is seen any longer. */
export const unseat = (tx: Write, actor: Person, member_id: string): Promise<unknown> =>
  sql`UPDATE panel_member SET ends_on = ${actor.today}::date WHERE id = ${member_id} AND ends_on IS NULL`.execute(tx)

const add = async (tx: Write, series_id: string, days: readonly Day[]): Promise<number> => {
  const { numAffectedRows } = await sql`
    INSERT INTO panel_meeting (authority_id, series_id, meets_on) SELECT identity.authority(), ${series_id}, d FROM unnest(${days}::date[]) d
    ON CONFLICT (authority_id, series_id, meets_on) WHERE cancelled_because IS NULL DO NOTHING`.execute(tx)
  return Number(numAffectedRows ?? 0n)
}

/** Plans the meetings of a body until a day, by its cadence. @returns how many were added. */
export async function schedule(tx: Write, actor: Person, series: Series, until: Day): Promise<number> {
  const days = meetingDays(cadenceOf(series), await readAuthorityCalendar(tx), actor.today, until)
  const { rows } = await sql<{ meets_on: Day }>`
    SELECT meets_on FROM panel_meeting WHERE series_id = ${series.id}`.execute(tx)
  const known = new Set(rows.map(row => row.meets_on))
  return add(
    tx,
    series.id,
    days.filter(day => !known.has(day)),
  )
}

/** Adds a meeting on a day that somebody chose. @throws PanelRefused where the body meets on it. */
export async function addMeeting(tx: Write, series: Series, on: Day): Promise<void> {
  if ((await add(tx, series.id, [on])) === 0) throw new PanelRefused('meets_on', 'The body meets on that day already')
}

/**
 * Cancels a meeting, or puts it off to another day: one that is added, or another of the body, with which it is merged then.
 * Its items that were not heard are deferred with the reason. They go along to the other day; without one they come back
 * to the next meeting. @throws PanelRefused where one was heard.
 */
export async function cancelMeeting(
  tx: Write,
  actor: Person,
  series: Series,
  meeting: Meeting,
  { because, instead_on }: { because: string; instead_on: Day | null },
): Promise<void> {
  if (instead_on === meeting.meets_on)
    throw new PanelRefused('instead_on', 'The meeting is on that day: enter another, or leave the day out')
  const { rows } =
    await sql`SELECT FROM panel_item WHERE meeting_id = ${meeting.id} AND state = 'heard' LIMIT 1`.execute(tx)
  if (rows.length > 0) throw new PanelRefused('because', 'A child was heard at this meeting, so it took place')
  await sql`UPDATE panel_item SET state = 'deferred', deferred_because = ${because}, version = version + 1
    WHERE meeting_id = ${meeting.id} AND state = 'waits'`.execute(tx)
  await sql`UPDATE panel_meeting SET cancelled_because = ${because} WHERE id = ${meeting.id}`.execute(tx)
  if (instead_on === null) return
  await add(tx, series.id, [instead_on])
  await sql`INSERT INTO panel_item (authority_id, meeting_id, case_id, place, why, because, added_on)
    SELECT identity.authority(), n.id, i.case_id, i.place + coalesce((SELECT max(x.place) FROM panel_item x WHERE x.meeting_id = n.id), 0), 'returns',
      'Deferred: ' || i.deferred_because, ${actor.today}::date
    FROM panel_item i JOIN council_case c ON c.authority_id = i.authority_id AND c.id = i.case_id AND c.closed_on IS NULL
    JOIN panel_meeting n ON n.authority_id = i.authority_id AND n.series_id = ${series.id} AND n.meets_on = ${instead_on}::date AND n.cancelled_because IS NULL
    WHERE i.meeting_id = ${meeting.id} AND i.state = 'deferred' ON CONFLICT (authority_id, meeting_id, case_id) DO NOTHING`.execute(
    tx,
  )
}

/** Says how somebody came to a meeting, or who came instead; said again, the last holds. @throws PanelRefused for a substitute of oneself. */
export async function attend(
  tx: Write,
  meeting_id: string,
  { account_id, how, substitute_id }: { account_id: string; how: string; substitute_id: string | null },
): Promise<void> {
  if (substitute_id === account_id)
    throw new PanelRefused('substitute_id', 'Nobody is a substitute for themselves: choose who came instead')
  await sql`INSERT INTO panel_present (authority_id, meeting_id, account_id, how, substitute_id)
    VALUES (identity.authority(), ${meeting_id}, ${account_id}, ${how}, ${substitute_id})
    ON CONFLICT (authority_id, meeting_id, account_id) DO UPDATE SET how = excluded.how, substitute_id = excluded.substitute_id`.execute(
    tx,
  )
}

/** How far ahead a body is planned, in days. */
export const farthest = (today: Day): Day => addDays(today, 400)
