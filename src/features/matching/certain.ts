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

/**
 * Whether two records are one child's where nobody else could be meant: nobody else of that name, or nearly that name, was born on the day
 * or lives at the address, on the one side or the other. Then no twin is at hand whose name sounds alike, and one witness may be missing: the
 * surname may be the other parent's, the date of birth may not be said, or who moved may be misspelt in one of the names.
 */
export function isCertainAlone(evidence: readonly Pick<Evidence, 'field' | 'level'>[]): boolean {
  if (isCertain(evidence)) return true
  const levelOf = (field: string) => evidence.find(one => one.field === field)?.level
  if (numbers.some(field => ['differs', 'slip'].includes(levelOf(field) ?? ''))) return false
  const [forename, surname, born] = [levelOf('forename') ?? '', levelOf('surname') ?? '', levelOf('born')]
  const [likeForename, likeSurname] = [near.forename.includes(forename), near.surname.includes(surname)]
  const likeBorn = near.born.includes(born ?? '')
  const atAddress = levelOf('place') === 'address'
  const numbered = numbers.some(field => levelOf(field) === 'same')
  // Lizzie is short for Elsie and for Eliza: with another spelling of the first name the day of birth is the same, or a number.
  const oneOrTheOther = numbered || born === 'exact' || ['exact', 'swapped'].includes(forename)
  if (
    likeForename &&
    likeSurname &&
    likeBorn &&
    oneOrTheOther &&
    (atAddress || numbered || levelOf('postcode') === 'same')
  )
    return true
  if (!atAddress)
    return born === 'exact' && ((forename === 'exact' && likeSurname) || (surname === 'exact' && likeForename))
  if (born === 'exact') return likeForename
  // Sisters are called Eva and Ava: without a day of birth only the same first name is one child's.
  if (born === undefined) return forename === 'exact' || forename === 'swapped'
  return born === 'placeholder' && ['exact', 'short', 'swapped'].includes(forename) && likeSurname
}

/** Whether a row of a list is a question: not where the first name is another's, as a brother's is, and no number says otherwise. */
export function isDoubt(evidence: readonly Pick<Evidence, 'field' | 'level'>[]): boolean {
  const levelOf = (field: string) => evidence.find(one => one.field === field)?.level ?? ''
  const numbered = numbers.some(field => ['same', 'former'].includes(levelOf(field)))
  return isQuestion(evidence) && (numbered || !['differs', 'near'].includes(levelOf('forename')))
}

/** Twins have all in common but a first name that sounds alike: with another spelling of it only a number tells that they are one. */
const isTwin = (levelOf: (field: string) => string | undefined): boolean =>
  !['exact', 'swapped'].includes(levelOf('forename') ?? '') && !numbers.some(field => levelOf(field) === 'same')

/** Whether a pair is a question at all: of brothers and sisters on a list without dates of birth, and of two of one first name, nobody needs to be asked. */
export function isQuestion(evidence: readonly Pick<Evidence, 'field' | 'level'>[]): boolean {
  const levelOf = (field: string) => evidence.find(one => one.field === field)?.level
  const numbered = numbers.some(field => ['same', 'former'].includes(levelOf(field) ?? ''))
  const [forename, born] = [levelOf('forename') ?? '', levelOf('born')]
  const otherDay = born === 'differs' || born === 'year'
  // One first name that is the other's middle name is told from a brother's by the day of birth alone.
  const otherName = ['differs', 'near'].includes(forename)
  const otherFamily = levelOf('surname') === 'differs' && otherDay
  return (
    numbered || !(otherFamily || (otherName && (otherDay || born === undefined)) || (forename === 'middle' && otherDay))
  )
}
