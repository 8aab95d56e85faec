import {
  addDays,
  CalendarGap,
  type Calendars,
  type Count,
  type CountUnit,
  clockStatusOn,
  countOfClock,
  type Day,
  dayNumber,
  entriesOfRule,
  formatShortDay,
  type Policies,
  type Rule,
  ruleOn,
  type SchoolCalendar,
  stopWords,
} from '../../rulebook/index.ts'
import type { ClockRow } from './child-clocks.ts'

/** The rule of a clock as it was when the clock opened. */
export const ruleOfClock = ({ rule, opened_on }: Pick<ClockRow, 'rule' | 'opened_on'>): Rule | undefined =>
  ruleOn(rule, opened_on) ?? entriesOfRule(rule)[0]

/** "Level two: missing education for 20 days" */
export const clockTitle = (clock: Pick<ClockRow, 'rule' | 'opened_on'>): string =>
  ruleOfClock(clock)?.title ?? clock.rule

/** The kind of days that a clock is counted in: what is counted by weeks, months or dates is far away in calendar days. */
export const unitOf = (count: Count | null): DayUnit => (count?.by === 'days' ? count.unit : 'calendar_days')
type DayUnit = Extract<CountUnit, 'school_days' | 'working_days' | 'calendar_days'>

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

const daysBetween = (from: Day, to: Day): number => dayNumber(to) - dayNumber(from)

/** Days are counted one by one only so far: beyond, nobody acts on whether they are working days. */
const countedTo = 100

function workingDaysLeft({ working }: Calendars, due_on: Day, today: Day): number | null {
  const [from, to] = due_on >= today ? [today, due_on] : [due_on, today]
  if (daysBetween(from, to) > countedTo) return null
  try {
    let days = 0
    for (let day = addDays(from, 1); day <= to; day = addDays(day, 1)) if (working.isWorkingDay(day)) days += 1
    return due_on >= today ? days : -days
  } catch (gap) {
    if (!(gap instanceof CalendarGap)) throw gap
    return null
  }
}

/** A day as a clock counts it: "in 3 school days", "the sixth school day". */
export const unitWords: Readonly<Record<DayUnit, string>> = {
  school_days: 'school day',
  working_days: 'working day',
  calendar_days: 'day',
}

/** "in 3 school days", "today", "3 days ago" */
export function awayText(left: number | null, due_on: Day, today: Day, unit: DayUnit = 'school_days'): string {
  if (due_on === today) return 'today'
  if (left === null) return due_on < today ? 'overdue' : ''
  const word = unitWords[unit]
  const days = `${Math.abs(left).toLocaleString('en-GB')} ${word}${Math.abs(left) === 1 ? '' : 's'}`
  if (left === 0) return due_on < today ? `no ${word} ago` : `before the next ${word}`
  return left > 0 ? `in ${days}` : `${days} ago`
}

type Due = Pick<ClockRow, 'rule' | 'opened_on' | 'due_on' | 'school_urn'>
/** What clocks are read with: the calendars and the policies of the authority. */
export type Reckoning = { readonly calendars: Calendars; readonly policies: Policies }

/** How far off a clock's day is, in the days that it is counted in, by the calendar of its school. */
export function awayOf(clock: Due, { calendars, policies }: Reckoning, today: Day): string {
  if (clock.due_on === null) return ''
  const unit = unitOf(countOfClock(clock.rule, clock.opened_on, policies))
  const left =
    unit === 'school_days'
      ? schoolDaysLeft(calendars.schoolOf(clock.school_urn), clock.due_on, today)
      : unit === 'working_days'
        ? workingDaysLeft(calendars, clock.due_on, today)
        : daysBetween(today, clock.due_on)
  return awayText(left, clock.due_on, today, unit)
}

/** How a clock that has ended came out: "Kept on 3 Nov 2026", "Stopped on …: the child is back in education". */
export function endText(clock: ClockRow, today: Day): { text: string; tag: 'green' | 'red' | 'grey' } {
  const { ended_on, due_on, breaches_on, stopped_because, ended_how } = clock
  const on = ended_on === null ? '' : ` on ${formatShortDay(ended_on)}`
  const why = stopped_because === null ? '' : `: ${stopWords[stopped_because]}`
  if (breaches_on === null || due_on === null)
    return ended_how === 'met' ? { text: `Kept${on}`, tag: 'green' } : { text: `Stopped${on}${why}`, tag: 'grey' }
  const status = clockStatusOn(today, { breaches_on, ended_on, ended_how })
  if (status === 'met') return { text: `Kept${on}`, tag: 'green' }
  if (status === 'met_late')
    return { text: `Kept late${on}, ${days(daysBetween(due_on, ended_on ?? today))} after it was due`, tag: 'red' }
  if (status === 'stopped') return { text: `Stopped${on}${why}`, tag: 'grey' }
  if (status === 'breached') return { text: `Not kept by the day; stopped${on}${why}`, tag: 'red' }
  return { text: 'Running', tag: 'grey' }
}
const days = (n: number): string => `${n.toLocaleString('en-GB')} ${n === 1 ? 'day' : 'days'}`
