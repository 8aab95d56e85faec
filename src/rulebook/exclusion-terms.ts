import { numberOf } from './day-numbers.ts'
import { addDays, asDay, type Day, dayOf, partsOf } from './days.ts'

/** Easter Sunday of a year of the Gregorian calendar. Method: the anonymous computus as printed by J. Meeus. */
export const easterSunday = (year: number): Day => {
  const golden = year % 19
  const century = Math.floor(year / 100)
  const inCentury = year % 100
  const correction = Math.floor((century - Math.floor((century + 8) / 25) + 1) / 3)
  const epact = (19 * golden + century - Math.floor(century / 4) - correction + 15) % 30
  const toSunday = (32 + 2 * (century % 4) + 2 * Math.floor(inCentury / 4) - epact - (inCentury % 4)) % 7
  const late = Math.floor((golden + 11 * epact + 22 * toSunday) / 451)
  const sum = epact + toSunday - 7 * late + 114
  return dayOf(numberOf({ year, month: Math.floor(sum / 31), day: (sum % 31) + 1 }))
}

/**
 * The “term” in which days of exclusion are added up: three parts of a year, which end with 31 December, Easter Monday
 * and 31 July; August belongs to the part that ends in December. `last_on` is in it. Source: X21.
 */
export const exclusionTerm = (day: Day): { starts_on: Day; last_on: Day } => {
  const { year, month } = partsOf(day)
  const easterMonday = addDays(easterSunday(year), 1)
  if (month >= 8) return { starts_on: asDay(`${text(year)}-08-01`), last_on: asDay(`${text(year)}-12-31`) }
  if (day <= easterMonday) return { starts_on: asDay(`${text(year)}-01-01`), last_on: easterMonday }
  return { starts_on: addDays(easterMonday, 1), last_on: asDay(`${text(year)}-07-31`) }
}

const text = (year: number): string => String(year).padStart(4, '0')
