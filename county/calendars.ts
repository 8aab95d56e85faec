import { academicYear } from './ages.ts'
import { bankHolidays, easter } from './bank-holidays.ts'
import { fromCivil, iso, isWeekend, onOrAfter, onOrBefore, weekday } from './days.ts'

/** One row of `calendars.csv`. `starts` and `ends` are both included. `calendar` is `authority`, or the URN of a school whose days are added to the authority's. */
export interface CalendarEntry {
  calendar: string
  kind: 'term' | 'half_term' | 'inset' | 'closure' | 'holiday'
  starts: number
  ends: number
  name: string
}

/** 190 days of teaching and five for training. Source: Education (School Day and School Year) (England) Regulations 1999. */
const DAYS_IN_YEAR = 195

/**
 * Terms reach back to the school entry of the oldest child, so that a clock which opened years ago can be counted; they
 * reach forward one year for what is due after the summer.
 */
const YEARS_BACK = 14
const YEARS_FORWARD = 1

export interface SchoolDays {
  entries: readonly CalendarEntry[]
  isSchoolDay(day: number): boolean
  /** The n-th school day before `day`. Throws RangeError when the calendar does not reach so far. */
  before(day: number, n: number): number
  onOrBefore(day: number): number
  onOrAfter(day: number): number
  /** First and last school day of the term of `day`, or of the last term before it; `back` terms earlier. */
  term(day: number, back?: number): { starts: number; ends: number }
}

const autumnStart = (year: number): number => {
  const first = fromCivil(year, 9, 1)
  return onOrAfter(first, weekday(first) === 5 ? 1 : 3)
}

/** The day on which pupils come back in September: the day after the autumn's training day. */
export const firstPupilDay = (year: number): number => autumnStart(year) + 1

function yearEntries(year: number): CalendarEntry[] {
  const entry = (kind: CalendarEntry['kind'], starts: number, ends: number, name: string): CalendarEntry => ({
    calendar: 'authority',
    kind,
    starts,
    ends,
    name,
  })
  const label = `${year}/${String((year + 1) % 100).padStart(2, '0')}`
  const autumn = autumnStart(year)
  const christmas = onOrBefore(fromCivil(year, 12, 21), 5)
  const october = onOrBefore(fromCivil(year, 10, 28), 1)
  // A Monday that is New Year’s Day kept late gives way to the Tuesday.
  const monday = onOrAfter(fromCivil(year + 1, 1, 3), 1)
  const spring = monday === fromCivil(year + 1, 1, 3) ? monday + 1 : monday
  const february = onOrBefore(fromCivil(year + 1, 2, 18), 1)
  const easterBreak = easter(year + 1) - 6
  const summer = easterBreak + 14
  const may = onOrBefore(fromCivil(year + 1, 5, 31), 1)
  const holidays = [...bankHolidays(year), ...bankHolidays(year + 1)]
    .filter(({ day }) => academicYear(day) === year)
    .map(({ day, name }) => entry('holiday', day, day, name))
  const fixed = [
    entry('term', autumn, christmas, `Autumn term ${label}`),
    entry('half_term', october, october + 4, 'Autumn half-term'),
    entry('term', spring, onOrBefore(easterBreak, 5), `Spring term ${label}`),
    entry('half_term', february, february + 4, 'Spring half-term'),
    entry('half_term', may, may + 4, 'Summer half-term'),
    entry('inset', autumn, autumn, 'INSET day'),
    entry('inset', spring, spring, 'INSET day'),
    ...holidays,
  ]
  const inset = new Set([autumn, spring])
  const open = openDays([...fixed, entry('term', summer, summer + 120, '')])
  const teaching = [...open.keys(), ...inset].sort((one, other) => one - other)
  const last = teaching[DAYS_IN_YEAR - 1] ?? summer
  return [...fixed, entry('term', summer, last, `Summer term ${label}`)].sort((one, other) => one.starts - other.starts)
}

/** The days on which schools are open, each with the first day of its term. */
function openDays(entries: readonly CalendarEntry[]): Map<number, number> {
  const shut = new Set<number>()
  for (const { kind, starts, ends } of entries) {
    if (kind !== 'term') for (let day = starts; day <= ends; day += 1) shut.add(day)
  }
  const open = new Map<number, number>()
  for (const { kind, starts, ends } of entries) {
    if (kind !== 'term') continue
    for (let day = starts; day <= ends; day += 1) if (!isWeekend(day) && !shut.has(day)) open.set(day, starts)
  }
  return open
}

/** The authority's calendar around a day. */
export function authorityCalendar(asAt: number): SchoolDays {
  const entries: CalendarEntry[] = []
  const current = academicYear(asAt)
  for (let year = current - YEARS_BACK; year <= current + YEARS_FORWARD; year += 1) entries.push(...yearEntries(year))
  const open = openDays(entries)
  const days = [...open.keys()].sort((one, other) => one - other)
  const indexAfter = (day: number): number => {
    const index = days.findIndex(candidate => candidate >= day)
    return index === -1 ? days.length : index
  }
  const at = (index: number): number => {
    const day = days[index]
    if (day === undefined) throw new RangeError('The county has no calendar for that day')
    return day
  }
  return {
    entries,
    isSchoolDay: day => open.has(day),
    before: (day, n) => at(indexAfter(day) - n),
    onOrBefore: day => at(indexAfter(day + 1) - 1),
    onOrAfter: day => at(indexAfter(day)),
    term: (day, back = 0) => {
      let ends = at(indexAfter(day + 1) - 1)
      let starts = open.get(ends) ?? ends
      for (let n = 0; n < back; n += 1) {
        ends = at(indexAfter(starts) - 1)
        starts = open.get(ends) ?? ends
      }
      const last = days.filter(candidate => open.get(candidate) === starts).at(-1) ?? ends
      return { starts: at(indexAfter(starts)), ends: last }
    },
  }
}

/**
 * Three schools keep days of their own: one trains on a Friday and was shut by a burst pipe, the second trains in the fourth week, the third
 * two days after D, inside the six days of story 15.
 */
export function schoolEntries(asAt: number, urns: readonly number[], calendar: SchoolDays): CalendarEntry[] {
  const [one, other, third] = urns
  const list: CalendarEntry[] = []
  if (third !== undefined) {
    const soon = calendar.onOrAfter(asAt + 2)
    list.push({ calendar: `${third}`, kind: 'inset', starts: soon, ends: soon, name: 'INSET day' })
  }
  for (let back = 0; back < 2; back += 1) {
    const reference = asAt - back * 365
    const { starts } = calendar.term(reference)
    const friday = calendar.onOrAfter(onOrAfter(starts + 14, 5))
    if (one !== undefined)
      list.push({ calendar: `${one}`, kind: 'inset', starts: friday, ends: friday, name: 'INSET day' })
    const monday = calendar.onOrAfter(starts + 21)
    if (other !== undefined)
      list.push({ calendar: `${other}`, kind: 'inset', starts: monday, ends: monday, name: 'INSET day' })
    if (one === undefined || back === 0) continue
    const shut = calendar.onOrAfter(starts + 30)
    list.push({ calendar: `${one}`, kind: 'closure', starts: shut, ends: shut, name: 'Closed: burst pipe' })
  }
  return list
}

export const calendarColumns = ['calendar', 'kind', 'start', 'end', 'name'] as const

export const calendarRow = (entry: CalendarEntry): string[] => [
  entry.calendar,
  entry.kind,
  iso(entry.starts),
  iso(entry.ends),
  entry.name,
]
