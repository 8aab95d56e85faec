import type { SchoolCalendar } from './calendars.ts'
import {
  academicYear,
  academicYearStarts,
  addDays,
  addYears,
  asDay,
  type Day,
  dayFromParts,
  partsOf,
  schoolDays,
} from './days.ts'
import type { Count, CountUnit } from './rule.ts'
import type { WorkingCalendar } from './working-calendar.ts'

/** What a count needs to know of days: those of the school concerned (or of the authority), and working days. */
export type DueCalendars = { readonly school: SchoolCalendar; readonly working: WorkingCalendar }

/** A due date with its derivation: each day from the first counted or skipped one to the due one, and why one was skipped. */
export type Due = {
  readonly due_on: Day
  readonly counted: readonly Day[]
  readonly skipped: readonly { readonly day: Day; readonly reason: string }[]
}

/** `months` calendar months after `day`: the same date, or the last day of a shorter month. */
export const addMonths = (day: Day, months: number): Day => {
  const { year, month, day: date } = partsOf(day)
  const at = year * 12 + (month - 1) + months
  const first = { year: Math.floor(at / 12), month: (at % 12) + 1 }
  for (let last = date; last > 27; last--) {
    const found = dayFromParts({ ...first, day: last })
    if (found) return found
  }
  return dayFromParts({ ...first, day: date }) ?? addDays(day, months * 30)
}

const spanOf = (day: Day, unit: 'weeks' | 'months' | 'years', length: number): Day =>
  unit === 'weeks' ? addDays(day, 7 * length) : addMonths(day, unit === 'months' ? length : 12 * length)

/** The next 15 February, 31 October …: the day itself if it is one. */
const nextDate = (on: Day, month: number, date: number): Day => {
  const { year } = partsOf(on)
  const found = dayFromParts({ year, month, day: date })
  if (found === undefined) throw new RangeError(`${date}.${month}. is not a date of every year`)
  return found >= on ? found : addYears(found, 1)
}

/** The last school day before the next break that ends a term, or a half-term, of which `on` or the next school day is part. */
const lastBefore = (what: 'term' | 'half_term', on: Day, school: SchoolCalendar): Day => {
  const until = school.coveredUntil(on)
  let last: Day | null = null
  for (let day = on; day <= until; day = addDays(day, 1)) {
    const found = school.breakOn(day)
    if (school.isSchoolDay(day)) last = day
    else if (last !== null && (found === 'holiday' || (found === 'half_term' && what === 'half_term'))) return last
  }
  return last ?? lastBefore(what, addDays(until, 1), school)
}

const endOf = (what: 'term' | 'half_term' | 'month' | 'academic_year', on: Day, school: SchoolCalendar): Day => {
  if (what === 'month') {
    const { year, month } = partsOf(on)
    return addDays(addMonths(asDay(`${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-01`), 1), -1)
  }
  if (what === 'academic_year') return addDays(academicYearStarts(academicYear(on) + 1), -1)
  return lastBefore(what, on, school)
}

const workingDue = (
  working: WorkingCalendar,
  opened_on: Day,
  length: number,
  first: 'day_after' | 'day_itself',
): Day => {
  if (length === 0) return opened_on
  let day = first === 'day_itself' ? addDays(opened_on, -1) : opened_on
  for (let counted = 0; counted < length; ) {
    day = addDays(day, 1)
    if (working.isWorkingDay(day)) counted += 1
  }
  return day
}

/**
 * The last day to keep a rule whose clock opened on `opened_on`: London days. Quick; `derive` says how it came about.
 * @throws CalendarGap where a calendar does not reach, naming it and the year.
 */
export const dueOn = (count: Count, opened_on: Day, { school, working }: DueCalendars): Day => {
  if (count.by === 'span') return spanOf(opened_on, count.unit, count.length)
  if (count.by === 'date') return nextDate(opened_on, count.month, count.day)
  if (count.by === 'end_of') return endOf(count.what, opened_on, school)
  const { unit, length, first } = count
  if (length === 0) return opened_on
  if (unit === 'calendar_days') return addDays(opened_on, first === 'day_itself' ? length - 1 : length)
  if (unit === 'working_days') return workingDue(working, opened_on, length, first)
  return first === 'day_itself'
    ? school.nthSchoolDay(opened_on, schoolDays(length))
    : school.schoolDaysAfter(opened_on, schoolDays(length))
}

/**
 * The same with every day named. Of weeks, months and years the end of each is counted; of a date or the end of a term only
 * the due day. Days of a count by days that are neither counted nor skipped there are none.
 * @throws CalendarGap as `dueOn`.
 */
export const derive = (count: Count, opened_on: Day, calendars: DueCalendars): Due => {
  const due_on = dueOn(count, opened_on, calendars)
  if (count.by === 'span') {
    const ends = Array.from({ length: count.length }, (_, i) => spanOf(opened_on, count.unit, i + 1))
    return { due_on, counted: ends, skipped: [] }
  }
  if (count.by !== 'days' || count.length === 0) return { due_on, counted: [due_on], skipped: [] }
  const counted: Day[] = []
  const skipped: { day: Day; reason: string }[] = []
  const reasonOf =
    count.unit === 'school_days'
      ? calendars.school.whyNotSchool
      : count.unit === 'working_days'
        ? calendars.working.whyNotWorking
        : () => null
  for (
    let day = count.first === 'day_itself' ? opened_on : addDays(opened_on, 1);
    day <= due_on;
    day = addDays(day, 1)
  ) {
    const reason = reasonOf(day)
    if (reason === null) counted.push(day)
    else skipped.push({ day, reason })
  }
  return { due_on, counted, skipped }
}

/** "school days", "working day": a unit as it is said of so many. */
export const unitText = (unit: CountUnit, length: number): string =>
  length === 1 ? unit.replace('_', ' ').replace(/s$/, '') : unit.replace('_', ' ')
