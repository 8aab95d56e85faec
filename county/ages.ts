import { fromCivil, onOrBefore, toCivil } from './days.ts'

/** The year in which the school year that holds the day began, counted from 1 August: 2026 for 2026/27. */
export function academicYear(day: number): number {
  const { year, month } = toCivil(day)
  return month >= 8 ? year : year - 1
}

/** The year whose 1 September is on or next before the birthday: children of one cohort go through school together. */
export function cohort(born: number): number {
  const { year, month } = toCivil(born)
  return month >= 9 ? year : year - 1
}

/** National curriculum year in the school year of `on`: 0 is Reception, 1 to 13 the years, below 0 not yet at school. */
export const curriculumYear = (born: number, on: number): number => academicYear(on) - cohort(born) - 5

/** How schools write a curriculum year: N1, N2, R, 1 to 13. */
export function yearLabel(year: number): string {
  if (year > 0) return `${year}`
  return year === 0 ? 'R' : year === -1 ? 'N2' : 'N1'
}

/** First day of compulsory school age: the prescribed day on or next after the fifth birthday. Source: Education Act 1996 s8. */
export function compulsoryFrom(born: number): number {
  const { year, month, day } = toCivil(born)
  const fifth = fromCivil(year + 5, month, day)
  const prescribed = [
    fromCivil(year + 5, 3, 31),
    fromCivil(year + 5, 8, 31),
    fromCivil(year + 5, 12, 31),
    fromCivil(year + 6, 3, 31),
  ]
  return prescribed.find(candidate => candidate >= fifth) ?? fifth
}

/** Last day of compulsory school age: the last Friday in June of the school year of the sixteenth birthday. Source: as above. */
export const compulsoryTo = (born: number): number => onOrBefore(fromCivil(cohort(born) + 17, 6, 30), 5)

export function isCompulsoryAge(born: number, on: number): boolean {
  return on >= compulsoryFrom(born) && on <= compulsoryTo(born)
}
