import { CalendarGap, type SchoolCalendar } from './calendars.ts'
import { addDays, type Day, formatDay, type Period, schoolDays } from './days.ts'
import type { Clock, ClockGap, ClockStatus, Facts } from './facts.ts'
import { ofCompulsoryAge } from './on-day.ts'
import type { Policy, Within } from './policy.ts'
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

/** School days of the run before `until`. Where the calendar ends first the count stops there: a clock that is already
 * breached must not vanish because next year's terms are not entered yet. */
const countedBefore = (calendar: SchoolCalendar, from: Day, until: Day): number => {
  const covered = addDays(calendar.coveredUntil(from), 1)
  return calendar.schoolDaysBetween(from, earlier(until, covered))
}

const clockOf = (run: Period, { days }: Within, calendar: SchoolCalendar, on: Day): Clock => {
  const { starts_on: opened_on, ends_on: ended_on } = run
  const due_on = calendar.nthSchoolDay(opened_on, schoolDays(days))
  const breaches_on = addDays(due_on, 1)
  return {
    rule,
    opened_on,
    due_on,
    breaches_on,
    ended_on,
    status: statusOn(on, breaches_on, ended_on),
    counted_to: countedBefore(calendar, opened_on, earlier(addDays(on, 1), ended_on)),
    because: `Without education from ${formatDay(opened_on)}. School day ${days} of that is ${formatDay(due_on)}.`,
  }
}

const clockOrGap = (run: Period, length: Within, calendar: SchoolCalendar, on: Day): Clock | ClockGap => {
  try {
    return clockOf(run, length, calendar, on)
  } catch (error) {
    if (error instanceof CalendarGap) return { rule, opened_on: run.starts_on, problem: error.message }
    throw error
  }
}

/** The clocks of runs that have begun by `on`. */
export const clocksOfRuns = (runs: readonly Period[], policy: Policy, calendar: SchoolCalendar, on: Day): Clocks => {
  const clocks: Clock[] = []
  const gaps: ClockGap[] = []
  if (policy.level_two === null) return { clocks, gaps }
  for (const run of runs) {
    if (run.starts_on > on || !ruleHeldDuring(rule, run)) continue
    const found = clockOrGap(run, policy.level_two, calendar, on)
    if ('problem' in found) gaps.push(found)
    else clocks.push(found)
  }
  return { clocks, gaps }
}

/**
 * One level-two clock for each run of days without education that has begun by `on`. It is due on the policy's 20th
 * school day counting from the first day of the run, and breached from the calendar day after. A missing calendar never
 * throws: it is reported in `gaps`. Source: §12.4 level 2 (unit unsettled: school days by policy).
 */
export const clocksOf = (facts: Facts, policy: Policy, calendar: SchoolCalendar, on: Day): Clocks =>
  clocksOfRuns(runsWithoutEducation(decide(facts, policy)), policy, calendar, on)
