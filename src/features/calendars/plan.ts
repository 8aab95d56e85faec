import { academicYear, type Day, type EntryKind } from '../../rulebook/index.ts'
import { type FileEntry, keyOf } from './calendar-file.ts'

/** An entry as it stands in the database. */
export interface StoredEntry {
  id: string
  school_urn: number | null
  kind: EntryKind
  starts_on: Day
  last_on: Day
  name: string
}

/** What bringing a file in would change. */
export interface CalendarPlan {
  record: FileEntry[]
  retract: StoredEntry[]
  same: number
}

/**
 * What a file replaces: of each calendar, the academic years in which it has an entry. Bank holidays are their own part,
 * so that a file of term dates leaves those that are there, and a file of bank holidays leaves the terms.
 */
const partOf = (entry: Pick<FileEntry, 'school_urn' | 'kind' | 'starts_on'>): string =>
  [entry.school_urn ?? '', academicYear(entry.starts_on), entry.kind === 'holiday'].join('|')

/** Compares a file with what stands. What both hold stays as it is, with when and by whom it was recorded. */
export function planOf(given: readonly FileEntry[], stored: readonly StoredEntry[]): CalendarPlan {
  const parts = new Set(given.map(partOf))
  const standing = new Set(stored.map(keyOf))
  const wanted = new Set(given.map(keyOf))
  return {
    record: given.filter(entry => !standing.has(keyOf(entry))),
    retract: stored.filter(entry => parts.has(partOf(entry)) && !wanted.has(keyOf(entry))),
    same: stored.filter(entry => wanted.has(keyOf(entry))).length,
  }
}
