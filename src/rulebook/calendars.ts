import { academicYearStarts, type CalendarEntry, type DayTable, layOut, type SchoolBreak } from './calendar-days.ts'
import {
  academicYear,
  addDays,
  type Day,
  type DayNumber,
  dayNumber,
  dayOf,
  formatAcademicYear,
  type SchoolDays,
  schoolDays,
} from './days.ts'

export type { CalendarEntry, EntryKind } from './calendar-days.ts'

/** A count needs a day that no calendar covers. The message tells an officer which calendar and which year to enter. */
export class CalendarGap extends Error {
  override readonly name = 'CalendarGap'
  readonly calendar: string
  /** The year in which the missing academic year begins, or for working days the missing calendar year. */
  readonly academic_year: number

  constructor(calendar: string, year: number, message: string) {
    super(message)
    this.calendar = calendar
    this.academic_year = year
  }
}

/** How a count came about: every day from the first to the last, either counted or skipped for a reason. */
export type Derivation = {
  readonly counted: readonly Day[]
  readonly skipped: readonly { readonly day: Day; readonly reason: string }[]
}

/** The days on which a school (or an authority's schools) meet. Every question throws CalendarGap when it needs a day of
 * an academic year for which no term was entered. Source: D15, D16. */
export type SchoolCalendar = {
  readonly name: string
  /** The academic years covered, by the year in which they begin, in order. */
  readonly academic_years: readonly number[]
  /** The terms as they were entered, in order; `last_on` is in the term. */
  readonly terms: readonly { readonly starts_on: Day; readonly last_on: Day }[]
  readonly isSchoolDay: (day: Day) => boolean
  /** 'Saturday', 'half-term', 'INSET day', the name of a holiday …; null on a school day. */
  readonly whyNotSchool: (day: Day) => string | null
  /** The holiday or half-term that a day lies in, weekends and bank holidays in it included; null on any other day. */
  readonly breakOn: (day: Day) => SchoolBreak | null
  /** School days from `from` (counted) until `until` (not counted); 0 if `until` is not later. */
  readonly schoolDaysBetween: (from: Day, until: Day) => SchoolDays
  /** The `n`-th school day from `from`, which is the first if it is a school day. `n` is 1 or more, or RangeError. */
  readonly nthSchoolDay: (from: Day, n: SchoolDays) => Day
  /** The `n`-th school day after `start`, which is not counted. `n` is 1 or more, or RangeError. */
  readonly schoolDaysAfter: (start: Day, n: SchoolDays) => Day
  /** Every day from `from` to `to`, both included: which were counted, and why the others were not. */
  readonly derivation: (from: Day, to: Day) => Derivation
  /** The last day of the run of covered academic years that begins with that of `day`; CalendarGap if it is not covered. */
  readonly coveredUntil: (day: Day) => Day
}

const yearMissing = (calendar: string, year: number): CalendarGap =>
  new CalendarGap(
    calendar,
    year,
    `There are no term dates for ${formatAcademicYear(year)} in ${calendar}. Enter them, then this date can be worked out.`,
  )

/** The run of covered academic years that begins with that of `day`, as positions in the table. */
type Reach = { readonly first: number; readonly end: number; readonly next_year: number }

const reach = (table: DayTable, name: string, day: Day): Reach => {
  const year = academicYear(day)
  if (!table.years.has(year)) throw yearMissing(name, year)
  let next_year = year + 1
  while (table.years.has(next_year)) next_year += 1
  return { first: dayNumber(day) - table.from, end: academicYearStarts(next_year) - table.from, next_year }
}

const nthFrom = (table: DayTable, name: string, from: Day, n: SchoolDays): Day => {
  if (n < 1) throw new RangeError('the first school day is number 1')
  const { first, end, next_year } = reach(table, name, from)
  const schoolDaysBefore = (i: number): number => table.before[i] ?? 0
  const wanted = schoolDaysBefore(first) + n
  if (schoolDaysBefore(end) < wanted) throw yearMissing(name, next_year)
  let low = first
  let high = end - 1
  while (low < high) {
    const middle = (low + high) >> 1
    if (schoolDaysBefore(middle + 1) >= wanted) high = middle
    else low = middle + 1
  }
  return dayOf((table.from + low) as DayNumber)
}

/** `name` completes the sentence “there are no term dates for 2028/29 in …”. Throws RangeError if an entry ends before
 * it starts; without any term the calendar answers every question with CalendarGap. */
export const schoolCalendar = (written: { name: string; entries: readonly CalendarEntry[] }): SchoolCalendar => {
  const { name } = written
  const table = layOut(written.entries)

  const schoolDaysBetween = (from: Day, until: Day): SchoolDays => {
    if (until <= from) return schoolDays(0)
    const { first, end, next_year } = reach(table, name, from)
    const last = dayNumber(until) - table.from
    if (last > end) throw yearMissing(name, next_year)
    return schoolDays((table.before[last] ?? 0) - (table.before[first] ?? 0))
  }

  const whyNotSchool = (day: Day): string | null => table.reasons[reach(table, name, day).first] || null

  const derivation = (from: Day, to: Day): Derivation => {
    const counted: Day[] = []
    const skipped: { day: Day; reason: string }[] = []
    for (let day = from; day <= to; day = addDays(day, 1)) {
      const reason = whyNotSchool(day)
      if (reason === null) counted.push(day)
      else skipped.push({ day, reason })
    }
    return { counted, skipped }
  }

  return {
    name,
    academic_years: [...table.years].sort((a, b) => a - b),
    terms: written.entries
      .filter(({ kind }) => kind === 'term')
      .map(({ starts_on, last_on }) => ({ starts_on, last_on }))
      .sort((a, b) => (a.starts_on < b.starts_on ? -1 : 1)),
    isSchoolDay: day => whyNotSchool(day) === null,
    whyNotSchool,
    breakOn: day => table.breaks[reach(table, name, day).first] ?? null,
    schoolDaysBetween,
    nthSchoolDay: (from, n) => nthFrom(table, name, from, n),
    schoolDaysAfter: (start, n) => nthFrom(table, name, addDays(start, 1), n),
    derivation,
    coveredUntil: day => dayOf((table.from + reach(table, name, day).end - 1) as DayNumber),
  }
}
