import type { Day, Period } from './days.ts'
import type { ClockEnd, StateCode } from './facts.ts'
import { type AgeForSchool, ofCompulsoryAge } from './on-day.ts'
import { mergeSpans } from './spans.ts'
import { type Decided, withoutEducation } from './states.ts'

/** Days on which a child of compulsory age is without education, whatever the reason; and how they ended, null while they last. */
export type Run = Period & { readonly end: ClockEnd | null; readonly school_urn: number | null }

const stopped = (stopped_because: 'died' | 'moved_away' | 'over_age' | 'not_ours'): ClockEnd => ({
  how: 'stopped',
  stopped_because,
})

const endOf = (next: { state: StateCode; age: AgeForSchool } | null, died: boolean): ClockEnd => {
  if (died) return stopped('died')
  if (next === null) return stopped('not_ours')
  if (next.state === 'moved_away') return stopped('moved_away')
  if (next.state === 'over_age' || next.age === 'over') return stopped('over_age')
  return withoutEducation.has(next.state) || next.state === 'under_age'
    ? stopped('not_ours')
    : { how: 'met', stopped_because: null }
}

/** The longest runs of days without education. Education again ends one as it should; age, death or a move away stops it. */
export const runsWithoutEducation = (decided: readonly Decided[], died_on: Day | null): Run[] => {
  const from = new Map(decided.map(({ starts_on, holds, row }) => [starts_on, { state: row.state, age: holds.age }]))
  const runs = mergeSpans(
    decided
      .filter(({ holds, row }) => withoutEducation.has(row.state) && ofCompulsoryAge(holds))
      .map(({ starts_on, ends_on, holds }) => ({ starts_on, ends_on, school_urn: holds.roll[0]?.school_urn ?? null })),
    () => true,
  )
  return runs.map(run => ({
    ...run,
    end: run.ends_on === null ? null : endOf(from.get(run.ends_on) ?? null, died_on !== null && run.ends_on > died_on),
  }))
}
