import type { AttendanceCategory } from './attendance-codes.ts'
import { academicYear, asDay, covers, type Day, formatAcademicYear, formatDay } from './days.ts'
import type { SchoolWeeks } from './school-weeks.ts'
import type { Sourced } from './sources.ts'

/** A session of one pupil with its one mark. `number` and `week`: of its school day, as `SchoolWeeks` counts them. */
export type MarkedSession = {
  readonly day: Day
  readonly session: 'AM' | 'PM'
  readonly number: number
  readonly week: number
  readonly code: string
  readonly category: AttendanceCategory
}

export type AbsenceFlagRule = 'A1' | 'A6' | 'A6.severe' | 'A8' | 'R3' | 'R4' | 'H2' | '9(1)(i)'

/** `reached_on`: the day of the session with which it was reached; of a share, the last day that was summed. A flag
 * advises; a person decides. */
export type AbsenceFlag = { readonly rule: AbsenceFlagRule; readonly reached_on: Day; readonly because: string }

/** What a rule is asked of: the sessions of a pupil in order, on a day. */
type Asked = { readonly sessions: readonly MarkedSession[]; readonly weeks: SchoolWeeks; readonly on: Day }
type Reached = Omit<AbsenceFlag, 'rule'> | null

type AbsenceRule = Sourced & {
  readonly rule: AbsenceFlagRule
  readonly title: string
  /** Sessions before it are not asked about. Null: since before any day we hold. */
  readonly valid_from: Day | null
  readonly reached: (asked: Asked) => Reached
}

type Sums = { readonly possible: number; readonly absent: number }

/** Whether absence is at least one in `share` of possible sessions; never when none was possible. Exact: no percentage is
 * rounded. Source: D10, D11, A6. */
const atLeastOneIn = (share: number, { possible, absent }: Sums): boolean => possible > 0 && absent * share >= possible

/** 10% or more of possible sessions. Source: D10. */
export const isPersistent = (sums: Sums): boolean => atLeastOneIn(10, sums)
/** 50% or more of possible sessions. Source: D11. */
export const isSevere = (sums: Sums): boolean => atLeastOneIn(2, sums)

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
  (code: string, school_days: number) =>
  ({ sessions, weeks, on }: Asked): Reached => {
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
  (codes: readonly string[], count: number, school_weeks: number) =>
  ({ sessions }: Asked): Reached => {
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
  (counts: (session: MarkedSession) => boolean, school_days: number, what: string) =>
  ({ sessions }: Asked): Reached => {
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
  (codes: readonly string[], school_days: number) =>
  ({ sessions }: Asked): Reached => {
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

const regulations2024 = { valid_from: asDay('2024-08-19') } as const

/** What a register alone shows, in the order in which it is told. Source: §2, §3.1, §3.2, §8. */
export const absenceRules: readonly AbsenceRule[] = [
  {
    ...{ rule: 'A1', title: 'The reason for an absence is overdue', ...regulations2024 },
    ...{
      source: 'SI 2024/208 reg. 10(7) to (9); Working together to improve school attendance, July 2026',
      mark: 'found',
    },
    reached: standing('N', 5),
  },
  {
    ...{ rule: 'A6', title: 'Persistently absent', valid_from: null },
    ...{ source: 'D10: Explore education statistics, glossary', mark: 'found' },
    reached: ofShare(isPersistent),
  },
  {
    ...{ rule: 'A6.severe', title: 'Severely absent', valid_from: null },
    ...{ source: 'D11', mark: 'unverified' },
    reached: ofShare(isSevere),
  },
  {
    ...{ rule: 'A8', title: 'The school must consider a penalty notice', ...regulations2024 },
    ...{ source: 'National framework for penalty notices, as codes of conduct of councils give it', mark: 'found' },
    reached: inRollingWeeks(['G', 'N', 'O', 'U'], 10, 10),
  },
  {
    /*
     * "Fails to attend regularly, or 10 SD or more of unauthorised absence, consecutive or irregular." Whether a pupil
     * fails to attend regularly has no number and is the school's to judge; what is flagged is the second limb. It has no
     * window: the days are summed over the school year, as the returns are, and a session is half a day, so that it is
     * reached with the 20th unauthorised session. That the year bounds the sum is our reading.
     */
    ...{ rule: 'R3', title: 'On the school’s return of absence', ...regulations2024 },
    ...{ source: 'SI 2024/208 reg. 13; Hertfordshire’s guidance; the school year is our reading', mark: 'unsettled' },
    reached: inSchoolYear(({ category }) => category === 'UA', 10, 'of unauthorised absence'),
  },
  {
    ...{ rule: 'R4', title: 'On the school’s return of sickness', ...regulations2024 },
    ...{ source: 'SI 2024/208 reg. 13; Hertfordshire’s guidance', mark: 'found' },
    reached: inSchoolYear(({ code }) => code === 'I', 15, 'of illness'),
  },
  {
    ...{ rule: 'H2', title: 'Education to be arranged in illness', valid_from: asDay('2023-12-01') },
    ...{ source: 'Guidance on health needs, December 2023: an expectation and no deadline', mark: 'found' },
    reached: inSchoolYear(({ code }) => code === 'I', 15, 'of illness'),
  },
  {
    ...{ rule: '9(1)(i)', title: 'Continuously absent: the days and codes of ground 9(1)(i)', ...regulations2024 },
    ...{ source: 'SI 2024/208 reg. 9(1)(i), as explained by Local Government Lawyer', mark: 'found' },
    reached: continuously(['G', 'N', 'O'], 20),
  },
]

/** The flags of a pupil whose sessions are given in order. */
export const absenceFlags = (asked: Asked): AbsenceFlag[] =>
  absenceRules.flatMap(({ rule, valid_from, reached }) => {
    const sessions =
      valid_from === null
        ? asked.sessions
        : asked.sessions.filter(({ day }) => covers({ starts_on: valid_from, ends_on: null }, day))
    const found = reached({ ...asked, sessions })
    return found === null ? [] : [{ rule, ...found }]
  })
