import { sql } from 'kysely'
import type { Write } from '../../ground/database/door.ts'
import type { Person } from '../../ground/database/identity.ts'
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

/** Begins a body; whoever begins it is its clerk. @returns its id. */
export async function beginSeries(
  tx: Write,
  actor: Person,
  body: string | null,
  input: Kept & { title: string; purpose: string; chair: string | null; entry: Series['entry'] },
): Promise<string> {
  const { rows } = await sql<{ id: string }>`
    INSERT INTO panel_series (authority_id, body, title, purpose, chair, every, count, first_on, entry, begun_by)
    VALUES (identity.authority(), ${body}, ${input.title}, ${input.purpose}, ${input.chair}, ${input.every}, ${input.count}, ${input.first_on}::date,
      ${input.entry}, ${actor.account_id}) RETURNING id`.execute(tx)
  const id = rows[0]?.id ?? ''
  await seat(tx, actor, id, { account_id: actor.account_id, seat: 'clerk' })
  return id
}

/** Gives somebody a seat from today on. @throws PanelRefused where they have one. */
export async function seat(
  tx: Write,
  actor: Person,
  series_id: string,
  input: { account_id: string; seat: 'chair' | 'clerk' | 'member' },
): Promise<void> {
  const { numAffectedRows } = await sql`
    INSERT INTO panel_member (authority_id, series_id, account_id, seat, starts_on)
    VALUES (identity.authority(), ${series_id}, ${input.account_id}, ${input.seat}, ${actor.today}::date)
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
 * Cancels a meeting, or puts it off to another day. Its items that were not heard are deferred with the reason, so that
 * they come back to the next. @throws PanelRefused where one was heard.
 */
export async function cancelMeeting(
  tx: Write,
  series: Series,
  meeting: Meeting,
  { because, instead_on }: { because: string; instead_on: Day | null },
): Promise<void> {
  const { rows } =
    await sql`SELECT FROM panel_item WHERE meeting_id = ${meeting.id} AND state = 'heard' LIMIT 1`.execute(tx)
  if (rows.length > 0) throw new PanelRefused('because', 'A child was heard at this meeting, so it took place')
  await sql`UPDATE panel_item SET state = 'deferred', deferred_because = ${because}, version = version + 1
    WHERE meeting_id = ${meeting.id} AND state = 'waits'`.execute(tx)
  await sql`UPDATE panel_meeting SET cancelled_because = ${because} WHERE id = ${meeting.id}`.execute(tx)
  if (instead_on !== null) await addMeeting(tx, series, instead_on)
}

/** Says how somebody came to a meeting; said again, the last holds. */
export const attend = (tx: Write, meeting_id: string, input: { account_id: string; how: string }): Promise<unknown> =>
  sql`INSERT INTO panel_present (authority_id, meeting_id, account_id, how) VALUES (identity.authority(), ${meeting_id}, ${input.account_id}, ${input.how})
    ON CONFLICT (authority_id, meeting_id, account_id) DO UPDATE SET how = excluded.how`.execute(tx)

/** How far ahead a body is planned, in days. */
export const farthest = (today: Day): Day => addDays(today, 400)
