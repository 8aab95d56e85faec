import { bandSpans } from './bands.ts'
import type { SchoolCalendar } from './calendars.ts'
import { clocksOfRuns, runsWithoutEducation } from './clocks.ts'
import type { Day, Period } from './days.ts'
import type { Clock, Evaluation, Facts } from './facts.ts'
import type { Policy } from './policies.ts'
import { decide, stateSpans } from './states.ts'

const edges = (periods: readonly Period[]): (Day | null)[] =>
  periods.flatMap(({ starts_on, ends_on }) => [starts_on, ends_on])

const breachDays = (clocks: readonly Clock[]): Day[] =>
  clocks
    .filter(({ ended_on, breaches_on }) => ended_on === null || breaches_on < ended_on)
    .map(({ breaches_on }) => breaches_on)

const firstAfter = (on: Day, days: readonly (Day | null)[]): Day | null =>
  days.reduce<Day | null>(
    (first, day) => (day !== null && day > on && (first === null || day < first) ? day : first),
    null,
  )

/**
 * Everything that follows from the facts of one child: states and bands for the whole of the child's time with us, and
 * the clocks as they stand on `on`. Pure, total and deterministic: the order of facts decides nothing, and a calendar
 * that is missing shows in `gaps` instead of stopping a batch. `calendar` is that of the child's school, or of the
 * authority for a child who has none.
 */
export const evaluate = (facts: Facts, policy: Policy, calendar: SchoolCalendar, on: Day): Evaluation => {
  const decided = decide(facts, policy)
  const states = stateSpans(decided)
  const bands = bandSpans(decided, policy)
  const { clocks, gaps } = clocksOfRuns(runsWithoutEducation(decided), policy, calendar, on)
  const next_look_on = firstAfter(on, [...edges(states), ...edges(bands), ...breachDays(clocks)])
  return { states, bands, clocks, gaps, next_look_on }
}
