import { addDays, formatDay, monthNames } from './days.ts'
import { unitText } from './due.ts'
import type { Example } from './examples.ts'
import type { Count, Owner, Proposal, Rule, StopReason, Threshold, Warning } from './rule.ts'
import type { Mark } from './sources.ts'

/** How far a statement was checked, in words. */
export const markWords: Readonly<Record<Mark, { readonly short: string; readonly text: string }>> = {
  found: { short: 'Found', text: 'read in its source' },
  unverified: { short: 'Unverified', text: 'known, and not read in its source' },
  unsettled: { short: 'Unsettled', text: 'settled by no source: the authority’s to decide' },
}

/** Who owes what a rule asks, as it ends "owed by …". */
export const ownerWords: Readonly<Record<Owner, string>> = {
  school: 'the school',
  governing_board: 'the governing board',
  admission_authority: 'the admission authority',
  council: 'the council',
  home_council: 'the child’s home council',
  virtual_school: 'the virtual school',
  social_care: 'social care',
  provider: 'the provider',
  parent: 'the parent',
  panel: 'the panel',
  review_panel: 'the review panel',
  partnership: 'the partnership',
  everyone: 'everyone concerned',
}

/** "The council": an owner by itself. */
export const ownerText = (owner: Owner | null): string => capital(owner === null ? 'nobody named' : ownerWords[owner])

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

/** What a breach proposes. A person decides. */
export const proposalWords: Readonly<Record<Proposal, string>> = {
  escalate: 'take it to whoever is responsible above',
  letter: 'write to whoever owes it',
  panel: 'take the child to the panel',
  challenge: 'challenge the school',
  report: 'report it',
}

/** Why a clock stopped. */
export const stopWords: Readonly<Record<StopReason, string>> = {
  died: 'the child died',
  over_age: 'the child is over compulsory school age',
  moved_away: 'the child moved away',
  cancelled: 'what opened it was cancelled',
  withdrawn: 'it was withdrawn',
  returned: 'the child is back in education',
  not_ours: 'the child is no longer this council’s',
  excepted: 'the law makes an exception',
  superseded: 'something else took its place',
}

/** "15 school days", "10%"; null for a rule without a number. */
export const numberText = ({ unit, length }: Pick<Rule, 'unit' | 'length'>): string | null => {
  if (unit === null || length === null) return null
  const units = unit.replaceAll('_', ' ')
  if (unit === 'pounds') return `£${length.toLocaleString('en-GB')}`
  if (unit === 'percent') return `${length}%`
  if (unit === 'hours_a_week') return length === 1 ? '1 hour a week' : `${length} hours a week`
  return `${length} ${length === 1 ? units.replace(/s$/, '') : units}`
}

/** "3rd", "11th", "22nd" */
export const ordinal = (n: number): string => {
  const teen = n % 100 > 10 && n % 100 < 14
  return `${n}${teen ? 'th' : (['th', 'st', 'nd', 'rd'][n % 10] ?? 'th')}`
}

const ends = {
  term: 'the last school day of the term',
  half_term: 'the last school day of the half-term',
  month: 'the last day of the month',
  academic_year: '31 July, the last day of the school year',
} as const

/** By when a rule is to be kept, counted from the day that opens it: "the 15th school day after". */
export const countText = (count: Count): string => {
  if (count.by === 'end_of') return ends[count.what]
  if (count.by === 'date') return `the next ${count.day} ${monthNames[count.month - 1] ?? ''}, that day included`
  if (count.by === 'span') return `${count.length} ${unitText(count.unit, count.length)} on`
  if (count.length === 0) return 'the day itself'
  const nth = `the ${ordinal(count.length)} ${unitText(count.unit, 1)}`
  return count.first === 'day_itself' ? `${nth}, counting that day` : `${nth} after`
}

const compares = { at_least: 'at least', over: 'more than', at_most: 'at most', under: 'fewer than' } as const

/** "at least 10 in every 100 of possible sessions missed" */
export const thresholdText = ({ of, is, number, per }: Threshold): string =>
  per === null ? `${compares[is]} ${number}: ${of}` : `${compares[is]} ${number} in every ${per}: ${of}`

/** From when to when an entry of a rule holds. */
export const heldText = ({ valid_from, valid_to }: Pick<Rule, 'valid_from' | 'valid_to'>): string => {
  if (valid_from === 'not_commenced') return 'Enacted and not commenced: it binds nobody yet'
  const last = valid_to === null ? null : formatDay(addDays(valid_to, -1))
  if (valid_from === null)
    return last === null ? 'In force since before any day that is held' : `In force until ${last}`
  return last === null ? `In force from ${formatDay(valid_from)}` : `In force from ${formatDay(valid_from)} to ${last}`
}

/** "The council, 3 school days before" */
export const warningText = ({ who, before }: Warning, { count, unit }: Pick<Rule, 'count' | 'unit'>): string => {
  const counted = count?.by === 'days' || count?.by === 'span' ? count.unit : unit === 'school_days' ? unit : null
  const units = counted === null ? (before === 1 ? 'day' : 'days') : unitText(counted, before)
  return `${ownerWords[who]}, ${before} ${units} before`
}

const calendarNames = { marlshire: 'a school with three terms', six_terms: 'a school with six terms' } as const

/** An example in a sentence. */
export const exampleText = (example: Example): string => {
  if (example.kind === 'told') return `${example.why} ${example.then}`
  if (example.kind === 'due') {
    const where = calendarNames[example.calendar]
    return `Opened on ${formatDay(example.opened_on)} at ${where}, due on ${formatDay(example.due_on)}: ${example.why}.`
  }
  const amount = example.out_of === null ? `${example.amount}` : `${example.amount} of ${example.out_of}`
  return `With ${amount} it ${example.reached ? 'holds' : 'does not hold'}: ${example.why}.`
}
