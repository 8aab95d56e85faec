import {
  academicYear,
  addDays,
  type CalendarEntry,
  type Day,
  type EntryKind,
  formatAcademicYear,
  monthNames,
  partsOf,
  schoolCalendar,
  weekday,
} from '../../rulebook/index.ts'

/**
 * Days on which a maintained school must meet: 380 sessions, two a day. Source: Education (School Day and School Year)
 * (England) Regulations 1999 (SI 1999/3181) reg. 3.
 */
export const leastSchoolDays = 190

/** What a day of an academic year is; `break`: between terms. */
export type Mark = 'school' | 'weekend' | 'break' | Exclude<EntryKind, 'term'>

export interface Month {
  name: string
  /** From the 1st on. */
  marks: readonly Mark[]
}

/** An academic year day by day, as a calendar has it. */
export interface YearOfDays {
  year: number
  /** August to July. */
  months: readonly Month[]
  school_days: number
  first_on: Day
  last_on: Day
}

export const yearStarts = (year: number): Day => `${year}-08-01` as Day

/** The entries that begin in an academic year. */
export const ofYear = <Entry extends { starts_on: Day }>(entries: readonly Entry[], year: number): Entry[] =>
  entries.filter(entry => academicYear(entry.starts_on) === year)

/** Lays an academic year out; null when the entries hold no term of it. */
export function layOutYear(entries: readonly CalendarEntry[], year: number): YearOfDays | null {
  // Named by their kinds, the entries come back as the reason why a day is no school day.
  const named = entries.map(entry => ({ ...entry, name: entry.kind }))
  const calendar = schoolCalendar({ name: '', entries: named })
  if (!calendar.academic_years.includes(year)) return null
  const months: { name: string; marks: Mark[] }[] = []
  const school: Day[] = []
  for (let day = yearStarts(year); day < yearStarts(year + 1); day = addDays(day, 1)) {
    const { month, day: date } = partsOf(day)
    if (date === 1) months.push({ name: `${monthNames[month - 1] ?? ''} ${partsOf(day).year}`, marks: [] })
    const mark = markOf(day, calendar.whyNotSchool(day))
    if (mark === 'school') school.push(day)
    months.at(-1)?.marks.push(mark)
  }
  const [first_on = yearStarts(year)] = school
  return { year, months, school_days: school.length, first_on, last_on: school.at(-1) ?? first_on }
}

const kinds: ReadonlySet<string> = new Set(['half_term', 'inset', 'closure', 'holiday'])

function markOf(day: Day, reason: string | null): Mark {
  if (reason === null) return 'school'
  if (weekday(day) > 5) return 'weekend'
  if (kinds.has(reason)) return reason as Mark
  return reason === 'half-term' ? 'half_term' : 'break'
}

/** What somebody who keeps a calendar should know of a year: what is missing from it, and what cannot be worked out then. */
export function warningsOf(entries: readonly CalendarEntry[], year: number): string[] {
  const name = formatAcademicYear(year)
  const days = layOutYear(entries, year)
  if (days === null)
    return [`There are no term dates for ${name}: a clock that reaches into it cannot be worked out until they are in.`]
  const warnings: string[] = []
  const terms = ofYear(entries, year).filter(entry => entry.kind === 'term').length
  if (days.school_days < leastSchoolDays) {
    warnings.push(
      `${name} has ${days.school_days} school days, ${leastSchoolDays - days.school_days} fewer than the ${leastSchoolDays} that a maintained school must meet (SI 1999/3181 reg. 3).`,
    )
  }
  if (terms < 3)
    warnings.push(`${name} has only ${terms === 1 ? 'one term' : 'two terms'}: the rest of the year counts as holiday.`)
  if (!ofYear(entries, year).some(entry => entry.kind === 'holiday')) warnings.push(`${name} has no bank holidays.`)
  return warnings
}
