import { type Calendars, type Policies, policyAt } from './book.ts'
import { CalendarGap, type SchoolCalendar } from './calendars.ts'
import { clockStatusOn } from './clock-status.ts'
import { addDays, type Day, formatDay } from './days.ts'
import { dueOn, unitText } from './due.ts'
import type { Clock, ClockEnd, ClockGap } from './facts.ts'
import type { NeedClass } from './needs.ts'
import type { Policy, Within } from './policies.ts'
import type { Count, Rule } from './rule.ts'
import { ruleDuring } from './rules.ts'
import type { Run } from './runs.ts'

export type Clocks = { readonly clocks: readonly Clock[]; readonly gaps: readonly ClockGap[] }

/** A clock before its date is worked out. */
export type Opening = {
  readonly rule: Rule
  readonly count: Count
  readonly opened_on: Day
  readonly opened_by: string | null
  readonly ended_on: Day | null
  readonly ended_by: string | null
  readonly end: ClockEnd | null
  readonly school_urn: number | null
  readonly field_class: NeedClass
  /** What opened it, as a sentence begins: "A pupil’s name was entered in the register". */
  readonly what: string
}

const earlier = (a: Day, b: Day | null): Day => (b === null || a < b ? a : b)

/** School days of the clock before `until`. Where the calendar ends first the count stops there: a clock that is already
 * breached must not vanish because next year's terms are not entered yet. */
const countedBefore = (
  { schoolOf }: Calendars,
  { opened_on, school_urn, count }: Opening,
  until: Day,
): number | null => {
  if (count.by !== 'days' || count.unit !== 'school_days') return null
  const calendar = schoolOf(school_urn)
  const from = count.first === 'day_itself' ? opened_on : addDays(opened_on, 1)
  return calendar.schoolDaysBetween(from, earlier(until, addDays(calendar.coveredUntil(opened_on), 1)))
}

const dueText = (count: Count, due_on: Day): string => {
  const due = formatDay(due_on)
  if (count.by === 'span') return `${count.length} ${unitText(count.unit, count.length)} from then is ${due}.`
  if (count.by === 'days' && count.length > 0) {
    const from = count.first === 'day_itself' ? 'of that' : 'after that'
    const unit = unitText(count.unit, 1)
    return `${unit.charAt(0).toUpperCase()}${unit.slice(1)} ${count.length} ${from} is ${due}.`
  }
  return `Due ${due}.`
}

/**
 * The day by which closures must have been announced to move this clock: null for any day, where the policy has a later closure move a
 * clock that has run out already, or days on which no school meets are counted.
 */
export const announcedBy = (count: Count, due_on: Day, policy: Policy): Day | null =>
  policy.late_closure_moves_breached === false && count.by === 'days' && count.unit === 'school_days' ? due_on : null

/** The last day to keep the rule. Where the policy says so, a closure that was announced after that day does not move it. */
const dueOf = ({ count, opened_on, school_urn }: Opening, { schoolOf, working }: Calendars, policy: Policy): Day => {
  const dueBy = (school: SchoolCalendar) => dueOn(count, opened_on, { school, working })
  if (announcedBy(count, opened_on, policy) === null) return dueBy(schoolOf(school_urn))
  // Each closure known by then may put the day off, and with it come those that were announced until the new one.
  for (let due = dueBy(schoolOf(school_urn, opened_on)); ; ) {
    const later = dueBy(schoolOf(school_urn, due))
    if (later === due) return due
    due = later
  }
}

const clockOf = (opening: Opening, calendars: Calendars, policies: Policies, on: Day): Clock => {
  const { rule, count, opened_on, opened_by, ended_on, ended_by, end, school_urn } = opening
  const policy = policyAt(policies, opened_on)
  const due_on = dueOf(opening, calendars, policy)
  const breaches_on = addDays(due_on, 1)
  const ended_how = end?.how ?? null
  return {
    ...{ rule: rule.id, opened_on, opened_by, due_on, breaches_on, ended_on, ended_by, school_urn },
    ended_how,
    stopped_because: end?.stopped_because ?? null,
    owed_by: rule.owed_by,
    field_class: opening.field_class,
    status: clockStatusOn(on, { breaches_on, ended_on, ended_how }),
    counted_to: countedBefore(calendars, opening, earlier(addDays(on, 1), ended_on)),
    because: `${opening.what} ${formatDay(opened_on)}. ${dueText(count, due_on)}${lateClosures(opening, calendars, due_on, policy)}`,
  }
}

/** Says so where a closure that was announced too late was left out. */
const lateClosures = (
  { count, opened_on, school_urn }: Opening,
  { schoolOf, working }: Calendars,
  due_on: Day,
  policy: Policy,
): string => {
  if (announcedBy(count, due_on, policy) === null) return ''
  const withAll = dueOn(count, opened_on, { school: schoolOf(school_urn), working })
  return withAll === due_on ? '' : ' A closure announced after that day does not move it, by the authority’s policy.'
}

/** The clocks of what has opened by `on`. A missing calendar never throws: it is told in `gaps`, with what to enter. */
export const clocksOfOpenings = (
  openings: readonly Opening[],
  calendars: Calendars,
  policies: Policies,
  on: Day,
): Clocks => {
  const clocks: Clock[] = []
  const gaps: ClockGap[] = []
  for (const opening of openings) {
    if (opening.opened_on > on) continue
    try {
      clocks.push(clockOf(opening, calendars, policies, on))
    } catch (error) {
      if (!(error instanceof CalendarGap)) throw error
      const { rule, opened_on, opened_by, ended_on, school_urn, field_class } = opening
      gaps.push({
        rule: rule.id,
        opened_on,
        opened_by,
        ended_on,
        school_urn,
        field_class,
        owed_by: rule.owed_by,
        problem: error.message,
      })
    }
  }
  return { clocks, gaps }
}

/** A policy's so many complete days, of which the first counts. */
export const counted = ({ days, unit }: Within): Count => ({ by: 'days', unit, length: days, first: 'day_itself' })

/**
 * One level-two clock for each run of days without education: due on the policy's 20th day counting from the first day of the
 * run, and breached from the calendar day after. The days are those of the school on whose roll the child was when the run began, or
 * the authority's for a child on no roll.
 * Source: §12.4 level 2 (unit unsettled: school days by policy).
 */
export const openingsOfRuns = (runs: readonly Run[], policies: Policies): Opening[] =>
  runs.flatMap(({ starts_on, ends_on, end, school_urn }): Opening[] => {
    // A run that began before level two was a rule, and went on under it, counts from its own beginning.
    const rule = ruleDuring('level_two', { starts_on, ends_on })
    const { level_two } = policyAt(policies, starts_on)
    if (!rule || level_two === null) return []
    const opened = {
      opened_on: starts_on,
      opened_by: null,
      ended_on: ends_on,
      ended_by: null,
      end,
      school_urn,
      field_class: 'education' as const,
    }
    return [{ rule, count: counted(level_two), ...opened, what: 'Without education from' }]
  })
