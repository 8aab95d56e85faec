import { jaroWinkler, withinOneEdit } from './edits.ts'
import { levelAt } from './fields.ts'
import type { NameForm } from './name-forms.ts'

const forename = {
  exact: levelAt('forename', 'exact'),
  alike: levelAt('forename', 'alike'),
  short: levelAt('forename', 'short'),
  slip: levelAt('forename', 'slip'),
  part: levelAt('forename', 'part'),
  initial: levelAt('forename', 'initial'),
  near: levelAt('forename', 'near'),
  differs: levelAt('forename', 'differs'),
}
const surname = {
  exact: levelAt('surname', 'exact'),
  alike: levelAt('surname', 'alike'),
  slip: levelAt('surname', 'slip'),
  other: levelAt('surname', 'other'),
  near: levelAt('surname', 'near'),
  differs: levelAt('surname', 'differs'),
}

/** Names that sound alike and look less alike than this are two names: Ali is not Ella. */
const alikeFrom = 0.6
const nearFrom = { forename: 0.8, surname: 0.86 }

const shareKey = (a: NameForm, b: NameForm): boolean => {
  for (const key of a.keys) if (b.keys.includes(key)) return true
  return false
}

const sharePart = (a: NameForm, b: NameForm): boolean => {
  if (a.parts.length === 1 && b.parts.length === 1) return false
  for (const part of a.parts) if (part.length > 2 && b.parts.includes(part)) return true
  return false
}

const slipsFrom = 0.9
const longName = 6

/** One slip of the hand, or two of a long name, unless both are names that many have, or, of two slips, either is. */
const slips = (a: NameForm, b: NameForm, similarity: number): boolean => {
  const shortest = Math.min(a.joined.length, b.joined.length)
  if (shortest < 2 || (a.common && b.common)) return false
  if (withinOneEdit(a.joined, b.joined)) return shortest > 2 || a.joined[0] === b.joined[0]
  return similarity >= slipsFrom && !a.common && !b.common && shortest >= longName
}

/** Whether one is the beginning of the other as it sounds: Zen of Zainab, who may be a Zenab too. */
const begins = (short: NameForm, long: NameForm): boolean =>
  short.joined.length > 2 &&
  short.joined[0] === long.joined[0] &&
  short.keys.some(key => key.length > 1 && long.keys.some(other => other.length > key.length && other.startsWith(key)))

const sharesLong = (a: NameForm, b: NameForm): boolean => b.longKeys.some(key => key.length > 2 && a.keys.includes(key))

/** No letter in common among the first three, and nothing known: so most pairs of names are told apart without counting letters. */
const cannotBeNear = (a: string, b: string): boolean => {
  for (let at = 0; at < 3 && at < a.length; at += 1) {
    const there = b.indexOf(a.charAt(at))
    if (there >= 0 && there < 4) return false
  }
  return true
}

/** Letters are counted from the first text to the second: the same two names are always taken in the same order. */
const inOrder =
  (compare: (a: NameForm, b: NameForm) => number) =>
  (a: NameForm, b: NameForm): number =>
    a.text < b.text ? compare(a, b) : compare(b, a)

/** The level of two forenames by themselves; middle names and swapped names are the record's. */
export const compareForenames = inOrder((a, b) => {
  if (a.joined === b.joined) return forename.exact
  const known = a.others?.get(b.joined)
  if (known === 'form') return forename.alike
  const sounds = shareKey(a, b)
  const blunt = !sounds && cannotBeNear(a.joined, b.joined)
  const similarity = blunt ? 0 : jaroWinkler(a.joined, b.joined)
  if (sounds && similarity >= alikeFrom) return forename.alike
  if (known === 'short' || sharesLong(a, b) || sharesLong(b, a)) return forename.short
  const [short, long] = a.joined.length < b.joined.length ? [a, b] : [b, a]
  if (short.joined.length === 1 && long.joined.startsWith(short.joined)) return forename.initial
  if (slips(a, b, similarity)) return forename.slip
  if (!(a.common && b.common)) {
    if (short.joined.length > 2 && long.joined.startsWith(short.joined)) return forename.short
    if (begins(short, long)) return forename.short
  }
  if (sharePart(a, b)) return forename.part
  return similarity >= nearFrom.forename || withinOneEdit(a.joined, b.joined) ? forename.near : forename.differs
})

/** The level of two surnames by themselves; former names and swapped names are the record's. */
export const compareSurnames = inOrder((a, b) => {
  if (a.joined === b.joined) return surname.exact
  if (a.bare === b.bare || a.others?.get(b.joined) === 'form') return surname.alike
  const sounds = shareKey(a, b)
  const blunt = !sounds && cannotBeNear(a.joined, b.joined)
  const similarity = blunt ? 0 : jaroWinkler(a.joined, b.joined)
  if (sounds && similarity >= alikeFrom) return surname.alike
  if (slips(a, b, similarity)) return surname.slip
  if (sharePart(a, b)) return surname.other
  return similarity >= nearFrom.surname ? surname.near : surname.differs
})
