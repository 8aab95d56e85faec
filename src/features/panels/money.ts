import { addDays, asDay, type Day, daysBetween, formatAcademicYear, partsOf } from '../../rulebook/index.ts'

/** Money that a decision commits: whole pence a week from a day to a day, both included. */
export interface Commitment {
  from_on: Day
  until_on: Day
  weekly_pence: number
  /** Since when it no longer counts, as its decision was withdrawn. */
  withdrawn_on: Day | null
}

/** The financial year of a day, April to March, by the year in which it begins. */
export const financialYear = (day: Day): number => {
  const { year, month } = partsOf(day)
  return month >= 4 ? year : year - 1
}

/** As `2026/27`. */
export const financialYearText = (year: number): string => formatAcademicYear(year)

const starts = (year: number): Day => asDay(`${year}-04-01`)

/** Pence of so many days, rounded down: of the sum of the days so far, so that the years of a commitment add up to all of it. */
const ofDays = (weekly_pence: number, days: number): number => Math.floor((weekly_pence * Math.max(0, days)) / 7)

/** Whole pence that commitments take of one financial year, by the day, a seventh of the week each. Those withdrawn take none. */
export const committedIn = (commitments: readonly Commitment[], year: number): number =>
  commitments.reduce((sum, { from_on, until_on, weekly_pence, withdrawn_on }) => {
    if (withdrawn_on !== null) return sum
    const upTo = (day: Day) =>
      ofDays(weekly_pence, Math.min(daysBetween(from_on, day), daysBetween(from_on, addDays(until_on, 1))))
    return sum + upTo(starts(year + 1)) - upTo(starts(year))
  }, 0)

/** Pounds and pence, as `£1,480.50`. */
export const poundsText = (pence: number): string =>
  new Intl.NumberFormat('en-GB', { style: 'currency', currency: 'GBP' }).format(pence / 100)
