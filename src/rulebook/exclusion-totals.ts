import { CalendarGap, type SchoolCalendar } from './calendars.ts'
import { compareTexts } from './compare.ts'
import { academicYear, academicYearStarts, addDays, compareDays, type Day } from './days.ts'
import { exclusionTerm } from './exclusion-terms.ts'
import type { Happening } from './facts.ts'

/** Half days of suspension on one day, at whatever school. */
export type SuspendedDay = { readonly day: Day; readonly sessions: number; readonly fact_id: string }

/**
 * The half days of each suspension laid on its school's days, two a day from the first, until they are used up. One without a
 * number of sessions lasts for all its school days; one that the calendar does not reach stands on its first day. A lunchtime is
 * half a day. Source: X1, X2.
 */
export const suspendedDays = (
  happenings: readonly Happening[],
  schoolOf: (urn: number | null) => SchoolCalendar,
): SuspendedDay[] =>
  happenings
    .filter(({ kind }) => kind === 'suspended')
    .flatMap(({ starts_on, ends_on, sessions, school_urn, fact_id }) => {
      const calendar = schoolOf(school_urn)
      const found: SuspendedDay[] = []
      let left = sessions ?? Number.POSITIVE_INFINITY
      try {
        for (
          let day = starts_on;
          left > 0 && (ends_on === null ? day === starts_on : day < ends_on);
          day = addDays(day, 1)
        ) {
          if (!calendar.isSchoolDay(day)) continue
          found.push({ day, sessions: Math.min(2, left), fact_id })
          left -= 2
        }
      } catch (problem) {
        if (!(problem instanceof CalendarGap)) throw problem
      }
      if (Number.isFinite(left) && left > 0) found.push({ day: starts_on, sessions: left, fact_id })
      return found
    })
    .sort((a, b) => compareDays(a.day, b.day) || compareTexts(a.fact_id, b.fact_id))

/** The day on which half days, added up within a year or term, first come to too many; with the sum at its end. */
type Exceeded = {
  readonly on: Day
  readonly until: Day
  readonly sessions: number
  readonly fact_ids: readonly string[]
}

const yearEnds = (day: Day): Day => academicYearStarts(academicYear(day) + 1)
const termEnds = (day: Day): Day => addDays(exclusionTerm(day).last_on, 1)

/**
 * Where the half days of a school year (X1) or of one of the three terms of X21 come to too many: from the day they do, until
 * the year or term is over. Totals are of the pupil, whatever the school.
 */
export const exceeded = (
  days: readonly SuspendedDay[],
  within: 'year' | 'term',
  isTooMany: (half_days: number, on: Day) => boolean,
): Exceeded[] => {
  const groups = Map.groupBy(days, ({ day }) => (within === 'year' ? yearEnds(day) : termEnds(day)))
  return [...groups].flatMap(([until, some]) => {
    let sum = 0
    let on: Day | null = null
    for (const { day, sessions } of some) {
      sum += sessions
      if (on === null && isTooMany(sum, day)) on = day
    }
    if (on === null) return []
    return [
      {
        on,
        until,
        sessions: sum,
        fact_ids: [...new Set(some.map(({ fact_id }) => fact_id))].sort(),
      },
    ]
  })
}
