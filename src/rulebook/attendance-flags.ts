import type { AttendanceCategory } from './attendance-codes.ts'
import { academicYear, type Day, formatAcademicYear, formatDay } from './days.ts'
import { heldOn, lengthOf, type Rule, thresholdOf } from './rule.ts'
import { entriesOfRule } from './rules.ts'
import type { SchoolWeeks } from './school-weeks.ts'
import { reaches } from './thresholds.ts'

/** A session of one pupil with its one mark. `number` and `week`: of its school day, as `SchoolWeeks` counts them. */
export type MarkedSession = {
  readonly day: Day
  readonly session: 'AM' | 'PM'
  readonly number: number
  readonly week: number
  readonly code: string
  readonly category: AttendanceCategory
}

export type AbsenceFlagRule = 'A1' | 'A6' | 'A6.severe' | 'A8' | 'R3' | 'R4' | 'H2' | 'G9.i'

/** `reached_on`: the day of the session with which it was reached; of a share, the last day that was summed. A flag
 * advises; a person decides. */
export type AbsenceFlag = { readonly rule: AbsenceFlagRule; readonly reached_on: Day; readonly because: string }

/** What a rule is asked of: the sessions of a pupil in order, on a day. */
type Asked = { readonly sessions: readonly MarkedSession[]; readonly weeks: SchoolWeeks; readonly on: Day }
type Reached = Omit<AbsenceFlag, 'rule'> | null

/** What a register shows of a rule: its number, source and days stand in the rulebook, and here how it is read off the marks. */
type AbsenceRule = {
  readonly rule: AbsenceFlagRule
  readonly reached: (asked: Asked, entry: Rule) => Reached
}

type Sums = { readonly possible: number; readonly absent: number }

/** Whether so much absence reaches the threshold of a rule as it stands now; never when no session was possible. */
const sharedBy = (id: AbsenceFlagRule, { possible, absent }: Sums): boolean => {
  const [newest] = entriesOfRule(id)
  return newest !== undefined && reaches(thresholdOf(newest), absent, possible)
}

/** Persistently absent: exact, no percentage is rounded. Source: A6. */
export const isPersistent = (sums: Sums): boolean => sharedBy('A6', sums)
/** Severely absent. Source: A6.severe. */
export const isSevere = (sums: Sums): boolean => sharedBy('A6.severe', sums)

const attending: ReadonlySet<AttendanceCategory> = new Set(['P', 'late', 'AEA'])
const absent: ReadonlySet<AttendanceCategory> = new Set(['AA', 'UA'])
export const isAttending = ({ category }: MarkedSession): boolean => attending.has(category)
export const isAbsent = ({ category }: MarkedSession): boolean => absent.has(category)
export const isPossible = (session: MarkedSession): boolean => isAttending(session) || isAbsent(session)

const ofShare =
  (fits: (sums: Sums) => boolean) =>
  ({ sessions }: Asked): Reached => {
    const sums = { possible: sessions.filter(isPossible).length, absent: sessions.filter(isAbsent).length }
    const last = sessions.findLast(isPossible)
    if (last === undefined || !fits(sums)) return null
    return { reached_on: last.day, because: `Absent for ${sums.absent} of ${sums.possible} possible sessions.` }
  }

const standing =
  (code: string) =>
  ({ sessions, weeks, on }: Asked, entry: Rule): Reached => {
    const school_days = lengthOf(entry)
    const before = weeks.numberBefore(on)
    const overdue = sessions.filter(one => one.code === code && before - one.number >= school_days)
    const [first] = overdue
    if (first === undefined) return null
    const others = overdue.length > 1 ? `, and ${overdue.length - 1} more` : ''
    return {
      reached_on: first.day,
      because: `${code} of ${formatDay(first.day)} (${first.session})${others} stands after ${school_days} school days.`,
    }
  }

