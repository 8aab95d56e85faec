import {
  addDays,
  addMonths,
  CalendarGap,
  type Calendars,
  type Clock,
  countOfClock,
  type Day,
  entriesOfRule,
  type Owner,
  type Policies,
  type Rule,
  ruleOn,
} from '../../rulebook/index.ts'

/** The warnings of a rule that go to somebody beside who owes what it asks. What everyone owes, everyone is warned of. */
export const warningsToOthers = ({ warns, owed_by }: Pick<Rule, 'warns' | 'owed_by'>): Rule['warns'] =>
  warns.filter(({ who }) => who !== owed_by || who === 'everyone')

/** Those whom a rule warns of what they do not owe themselves. */
export const warnedBy = (rule: Rule): readonly Owner[] => warningsToOthers(rule).map(({ who }) => who)

/**
 * The day from which others than who owes it are warned of a clock: so many of its rule's own units before it is due, and not before it
 * opened. Null where the rule warns nobody else. Where a calendar does not tell, the day on which it opened.
 */
export function warnedOn(
  clock: Pick<Clock, 'rule' | 'opened_on' | 'due_on' | 'school_urn'>,
  calendars: Calendars,
  policies: Policies,
): Day | null {
  const { opened_on, due_on, school_urn } = clock
  const rule = ruleOn(clock.rule, opened_on) ?? entriesOfRule(clock.rule)[0]
  const before = rule === undefined ? [] : warningsToOthers(rule).map(warning => warning.before)
  if (rule === undefined || before.length === 0) return null
  const unit = unitOf(rule, clock, policies)
  const days = { school_days: calendars.schoolOf(school_urn).isSchoolDay, working_days: calendars.working.isWorkingDay }
  const on =
    unit === 'school_days' || unit === 'working_days'
      ? daysBefore(due_on, Math.max(...before), days[unit], opened_on)
      : spanBefore(due_on, unit, Math.max(...before))
  return on < opened_on ? opened_on : on
}

type Unit = 'school_days' | 'working_days' | 'calendar_days' | 'weeks' | 'months' | 'years'

/** The unit of a warning, as it is said: that of the count, or days where the count is a date or the end of something. */
function unitOf({ id, unit }: Rule, { opened_on }: Pick<Clock, 'opened_on'>, policies: Policies): Unit {
  const count = countOfClock(id, opened_on, policies)
  if (count?.by === 'days' || count?.by === 'span') return count.unit
  return unit === 'school_days' ? unit : 'calendar_days'
}

/** The last day before `due_on` from which so many such days lie ahead, itself one of them. */
function daysBefore(due_on: Day, number: number, counts: (day: Day) => boolean, opened_on: Day): Day {
  let day = due_on
  try {
    for (let left = number; left > 0 && day > opened_on; ) {
      day = addDays(day, -1)
      if (counts(day)) left -= 1
    }
  } catch (gap) {
    if (!(gap instanceof CalendarGap)) throw gap
    return opened_on
  }
  return day
}

const spanBefore = (due_on: Day, unit: Exclude<Unit, 'school_days' | 'working_days'>, number: number): Day => {
  if (unit === 'calendar_days') return addDays(due_on, -number)
  if (unit === 'weeks') return addDays(due_on, -7 * number)
  return addMonths(due_on, unit === 'months' ? -number : -12 * number)
}
