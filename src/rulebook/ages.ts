import {
  academicYear,
  addDays,
  addYears,
  asDay,
  type Day,
  dayFromParts,
  type Period,
  partsOf,
  weekday,
} from './days.ts'

/** A span of days whose `ends_on` is the LAST day in it, as the law writes it; unlike a Period, which is half-open. */
export type InclusiveSpan = { readonly starts_on: Day; readonly ends_on: Day }

export type YearGroup =
  | 'N1'
  | 'N2'
  | 'R'
  | '1'
  | '2'
  | '3'
  | '4'
  | '5'
  | '6'
  | '7'
  | '8'
  | '9'
  | '10'
  | '11'
  | '12'
  | '13'

/** Youngest first. */
export const yearGroups: readonly YearGroup[] = [
  'N1',
  'N2',
  'R',
  '1',
  '2',
  '3',
  '4',
  '5',
  '6',
  '7',
  '8',
  '9',
  '10',
  '11',
  '12',
  '13',
]

/** Reception is entered in the academic year that begins this many years after the birth year's 1 September. */
const receptionAfter = 5
const reception = yearGroups.indexOf('R')

/** The birthday on which someone reaches `age`; born on 29 February, in a common year it is 1 March. */
export const birthday = (born_on: Day, age: number): Day => addYears(born_on, age)

/** Whole years old on `on`; negative before birth. */
export const ageOn = (born_on: Day, on: Day): number => {
  const years = partsOf(on).year - partsOf(born_on).year
  return on < birthday(born_on, years) ? years - 1 : years
}

const dayIn = (year: number, month: number, day: number): Day => {
  const found = dayFromParts({ year, month, day })
  if (found === undefined) throw new RangeError(`the year ${year} is outside 1 to 9999`)
  return found
}

const lastFridayOfJune = (year: number): Day => {
  const last = dayIn(year, 6, 30)
  return addDays(last, -((weekday(last) + 2) % 7))
}

/** The year of the 1 September on or before `day`: the cut that settles a child's year group. */
const birthYear = (day: Day): number => {
  const { year, month } = partsOf(day)
  return month >= 9 ? year : year - 1
}

/**
 * First and last day of compulsory school age. It starts on the first 31 March, 31 August or 31 December that is on or
 * after the fifth birthday, and ends with the last Friday of June of the school year in which the child turns 16.
 * Source: Education Act 1996 s. 8; D12, D13 (the tail after that Friday is unverified).
 */
export const compulsoryAge = (born_on: Day): InclusiveSpan => {
  const five = birthday(born_on, 5)
  const { year } = partsOf(five)
  const prescribed = [dayIn(year, 3, 31), dayIn(year, 8, 31), dayIn(year, 12, 31)]
  return {
    starts_on: prescribed.find(day => day >= five) ?? five,
    ends_on: lastFridayOfJune(birthYear(birthday(born_on, 16)) + 1),
  }
}

export const isCompulsoryAge = (born_on: Day, on: Day): boolean => {
  const { starts_on, ends_on } = compulsoryAge(born_on)
  return on >= starts_on && on <= ends_on
}

/** The year group of a child taught with their age: changes on 1 August (D15), cut at 31 August. Null for children too
 * young for N1 and after year 13. */
export const yearGroup = (born_on: Day, on: Day): YearGroup | null =>
  yearGroups[academicYear(on) - birthYear(born_on) - receptionAfter + reception] ?? null

/** "Year 4", "Reception", "Nursery" */
export const yearGroupText = (group: YearGroup): string =>
  group === 'R' ? 'Reception' : group === 'N1' || group === 'N2' ? 'Nursery' : `Year ${group}`

/** The births that make up a year group on a day: half-open, from 1 September. The inverse of `yearGroup`. */
export const bornBetween = (group: YearGroup, on: Day): Period => {
  const year = academicYear(on) - receptionAfter + reception - yearGroups.indexOf(group)
  return { starts_on: asDay(`${year}-09-01`), ends_on: asDay(`${year + 1}-09-01`) }
}
