import { type RegisterMark, sessionsOf } from './attendance.ts'
import { isAttending, type MarkedSession, shut } from './attendance-flags.ts'
import { addDays, type Day, formatDay } from './days.ts'
import { lengthOf } from './rule.ts'
import { ruleOn } from './rules.ts'
import type { SchoolWeeks } from './school-weeks.ts'

/** Ground (h) runs from the last day of the leave that was given; ground (i) from no day but the absence itself. Source: §3.2. */
export type EnquiryGround = { readonly ground: 'h'; readonly leave_last_on: Day } | { readonly ground: 'i' }

/** A test that the register must pass, and in a sentence why it does or does not. */
export type RegisterTest = { readonly met: boolean; readonly because: string }

/** A school day that is marked in full: without the sessions for which the school had planned to be shut. */
type WholeDay = readonly MarkedSession[]

const allowedInAbsence: ReadonlySet<string> = new Set(['G', 'N', 'O'])

/** School days from `first` on, in the direction of `step`, as long as both sessions of each are marked and `goesOn` says so. */
const daysFrom = (
  sessions: readonly MarkedSession[],
  first: number,
  step: 1 | -1,
  goesOn: (held: WholeDay) => boolean,
): WholeDay[] => {
  const byDay = Map.groupBy(sessions, ({ number }) => number)
  const days: WholeDay[] = []
  for (let number = first; ; number += step) {
    const ofDay = byDay.get(number)
    const held = ofDay?.filter(({ code }) => code !== shut) ?? []
    if (ofDay?.length !== 2 || !goesOn(held)) return days
    if (held.length > 0) days.push(held)
  }
}

/** Ground (h) names no codes: coming back, illness and what made attendance impossible each contradict it (our reading). */
const contradictsLeave = (session: MarkedSession): boolean =>
  isAttending(session) || session.category === 'NP' || session.code === 'I'

const codesTest = (
  days: readonly WholeDay[],
  contradicts: (session: MarkedSession) => boolean,
  ground: string,
): RegisterTest => {
  const wrong = days.flat().find(contradicts)
  if (wrong !== undefined) {
    const { code, day, session } = wrong
    return {
      met: false,
      because: `${formatDay(day)} (${session}) is coded ${code}, which ground (${ground}) does not allow.`,
    }
  }
  return days.length === 0
    ? { met: false, because: 'No session of the absence is marked in the register.' }
    : { met: true, because: `Each session has a code that ground (${ground}) allows.` }
}

/**
 * What the register of one pupil shows of a deletion on `on`: whether the school days are complete, counted on the school's own calendar and
 * whole days before `on` only, and whether each session has a code that the ground allows. A day that is not marked in full ends the count:
 * it shows no absence. Total. Source: SI 2024/208 reg. 9(1)(h) and (i); §3.3 (1) and (2).
 */
export const registerTests = (
  asked: EnquiryGround,
  marks: readonly RegisterMark[],
  weeks: SchoolWeeks,
  on: Day,
): { days: RegisterTest; codes: RegisterTest } => {
  const rule = ruleOn(`G9.${asked.ground}`, on)
  if (rule === undefined) {
    const not = { met: false, because: `Ground (${asked.ground}) was not in force on ${formatDay(on)}.` }
    return { days: not, codes: not }
  }
  const needed = lengthOf(rule)
  const sessions = sessionsOf(marks, weeks, on).sessions.filter(({ day }) => day < on)
  const days =
    asked.ground === 'i'
      ? daysFrom(sessions, weeks.numberBefore(on), -1, held => !held.some(isAttending))
      : daysFrom(sessions, weeks.numberBefore(addDays(asked.leave_last_on, 1)) + 1, 1, () => true)
  const what = asked.ground === 'i' ? 'on end without a session attended' : 'after the leave are marked'
  return {
    days: {
      met: days.length >= needed,
      because: `${days.length} of ${needed} school days ${what}, to the day before ${formatDay(on)}.`,
    },
    codes:
      asked.ground === 'i'
        ? codesTest(days.slice(0, needed), ({ code }) => !allowedInAbsence.has(code), 'i')
        : codesTest(days, contradictsLeave, 'h'),
  }
}
