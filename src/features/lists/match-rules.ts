import type { Day } from '../../rulebook/index.ts'

/** What a row says by which a child can be found. Keys are folded names; the postcode is without spaces. */
export interface RowKeys {
  line: number
  upn: string | null
  nhs_number: string | null
  council_id: string | null
  surname_key: string
  forename_key: string
  born_on: Day | null
  postcode_key: string | null
}

/** A child that some key of a row leads to, with all that is believed of it. */
export interface Candidate {
  person_id: string
  sealed: boolean
  /** The identifiers of the row that are this child's. */
  by: readonly ('upn' | 'nhs_number' | 'council_id')[]
  names: readonly { forename_key: string; surname_key: string }[]
  births: readonly Day[]
  postcodes: readonly string[]
  upns: readonly string[]
}

export type Decision =
  | { outcome: 'matched'; person_id: string; matched_on: string }
  | { outcome: 'ambiguous'; candidates: string[]; because: string }
  | { outcome: 'new' }

/**
 * Which child a row is of, by rules that can be said in a sentence: an identifier that the name or birth date does not
 * contradict; else the name, the birth date and the postcode together. Anything between is for a person to decide, and a
 * guess is never made. A sealed child is matched like any other, but never put before a person as a choice, and no doubt
 * that it causes is told. (Probabilistic matching takes this function's place; its answers have the same three kinds.)
 */
export function decideMatch(row: RowKeys, candidates: readonly Candidate[]): Decision {
  const weighed = candidates.map(child => ({ child, ...agreements(row, child) }))
  const decision = decide(row, weighed)
  if (decision.outcome === 'matched') return decision
  const open = weighed.filter(({ child }) => !child.sealed)
  return open.length < weighed.length ? decide(row, open) : decision
}

/**
 * Which other children could change the decision, once the children are known that a row's identifiers lead to: none, those of
 * its name, or any. Most rows carry a number that settles them, and finding everybody at their postcodes is the dearest part of matching.
 */
export function othersThatMatter(row: RowKeys, identified: readonly Candidate[]): 'none' | 'of the name' | 'any' {
  const [only, another] = identified
  if (!only || identified.some(child => child.sealed)) return 'any'
  if (another) return 'none'
  const weighed = { child: only, ...agreements(row, only) }
  return contradicts(row, weighed) || weighed.forename ? 'none' : 'of the name'
}

type Weighed = Agreement & { child: Candidate }

function decide(row: RowKeys, weighed: readonly Weighed[]): Decision {
  const identified = weighed.filter(({ child }) => child.by.length > 0)
  const [only, another] = identified
  if (another) return ask(identified, 'Its identifiers lead to more than one child.')
  if (only) return decideIdentified(row, only, weighed)
  const [strong, second] = weighed.filter(one => one.name && one.born && one.postcode && !one.otherUpn)
  if (strong && !second)
    return { outcome: 'matched', person_id: strong.child.person_id, matched_on: 'name, date of birth and postcode' }
  // Two of name, birth date and postcode: enough to ask, too little to join.
  const near = weighed.filter(
    one => (one.name && one.born) || (one.postcode && (one.born || one.name) && !one.otherUpn),
  )
  const [first, other] = near
  if (!first && row.surname_key === '' && row.forename_key === '')
    return ask([], 'It gives no name, and its numbers lead to no known child.')
  if (!first) return { outcome: 'new' }
  if (other) return ask(near, 'More than one child could be meant.')
  return ask(
    near,
    first.otherUpn
      ? 'The name and date of birth are this child’s, but the UPN is another.'
      : `${alike(first)} are this child’s, but not ${differs(first)}.`,
  )
}

/** The one child that the row's identifiers lead to, if two of forename, surname and birth date are that child's too. */
function decideIdentified(row: RowKeys, only: Weighed, weighed: readonly Weighed[]): Decision {
  const by = nameOf(only.child.by[0] ?? 'upn')
  if (contradicts(row, only)) return ask([only], `The ${by} is this child’s, but not ${differs(only)}.`)
  // Twins share a surname and a birth date: an identifier that was given to the wrong one of them must not join them.
  const named = weighed.filter(one => one !== only && one.name && one.born)
  if (!only.forename && named.length > 0)
    return ask([only, ...named], `The ${by} is one child’s, but the name and date of birth are another’s.`)
  if (!only.forename && only.surname && only.born && !only.initial)
    return ask([only], `The ${by} is this child’s, but not the forename: it may be a twin.`)
  return { outcome: 'matched', person_id: only.child.person_id, matched_on: only.child.by.map(nameOf).join(' and ') }
}

/** Whether fewer than two of forename, surname and birth date are the child's, of those that the row gives. */
function contradicts(row: RowKeys, one: Agreement): boolean {
  const said = [row.born_on !== null, row.forename_key !== '', row.surname_key !== ''].filter(Boolean).length
  return [one.born, one.forename, one.surname].filter(Boolean).length < Math.min(2, said)
}

const ask = (candidates: readonly Weighed[], because: string): Decision => ({
  outcome: 'ambiguous',
  candidates: candidates.map(({ child }) => child.person_id),
  because,
})

interface Agreement {
  name: boolean
  forename: boolean
  surname: boolean
  /** The forenames at least begin alike, or the row gives none. */
  initial: boolean
  born: boolean
  postcode: boolean
  /** Both have a UPN that checks, and they are different: two children, or a UPN given twice. */
  otherUpn: boolean
}

function agreements(row: RowKeys, child: Candidate): Agreement {
  const { surname_key, forename_key } = row
  const swapped = child.names.some(name => name.surname_key === forename_key && name.forename_key === surname_key)
  return {
    name: swapped || child.names.some(name => name.surname_key === surname_key && name.forename_key === forename_key),
    forename: swapped || (forename_key !== '' && child.names.some(name => name.forename_key === forename_key)),
    surname: swapped || (surname_key !== '' && child.names.some(name => name.surname_key === surname_key)),
    initial:
      forename_key === '' || child.names.some(name => name.forename_key.slice(0, 1) === forename_key.slice(0, 1)),
    born: row.born_on !== null && child.births.includes(row.born_on),
    postcode: row.postcode_key !== null && child.postcodes.includes(row.postcode_key),
    otherUpn: row.upn !== null && child.upns.length > 0 && !child.upns.includes(row.upn),
  }
}

const nameOf = (by: Candidate['by'][number]): string =>
  ({ upn: 'UPN', nhs_number: 'NHS number', council_id: 'council id' })[by]

const alike = (one: Agreement): string =>
  listed(
    [
      one.name ? 'the name' : one.surname ? 'the surname' : one.forename ? 'the forename' : '',
      one.born ? 'the date of birth' : '',
      one.postcode ? 'the postcode' : '',
    ],
    true,
  )
const differs = (one: Agreement): string =>
  listed([
    one.name ? '' : one.surname ? 'the forename' : one.forename ? 'the surname' : 'the name',
    one.born ? '' : 'the date of birth',
    one.postcode ? '' : 'the postcode',
  ])

function listed(parts: string[], capital = false): string {
  const words = parts.filter(part => part !== '')
  const text = words.length > 1 ? `${words.slice(0, -1).join(', ')} and ${words.at(-1)}` : (words[0] ?? '')
  return capital ? text.charAt(0).toUpperCase() + text.slice(1) : text
}
