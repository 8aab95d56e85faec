import {
  addDays,
  type Day,
  dayNumber,
  type EntryKind,
  formatAcademicYear,
  formatDay,
  weekday,
  weekdayNames,
} from '../../rulebook/index.ts'
import { kindTexts, overlap, type WrittenEntry } from './entry.ts'
import { layOutYear, ofYear } from './year.ts'

/**
 * Days on which a maintained school must meet: 380 sessions, two a day. Source: Education (School Day and School Year)
 * (England) Regulations 1999 (SI 1999/3181) reg. 3.
 */
export const leastSchoolDays = 190

/** Days between two terms beyond which one is thought missing. Christmas and Easter take about 16, a long one 23. */
const longestBreak = 28

/** Weekdays between two terms below which they are thought to be a slip: a half-term is five. */
const shortestBreak = 5

/**
 * What somebody who keeps a calendar should know of an academic year, most pressing first: what is missing from it, what
 * stands twice, what takes no day away.
 * @param maintained whether the school must meet on 190 days. An academy's year is set by its trust.
 */
export function warningsOf(entries: readonly WrittenEntry[], year: number, maintained = true): string[] {
  const name = formatAcademicYear(year)
  const days = layOutYear(entries, year)
  if (days === null)
    return [`There are no term dates for ${name}: a clock that reaches into it cannot be worked out until they are in.`]
  const own = ofYear(entries, year).sort((a, b) => (a.starts_on < b.starts_on ? -1 : 1))
  const short =
    maintained && days.school_days < leastSchoolDays
      ? [
          `${name} has ${days.school_days} school days, ${leastSchoolDays - days.school_days} fewer than the ${leastSchoolDays} that a maintained school must meet (SI 1999/3181 reg. 3).`,
        ]
      : []
  return [...short, ...holes(own, year), ...overlaps(own), ...edges(own), ...idle(own), ...withoutHolidays(own, year)]
}

const named = ({ kind, name, starts_on }: WrittenEntry): string =>
  name === '' ? `${kindTexts[kind]} of ${formatDay(starts_on)}` : `“${name}”`

const termsOf = (entries: readonly WrittenEntry[]) => entries.filter(({ kind }) => kind === 'term')

/** Where terms are thought missing: before the first, after the last, and between two. */
function holes(entries: readonly WrittenEntry[], year: number): string[] {
  const terms = termsOf(entries)
  const [first, last] = [terms[0], terms.at(-1)]
  const found: string[] = []
  if (first && first.starts_on > `${year}-09-20`)
    found.push(`The first term of the year begins only on ${formatDay(first.starts_on)}: one before it may be missing.`)
  for (const [at, term] of terms.entries()) {
    const next = terms[at + 1]
    if (!next) break
    const [from, until] = [addDays(term.last_on, 1), next.starts_on]
    const days = dayNumber(until) - dayNumber(from)
    const weekdays = weekdaysIn(from, addDays(until, -1))
    const between = `Between ${named(term)}, which ends on ${formatDay(term.last_on)}, and ${named(next)}, which begins on ${formatDay(next.starts_on)},`
    if (days > longestBreak) found.push(`${between} ${days} days are in no term: one may be missing.`)
    else if (weekdays > 0 && weekdays < shortestBreak)
      found.push(
        `${between} ${weekdays === 1 ? '1 weekday is' : `${weekdays} weekdays are`} in no term. If no school meets then, enter a closure inside a term instead.`,
      )
  }
  if (last && last.last_on < `${year + 1}-06-30`)
    found.push(`The last term of the year ends on ${formatDay(last.last_on)}: one after it may be missing.`)
  return found
}

const weekdaysIn = (from: Day, last: Day): number => {
  let count = 0
  for (let day = from; day <= last; day = addDays(day, 1)) if (weekday(day) <= 5) count += 1
  return count
}

