import { type Day, type DayNumber, numberOf, partsOfNumber, type YearMonthDay } from './day-numbers.ts'

export type { Day, DayNumber } from './day-numbers.ts'

const isoDay = /^\d{4}-\d{2}-\d{2}$/
const firstDay = numberOf({ year: 1, month: 1, day: 1 })
const lastDay = numberOf({ year: 9999, month: 12, day: 31 })

/** The day of a strict ISO text `YYYY-MM-DD`; undefined for any other text and for days that do not exist. */
export const parseDay = (text: string): Day | undefined => {
  if (!isoDay.test(text)) return undefined
  const day = text as Day
  const n = dayNumber(day)
  return n >= firstDay && n <= lastDay && dayOf(n) === text ? day : undefined
}

/** A day written by a programmer or read from a `date` column. Throws RangeError where `parseDay` gives undefined. */
export const asDay = (text: string): Day => {
  const day = parseDay(text)
  if (day === undefined) throw new RangeError(`${JSON.stringify(text)} is not a day written YYYY-MM-DD`)
  return day
}

/** The day of a year, month (1–12) and day of the month; undefined if there is no such day. */
export const dayFromParts = ({ year, month, day }: YearMonthDay): Day | undefined =>
  parseDay(`${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`)

export const partsOf = (day: Day): YearMonthDay => ({
  year: Number(day.slice(0, 4)),
  month: Number(day.slice(5, 7)),
  day: Number(day.slice(8, 10)),
})

/** Days since 1970-01-01. */
export const dayNumber = (day: Day): DayNumber => numberOf(partsOf(day))

/** Throws RangeError outside the years 0001 to 9999. */
export const dayOf = (n: DayNumber): Day => {
  if (!(n >= firstDay && n <= lastDay)) throw new RangeError(`day number ${n} is outside the years 1 to 9999`)
  const { year, month, day } = partsOfNumber(n)
  const text = `${year}-${month < 10 ? '0' : ''}${month}-${day < 10 ? '0' : ''}${day}`
  return (year < 1000 ? text.padStart(10, '0') : text) as Day
}

/** `days` calendar days after `day` (before it, if negative). */
/** Calendar days from one day to another: 0 for the same day, negative where the other lies before. */
export const daysBetween = (from: Day, to: Day): number => dayNumber(to) - dayNumber(from)

export const addDays = (day: Day, days: number): Day => dayOf((dayNumber(day) + days) as DayNumber)

/** The same day `years` years on. From 29 February into a common year it is 1 March: until 28 February has passed, the
 * years are not complete. */
export const addYears = (day: Day, years: number): Day => {
  const parts = partsOf(day)
  const year = parts.year + years
  return dayFromParts({ ...parts, year }) ?? dayOf(numberOf({ year, month: 3, day: 1 }))
}

/** 1 is Monday, 7 is Sunday. */
export const weekday = (day: Day): number => weekdayOf(dayNumber(day))

/** The weekday of a number: day 0 was a Thursday. */
export const weekdayOf = (n: DayNumber): number => ((((n + 3) % 7) + 7) % 7) + 1

/** For `sort`: earlier days first. */
export const compareDays = (a: Day, b: Day): number => (a < b ? -1 : a > b ? 1 : 0)

export const weekdayNames = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] as const

export const monthNames = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
] as const

const monthName = (month: number): string => monthNames[month - 1] ?? ''

/** "Tuesday 3 November 2026" */
export const formatDay = (day: Day): string => {
  const { year, month, day: date } = partsOf(day)
  return `${weekdayNames[weekday(day) - 1] ?? ''} ${date} ${monthName(month)} ${year}`
}

/** "3 Nov 2026" */
export const formatShortDay = (day: Day): string => {
  const { year, month, day: date } = partsOf(day)
  return `${date} ${monthName(month).slice(0, 3)} ${year}`
}

/** The year in which the academic year of `day` began: 2026 for 2026/27. It turns on 1 August. Source: D15. */
export const academicYear = (day: Day): number => {
  const { year, month } = partsOf(day)
  return month >= 8 ? year : year - 1
}

/** The first day of an academic year, named by the year in which it begins: 1 August. Source: D15. */
export const academicYearStarts = (year: number): Day => `${String(year).padStart(4, '0')}-08-01` as Day

/** "2026/27" */
export const formatAcademicYear = (year: number): string => `${year}/${String((year + 1) % 100).padStart(2, '0')}`

/** The day in London at an instant written as ISO text with its offset. Throws RangeError if it is not one. */
export const londonDay = (instant: string): Day =>
  asDay(Temporal.Instant.from(instant).toZonedDateTimeISO('Europe/London').toPlainDate().toString())

/** Half-open: `starts_on` is in it, `ends_on` is the first day that is not. `ends_on` null: still running. */
export type Period = { readonly starts_on: Day; readonly ends_on: Day | null }

export const covers = (period: Period, day: Day): boolean =>
  period.starts_on <= day && (period.ends_on === null || day < period.ends_on)

/** Whether some day is in both. A period that ends on or before its start has no day, and overlaps nothing. */
export const overlaps = (a: Period, b: Period): boolean =>
  (covers(a, b.starts_on) && covers(b, b.starts_on)) || (covers(b, a.starts_on) && covers(a, a.starts_on))

declare const unit: unique symbol

/** Days on which a school meets. Source: D16. */
export type SchoolDays = number & { readonly [unit]: 'school_days' }
/** Weekdays that are not bank holidays. */
export type WorkingDays = number & { readonly [unit]: 'working_days' }
/** Every day. */
export type CalendarDays = number & { readonly [unit]: 'calendar_days' }

const whole = (n: number): number => {
  if (!Number.isInteger(n) || n < 0) throw new RangeError(`${n} is not a number of days`)
  return n
}

/** Throws RangeError unless `n` is a whole number, 0 or more; so do the next two. */
export const schoolDays = (n: number): SchoolDays => whole(n) as SchoolDays
export const workingDays = (n: number): WorkingDays => whole(n) as WorkingDays
export const calendarDays = (n: number): CalendarDays => whole(n) as CalendarDays

/** The day `n` calendar days after `start`, which is not counted. */
export const calendarDaysAfter = (start: Day, n: CalendarDays): Day => addDays(start, n)
