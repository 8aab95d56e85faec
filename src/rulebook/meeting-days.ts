import type { SchoolCalendar } from './calendars.ts'
import { addDays, asDay, type Day, weekday as weekdayOn } from './days.ts'
import { addMonths } from './due.ts'

/**
 * By when a body meets again. `weekday`: 1 is Monday, 5 is Friday. `week`: which week of the term or half-term, 1 is the
 * one that it begins in. `dates`: as somebody chose them, school days or not.
 */
export type MeetingCadence =
  | { readonly every: 'weeks'; readonly count: number; readonly first_on: Day }
  | { readonly every: 'months'; readonly count: number; readonly first_on: Day }
  | { readonly every: 'half_term' | 'term'; readonly week: number; readonly weekday: number }
  | { readonly every: 'dates'; readonly on: readonly Day[] }

const mondayOf = (day: Day): Day => addDays(day, 1 - weekdayOn(day))

/** The school day of a week that is nearest to the wanted weekday, the later of two; null where schools do not meet in it. */
const inWeek = (calendar: SchoolCalendar, monday: Day, weekday: number): Day | null => {
  for (const away of [0, 1, -1, 2, -2, 3, -3, 4, -4]) {
    const at = weekday + away
    if (at < 1 || at > 5) continue
    const day = addDays(monday, at - 1)
    if (calendar.isSchoolDay(day)) return day
  }
  return null
}

const everyWeeks = (calendar: SchoolCalendar, count: number, first_on: Day, to: Day): Day[] => {
  const weekday = weekdayOn(first_on)
  const days: Day[] = []
  for (let monday = mondayOf(first_on); monday <= to; ) {
    const day = inWeek(calendar, monday, weekday)
    if (day !== null) days.push(day)
    monday = addDays(monday, day === null ? 7 : count * 7)
  }
  return days
}

const everyMonths = (calendar: SchoolCalendar, count: number, first_on: Day, to: Day): Day[] => {
  const days: Day[] = []
  for (let i = 0; ; i++) {
    let day = addMonths(first_on, i * count)
    if (day > to) return days
    while (day <= to && !calendar.isSchoolDay(day)) day = addDays(day, 1)
    if (day <= to) days.push(day)
  }
}

/** The first school day of every term or half-term that begins from one day to another, both included. */
const beginnings = (calendar: SchoolCalendar, every: 'half_term' | 'term', from: Day, to: Day): Day[] => {
  const parts = (day: Day) => {
    const gap = calendar.breakOn(day)
    return gap === 'holiday' || (gap === 'half_term' && every === 'half_term')
  }
  const days: Day[] = []
  let parted = parts(addDays(from, -1))
  for (let day = from; day <= to; day = addDays(day, 1)) {
    if (parts(day)) parted = true
    else if (parted && calendar.isSchoolDay(day)) {
      days.push(day)
      parted = false
    }
  }
  return days
}

/** Days. The longest term is shorter, so its beginning is found that far before any of its weeks. */
const longestTerm = 140

/**
 * The days on which a body meets from `from` to `to`, both included, around the days on which schools do not meet.
 * Every so many weeks: on the weekday of the first meeting; another school day of the week, the nearest, where schools
 * are closed on it; in a week without any, the first week after with one, and the weeks are counted from there.
 * Every so many months: on the same day of the month as the first, or the next school day.
 * Each term or half-term: in its so-manieth week; in none that is too short for it.
 * Throws CalendarGap where it needs a day that no calendar covers, RangeError for a count under 1.
 * Source: §12.2; how holidays are treated is our reading, unsettled.
 */
export const meetingDays = (cadence: MeetingCadence, calendar: SchoolCalendar, from: Day, to: Day): Day[] => {
  const within = (days: readonly Day[]) => days.filter(day => day >= from && day <= to)
  if (cadence.every === 'dates') return within([...new Set(cadence.on)].sort())
  if (cadence.every === 'weeks' || cadence.every === 'months') {
    if (!Number.isInteger(cadence.count) || cadence.count < 1) throw new RangeError('A body meets every 1 or more.')
    const days = cadence.every === 'weeks' ? everyWeeks : everyMonths
    return within(days(calendar, cadence.count, cadence.first_on, to))
  }
  const { every, week, weekday } = cadence
  if (week < 1 || weekday < 1 || weekday > 5) throw new RangeError('A body meets in a week of term, on a weekday.')
  const starts = beginnings(calendar, every, calendarStart(calendar, addDays(from, -longestTerm)), to)
  return within(
    starts.flatMap((start, i) => {
      const day = inWeek(calendar, addDays(mondayOf(start), (week - 1) * 7), weekday)
      const next = starts[i + 1]
      return day === null || day < start || (next !== undefined && day >= next) ? [] : [day]
    }),
  )
}

/** The day asked for, or the second that the calendar covers if that is later: of the first nothing is known before it. */
const calendarStart = (calendar: SchoolCalendar, day: Day): Day => {
  const [year] = calendar.academic_years
  const second = year === undefined ? day : asDay(`${year}-08-02`)
  return day > second ? day : second
}
