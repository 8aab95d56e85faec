import { addDays, type Day } from '../../rulebook/index.ts'
import type { WrittenEntry } from './entry.ts'
import { ofYear } from './year.ts'

/** 52 weeks on, a day is the same day of the week. */
const moved = (day: Day): Day => addDays(day, 52 * 7)

/** “Autumn 2026” becomes “Autumn 2027”, “2026/27” becomes “2027/28”. */
const renamed = (name: string): string =>
  name.replaceAll(
    /\b(20\d\d)(?:([/–-])(\d\d)\b)?/g,
    (_, year: string, stroke: string | undefined, short: string | undefined) =>
      `${Number(year) + 1}${stroke === undefined ? '' : `${stroke}${String((Number(short) + 1) % 100).padStart(2, '0')}`}`,
  )

/**
 * What the academic year after one could be: its entries 52 weeks later, on the same days of the week. Bank holidays are not
 * among them, for they stand on days of their own. A proposal: Easter, and what the authority decides, move otherwise.
 */
export const proposeNextYear = (entries: readonly WrittenEntry[], year: number): WrittenEntry[] =>
  ofYear(entries, year)
    .filter(({ kind }) => kind !== 'holiday')
    .map(({ school_urn, kind, name, starts_on, last_on }) => ({
      school_urn,
      kind,
      name: renamed(name),
      starts_on: moved(starts_on),
      last_on: moved(last_on),
    }))
