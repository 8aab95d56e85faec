/**
 * Days as whole numbers since 1970-01-01. The county does its own arithmetic, sharing no code with the rulebook, because its
 * truth is what the rulebook is judged against; a test holds the two side by side.
 */
export interface Civil {
  year: number
  month: number
  day: number
}

const two = (value: number): string => (value < 10 ? `0${value}` : `${value}`)

/** Day number of a civil date. Source: Howard Hinnant, "chrono-compatible low-level date algorithms". */
export function fromCivil(year: number, month: number, day: number): number {
  const y = month <= 2 ? year - 1 : year
  const era = Math.floor(y / 400)
  const yearOfEra = y - era * 400
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1
  return era * 146097 + yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear - 719468
}

/** The inverse of `fromCivil`. Same source. */
export function toCivil(day: number): Civil {
  const z = day + 719468
  const era = Math.floor(z / 146097)
  const dayOfEra = z - era * 146097
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36524) - Math.floor(dayOfEra / 146096)) / 365,
  )
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100))
  const shifted = Math.floor((5 * dayOfYear + 2) / 153)
  const month = shifted < 10 ? shifted + 3 : shifted - 9
  return {
    year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
    month,
    day: dayOfYear - Math.floor((153 * shifted + 2) / 5) + 1,
  }
}

/** Throws RangeError unless the text is a date that exists, written YYYY-MM-DD. */
export function fromIso(text: string): number {
  const found = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text)
  const day = found ? fromCivil(Number(found[1]), Number(found[2]), Number(found[3])) : Number.NaN
  if (Number.isNaN(day) || iso(day) !== text) throw new RangeError(`Not a date written as YYYY-MM-DD: ${text}`)
  return day
}

/** How the sources write a day: 2014-11-05, 05/11/2014, 05-11-2014, 5/11/14, 05 Nov 2014, 2014-Nov-05 00:00:00. */
export function iso(day: number): string {
  const { year, month, day: date } = toCivil(day)
  return `${year}-${two(month)}-${two(date)}`
}

export function slashed(day: number, separator = '/'): string {
  const { year, month, day: date } = toCivil(day)
  return `${two(date)}${separator}${two(month)}${separator}${year}`
}

export function clipped(day: number): string {
  const { year, month, day: date } = toCivil(day)
  return `${date}/${month}/${two(year % 100)}`
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

export function spelled(day: number): string {
  const { year, month, day: date } = toCivil(day)
  return `${two(date)} ${MONTHS[month - 1]} ${year}`
}

export function stamped(day: number): string {
  const { year, month, day: date } = toCivil(day)
  return `${year}-${MONTHS[month - 1]}-${two(date)} 00:00:00`
}

/** 0 Sunday to 6 Saturday. */
export const weekday = (day: number): number => (((day + 4) % 7) + 7) % 7

export const isWeekend = (day: number): boolean => weekday(day) === 0 || weekday(day) === 6

/** The first day on or after `day` that falls on the weekday (0 Sunday to 6 Saturday). */
export const onOrAfter = (day: number, wanted: number): number => day + ((wanted - weekday(day) + 7) % 7)

/** The last day on or before `day` that falls on the weekday (0 Sunday to 6 Saturday). */
export const onOrBefore = (day: number, wanted: number): number => day - ((weekday(day) - wanted + 7) % 7)
