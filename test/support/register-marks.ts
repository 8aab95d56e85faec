/** Makes registers as they would be written on paper: stretches of a code, laid over one another. */
import type { CalendarEntry } from '../../src/rulebook/calendars.ts'
import { asDay, type Day } from '../../src/rulebook/days.ts'
import { meetsOn, nextDay } from './naive-days.ts'
import { marlshireEntries } from './printed-calendar.ts'

export type PrintedMark = { line: number; day: Day; session: 'AM' | 'PM'; code: string }

type Stretch = { code: string; from: string; to: string; sessions: readonly ('AM' | 'PM')[] }

/** A code in both sessions of every school day from one day to another. */
export const all = (code: string, from: string, to = from): Stretch => ({ code, from, to, sessions: ['AM', 'PM'] })
export const mornings = (code: string, from: string, to = from): Stretch => ({ code, from, to, sessions: ['AM'] })
export const afternoons = (code: string, from: string, to = from): Stretch => ({ code, from, to, sessions: ['PM'] })
/** Present: the two marks that say so. */
export const present = (from: string, to: string): readonly Stretch[] => [
  mornings('/', from, to),
  afternoons('\\', from, to),
]

/** The marks of stretches laid over one another, the later over the earlier; an empty code takes a mark away. */
const register = (entries: readonly CalendarEntry[], stretches: readonly Stretch[]): PrintedMark[] => {
  const codes = new Map<string, Omit<PrintedMark, 'line'>>()
  for (const { code, from, to, sessions } of stretches) {
    for (let day = asDay(from); day <= to; day = nextDay(day)) {
      if (meetsOn(entries, day) !== true) continue
      for (const session of sessions) codes.set(`${day} ${session}`, { day, session, code })
    }
  }
  return [...codes.values()].filter(({ code }) => code !== '').map((mark, i) => ({ line: i + 2, ...mark }))
}

export type PrintedRegister = {
  readonly why: string
  readonly entries: readonly CalendarEntry[]
  readonly marks: readonly PrintedMark[]
  readonly on: Day
  readonly sums: { possible: number; attended: number; authorised: number; unauthorised: number }
  readonly flags: readonly string[]
}

type Sums = readonly [possible: number, attended: number, authorised: number, unauthorised: number]

export const counted = (
  why: string,
  on: string,
  stretches: readonly Stretch[],
  [possible, attended, authorised, unauthorised]: Sums,
  flags: string,
  entries = marlshireEntries,
): PrintedRegister => ({
  why,
  entries,
  marks: register(entries, stretches),
  on: asDay(on),
  sums: { possible, attended, authorised, unauthorised },
  flags: flags.split(' ').filter(flag => flag !== ''),
})
