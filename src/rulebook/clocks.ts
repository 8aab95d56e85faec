import { CalendarGap, type SchoolCalendar } from './calendars.ts'
import { addDays, type Day, formatDay, type Period, schoolDays } from './days.ts'
import type { Clock, ClockGap, ClockStatus, Facts } from './facts.ts'
import { ofCompulsoryAge } from './on-day.ts'
import type { Policy } from './policies.ts'
import { ruleHeldDuring } from './rules.ts'
import { mergeSpans } from './spans.ts'
import { type Decided, decide, withoutEducation } from './states.ts'

export type Clocks = { readonly clocks: readonly Clock[]; readonly gaps: readonly ClockGap[] }

const rule = 'level_two'

/** The longest runs of days on which a child of compulsory age is without education, whatever the reason. */
export const runsWithoutEducation = (decided: readonly Decided[]): Period[] =>
  mergeSpans(
    decided
      .filter(({ holds, row }) => withoutEducation.has(row.state) && ofCompulsoryAge(holds))
      .map(({ starts_on, ends_on }): Period => ({ starts_on, ends_on })),
    () => true,
  )

const earlier = (a: Day, b: Day | null): Day => (b === null || a < b ? a : b)

const statusOn = (on: Day, breaches_on: Day, ended_on: Day | null): ClockStatus => {
  if (ended_on === null || on < ended_on) return on < breaches_on ? 'open' : 'breached'
  return ended_on < breaches_on ? 'met' : 'met_late'
}

type Count = { readonly counted: number; readonly problem: string | null }

/** School days of the run up to `until` (not counted). Where the calendar ends first, the count stops there and says so:
 * a clock that is already due must not vanish because next year's terms are not entered yet. */
const countedBefore = (calendar: SchoolCalendar, from: Day, until: Day): Count => {
  try {
    return { counted: calendar.schoolDaysBetween(from, until), problem: null }
  } catch (error) {
    if (!(error instanceof CalendarGap)) throw error
    const limit = addDays(calendar.coveredUntil(from), 1)
    return { counted: calendar.schoolDaysBetween(from, limit), problem: error.message }
  }
}

const clockOf = (run: Period, policy: Policy, calendar: SchoolCalendar, on: Day): Clocks => {
  const { starts_on: opened_on, ends_on: ended_on } = run
  const { days } = policy.level_two
  try {
    const due_on = calendar.nthSchoolDay(opened_on, schoolDays(days))
    const breaches_on = addDays(due_on, 1)
    const { counted, problem } = countedBefore(calendar, opened_on, earlier(addDays(on, 1), ended_on))
    const because = [
      `Without education from ${formatDay(opened_on)}: ${counted} school ${counted === 1 ? 'day' : 'days'} counted.`,
      `School day ${days} is ${formatDay(due_on)}.`,
      ...(problem === null ? [] : [problem]),
    ].join(' ')
    const status = statusOn(on, breaches_on, ended_on)
    return {
      clocks: [{ rule, opened_on, due_on, breaches_on, ended_on, status, counted_to: counted, because }],
      gaps: problem === null ? [] : [{ rule, opened_on, problem }],
    }
  } catch (error) {
    if (!(error instanceof CalendarGap)) throw error
    return { clocks: [], gaps: [{ rule, opened_on, problem: error.message }] }
  }
}

/** The clocks of runs that have begun by `on`. */
export const clocksOfRuns = (runs: readonly Period[], policy: Policy, calendar: SchoolCalendar, on: Day): Clocks => {
  const begun = runs.filter(run => run.starts_on <= on && ruleHeldDuring(rule, run))
  const found = begun.map(run => clockOf(run, policy, calendar, on))
  return { clocks: found.flatMap(({ clocks }) => clocks), gaps: found.flatMap(({ gaps }) => gaps) }
}

/**
 * One level-two clock for each run of days without education that has begun by `on`. It is due on the policy's 20th
 * school day counting from the first day of the run, and breached from the calendar day after. A missing calendar never
 * throws: it is reported in `gaps`. Source: §12.4 level 2 (unit unsettled: school days by policy).
 */
export const clocksOf = (facts: Facts, policy: Policy, calendar: SchoolCalendar, on: Day): Clocks =>
  clocksOfRuns(runsWithoutEducation(decide(facts, policy)), policy, calendar, on)
