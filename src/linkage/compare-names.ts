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
const alikeFrom = 0.7
const nearFrom = 0.88

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
  if (a.joined.length < 3 || b.joined.length < 3 || (a.common && b.common)) return false
  if (withinOneEdit(a.joined, b.joined)) return true
  return similarity >= slipsFrom && !a.common && !b.common && Math.min(a.joined.length, b.joined.length) >= longName
}

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
  if (known === 'short') return forename.short
  const [short, long] = a.joined.length < b.joined.length ? [a.joined, b.joined] : [b.joined, a.joined]
  if (short.length === 1 && long.startsWith(short)) return forename.initial
  if (slips(a, b, similarity)) return forename.slip
  if (short.length > 2 && long.startsWith(short) && !(a.common && b.common)) return forename.short
  if (sharePart(a, b)) return forename.part
  return similarity >= nearFrom ? forename.near : forename.differs
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
  return similarity >= nearFrom ? surname.near : surname.differs
})
