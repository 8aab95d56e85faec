import {
  academicYear,
  academicYearStarts,
  addDays,
  type CalendarEntry,
  type Day,
  type EntryKind,
  monthNames,
  partsOf,
  schoolCalendar,
  weekday,
} from '../../rulebook/index.ts'

/** What a day of an academic year is; `break`: between terms. */
export type Mark = 'school' | 'weekend' | 'break' | Exclude<EntryKind, 'term'>

export interface Month {
  name: string
  /** The weekday of the 1st; 1 is Monday. */
  first_weekday: number
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

/** The entries that begin in an academic year. */
export const ofYear = <Entry extends { starts_on: Day }>(entries: readonly Entry[], year: number): Entry[] =>
  entries.filter(entry => academicYear(entry.starts_on) === year)

/** Lays an academic year out; null when the entries hold no term of it. */
export function layOutYear(entries: readonly CalendarEntry[], year: number): YearOfDays | null {
  // Named by their kinds, the entries come back as the reason why a day is no school day.
  const named = entries.map(entry => ({ ...entry, name: entry.kind }))
  const calendar = schoolCalendar({ name: '', entries: named })
  if (!calendar.academic_years.includes(year)) return null
  const months: { name: string; first_weekday: number; marks: Mark[] }[] = []
  const school: Day[] = []
  for (let day = academicYearStarts(year); day < academicYearStarts(year + 1); day = addDays(day, 1)) {
    const { month, day: date } = partsOf(day)
    if (date === 1)
      months.push({
        name: `${monthNames[month - 1] ?? ''} ${partsOf(day).year}`,
        first_weekday: weekday(day),
        marks: [],
      })
    const mark = markOf(day, calendar.whyNotSchool(day))
    if (mark === 'school') school.push(day)
    months.at(-1)?.marks.push(mark)
  }
  const [first_on = academicYearStarts(year)] = school
  return { year, months, school_days: school.length, first_on, last_on: school.at(-1) ?? first_on }
}

const kinds: ReadonlySet<string> = new Set(['half_term', 'inset', 'closure', 'holiday'])

function markOf(day: Day, reason: string | null): Mark {
  if (reason === null) return 'school'
  if (weekday(day) > 5) return 'weekend'
  if (kinds.has(reason)) return reason as Mark
  return reason === 'half-term' ? 'half_term' : 'break'
}
