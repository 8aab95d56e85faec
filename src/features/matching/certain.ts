import type { Evidence } from './runs.ts'

/** How near a field of two records must be, so that nobody is asked: the levels of `src/linkage/fields.ts`. */
const near: Readonly<Record<'forename' | 'surname' | 'born', readonly string[]>> = {
  forename: ['exact', 'alike', 'short', 'slip', 'swapped'],
  surname: ['exact', 'alike', 'slip', 'other', 'swapped'],
  born: ['exact', 'swapped', 'digit'],
}
const numbers: readonly string[] = ['upn', 'nhs_number', 'uln']

/**
 * Whether two records that a run holds for one child are joined without anybody being asked. However likely a sum of evidence is, a child
 * must not be hidden behind a brother or a sister: first name, last name and date of birth each agree, no number speaks against it, and
 * either both names are the same to the letter, or they live at the same address, or a number is the same.
 */
export function isCertain(evidence: readonly Pick<Evidence, 'field' | 'level'>[]): boolean {
  const levelOf = (field: string) => evidence.find(one => one.field === field)?.level
  const agrees = (field: keyof typeof near) => near[field].includes(levelOf(field) ?? '')
  if (!agrees('forename') || !agrees('surname') || !agrees('born')) return false
  if (numbers.some(field => ['differs', 'slip'].includes(levelOf(field) ?? ''))) return false
  const toTheLetter = levelOf('forename') === 'exact' && levelOf('surname') === 'exact'
  const atHome = levelOf('place') === 'address' || levelOf('postcode') === 'same'
  const numbered = numbers.some(field => levelOf(field) === 'same')
  return (toTheLetter && levelOf('born') === 'exact') || ((atHome || numbered) && !isTwin(levelOf))
}

/** Twins have all in common but a first name that sounds alike: with another spelling of it only a number tells that they are one. */
const isTwin = (levelOf: (field: string) => string | undefined): boolean =>
  !['exact', 'short', 'swapped'].includes(levelOf('forename') ?? '') &&
  !numbers.some(field => levelOf(field) === 'same')

/** Whether a pair is a question at all: of brothers and sisters on a list without dates of birth nobody needs to be asked. */
export function isQuestion(evidence: readonly Pick<Evidence, 'field' | 'level'>[]): boolean {
  const levelOf = (field: string) => evidence.find(one => one.field === field)?.level
  const numbered = numbers.some(field => ['same', 'former'].includes(levelOf(field) ?? ''))
  const otherName = ['differs', 'near', 'middle'].includes(levelOf('forename') ?? '')
  const otherDay = ['differs', 'year', undefined].includes(levelOf('born'))
  return numbered || !(otherName && otherDay)
}
