import type { Day, EntryKind } from '../../rulebook/index.ts'

/** An entry of a calendar as somebody writes it. `school_urn` null: the authority's own calendar. */
export interface WrittenEntry {
  school_urn: number | null
  kind: EntryKind
  starts_on: Day
  /** The last day of it, as people write term dates. */
  last_on: Day
  name: string
}

/** An entry as it stands in the database. */
export interface StoredEntry extends WrittenEntry {
  id: string
}

export const kindTexts: Readonly<Record<EntryKind, string>> = {
  term: 'Term',
  half_term: 'Half-term',
  inset: 'INSET day',
  closure: 'Closed',
  holiday: 'Bank holiday',
}

/** Days from the first to the last. The longest term in use, autumn from late August to Christmas, has about 120. */
export const longestEntry = 150

/** The same for two entries that say the same of the same calendar. */
export const keyOf = (entry: WrittenEntry): string =>
  [entry.school_urn ?? '', entry.kind, entry.starts_on, entry.last_on, entry.name].join('|')

export const overlap = (
  a: Pick<WrittenEntry, 'starts_on' | 'last_on'>,
  b: Pick<WrittenEntry, 'starts_on' | 'last_on'>,
): boolean => a.starts_on <= b.last_on && b.starts_on <= a.last_on
