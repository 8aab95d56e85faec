import {
  addDays,
  CalendarGap,
  type Day,
  formatDay,
  formatShortDay,
  ruleOn,
  type SchoolCalendar,
} from '../../rulebook/index.ts'
import type { ClockRow } from './queries.ts'

/** A clock as `views/_clock.njk` draws it: its date, what it rests on, and every day that was counted or skipped. */
export interface DrawnClock {
  /** "Due Tuesday 3 November 2026, in 3 school days" */
  finding: string
  tone: 'red' | 'amber' | 'green' | 'grey'
  because: string
  law: { title: string; text: string; source: string } | null
  days: readonly { text: string; counted: boolean; today: boolean }[]
}

/** School days from `today` until and with `due_on`; negative when it is past, null where no calendar tells. */
export function schoolDaysLeft(calendar: SchoolCalendar, due_on: Day, today: Day): number | null {
  try {
    return due_on >= today
      ? calendar.schoolDaysBetween(addDays(today, 1), addDays(due_on, 1))
      : -calendar.schoolDaysBetween(addDays(due_on, 1), addDays(today, 1))
  } catch (gap) {
    if (!(gap instanceof CalendarGap)) throw gap
    return null
  }
}

/** "in 3 school days", "today", "3 school days ago" */
export function awayText(left: number | null, due_on: Day, today: Day): string {
  if (due_on === today) return 'today'
  if (left === null) return due_on < today ? 'overdue' : ''
  const days = `${Math.abs(left)} school ${Math.abs(left) === 1 ? 'day' : 'days'}`
  if (left === 0) return due_on < today ? 'no school day ago' : 'before the next school day'
  return left > 0 ? `in ${days}` : `${days} ago`
}

/** The clock with its derivation: the calendar's own account of every day from the first to the due one. */
export function drawClock(calendar: SchoolCalendar, clock: ClockRow, today: Day): DrawnClock {
  const rule = ruleOn(clock.rule, clock.opened_on)
  const law = rule ? { title: rule.title, text: rule.text, source: rule.source } : null
  if (clock.due_on === null) {
    return { finding: 'No date yet', tone: 'grey', because: clock.problem ?? clock.because, law, days: [] }
  }
  const left = schoolDaysLeft(calendar, clock.due_on, today)
  const away = awayText(left, clock.due_on, today)
  return {
    finding: `${clock.due_on < today ? 'Was due' : 'Due'} ${formatDay(clock.due_on)}${away === '' ? '' : `, ${away}`}`,
    tone: clock.due_on < today ? 'red' : left !== null && left <= 5 ? 'amber' : 'green',
    because: clock.because,
    law,
    days: strip(calendar, clock.opened_on, clock.due_on, today),
  }
}

/** Every day in order: the counted ones numbered, the skipped ones together while their reason is the same. */
function strip(calendar: SchoolCalendar, from: Day, to: Day, today: Day): DrawnClock['days'] {
  const { counted, skipped } = calendar.derivation(from, to)
  const numbers = new Map(counted.map((day, at) => [day, at + 1]))
  const reasons = new Map(skipped.map(({ day, reason }) => [day, reason]))
  const runs: { from: Day; to: Day; number: number | null; reason: string; today: boolean }[] = []
  for (let day = from; day <= to; day = addDays(day, 1)) {
    const reason = weekendAsOne(reasons.get(day) ?? '')
    const before = runs.at(-1)
    if (before && before.number === null && reason !== '' && before.reason === reason) {
      before.to = day
      before.today ||= day === today
    } else runs.push({ from: day, to: day, number: numbers.get(day) ?? null, reason, today: day === today })
  }
  return runs.map(run => ({
    text:
      run.number === null
        ? `${run.from === run.to ? dayAndMonth(run.from) : `${dayAndMonth(run.from)} to ${dayAndMonth(run.to)}`}: ${run.reason}`
        : `${run.number} · ${dayAndMonth(run.from)}`,
    counted: run.number !== null,
    today: run.today,
  }))
}

const weekendAsOne = (reason: string): string => (reason === 'Saturday' || reason === 'Sunday' ? 'weekend' : reason)
/** "3 Nov": the year stands with the due date. */
const dayAndMonth = (day: Day): string => formatShortDay(day).replace(/ \d+$/, '')
