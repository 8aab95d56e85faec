import { randomUUID } from 'node:crypto'
import { addDays, CalendarGap, type Day, formatShortDay, londonDay, type SchoolCalendar } from '../../rulebook/index.ts'
import { childLine } from '../children/index.ts'
import type { AtHandRow } from './pins.ts'
import type { AtHandLine } from './views.ts'

/** A child at hand in words, with the school days out so far and what is due next. */
export function atHandLine(row: AtHandRow, calendar: SchoolCalendar, today: Day): AtHandLine {
  const { id, href, known_as, born, year, state, tag, school } = childLine(row, today)
  const overdue = row.due_on !== null && row.due_on < today
  return {
    ...{ id, href, known_as, born, year, state, tag, school },
    out: row.out_since === null ? '' : daysOut(row.out_since, calendar, today),
    next: row.due_on === null ? '' : `${row.due}, ${overdue ? 'was due' : 'due'} ${formatShortDay(row.due_on)}`,
    opened: row.opened_at ? formatShortDay(londonDay(row.opened_at.toISOString())) : '',
    pinned: row.pinned,
    once: randomUUID(),
  }
}

function daysOut(since: Day, calendar: SchoolCalendar, today: Day): string {
  try {
    const count = calendar.schoolDaysBetween(since, addDays(today, 1))
    return `${count} school ${count === 1 ? 'day' : 'days'}`
  } catch (problem) {
    if (!(problem instanceof CalendarGap)) throw problem
    return 'not countable'
  }
}
