import { bandSpans } from './bands.ts'
import type { Calendars, Rulebook } from './book.ts'
import { clocksOfOpenings, openingsOfRuns } from './clocks.ts'
import type { Day, Period } from './days.ts'
import type { Clock, Evaluation, Facts } from './facts.ts'
import { flagsOf } from './flags.ts'
import { happeningClocks } from './happening-clocks.ts'
import { runsWithoutEducation } from './runs.ts'
import { decide, stateSpans } from './states.ts'
import { suspenseSpans } from './suspense.ts'

const edges = (periods: readonly Period[]): (Day | null)[] =>
  periods.flatMap(({ starts_on, ends_on }) => [starts_on, ends_on])

/** The days on which the status of a clock changes: when it opens, is breached, ends. */
const turnsOf = (clocks: readonly Clock[]): (Day | null)[] =>
  clocks.flatMap(({ ended_on, ended_how, breaches_on }) => [
    ended_on === null || breaches_on < ended_on ? breaches_on : null,
    // What stops a clock that is breached changes nothing of it.
    ended_how === 'stopped' && ended_on !== null && ended_on >= breaches_on ? null : ended_on,
  ])

const firstAfter = (on: Day, days: readonly (Day | null)[]): Day | null =>
  days.reduce<Day | null>(
    (first, day) => (day !== null && day > on && (first === null || day < first) ? day : first),
    null,
  )

/**
 * Everything that follows from the facts of one child under a rulebook: states, bands and flags for the whole of the child's time with us,
 * and the clocks as they stand on `on`. Pure, total and deterministic: the order of facts decides nothing, and a calendar
 * that is missing shows in `gaps` instead of stopping a batch. Each clock counts the days of the school that its fact is of, or of the
 * authority for a child who has none.
 */
export const evaluate = (facts: Facts, { policies }: Rulebook, calendars: Calendars, on: Day): Evaluation => {
  const decided = decide(facts, policies)
  const states = stateSpans(decided)
  const suspense = suspenseSpans(decided, facts.born_on)
  const bands = bandSpans(decided, policies)
  const runs = runsWithoutEducation(decided, facts.died_on)
  const openings = [...openingsOfRuns(runs, policies), ...happeningClocks(facts, runs, bands, policies, calendars)]
  const { clocks, gaps } = clocksOfOpenings(openings, calendars, policies, on)
  const flags = flagsOf(facts, decided, runs, policies, calendars)
  const coming = openings.map(({ opened_on }) => opened_on)
  const next_look_on = firstAfter(on, [
    ...edges(states),
    ...edges(suspense),
    ...edges(bands),
    ...edges(flags),
    ...coming,
    ...turnsOf(clocks),
  ])
  return { states, suspense, bands, clocks, gaps, flags, next_look_on }
}
