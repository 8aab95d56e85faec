import { sql } from 'kysely'
import { type Read, type Write, withEngineSight } from '../../ground/database/door.ts'
import type { Engine, Person } from '../../ground/database/identity.ts'
import { Stale } from '../../ground/database/stale.ts'
import type { ByteStream } from '../../ground/file-refused.ts'
import { compareDays, type Day } from '../../rulebook/index.ts'
import { reevaluate } from '../children/index.ts'
import { findSchools } from '../schools/index.ts'
import { englishBankHolidays } from './bank-holidays.ts'
import { type CalendarFile, type CalendarProblem, readCalendarFile } from './calendar-file.ts'
import { type CalendarPlan, planOf } from './plan.ts'
import { calendarsVersion, entriesOf } from './queries.ts'

/** What bringing in a file of calendars did. */
export interface CalendarsImported {
  /** Entries that were taken: recorded and same together. */
  read: number
  recorded: number
  retracted: number
  same: number
  problems: CalendarProblem[]
}

/** Brings in a file of calendars: takes back what it replaces and records what is new, nothing else. Throws FileRefused. */
export async function importCalendars(
  tx: Write,
  actor: Person | Engine,
  stream: ByteStream,
): Promise<CalendarsImported> {
  return changeCalendars(tx, actor, await readCalendarFile(stream), null)
}

/** What a file would change, and all that is wrong with it, the schools that the register does not hold among it. */
export async function planCalendars(
  tx: Read,
  file: CalendarFile,
): Promise<CalendarPlan & { problems: CalendarProblem[] }> {
  const urns = [...new Set(file.entries.map(entry => entry.school_urn))]
  const known = await findSchools(tx, { urns: urns.filter(urn => urn !== null) })
  const strange = file.entries.filter(entry => entry.school_urn !== null && !known.has(entry.school_urn))
  const problems = strange.map(({ line, school_urn }): CalendarProblem => {
    const problem = `The register of schools has no URN ${school_urn}. The entry was taken: check the URN, or bring in the register.`
    return { line, severity: 'noted', problem }
  })
  return {
    ...planOf(file.entries, await entriesOf(tx, urns)),
    problems: [...file.problems, ...problems].sort((a, b) => a.line - b.line),
  }
}

/**
 * As `importCalendars`, for a file that was read before. `seen`: the version of the calendars that its preview was drawn
 * from; throws Stale when they changed since.
 */
export async function changeCalendars(
  tx: Write,
  actor: Person | Engine,
  file: CalendarFile,
  seen: string | null,
): Promise<CalendarsImported> {
  await sql`SELECT pg_advisory_xact_lock(hashtext('onroll.calendars'), hashtext(${actor.authority_id}))`.execute(tx)
  if (seen !== null && seen !== (await calendarsVersion(tx))) throw new Stale()
  const { record, retract, same, problems } = await planCalendars(tx, file)
  const by = actor.kind === 'person' ? actor.account_id : actor.asked_by
  await sql`UPDATE calendar_entry SET retracted_at = now(), retracted_by = ${by}
    WHERE id = ANY(${retract.map(({ id }) => id)}::uuid[])`.execute(tx)
  await sql`INSERT INTO calendar_entry (authority_id, school_urn, kind, starts_on, last_on, name, recorded_by)
    SELECT ${actor.authority_id}::uuid, school_urn, kind, starts_on, last_on, name, ${by}::uuid
    FROM jsonb_to_recordset(${JSON.stringify(record)}::jsonb)
      AS t (school_urn integer, kind text, starts_on date, last_on date, name text)`.execute(tx)
  await recount(tx, actor, [...record, ...retract])
  return { read: file.entries.length, recorded: record.length, retracted: retract.length, same, problems }
}

/** Adds England's bank holidays to the authority's calendar, on days that have none yet. The same again adds none. */
export async function addBankHolidays(tx: Write, actor: Person | Engine): Promise<number> {
  const stored = await entriesOf(tx, [null])
  const kept = new Set(stored.filter(({ kind }) => kind === 'holiday').map(({ starts_on }) => starts_on))
  const missing = (await englishBankHolidays()).filter(({ day }) => !kept.has(day))
  if (missing.length === 0) return 0
  const by = actor.kind === 'person' ? actor.account_id : actor.asked_by
  await tx
    .insertInto('calendar_entry')
    .values(
      missing.map(({ day, name }) => ({
        authority_id: actor.authority_id,
        kind: 'holiday',
        starts_on: day,
        last_on: day,
        name,
        recorded_by: by,
      })),
    )
    .execute()
  await recount(
    tx,
    actor,
    missing.map(({ day }) => ({ starts_on: day })),
  )
  return missing.length
}

/** Works out anew every child with a clock that was running on any day from the first that changed. */
async function recount(tx: Write, actor: Person | Engine, changed: readonly { starts_on: Day }[]): Promise<void> {
  const from = changed.map(entry => entry.starts_on).sort(compareDays)[0]
  if (from === undefined) return
  const { rows } = await withEngineSight(tx, engine =>
    sql<{ person_id: string }>`SELECT DISTINCT person_id FROM child_clock
      WHERE ended_on IS NULL OR ended_on >= ${from} ORDER BY person_id`.execute(engine),
  )
  const ids = rows.map(({ person_id }) => person_id)
  for (let at = 0; at < ids.length; at += 1000) await reevaluate(tx, ids.slice(at, at + 1000), actor.today)
}
