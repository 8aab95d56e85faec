import { sql } from 'kysely'
import { englishBankHolidays } from '../../ground/bank-holidays.ts'
import type { Read } from '../../ground/database/door.ts'
import {
  academicYear,
  type Calendars,
  type Day,
  type SchoolCalendar,
  schoolCalendar,
  type WorkingCalendar,
  workingCalendar,
} from '../../rulebook/index.ts'
import type { WrittenEntry } from './entry.ts'
import { type AnnouncedEntry, entriesOf, everyEntry, stood } from './queries.ts'

/** The days on which schools of the authority meet, by its own calendar. */
export async function readAuthorityCalendar(tx: Read): Promise<SchoolCalendar> {
  return schoolCalendar({ name: 'the authority’s calendar', entries: await entriesOf(tx, [null]) })
}

/** A school's own calendar laid over the authority's: its closures and INSET days beside the authority's terms. */
export async function readSchoolCalendar(tx: Read, school_urn: number, name: string): Promise<SchoolCalendar> {
  return schoolCalendar({ name: `the calendar of ${name}`, entries: laidOver(await entriesOf(tx, [null, school_urn])) })
}

/**
 * What a school follows, of the authority's entries and its own. In an academic year for which it has terms of its own
 * it follows those, with the authority's bank holidays; in any other the authority's, with its own days off added.
 */
export function laidOver<Entry extends WrittenEntry>(entries: readonly Entry[]): Entry[] {
  const ownYears = new Set(
    entries
      .filter(entry => entry.school_urn !== null && entry.kind === 'term')
      .map(entry => academicYear(entry.starts_on)),
  )
  return entries.filter(
    entry => entry.school_urn !== null || entry.kind === 'holiday' || !ownYears.has(academicYear(entry.starts_on)),
  )
}

let working: Promise<WorkingCalendar> | undefined

/** Working days in England: weekdays that are no bank holidays, as far as those are known. */
export const readWorkingCalendar = (): Promise<WorkingCalendar> => {
  working ??= englishBankHolidays().then(holidays =>
    workingCalendar(holidays.map(({ day, name }) => ({ on: day, name }))),
  )
  return working
}

/** The calendars that were read last, by what they are made of: an authority has a few thousand entries, and its officers change them a few times a year. */
const kept = new Map<string, Calendars>()
const keptAtMost = 4

/**
 * The calendars of the authority and of every school with days of its own, for the engine. Made once, and again when an entry was
 * recorded or retracted: which entries stand is asked each time, in the caller's own transaction.
 * @param known_at as they stood at this instant; as they stand now when null.
 */
export async function readCalendars(tx: Read, known_at: Date | null = null): Promise<Calendars> {
  const made_of = await calendarsVersion(tx, known_at)
  const known = kept.get(made_of)
  if (known) return known
  const calendars = madeOf(await everyEntry(tx, known_at), await readWorkingCalendar())
  kept.set(made_of, calendars)
  for (const oldest of kept.keys()) {
    if (kept.size <= keptAtMost) break
    kept.delete(oldest)
  }
  return calendars
}

/**
 * Names the entries of every calendar: two answers that rest on the same name counted the same days.
 * @param known_at those that stood at this instant; those that stand now when null.
 */
export async function calendarsVersion(tx: Read, known_at: Date | null = null): Promise<string> {
  const { rows } = await sql<{ made_of: string | null }>`
    SELECT md5(string_agg(id::text, ',' ORDER BY id)) AS made_of FROM calendar_entry WHERE ${stood(known_at)}`.execute(
    tx,
  )
  return rows[0]?.made_of ?? ''
}

function madeOf(entries: readonly AnnouncedEntry[], working: WorkingCalendar): Calendars {
  const own = Map.groupBy(entries, entry => entry.school_urn)
  const standing = own.get(null) ?? []
  const made = new Map<string, SchoolCalendar>()
  const names = new Map(
    entries.flatMap(({ school_urn, school_name }) => (school_urn === null ? [] : [[school_urn, school_name]])),
  )
  const schoolOf = (urn: number | null, announced_by?: Day): SchoolCalendar => {
    const days = urn === null ? undefined : own.get(urn)
    const whose = days === undefined ? null : urn
    const whole = announced_by === undefined ? made.get(`${whose}`) : undefined
    if (whole) return whole
    const known = [...standing, ...(days ?? [])].filter(
      ({ kind, announced_on }) => announced_by === undefined || kind !== 'closure' || announced_on <= announced_by,
    )
    // Days between two announcements have one calendar, told apart by how many entries it has.
    const key = announced_by === undefined ? `${whose}` : `${whose} ${known.length}`
    const found = made.get(key)
    if (found) return found
    const name = whose === null ? 'the authority’s calendar' : `the calendar of ${names.get(whose) ?? whose}`
    const calendar = schoolCalendar({ name, entries: whose === null ? known : laidOver(known) })
    made.set(key, calendar)
    return calendar
  }
  return { authority: schoolOf(null), schoolOf, working }
}
