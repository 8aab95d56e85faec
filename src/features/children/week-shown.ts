import type { Read } from '../../ground/database/door.ts'
import { addDays, type Day, defaultPolicy, formatShortDay, inForce, type Mark } from '../../rulebook/index.ts'
import type { DrawnWeek } from './education-queries.ts'
import { policiesForReading } from './reevaluate.ts'
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

/** What counts as full time on a day by the authority's policy, with the mark of its source. */
export async function fullTimeOn(tx: Read, on: Day): Promise<FullTime> {
  const { full_time_hours, sources } = inForce(await policiesForReading(tx), on)
  return { hours: full_time_hours ?? defaultPolicy.full_time_hours, mark: marks[sources.full_time_hours.mark] }
}
