import { englishBankHolidays } from '../../ground/bank-holidays.ts'
import type { Read, Write } from '../../ground/database/door.ts'
import type { Engine, Person } from '../../ground/database/identity.ts'
import type { ByteStream } from '../../ground/file-refused.ts'
import { findSchools } from '../schools/index.ts'
import { type CalendarFile, type CalendarProblem, type FileEntry, readCalendarFile } from './calendar-file.ts'
import { makeChange } from './change.ts'
import type { WrittenEntry } from './entry.ts'
import { byYear, type CalendarPlan, planOf } from './plan.ts'
import { entriesOf } from './queries.ts'

/** What bringing in a file of calendars did. */
export interface CalendarsImported {
  /** Entries that were taken: recorded and same together. */
  read: number
  recorded: number
  retracted: number
  same: number
  problems: CalendarProblem[]
}

/** A file's entries in a sentence for the list of changes. */
export const whatOfFile = (plan: Pick<CalendarPlan, 'record' | 'retract'>): string =>
  `A file of term dates: ${plan.record.length} recorded, ${plan.retract.length} taken back`

/**
 * Brings in a file of calendars: takes back what it replaces and records what is new, nothing else, and works out every child whom
 * that touches in the same transaction. Throws FileRefused.
 */
export async function importCalendars(
  tx: Write,
  actor: Person | Engine,
  stream: ByteStream,
): Promise<CalendarsImported> {
  const file = await readCalendarFile(stream)
  const { record, retract, same, problems } = await planCalendars(tx, file)
  const what = whatOfFile({ record, retract })
  await makeChange(tx, actor, { kind: 'file', what, record, retract, undoes: null }, { seen: null, queue: null })
  return { read: file.entries.length, recorded: record.length, retracted: retract.length, same, problems }
}

/** What a file would change, and all that is wrong with it, the schools that the register does not hold among it. */
export async function planCalendars(
  tx: Read,
  file: CalendarFile,
  replaces = byYear,
): Promise<CalendarPlan<FileEntry> & { problems: CalendarProblem[] }> {
  const urns = [...new Set(file.entries.map(entry => entry.school_urn))]
  const known = await findSchools(tx, { urns: urns.filter(urn => urn !== null) })
  const strange = file.entries.filter(entry => entry.school_urn !== null && !known.has(entry.school_urn))
  const problems = strange.map(({ line, school_urn }): CalendarProblem => {
    const problem = `The register of schools has no URN ${school_urn}. The entry was taken: check the URN, or bring in the register.`
    return { line, severity: 'noted', problem }
  })
  return {
    ...planOf(file.entries, await entriesOf(tx, urns), replaces),
    problems: [...file.problems, ...problems].sort((a, b) => a.line - b.line),
  }
}

/** England's bank holidays that the authority's own calendar does not have. */
export async function missingBankHolidays(tx: Read): Promise<WrittenEntry[]> {
  const stored = await entriesOf(tx, [null])
  const kept = new Set(stored.filter(({ kind }) => kind === 'holiday').map(({ starts_on }) => starts_on))
  return (await englishBankHolidays())
    .filter(({ day }) => !kept.has(day))
    .map(({ day, name }) => ({ school_urn: null, kind: 'holiday', starts_on: day, last_on: day, name }))
}
