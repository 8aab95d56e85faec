import { academicYear } from '../../rulebook/index.ts'
import { keyOf, type StoredEntry, type WrittenEntry } from './entry.ts'

/** What a change of calendars records and takes back. */
export interface CalendarPlan<Entry extends WrittenEntry = WrittenEntry> {
  record: Entry[]
  retract: StoredEntry[]
  same: number
}

/** Says of an entry that stands whether what is given takes its place. */
export type Replaces = (given: readonly WrittenEntry[]) => (stored: StoredEntry) => boolean

const yearPart = (entry: WrittenEntry): string =>
  [entry.school_urn ?? '', academicYear(entry.starts_on), entry.kind === 'holiday'].join('|')

/**
 * What a file replaces: of each calendar, the academic years in which it has an entry. Bank holidays are their own part,
 * so that a file of term dates leaves those that are there, and a file of bank holidays leaves the terms.
 */
export const byYear: Replaces = given => {
  const parts = new Set(given.map(yearPart))
  return stored => parts.has(yearPart(stored))
}

/**
 * What an iCalendar file replaces: kind by kind, since it may hold INSET days and nothing else, and between its first and its last
 * day, since what is past is often left out when it is exported.
 */
export const byKind: Replaces = given => {
  const kinds = new Set(given.map(({ school_urn, kind }) => `${school_urn ?? ''}|${kind}`))
  const first = given.map(({ starts_on }) => starts_on).sort()[0]
  const last = given
    .map(({ last_on }) => last_on)
    .sort()
    .at(-1)
  return ({ school_urn, kind, starts_on }) =>
    first !== undefined &&
    last !== undefined &&
    first <= starts_on &&
    starts_on <= last &&
    kinds.has(`${school_urn ?? ''}|${kind}`)
}

/** Compares what is given with what stands. What both hold stays as it is, with when and by whom it was recorded. */
export function planOf<Entry extends WrittenEntry>(
  given: readonly Entry[],
  stored: readonly StoredEntry[],
  replaces: Replaces = byYear,
): CalendarPlan<Entry> {
  const replaced = replaces(given)
  const standing = new Set(stored.map(keyOf))
  const wanted = new Set(given.map(keyOf))
  return {
    record: given.filter(entry => !standing.has(keyOf(entry))),
    retract: stored.filter(entry => replaced(entry) && !wanted.has(keyOf(entry))),
    same: stored.filter(entry => wanted.has(keyOf(entry))).length,
  }
}
