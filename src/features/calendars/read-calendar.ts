import type { Read } from '../../ground/database/door.ts'
import { academicYear, type SchoolCalendar, schoolCalendar } from '../../rulebook/index.ts'
import type { WrittenEntry } from './entry.ts'
import { entriesOf } from './queries.ts'

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
