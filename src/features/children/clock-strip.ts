import {
  addDays,
  announcedBy,
  CalendarGap,
  type Count,
  countOfClock,
  type Day,
  type Due,
  derive,
  formatDay,
  formatShortDay,
  type Mark,
  ordinal,
  policyAt,
  unitText,
} from '../../rulebook/index.ts'
import { type ClockRow, isOverdue, runsOn } from './child-clocks.ts'
import { awayOf, endText, type Reckoning, ruleOfClock, unitOf, unitWords } from './clock-words.ts'

/** A clock as `views/_strip.njk` draws it: its date, what it rests on, and every day that was counted or skipped. */
export interface DrawnClock {
  title: string
  /** "Due Tuesday 3 November 2026: the sixth school day" */
  heading: string
  /** "Due Tuesday 3 November 2026, in 3 school days" */
  finding: string
  /** The same where the heading says the day: "In 3 school days", "Overdue: 3 school days ago". */
  away: string
  tone: 'red' | 'amber' | 'green' | 'grey'
  because: string
  law: { title: string; text: string; source: string; mark: Mark } | null
  /** Whose days were counted, as a sentence. */
  counted_by: string
  days: readonly StripDay[]
}

/** A day of the strip, or several that were skipped for one reason. */
export interface StripDay {
  /** Which day of the count; null for what was skipped. */
  number: number | null
  /** "3 Nov", "24 Oct to 25 Oct" */
  on: string
  /** Why it was skipped; empty for what was counted. */
  reason: string
  today: boolean
  due: boolean
}

/** Days ahead within which a clock is amber. */
const soon = 7

/** The clock with its derivation: every day from the first to the due one. */
export function drawClock(clock: ClockRow, reckoning: Reckoning, today: Day): DrawnClock {
  const rule = ruleOfClock(clock)
  const title = rule?.title ?? clock.rule
  const law = rule ? { title, text: rule.text, source: rule.source, mark: rule.mark } : null
  const count = countOfClock(clock.rule, clock.opened_on, reckoning.policies)
  const drawn = { title, because: clock.because, law, counted_by: countedBy(count, clock, reckoning) }
  if (clock.due_on === null) {
    const because = clock.problem ?? clock.because
    return {
      ...drawn,
      heading: 'No date yet',
      finding: 'No date yet',
      away: 'No date yet',
      tone: 'grey',
      because,
      days: [],
    }
  }
  const due = count === null ? null : derived(count, clock, reckoning)
  const running = runsOn(clock, today)
  const away = awayOf(clock, reckoning, today)
  const said = `${running && clock.due_on >= today ? 'Due' : 'Was due'} ${formatDay(clock.due_on)}`
  const ended = running ? null : endText(clock, today)
  return {
    ...drawn,
    heading: `${said}${count === null ? '' : placeOf(count)}`,
    finding: ended ? ended.text : `${said}${away === '' ? '' : `, ${away}`}`,
    away: ended ? ended.text : awayAlone(away, isOverdue(clock, today)),
    tone: ended ? ended.tag : toneOf(clock, clock.due_on, today),
    days: due === null ? [] : stripDays(count, due, clock.opened_on, today),
  }
}

const awayAlone = (away: string, overdue: boolean): string =>
  overdue ? `Overdue: ${away}` : away === '' ? 'Running' : `${away.charAt(0).toUpperCase()}${away.slice(1)}`

const toneOf = (clock: ClockRow, due_on: Day, today: Day): DrawnClock['tone'] =>
  isOverdue(clock, today) ? 'red' : due_on < today ? 'grey' : due_on <= addDays(today, soon) ? 'amber' : 'green'

/** Null where a calendar no longer reaches: the date that was worked out still stands. */
function derived(
  count: Count,
  { opened_on, due_on, school_urn }: ClockRow,
  { calendars, policies }: Reckoning,
): Due | null {
  const known = announcedBy(count, due_on ?? opened_on, policyAt(policies, opened_on)) ?? undefined
  try {
    return derive(count, opened_on, { school: calendars.schoolOf(school_urn, known), working: calendars.working })
  } catch (gap) {
    if (!(gap instanceof CalendarGap)) throw gap
    return null
  }
}

function countedBy(count: Count | null, { school_urn }: ClockRow, { calendars }: Reckoning): string {
  const school = `School days are those of ${calendars.schoolOf(school_urn).name}.`
  if (count === null) return ''
  if (count.by === 'end_of') return count.what === 'term' || count.what === 'half_term' ? school : ''
  const unit = unitOf(count)
  if (count.by !== 'days') return 'Every day counts, in school or not.'
  if (unit === 'school_days') return school
  return unit === 'working_days' ? 'Working days: neither weekends nor bank holidays in England.' : 'Every day counts.'
}

const words = [
  ...['', 'first', 'second', 'third', 'fourth', 'fifth', 'sixth', 'seventh', 'eighth', 'ninth', 'tenth'],
  ...['eleventh', 'twelfth', 'thirteenth', 'fourteenth', 'fifteenth', 'sixteenth', 'seventeenth', 'eighteenth'],
  ...['nineteenth', 'twentieth'],
]

/** ": the sixth school day" */
function placeOf(count: Count): string {
  if (count.by === 'days')
    return count.length === 0
      ? ': the same day'
      : `: the ${words[count.length] ?? ordinal(count.length)} ${unitWords[count.unit]}`
  if (count.by === 'span') return `: ${count.length} ${unitText(count.unit, count.length)} on`
  if (count.by === 'end_of') return `: the end of the ${count.what.replace('_', '-').replace('academic-', 'school ')}`
  return ''
}

/**
 * Every day of a derivation in order, as `views/_strip-days.njk` draws it: the counted ones numbered, the skipped ones together while
 * their reason is the same. Empty for a date of each year and for the end of a term, which count no days.
 */
export function stripDays(
  count: Count | null,
  { counted, skipped, due_on }: Due,
  opened_on: Day,
  today: Day,
): StripDay[] {
  if (count?.by === 'date' || count?.by === 'end_of') return []
  const said = count?.by === 'span' && count.unit === 'years' ? formatShortDay : dayAndMonth
  const numbers = new Map(counted.map((day, at) => [day, at + 1]))
  const reasons = new Map(skipped.map(({ day, reason }) => [day, weekendAsOne(reason)]))
  const runs: { from: Day; to: Day; number: number | null; reason: string }[] = []
  for (const day of [...numbers.keys(), ...reasons.keys()].sort()) {
    const number = numbers.get(day) ?? null
    const reason = reasons.get(day) ?? ''
    const before = runs.at(-1)
    if (before && number === null && before.reason === reason && before.to === addDays(day, -1)) before.to = day
    else runs.push({ from: day, to: day, number, reason })
  }
  if (!runs.some(run => run.from === opened_on))
    runs.unshift({ from: opened_on, to: opened_on, number: null, reason: opened })
  return runs.map(({ from, to, number, reason }) => ({
    ...{ number, reason, today: from <= today && today <= to, due: from === due_on },
    on: from === to ? said(from) : `${said(from)} to ${said(to)}`,
  }))
}

const opened = 'opened'
const weekendAsOne = (reason: string): string => (reason === 'Saturday' || reason === 'Sunday' ? 'weekend' : reason)
/** "3 Nov": the year stands with the due date. */
const dayAndMonth = (day: Day): string => formatShortDay(day).replace(/ \d+$/, '')
