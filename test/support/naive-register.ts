/** The slow and obvious way to read a register: day by day and week by week, with none of the rulebook's arithmetic. */
import type { RegisterMark } from '../../src/rulebook/attendance.ts'
import type { CalendarEntry } from '../../src/rulebook/calendars.ts'
import { asDay, type Day } from '../../src/rulebook/days.ts'
import { meetsOn, nextDay } from './naive-days.ts'

type Register = { entries: readonly CalendarEntry[]; marks: readonly RegisterMark[] }

const codesOn = ({ marks }: Register, day: Day): string[] =>
  marks.filter(mark => mark.day === day).map(({ code }) => code)

const schoolDaysOf = (entries: readonly CalendarEntry[], from: Day, to: Day): Day[] => {
  const days: Day[] = []
  for (let day = from; day <= to; day = nextDay(day)) if (meetsOn(entries, day) === true) days.push(day)
  return days
}

/** Whether some ten school weeks one after another hold ten sessions coded G, N, O or U. */
export const tenInTenWeeks = (register: Register, from: Day, to: Day): boolean => {
  const weeks = new Map<string, Day[]>()
  for (const day of schoolDaysOf(register.entries, from, to)) {
    const date = Temporal.PlainDate.from(day)
    const monday = date.subtract({ days: date.dayOfWeek - 1 }).toString()
    weeks.set(monday, [...(weeks.get(monday) ?? []), day])
  }
  const inWeek = [...weeks.values()].map(
    days => days.flatMap(day => codesOn(register, day)).filter(code => 'GNOU'.includes(code)).length,
  )
  return inWeek.some((_, i) => inWeek.slice(i, i + 10).reduce((sum, n) => sum + n, 0) >= 10)
}

/** Whether both sessions of some twenty school days one after another are coded G, N or O. */
export const twentyDaysAway = (register: Register, from: Day, to: Day): boolean => {
  let run = 0
  for (const day of schoolDaysOf(register.entries, from, to)) {
    const codes = codesOn(register, day)
    run = codes.length === 2 && codes.every(code => 'GNO'.includes(code)) ? run + 1 : 0
    if (run === 20) return true
  }
  return false
}

/** Whether some N has five school days after it that are over on `on`. */
export const reasonOverdue = ({ entries, marks }: Register, on: Day): boolean =>
  marks.some(({ day, code }) => {
    const before = asDay(Temporal.PlainDate.from(on).subtract({ days: 1 }).toString())
    return code === 'N' && schoolDaysOf(entries, nextDay(day), before).length >= 5
  })
