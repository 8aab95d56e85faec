import type { Read } from '../../ground/database/door.ts'
import { academicYear, formatAcademicYear } from '../../rulebook/index.ts'
import type { CalendarChange } from './change.ts'
import type { StoredEntry, WrittenEntry } from './entry.ts'
import { entriesOf, isMaintained } from './queries.ts'
import { laidOver } from './read-calendar.ts'
import { warningsOf } from './warnings.ts'
import { layOutYear } from './year.ts'

/** Calendars whose years a preview weighs; a file may touch hundreds. */
const mostCalendars = 5

type Entries = Pick<CalendarChange, 'record' | 'retract'>

/** The entries of a calendar as a change leaves them. */
export const applied = (stored: readonly StoredEntry[], { record, retract }: Entries): WrittenEntry[] => {
  const gone = new Set(retract.map(({ id }) => id))
  return [...stored.filter(({ id }) => !gone.has(id)), ...record]
}

/** What a change does to a year of a calendar. */
export interface YearEffect {
  school_urn: number | null
  year: number
  /** School days before and after; null without terms. */
  before: number | null
  after: number | null
  /** What was not to be told before. */
  warnings: string[]
}

/** What a change does to the years that it touches, calendar by calendar: how many school days, and what to look at again. */
export async function effectOf(tx: Read, change: Entries): Promise<{ years: YearEffect[]; more: number }> {
  const touched = [...change.record, ...change.retract]
  const calendars = [...new Set(touched.map(({ school_urn }) => school_urn))]
  const years: YearEffect[] = []
  for (const school_urn of calendars.slice(0, mostCalendars)) {
    const stored = await entriesOf(tx, [null, school_urn])
    const of = (entries: readonly WrittenEntry[]) =>
      laidOver(entries.filter(entry => entry.school_urn === null || entry.school_urn === school_urn))
    const [before, after] = [of(stored), of(applied(stored, change))]
    const maintained = await isMaintained(tx, school_urn)
    const mine = touched.filter(entry => entry.school_urn === school_urn)
    for (const year of [...new Set(mine.map(({ starts_on }) => academicYear(starts_on)))].sort()) {
      const known = new Set(warningsOf(before, year, maintained))
      years.push({
        ...{ school_urn, year },
        before: layOutYear(before, year)?.school_days ?? null,
        after: layOutYear(after, year)?.school_days ?? null,
        warnings: warningsOf(after, year, maintained).filter(text => !known.has(text)),
      })
    }
  }
  return { years, more: Math.max(0, calendars.length - mostCalendars) }
}

/** "2026/27: 193 school days, 2 fewer than now." */
export function effectText({ year, before, after }: YearEffect): string {
  const name = formatAcademicYear(year)
  if (after === null) return `${name}: no term dates`
  const days = `${name}: ${after} school days`
  if (before === null) return days
  if (after === before) return `${days}, as many as now`
  return `${days}, ${Math.abs(after - before)} ${after < before ? 'fewer' : 'more'} than now`
}
