import { sql } from 'kysely'
import type { Write } from '../../ground/database/door.ts'
import type { Person } from '../../ground/database/identity.ts'
import { addDays, type Day } from '../../rulebook/index.ts'
import { councilRecord } from './record-facts.ts'
import { reevaluate } from './reevaluate.ts'
import { educationMinutes, hoursOf, type Session, timeText } from './week.ts'

export interface WeekInput {
  person_id: string
  starts_on: Day
  /** The last day on which the week holds; null while it goes on. */
  last_on: Day | null
  sessions: readonly (Session & { school_urn: number | null })[]
}

/**
 * Records a child's usual week from a day on. The week before it ends on that day, one that was to begin later is no longer
 * believed; the hours of each provision follow from its sessions. States are worked out anew.
 */
export async function recordWeek(tx: Write, actor: Person, input: WeekInput): Promise<void> {
  const { person_id, starts_on, sessions } = input
  const record_id = await councilRecord(tx, actor, person_id)
  await endWeeks(tx, actor, record_id, starts_on)
  const provisions = new Map<string, string>()
  for (const [id, own] of Map.groupBy(sessions, session => session.provision_id)) {
    if (id === null) continue
    provisions.set(id, await followWeek(tx, actor, record_id, id, starts_on, hoursOf(educationMinutes(own))))
  }
  const rows = sessions.map(session => ({
    ...session,
    starts_at: timeText(session.starts_at),
    ends_at: timeText(session.ends_at),
    provision_id: session.provision_id === null ? null : (provisions.get(session.provision_id) ?? null),
  }))
  const ends_on = input.last_on === null ? null : addDays(input.last_on, 1)
  await sql`INSERT INTO timetable_fact (authority_id, record_id, sealed, starts_on, ends_on, source, recorded_by, weekday, starts_at, ends_at, kind, what, place, school_urn, provision_id)
    SELECT r.authority_id, r.id, r.sealed, ${starts_on}::date, ${ends_on}::date, 'council', ${actor.account_id}::uuid, t.weekday, t.starts_at, t.ends_at, t.kind, t.what, t.place, t.school_urn, t.provision_id
    FROM record r, jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS t (weekday smallint, starts_at time, ends_at time, kind text, what text, place text, school_urn integer, provision_id uuid)
    WHERE r.id = ${record_id}`.execute(tx)
  await reevaluate(tx, [person_id], actor.today)
}

/** Ends the weeks that go on beyond a day. */
async function endWeeks(tx: Write, actor: Person, record_id: string, on: Day): Promise<void> {
  await sql`WITH gone AS (
      UPDATE timetable_fact SET retracted_at = now(), retracted_by = ${actor.account_id}, retracted_reason = 'changed'
      WHERE record_id = ${record_id} AND retracted_at IS NULL AND (ends_on IS NULL OR ends_on > ${on}) RETURNING *)
    INSERT INTO timetable_fact (authority_id, record_id, sealed, starts_on, ends_on, source, recorded_by, weekday, starts_at, ends_at, kind, what, place, school_urn, provision_id, instead_of)
    SELECT authority_id, record_id, sealed, starts_on, ${on}::date, source, ${actor.account_id}::uuid, weekday, starts_at, ends_at, kind, what, place, school_urn, provision_id, id
    FROM gone WHERE starts_on < ${on}`.execute(tx)
}

/** Has a provision's hours be those of the drawn week from a day on. @returns the fact that says so. */
async function followWeek(
  tx: Write,
  actor: Person,
  record_id: string,
  provision_id: string,
  from: Day,
  hours: number,
): Promise<string> {
  const { rows } = await sql<{
    starts_on: Day
    weekly_hours: number | null
    hours_from_week: boolean
    hours_before_week: number | null
  }>`
    SELECT starts_on, weekly_hours, hours_from_week, hours_before_week FROM provision_fact WHERE id = ${provision_id} AND record_id = ${record_id} AND retracted_at IS NULL`.execute(
    tx,
  )
  const [held] = rows
  if (!held) throw new Error('The provision of a session is not one of the child’s.')
  if (held.weekly_hours === hours) return provision_id
  const before = held.hours_from_week ? held.hours_before_week : held.weekly_hours
  const again = (starts: Day | null, ends: Day | null, week: boolean) => sql`
    INSERT INTO provision_fact (authority_id, record_id, sealed, starts_on, ends_on, source, recorded_by, kind, provider, school_urn, note, weekly_hours, hours_from_week, hours_before_week, recorded_because, instead_of)
    SELECT authority_id, record_id, sealed, coalesce(${starts}::date, starts_on), coalesce(${ends}::date, ends_on), source, ${actor.account_id}::uuid, kind, provider, school_urn, note,
      ${week ? hours : held.weekly_hours}, ${week || held.hours_from_week}, ${week ? before : held.hours_before_week}, ${week ? 'The hours of the week that was drawn.' : null}, id
    FROM provision_fact WHERE id = ${provision_id} RETURNING id`
  await sql`UPDATE provision_fact SET retracted_at = now(), retracted_by = ${actor.account_id}, retracted_reason = 'changed' WHERE id = ${provision_id} AND retracted_at IS NULL`.execute(
    tx,
  )
  if (held.starts_on < from) await again(null, from, false).execute(tx)
  const made = await again(held.starts_on < from ? from : null, null, true).execute(tx)
  return (made.rows[0] as { id: string }).id
}

/**
 * A week was never true: it is no longer believed, and the hours that followed from it are again what they were before it
 * was drawn. The week before it stays ended.
 */
export async function retractWeek(
  tx: Write,
  actor: Person,
  given: { person_id: string; starts_on: Day; reason: string; because: string },
): Promise<void> {
  const record_id = await councilRecord(tx, actor, given.person_id)
  const { rows } = await sql<{ provision_id: string | null }>`
    UPDATE timetable_fact SET retracted_at = now(), retracted_by = ${actor.account_id}, retracted_reason = ${given.reason}, retracted_because = ${given.because}
    WHERE record_id = ${record_id} AND starts_on = ${given.starts_on} AND retracted_at IS NULL RETURNING provision_id`.execute(
    tx,
  )
  const provisions = [...new Set(rows.flatMap(row => row.provision_id ?? []))]
  await sql`WITH gone AS (
      UPDATE provision_fact SET retracted_at = now(), retracted_by = ${actor.account_id}, retracted_reason = ${given.reason}, retracted_because = 'The week that the hours followed from was never true.'
      WHERE id = ANY(${provisions}::uuid[]) AND hours_from_week AND retracted_at IS NULL RETURNING *)
    INSERT INTO provision_fact (authority_id, record_id, sealed, starts_on, ends_on, source, recorded_by, kind, provider, school_urn, note, weekly_hours, instead_of)
    SELECT authority_id, record_id, sealed, starts_on, ends_on, source, ${actor.account_id}::uuid, kind, provider, school_urn, note, hours_before_week, id FROM gone`.execute(
    tx,
  )
  await reevaluate(tx, [given.person_id], actor.today)
}
