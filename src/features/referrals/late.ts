import type { Read } from '../../ground/database/door.ts'
import {
  addDays,
  CalendarGap,
  type Day,
  referralPolicyOn,
  type WorkingCalendar,
  workingDays,
} from '../../rulebook/index.ts'
import { reckoningForReading } from '../children/index.ts'

/**
 * The last day on which a referral came in that is over the policy's limit today without a name on it. Where nobody has entered the bank
 * holidays, calendar days are counted, so that none is forgotten.
 */
export function lateSince(working: WorkingCalendar, today: Day): Day {
  const { days } = referralPolicyOn(today).named_within.value
  try {
    let day = addDays(today, -1)
    while (working.workingDaysAfter(day, workingDays(days)) >= today) day = addDays(day, -1)
    return day
  } catch (gap) {
    if (!(gap instanceof CalendarGap)) throw gap
    return addDays(today, -days - 1)
  }
}

/** As `lateSince`, with the authority's own calendar. */
export const lateSinceFor = async (tx: Read, today: Day): Promise<Day> =>
  lateSince((await reckoningForReading(tx)).calendars.working, today)