/** Two entries of a kind over each other in one calendar: a school's own may lie over the authority's. */
function overlaps(entries: readonly WrittenEntry[]): string[] {
  return entries.flatMap((entry, at) =>
    entries
      .slice(at + 1)
      .filter(other => other.kind === entry.kind && other.school_urn === entry.school_urn && overlap(entry, other))
      .map(
        other =>
          `${named(entry)} and ${named(other)} are both on ${formatDay(other.starts_on)}: change the dates of one of them, or take it off.`,
      ),
  )
}

/** Terms whose first or last day is none on which a school can meet. */
function edges(entries: readonly WrittenEntry[]): string[] {
  const why = (day: Day): string | null => {
    if (weekday(day) > 5) return `a ${weekdayNames[weekday(day) - 1]}`
    const holiday = entries.find(one => one.kind === 'holiday' && one.starts_on <= day && day <= one.last_on)
    return holiday ? `a bank holiday${holiday.name === '' ? '' : ` (${holiday.name})`}` : null
  }
  return termsOf(entries).flatMap(term => {
    const [first, last] = [why(term.starts_on), why(term.last_on)]
    return [
      ...(first
        ? [`${named(term)} begins on ${formatDay(term.starts_on)}, which is ${first}: check its first day.`]
        : []),
      ...(last ? [`${named(term)} ends on ${formatDay(term.last_on)}, which is ${last}: check its last day.`] : []),
    ]
  })
}

/** INSET days, closures and half-terms that take no school day away, because there is none where they lie. */
function idle(entries: readonly WrittenEntry[]): string[] {
  const terms = termsOf(entries)
  const inside = (day: Day, kinds: readonly EntryKind[]) =>
    entries.find(one => kinds.includes(one.kind) && one.starts_on <= day && day <= one.last_on)
  return entries.flatMap(entry => {
    if (entry.kind === 'term' || entry.kind === 'holiday') return []
    if (entry.kind === 'half_term' && liesBetween(entry, terms)) return []
    const days: Day[] = []
    for (let day = entry.starts_on; day <= entry.last_on; day = addDays(day, 1)) if (weekday(day) <= 5) days.push(day)
    const told = entry.name === '' ? named(entry) : `${named(entry)} (${formatDay(entry.starts_on)})`
    if (days.length === 0)
      return [
        `${told} is on a ${weekdayNames[weekday(entry.starts_on) - 1]}: it takes no school day away. Check its date.`,
      ]
    const inTerm = days.filter(day => inside(day, ['term']))
    if (inTerm.length === 0) return [`${told} lies outside every term: it takes no school day away. Check its dates.`]
    if (entry.kind === 'half_term') return []
    if (inTerm.some(day => !inside(day, ['half_term', 'holiday']))) return []
    const over = inside(entry.starts_on, ['half_term', 'holiday'])
    return [`${told} lies inside ${over ? named(over) : 'days off'}: it takes no school day away. Check its date.`]
  })
}

/** A half-term written as what lies between two half-years of a term, where a council has six terms a year. */
const liesBetween = (entry: WrittenEntry, terms: readonly WrittenEntry[]): boolean =>
  terms.some((term, at) => {
    const next = terms[at + 1]
    if (!next || entry.starts_on <= term.last_on || entry.last_on >= next.starts_on) return false
    return dayNumber(next.starts_on) - dayNumber(term.last_on) <= longestBreak
  })

/** Bank holidays are published by calendar years: one without any has none entered. */
function withoutHolidays(entries: readonly WrittenEntry[], year: number): string[] {
  const held = new Set(entries.filter(({ kind }) => kind === 'holiday').map(({ starts_on }) => starts_on.slice(0, 4)))
  const missing = [year, year + 1].filter(one => !held.has(String(one)))
  if (missing.length === 0) return []
  return [`${formatAcademicYear(year)} has no bank holidays${missing.length === 2 ? '' : ` in ${missing[0]}`}.`]
}
