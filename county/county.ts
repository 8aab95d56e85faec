import { academicYear } from './ages.ts'
import { ARRIVAL_DAYS } from './arrivals.ts'
import type { SchoolDays } from './calendars.ts'
import { authorityCalendar } from './calendars.ts'
import { onOrBefore } from './days.ts'
import { makeUpn } from './numbers.ts'
import type { Random } from './random.ts'
import { randomAt } from './random.ts'
import type { School, Schools } from './schools.ts'
import { makeSchools } from './schools.ts'

/** What every part of the generator stands on: the seed, the days, the schools and the next free pupil number. */
export interface County {
  seed: number
  /** How many children the county is to have. */
  children: number
  /** How many years of autumn rolls there are before the rolls of now. */
  years: number
  as_at: number
  /** The demonstration day D: the last Tuesday on which schools are open, on or before `as_at`. */
  day: number
  /**
   * The day of the rolls now, the school day before D, and of earlier ones: the last school day of a term that ended before
   * anybody of the last weeks' stories moved.
   */
  rolls_on: number
  previous_rolls_on: number
  calendar: SchoolDays
  schools: Schools
  random(...path: (number | string)[]): Random
  /** A new pupil number as the school gives it in the school year of `on`. */
  nextUpn(school: School, on: number): string
}

/** School days that lie between the earlier rolls and D at least: more than those over which children arrive. */
const LEDGER_DAYS = ARRIVAL_DAYS + 5

function earlierRolls(calendar: SchoolDays, day: number): number {
  const latest = calendar.before(day, LEDGER_DAYS)
  let back = 1
  while (calendar.term(day, back).ends > latest) back += 1
  return calendar.term(day, back).ends
}

export function makeCounty(seed: number, children: number, asAt: number, years: number): County {
  const calendar = authorityCalendar(asAt)
  let day = onOrBefore(asAt, 2)
  while (!calendar.isSchoolDay(day)) day -= 7
  const serials = new Map<string, number>()
  return {
    seed,
    children,
    years,
    as_at: asAt,
    day,
    rolls_on: calendar.before(day, 1),
    previous_rolls_on: earlierRolls(calendar, day),
    calendar,
    schools: makeSchools(children, asAt, randomAt(seed, 'schools')),
    random: (...path) => randomAt(seed, ...path),
    nextUpn: (school, on) => {
      const year = academicYear(on)
      const key = `${school.laestab}/${year}`
      const serial = (serials.get(key) ?? 0) + 1
      serials.set(key, serial)
      return makeUpn(school.laestab, year, serial)
    },
  }
}