const inRollingWeeks =
  (codes: readonly string[], school_weeks: number) =>
  ({ sessions }: Asked, entry: Rule): Reached => {
    const count = lengthOf(entry)
    const coded = sessions.filter(({ code }) => codes.includes(code))
    for (const [i, last] of coded.entries()) {
      const first = coded[i - count + 1]
      if (first !== undefined && last.week - first.week < school_weeks) {
        return {
          reached_on: last.day,
          because: `${count} sessions coded ${codes.join(', ')} from ${formatDay(first.day)} to ${formatDay(last.day)}, within ${school_weeks} school weeks.`,
        }
      }
    }
    return null
  }

const inSchoolYear =
  (counts: (session: MarkedSession) => boolean, what: string) =>
  ({ sessions }: Asked, entry: Rule): Reached => {
    const school_days = lengthOf(entry)
    for (const [year, ofYear] of Map.groupBy(sessions.filter(counts), ({ day }) => academicYear(day))) {
      const last = ofYear[school_days * 2 - 1]
      if (last !== undefined) {
        return {
          reached_on: last.day,
          because: `${ofYear.length / 2} school days ${what} in ${formatAcademicYear(year)}, a session being half a day.`,
        }
      }
    }
    return null
  }

/** The mark of a session that did not take place because the school had planned to be shut. */
export const shut = '#'

const continuously =
  (codes: readonly string[]) =>
  ({ sessions }: Asked, entry: Rule): Reached => {
    const school_days = lengthOf(entry)
    let run: MarkedSession[][] = []
    let previous = Number.NaN
    for (const [number, ofDay] of Map.groupBy(sessions, session => session.number)) {
      const held = ofDay.filter(({ code }) => code !== shut)
      const whole = ofDay.length === 2 && held.every(({ code }) => codes.includes(code))
      if (!whole) run = []
      else {
        if (number !== previous + 1) run = []
        if (held.length > 0) run.push(held)
      }
      previous = number
      const [first, last] = [run[0]?.[0], held.at(-1)]
      if (run.length === school_days && first && last) {
        return {
          reached_on: last.day,
          because: `Every session of ${school_days} school days from ${formatDay(first.day)} to ${formatDay(last.day)} is coded ${codes.join(', ')}.`,
        }
      }
    }
    return null
  }

/** What a register alone shows, in the order in which it is told. Source: §2, §3.1, §3.2, §8. */
export const absenceRules: readonly AbsenceRule[] = [
  { rule: 'A1', reached: standing('N') },
  { rule: 'A6', reached: ofShare(isPersistent) },
  { rule: 'A6.severe', reached: ofShare(isSevere) },
  { rule: 'A8', reached: inRollingWeeks(['G', 'N', 'O', 'U'], 10) },
  {
    /*
     * "Fails to attend regularly, or 10 SD or more of unauthorised absence, consecutive or irregular." Whether a pupil
     * fails to attend regularly has no number and is the school's to judge; what is flagged is the second limb. It has no
     * window: the days are summed over the school year, as the returns are, and a session is half a day, so that it is
     * reached with the 20th unauthorised session. That the year bounds the sum is our reading.
     */
    rule: 'R3',
    reached: inSchoolYear(({ category }) => category === 'UA', 'of unauthorised absence'),
  },
  { rule: 'R4', reached: inSchoolYear(({ code }) => code === 'I', 'of illness') },
  { rule: 'H2', reached: inSchoolYear(({ code }) => code === 'I', 'of illness') },
  { rule: 'G9.i', reached: continuously(['G', 'N', 'O']) },
]

/** The flags of a pupil whose sessions are given in order: of each rule those sessions on whose day an entry of it was in force. */
export const absenceFlags = (asked: Asked): AbsenceFlag[] =>
  absenceRules.flatMap(({ rule, reached }) =>
    entriesOfRule(rule).flatMap(entry => {
      const sessions = asked.sessions.filter(({ day }) => heldOn(entry, day))
      const found = reached({ ...asked, sessions }, entry)
      return found === null ? [] : [{ rule, ...found }]
    }),
  )
