import type { Read } from '../../ground/database/door.ts'
import { type SchoolCalendar, schoolCalendar } from '../../rulebook/index.ts'

/** The days on which schools of the authority meet, by its own calendar. */
export async function readAuthorityCalendar(tx: Read): Promise<SchoolCalendar> {
  return calendarOf(tx, 'the authority’s calendar', null)
}

/** A school's own calendar laid over the authority's: its closures and INSET days beside the authority's terms. */
export async function readSchoolCalendar(tx: Read, school_urn: number, name: string): Promise<SchoolCalendar> {
  return calendarOf(tx, `the calendar of ${name}`, school_urn)
}

async function calendarOf(tx: Read, name: string, school_urn: number | null): Promise<SchoolCalendar> {
  const rows = await tx
    .selectFrom('calendar_entry')
    .where('retracted_at', 'is', null)
    .where(where =>
      school_urn === null
        ? where('school_urn', 'is', null)
        : where.or([where('school_urn', 'is', null), where('school_urn', '=', school_urn)]),
    )
    .select(['school_urn', 'kind', 'starts_on', 'last_on', 'name'])
    .orderBy('starts_on')
    .execute()
  // A school that has terms of its own follows those; its days off are added to the authority's otherwise.
  const hasTerms = rows.some(row => row.school_urn !== null && row.kind === 'term')
  const entries = rows
    .filter(row => !(hasTerms && row.school_urn === null && row.kind !== 'holiday'))
    .map(row => ({ kind: row.kind as 'term', starts_on: row.starts_on, last_on: row.last_on, name: row.name }))
  return schoolCalendar({ name, entries })
}
