import { type Policies, policyAt, policyTurns } from './book.ts'
import type { Facts, StateCode, StateSpan } from './facts.ts'
import { type OnDay, type Stretch, stretches } from './on-day.ts'
import { isOurs, populationTurns } from './population.ts'
import { type Precedence, precedenceOn, precedenceTurns } from './precedence.ts'
import { mergeSpans } from './spans.ts'

/** A stretch of days with the row of the table that decided it. */
export type Decided = Stretch & { readonly row: Precedence }

/** States in which a child of compulsory age has no education at all. */
export const withoutEducation: ReadonlySet<StateCode> = new Set([
  'unexplained',
  'awaiting_place',
  'whereabouts_unknown',
])

const turns = [...populationTurns, ...precedenceTurns]

/** Every stretch on which the child is ours, decided by the first row of the table that fits. */
export const decide = (facts: Facts, policies: Policies): Decided[] =>
  stretches(facts, [...turns, ...policyTurns(policies)]).flatMap(stretch => {
    if (!isOurs(stretch.holds, stretch.starts_on)) return []
    const row = precedenceOn(stretch.starts_on).find(({ test }) =>
      test(stretch.holds, policyAt(policies, stretch.starts_on)),
    )
    return row ? [{ ...stretch, row }] : []
  })

const because = (row: Precedence, day: OnDay): string =>
  day.age === 'unknown'
    ? `${row.sentence} The date of birth is not known: treated as of compulsory school age.`
    : row.sentence

const stateSpan = ({ starts_on, ends_on, holds, row }: Decided): StateSpan => ({
  starts_on,
  ends_on,
  state: row.state,
  school_urn: holds.roll[0]?.school_urn ?? null,
  in_area: holds.residences.length > 0,
  weekly_hours: row.hours(holds),
  because: because(row, holds),
  citations: row.citations,
  fact_ids: row.facts(holds, starts_on).map(fact => fact.fact_id),
})

const sameState = (a: StateSpan, b: StateSpan): boolean =>
  a.state === b.state &&
  a.school_urn === b.school_urn &&
  a.in_area === b.in_area &&
  a.weekly_hours === b.weekly_hours &&
  a.because === b.because

const withFactsOf = (a: StateSpan, b: StateSpan): StateSpan => ({ ...a, fact_ids: [...a.fact_ids, ...b.fact_ids] })

/** The states of stretches already decided: disjoint, in order, neighbours that say the same joined. */
export const stateSpans = (decided: readonly Decided[]): StateSpan[] =>
  mergeSpans(decided.map(stateSpan), sameState, withFactsOf).map(span => ({
    ...span,
    fact_ids: [...new Set(span.fact_ids)].sort(),
  }))

/**
 * The state of a child on every day on which the child is ours by the population rule, from the first fact on; none after the
 * day of death.
 */
export const statesOf = (facts: Facts, policies: Policies): StateSpan[] => stateSpans(decide(facts, policies))
