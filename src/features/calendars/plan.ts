import { academicYear } from '../../rulebook/index.ts'
import { keyOf, type StoredEntry, type WrittenEntry } from './entry.ts'

/** What a change of calendars records and takes back. */
export interface CalendarPlan<Entry extends WrittenEntry = WrittenEntry> {
  record: Entry[]
  retract: StoredEntry[]
  same: number
}

type PartOf = (entry: WrittenEntry) => string

/**
 * What a file replaces: of each calendar, the academic years in which it has an entry. Bank holidays are their own part,
 * so that a file of term dates leaves those that are there, and a file of bank holidays leaves the terms.
 */
export const byYear: PartOf = entry =>
  [entry.school_urn ?? '', academicYear(entry.starts_on), entry.kind === 'holiday'].join('|')

/** What an iCalendar file replaces: kind by kind, since it may hold INSET days and nothing else. */
export const byKind: PartOf = entry => [entry.school_urn ?? '', academicYear(entry.starts_on), entry.kind].join('|')

/** Compares what is given with what stands. What both hold stays as it is, with when and by whom it was recorded. */
export function planOf<Entry extends WrittenEntry>(
  given: readonly Entry[],
  stored: readonly StoredEntry[],
  partOf: PartOf = byYear,
): CalendarPlan<Entry> {
  const parts = new Set(given.map(partOf))
  const standing = new Set(stored.map(keyOf))
  const wanted = new Set(given.map(keyOf))
  return {
    record: given.filter(entry => !standing.has(keyOf(entry))),
    retract: stored.filter(entry => parts.has(partOf(entry)) && !wanted.has(keyOf(entry))),
    same: stored.filter(entry => wanted.has(keyOf(entry))).length,
  }
}
