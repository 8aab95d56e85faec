import { addDays, formatShortDay, schoolCalendar, weekday, weekdayNames } from '../../rulebook/index.ts'
import { entryUrl } from './addresses.ts'
import { kindTexts, type StoredEntry, type WrittenEntry } from './entry.ts'

/** An entry of a calendar as a row of a table. */
export interface EntryRow {
  kind: string
  name: string
  from: string
  to: string
  /** School days of a term; empty for what is none. */
  school_days: string
  whose: string
  /** Where it is changed; null for who may not, and for what does not stand. */
  href: string | null
}

export const entriesText = (count: number): string =>
  count === 1 ? '1 entry' : `${count.toLocaleString('en-GB')} entries`

const dayText = (day: WrittenEntry['starts_on']): string =>
  `${(weekdayNames[weekday(day) - 1] ?? '').slice(0, 3)} ${formatShortDay(day)}`

export const entryRow = (
  entry: WrittenEntry,
  whose: string,
  school_days = '',
  href: string | null = null,
): EntryRow => ({
  kind: kindTexts[entry.kind],
  name: entry.name,
  from: dayText(entry.starts_on),
  to: dayText(entry.last_on),
  ...{ school_days, whose, href },
})

/** The entries of a year, terms with their school days by the whole calendar. */
export function entryRows(
  entries: readonly StoredEntry[],
  all: readonly WrittenEntry[],
  may_change: (entry: StoredEntry) => boolean,
): EntryRow[] {
  const calendar = schoolCalendar({ name: 'this calendar', entries: all })
  return entries.map(entry => {
    const days =
      entry.kind === 'term' ? String(calendar.schoolDaysBetween(entry.starts_on, addDays(entry.last_on, 1))) : ''
    const whose = entry.school_urn === null ? 'The authority’s' : 'The school’s own'
    return entryRow(entry, whose, days, may_change(entry) ? entryUrl(entry.id) : null)
  })
}
