import type { Day, Period } from './days.ts'
import type { Facts } from './facts.ts'
import { type OnDay, stretches } from './on-day.ts'
import type { Sourced } from './sources.ts'
import { mergeSpans } from './spans.ts'

export type PopulationReason =
  | 'resident'
  | 'on_a_roll_here'
  | 'looked_after_by_us'
  | 'placed_here_by_another'
  | 'council_record'
  | 'listed_here'

type Found = readonly { readonly fact_id: string }[]

/**
 * One reason for which a child is ours, while it held. `valid_from` null: since before any day we hold; `valid_to`: the first
 * day on which it no longer holds. An entry is never edited: a change is a new entry with the same reason. `care`: that a
 * child is looked after is told to those only who see care status.
 */
export type PopulationRule = Sourced & {
  readonly reason: PopulationReason
  readonly title: string
  readonly text: string
  readonly citations: readonly string[]
  readonly valid_from: Day | null
  readonly valid_to: Day | null
  readonly care: boolean
  readonly facts: (day: OnDay) => Found
}

const always = { valid_from: null, valid_to: null, care: false } as const

/** The population rule: whose explanation the ledger asks for. Any of these is enough; none holds after the day of death. */
export const populationRules: readonly PopulationRule[] = [
  {
    ...always,
    reason: 'resident',
    title: 'Lives in the area',
    text: 'A home in the authority’s area. The duty to identify children missing education is to the children in the area.',
    citations: ['C1'],
    source: 'Education Act 1996 s. 436A(1)',
    mark: 'found',
    facts: day => day.residences,
  },
  {
    ...always,
    reason: 'on_a_roll_here',
    title: 'On a school’s roll here',
    text: 'On the roll of a school in the area, wherever the child lives: that school’s returns and deletions come to this authority.',
    citations: ['D1', 'D28'],
    source: 'School Attendance (Pupil Registration) (England) Regulations 2024; D28, rest of it unverified',
    mark: 'unverified',
    facts: day => day.roll.filter(enrolment => enrolment.in_area),
  },
  {
    ...always,
    reason: 'looked_after_by_us',
    title: 'Looked after by us',
    text: 'Looked after by this authority, wherever placed: the authority that looks after a child answers for the child’s education.',
    citations: ['D5', 'L2'],
    source: 'Children Act 1989 s. 22(3A)',
    mark: 'unverified',
    care: true,
    facts: day => day.care.filter(({ by }) => by === 'us'),
  },
  {
    ...always,
    reason: 'placed_here_by_another',
    title: 'Placed here by another council',
    text: 'Looked after by another council and placed in the area: the duty to identify is the host’s.',
    citations: ['L16'],
    source: 'Education Act 1996 s. 436A; S4 [139]',
    mark: 'found',
    care: true,
    facts: day => day.care.filter(({ by }) => by === 'another'),
  },
  {
    ...always,
    reason: 'council_record',
    title: 'On the council’s own record',
    text: 'The council arranged education for the child or recorded a decision about the child, and it still holds: the council answers for what it decided.',
    citations: ['C1'],
    source: 'design of this program',
    mark: 'unsettled',
    facts: day => [...day.provisions, ...day.circumstances],
  },
  {
    ...always,
    reason: 'listed_here',
    title: 'On a list of people here, with a home outside',
    text: 'Health registrations or council tax of this area hold the child, every home that a list gives is outside, and no roll holds the child: an address outside may be an old one, and nobody else would look.',
    citations: ['C1'],
    source: 'design of this program, after the Education Act 1996 s. 436A(1): “so far as it is possible to do so”',
    mark: 'unsettled',
    facts: day => (day.residences.length + day.roll.length === 0 ? day.outside : []),
  },
]

const inForce = ({ valid_from, valid_to }: PopulationRule, on: Day): boolean =>
  (valid_from === null || valid_from <= on) && (valid_to === null || on < valid_to)

/** The rules in force on a day. */
export const populationRulesOn = (on: Day): readonly PopulationRule[] =>
  populationRules.filter(rule => inForce(rule, on))

/** Whether the child is ours on the stretch that begins on `on`. Asked for every stretch of every child. */
export const isOurs = (day: OnDay, on: Day): boolean =>
  populationRules.some(rule => inForce(rule, on) && rule.facts(day).length > 0)

/** The facts that make the child ours, without those that say who looks after it: what may stand beside a state. */
export const oursToTell = (day: OnDay, on: Day): Found =>
  populationRules.flatMap(rule => (inForce(rule, on) && !rule.care ? rule.facts(day) : []))

/** Days on which one reason makes the child ours, with the facts that say so. */
export type PopulationSpan = Period & {
  readonly reason: PopulationReason
  readonly fact_ids: readonly string[]
}

/** Days on which an entry of the rule begins to hold or ceases to: no stretch of a child may lie across one. */
export const populationTurns: readonly Day[] = populationRules.flatMap(({ valid_from, valid_to }) =>
  [valid_from, valid_to].filter(day => day !== null),
)

/**
 * Why a child is ours, reason by reason, each with its days in order and disjoint: the union of the spans are the days on which
 * the child has a state. Pure and total; the order of facts decides nothing.
 */
export const populationOf = (facts: Facts): PopulationSpan[] => {
  const found = stretches(facts, populationTurns)
  const reasons = [...new Set(populationRules.map(rule => rule.reason))]
  return reasons.flatMap(reason =>
    mergeSpans<PopulationSpan>(
      found.flatMap(({ starts_on, ends_on, holds }) => {
        const said = populationRules.flatMap(rule =>
          rule.reason === reason && inForce(rule, starts_on) ? rule.facts(holds) : [],
        )
        return said.length === 0 ? [] : [{ starts_on, ends_on, reason, fact_ids: said.map(fact => fact.fact_id) }]
      }),
      () => true,
      (a, b) => ({ ...a, fact_ids: [...new Set([...a.fact_ids, ...b.fact_ids])].sort() }),
    ),
  )
}
