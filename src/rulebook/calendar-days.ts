import { numberOf } from './day-numbers.ts'
import { academicYear, type Day, type DayNumber, dayNumber, dayOf, partsOf, weekdayNames, weekdayOf } from './days.ts'

export type EntryKind = 'term' | 'half_term' | 'inset' | 'closure' | 'holiday'

/** A stretch of a school calendar as people write one down: `last_on` is the last day in it. */
export type CalendarEntry = {
  readonly kind: EntryKind
  readonly starts_on: Day
  readonly last_on: Day
  readonly name: string
}

/** What divides a school year: the holidays between terms, and the half-terms. */
export type SchoolBreak = 'half_term' | 'holiday'

/**
 * Every day from the first covered academic year to the last: `reasons[i]` is why day `from + i` is not a school day,
 * or '' if it is one; `breaks[i]` is the break that it lies in, whatever else it is called; `before[i]` is how many school
 * days lie before it.
 */
export type DayTable = {
  readonly from: DayNumber
  readonly years: ReadonlySet<number>
  readonly reasons: readonly string[]
  readonly breaks: readonly (SchoolBreak | null)[]
  readonly before: Int32Array
}

const outside = 'outside term'
const halfTerm = 'half-term'

/** Later kinds are written over earlier ones, so a bank holiday inside a half-term keeps its own name. */
const writtenInOrder: readonly (readonly [kind: EntryKind, unnamed: string])[] = [
  ['half_term', halfTerm],
  ['inset', 'INSET day'],
  ['closure', 'school closed'],
  ['holiday', 'bank holiday'],
]

/** The first day of an academic year. Source: D15. */
export const academicYearStarts = (year: number): DayNumber => numberOf({ year, month: 8, day: 1 })

/** Days. A longer gap is no holiday: terms are missing from the calendar. */
const longestHoliday = 63

/** What the days between two terms are called, from the day on which they begin. */
const gapName = (starts: DayNumber): string => {
  const { month, day } = partsOf(dayOf(starts))
  if (month === 12) return 'Christmas holiday'
  if (month === 7 || month === 8) return 'summer holiday'
  if (month === 4 || (month === 3 && day >= 15)) return 'Easter holiday'
  return month === 10 || month === 2 || month === 5 ? halfTerm : outside
}

const write = <T>(days: T[], from: DayNumber, entry: CalendarEntry, what: (i: number) => T): void => {
  const first = Math.max(dayNumber(entry.starts_on) - from, 0)
  const last = Math.min(dayNumber(entry.last_on) - from, days.length - 1)
  for (let i = first; i <= last; i++) days[i] = what(i)
}

const nameGaps = (reasons: string[], from: DayNumber): void => {
  for (let i = 0; i < reasons.length; ) {
    const term = reasons.indexOf('', i)
    const end = term === -1 ? reasons.length : term
    const isHoliday = end - i <= longestHoliday
    if (end > i) reasons.fill(isHoliday ? gapName((from + i) as DayNumber) : outside, i, end)
    i = end + 1
  }
}

/**
 * Lays the entries out day by day. An academic year is covered if a term begins in it; without any term, none is.
 * Throws RangeError if an entry ends before it starts.
 */
export const layOut = (entries: readonly CalendarEntry[]): DayTable => {
  const backwards = entries.find(entry => entry.last_on < entry.starts_on)
  if (backwards) throw new RangeError(`“${backwards.name}” ends on ${backwards.last_on}, before it starts`)
  const terms = entries.filter(entry => entry.kind === 'term')
  const years = new Set(terms.map(term => academicYear(term.starts_on)))
  const from = academicYearStarts(years.size === 0 ? 0 : Math.min(...years))
  const until = years.size === 0 ? from : academicYearStarts(Math.max(...years) + 1)

  const reasons = new Array<string>(until - from).fill(outside)
  for (const term of terms) write(reasons, from, term, () => '')
  nameGaps(reasons, from)
  const breaks = reasons.map((gap): SchoolBreak | null =>
    gap === '' ? null : gap === halfTerm ? 'half_term' : 'holiday',
  )
  for (const [kind, unnamed] of writtenInOrder) {
    for (const entry of entries) if (entry.kind === kind) write(reasons, from, entry, () => entry.name || unnamed)
  }
  for (const entry of entries) if (entry.kind === 'half_term') write(breaks, from, entry, i => breaks[i] ?? 'half_term')

  const before = new Int32Array(reasons.length + 1)
  let count = 0
  for (let i = 0; i < reasons.length; i++) {
    const day = weekdayOf((from + i) as DayNumber)
    if (day > 5) reasons[i] = weekdayNames[day - 1] ?? ''
    if (reasons[i] === '') count += 1
    before[i + 1] = count
  }
  return { from, years, reasons, breaks, before }
}
