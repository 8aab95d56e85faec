import { CalendarGap, type SchoolCalendar } from './calendars.ts'
import { asDay, compareDays, type Day, dayNumber, formatDay } from './days.ts'

/** A school day by its place among the school days, and its week by its place among the school weeks. */
export type NumberedDay = { readonly day: Day; readonly number: number; readonly week: number }

/**
 * School days one after another. A school week is any week, Monday to Sunday, with at least one of them (A8).
 * `find`: undefined for a day that is no school day, and `whyNot` says why in a few words. `numberBefore`: the number of
 * the last school day before `day`, 0 if there is none.
 */
export type SchoolWeeks = {
  readonly find: (day: Day) => NumberedDay | undefined
  readonly whyNot: (day: Day) => string
  readonly numberBefore: (day: Day) => number
}

/** Between two academic years of which one is missing lie more school days and weeks than any rule counts. */
const missingYear = { days: 190, weeks: 38 }

const monday = (day: Day): number => Math.floor((dayNumber(day) + 3) / 7)

const number = (runs: readonly (readonly Day[])[], whyNot: (day: Day) => string): SchoolWeeks => {
  const numbered: NumberedDay[] = []
  for (const run of runs) {
    for (const day of run) {
      const last = numbered.at(-1)
      const parted = last !== undefined && day === run[0]
      const sameWeek = last !== undefined && monday(last.day) === monday(day)
      numbered.push({
        day,
        number: (last?.number ?? 0) + 1 + (parted ? missingYear.days : 0),
        week: (last?.week ?? 0) + (parted ? missingYear.weeks : 0) + (sameWeek ? 0 : 1),
      })
    }
  }
  const found = new Map(numbered.map(one => [one.day, one]))
  return {
    find: day => found.get(day),
    whyNot,
    numberBefore: day => numbered.findLast(one => one.day < day)?.number ?? 0,
  }
}

/** The school days of a calendar, over all the academic years that it covers. Nothing is counted across a year that it
 * does not. */
export const weeksOfCalendar = (calendar: SchoolCalendar): SchoolWeeks => {
  const runs: Day[][] = []
  for (const [i, year] of calendar.academic_years.entries()) {
    const days = calendar.derivation(asDay(`${year}-08-01`), asDay(`${year + 1}-07-31`)).counted
    const follows = i > 0 && calendar.academic_years[i - 1] === year - 1
    if (follows) runs.at(-1)?.push(...days)
    else runs.push([...days])
  }
  return number(runs, day => {
    try {
      return calendar.whyNotSchool(day) ?? ''
    } catch (error) {
      if (error instanceof CalendarGap) return `no term dates are held for it in ${calendar.name}`
      throw error
    }
  })
}

/** The school days that are given, as from a register that comes without a calendar. */
export const weeksOfDays = (days: Iterable<Day>): SchoolWeeks =>
  number([[...new Set(days)].sort(compareDays)], day => `no school day is known on ${formatDay(day)}`)
