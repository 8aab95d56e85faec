/**
 * The slow and obvious way to find a due date: one day after another over the entries of a calendar, with none of the
 * rulebook's arithmetic. The rulebook must agree with it.
 */
import type { CalendarEntry } from '../../src/rulebook/calendars.ts'
import type { Day } from '../../src/rulebook/days.ts'
import type { Count } from '../../src/rulebook/rule.ts'
import { dayBefore, gap, meetsOn, nextDay } from './naive-days.ts'

/** Entries of a school, and the bank holidays of the years for which some are known. */
export type NaiveCalendars = { readonly entries: readonly CalendarEntry[]; readonly holidays: readonly Day[] }

type Found = Day | typeof gap

const year = (day: Day): string => day.slice(0, 4)
const month = (day: Day): string => day.slice(5, 7)
const inTerm = (entries: readonly CalendarEntry[], day: Day): boolean =>
  entries.some(({ kind, starts_on, last_on }) => kind === 'term' && starts_on <= day && day <= last_on)

const worksOn = (holidays: readonly Day[], day: Day): boolean | typeof gap => {
  if (!holidays.some(holiday => year(holiday) === year(day))) return gap
  return Temporal.PlainDate.from(day).dayOfWeek < 6 && !holidays.includes(day)
}

const nthDay = (count: Count & { by: 'days' }, opened_on: Day, { entries, holidays }: NaiveCalendars): Found => {
  if (count.length === 0) return opened_on
  let counted = 0
  for (let day = count.first === 'day_itself' ? opened_on : nextDay(opened_on); ; day = nextDay(day)) {
    const counts =
      count.unit === 'calendar_days' || (count.unit === 'school_days' ? meetsOn(entries, day) : worksOn(holidays, day))
    if (counts === gap) return gap
    if (counts) counted += 1
    if (counted === count.length) return day
  }
}

/** The same date so many months on, or where that month has no such date its last day. */
const monthsLater = (opened_on: Day, months: number): Day => {
  let passed = 0
  let day = opened_on
  while (passed < months) {
    const next = nextDay(day)
    if (month(next) !== month(day)) passed += 1
    day = next
  }
  while (day.slice(8) < opened_on.slice(8) && month(nextDay(day)) === month(day)) day = nextDay(day)
  return months === 0 ? opened_on : day
}

const weeksLater = (opened_on: Day, weeks: number): Day => {
  let day = opened_on
  for (let i = 0; i < weeks * 7; i++) day = nextDay(day)
  return day
}

/** The days without any term round `day`, as far as a calendar reaches. */
const gapRound = (entries: readonly CalendarEntry[], day: Day): { starts_on: Day; days: number } => {
  let starts_on = day
  let days = 1
  const isBefore = (other: Day): boolean => entries.some(({ kind, starts_on: on }) => kind === 'term' && on < other)
  const firstDay = (other: Day): boolean => other.slice(5) === '08-01' && !isBefore(other)
  while (!firstDay(starts_on) && !inTerm(entries, dayBefore(starts_on))) {
    starts_on = dayBefore(starts_on)
    days += 1
  }
  const isAfter = (other: Day): boolean => entries.some(({ kind, starts_on: on }) => kind === 'term' && on > other)
  const lastDay = (other: Day): boolean => other.slice(5) === '07-31' && !isAfter(other)
  for (let last = day; !lastDay(last) && !inTerm(entries, nextDay(last)); last = nextDay(last)) days += 1
  return { starts_on, days }
}

/** Half-terms begin in October, February or May, and are no longer than a summer. */
const isHalfTerm = (entries: readonly CalendarEntry[], day: Day): boolean => {
  if (inTerm(entries, day)) return true
  const { starts_on, days } = gapRound(entries, day)
  return days <= 63 && ['10', '02', '05'].includes(month(starts_on))
}

const breaksOff = (entries: readonly CalendarEntry[], day: Day): boolean =>
  !inTerm(entries, day) ||
  entries.some(({ kind, starts_on, last_on }) => kind === 'half_term' && starts_on <= day && day <= last_on)

const endOfTerm = (what: 'term' | 'half_term', opened_on: Day, entries: readonly CalendarEntry[]): Found => {
  let last: Day | null = null
  for (let day = opened_on; ; day = nextDay(day)) {
    const meets = meetsOn(entries, day)
    if (meets === gap) return last ?? gap
    if (meets) last = day
    else if (last !== null && breaksOff(entries, day) && (what === 'half_term' || !isHalfTerm(entries, day)))
      return last
  }
}

const firstFrom = (opened_on: Day, fits: (day: Day) => boolean): Day => {
  let day = opened_on
  while (!fits(day)) day = nextDay(day)
  return day
}

/** The last day to keep a rule whose clock opened on a day; `gap` where it needs a day that no calendar covers. */
export const naiveDue = (count: Count, opened_on: Day, calendars: NaiveCalendars): Found => {
  if (count.by === 'days') return nthDay(count, opened_on, calendars)
  if (count.by === 'span') {
    if (count.unit === 'weeks') return weeksLater(opened_on, count.length)
    return monthsLater(opened_on, count.unit === 'months' ? count.length : 12 * count.length)
  }
  if (count.by === 'date') {
    return firstFrom(opened_on, day => Number(month(day)) === count.month && Number(day.slice(8)) === count.day)
  }
  if (count.what === 'month') return firstFrom(opened_on, day => month(nextDay(day)) !== month(day))
  if (count.what === 'academic_year') return firstFrom(opened_on, day => day.slice(5) === '07-31')
  return endOfTerm(count.what, opened_on, calendars.entries)
}
