import { addDays, CalendarGap, type Day, type SchoolCalendar, schoolDays, weekday } from '../../rulebook/index.ts'

export type Window = 'overdue' | 'soon' | 'next_week' | 'warned'

/** Days on which a clock is due, both included; null is no bound. */
export interface DueBetween {
  from: Day | null
  to: Day | null
}

export const schoolDaysAhead = 5

export const windowChoices: readonly { value: Window; text: string }[] = [
  { value: 'overdue', text: 'Overdue' },
  { value: 'soon', text: 'Within 5 school days' },
  { value: 'next_week', text: 'Will breach next week' },
  { value: 'warned', text: 'Owed by others, and I am warned' },
]

/**
 * Which due days each part of the page asks for. `soon` reaches to the fifth school day after today, or a week on where
 * no calendar tells. `next_week` are the clocks that breach from next Monday to Sunday: a clock breaches the day after
 * it is due. `warned` is what has not run out: whether the day of its warning has come, the clock itself says.
 */
export function dueBetween(window: Window | null, calendar: SchoolCalendar, today: Day): DueBetween {
  if (window === 'overdue') return { from: null, to: addDays(today, -1) }
  if (window === 'soon') return { from: today, to: soonUntil(calendar, today) }
  if (window === 'warned') return { from: today, to: null }
  if (window === 'next_week') {
    const monday = addDays(today, 8 - weekday(today))
    return { from: addDays(monday, -1), to: addDays(monday, 5) }
  }
  return { from: null, to: null }
}

function soonUntil(calendar: SchoolCalendar, today: Day): Day {
  try {
    return calendar.schoolDaysAfter(today, schoolDays(schoolDaysAhead))
  } catch (gap) {
    if (!(gap instanceof CalendarGap)) throw gap
    return addDays(today, 7)
  }
}
