/**
 * The slow and obvious way to count: one day after another, each looked up in the list of entries, with Temporal and none
 * of the rulebook's arithmetic. The rulebook must agree with it.
 */
import type { CalendarEntry } from '../../src/rulebook/calendars.ts'
import { asDay, type Day } from '../../src/rulebook/days.ts'

export const gap = Symbol('no calendar for this day')

export const nextDay = (day: Day): Day => asDay(Temporal.PlainDate.from(day).add({ days: 1 }).toString())

export const dayBefore = (day: Day): Day => asDay(Temporal.PlainDate.from(day).subtract({ days: 1 }).toString())

const academicYear = (day: Day): number => {
  const { year, month } = Temporal.PlainDate.from(day)
  return month >= 8 ? year : year - 1
}

const holds = (entry: CalendarEntry, day: Day): boolean => entry.starts_on <= day && day <= entry.last_on

/** Whether a school with these entries meets on a day; `gap` if no term begins in the academic year of the day. */
export const meetsOn = (entries: readonly CalendarEntry[], day: Day): boolean | typeof gap => {
  const year = academicYear(day)
  if (!entries.some(entry => entry.kind === 'term' && academicYear(entry.starts_on) === year)) return gap
  if (Temporal.PlainDate.from(day).dayOfWeek > 5) return false
  const inTerm = entries.some(entry => entry.kind === 'term' && holds(entry, day))
  return inTerm && !entries.some(entry => entry.kind !== 'term' && holds(entry, day))
}

/** School days from `from` (counted) until `until` (not counted). */
export const countBetween = (entries: readonly CalendarEntry[], from: Day, until: Day): number | typeof gap => {
  let count = 0
  for (let day = from; day < until; day = nextDay(day)) {
    const meets = meetsOn(entries, day)
    if (meets === gap) return gap
    if (meets) count += 1
  }
  return count
}

/** The `n`-th school day from `from`, which is the first if the school meets that day. */
export const nthFrom = (entries: readonly CalendarEntry[], from: Day, n: number): Day | typeof gap => {
  let count = 0
  for (let day = from; ; day = nextDay(day)) {
    const meets = meetsOn(entries, day)
    if (meets === gap) return gap
    if (meets) count += 1
    if (count === n) return day
  }
}

/** The last day that can be counted from `from` before a day without calendar. */
export const lastCounted = (entries: readonly CalendarEntry[], from: Day): Day => {
  let day = from
  while (meetsOn(entries, nextDay(day)) !== gap) day = nextDay(day)
  return day
}
