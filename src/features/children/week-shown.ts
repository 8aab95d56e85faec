import { addDays, type Day, defaultPolicy, formatShortDay, type Mark, policyOn } from '../../rulebook/index.ts'
import type { DrawnWeek } from './education-queries.ts'
import type { FullTime } from './week-picture.ts'

/** How far a source was checked, as it stands beside what is cited. */
export const marks: Record<Mark, string> = { found: '[F]', unverified: '[K]', unsettled: '[?]' }

/** "from 7 Sept 2026 to 18 Dec 2026" */
export const daysOfWeek = (week: DrawnWeek): string =>
  `from ${formatShortDay(week.starts_on)}${week.ends_on === null ? '' : ` to ${formatShortDay(addDays(week.ends_on, -1))}`}`

/** The week in force on a day; else the next one to come. */
export function weekOn(weeks: readonly DrawnWeek[], on: Day): DrawnWeek | undefined {
  return (
    weeks.find(week => week.starts_on <= on && (week.ends_on === null || week.ends_on > on)) ??
    weeks.findLast(week => week.starts_on > on)
  )
}

/** What counts as full time on a day, with the mark of its source. */
export function fullTimeOn(on: Day): FullTime {
  const policy = policyOn('default', on) ?? defaultPolicy
  return {
    hours: policy.full_time_hours ?? defaultPolicy.full_time_hours,
    mark: marks[policy.sources.full_time_hours.mark],
  }
}
