import { attendanceCodes } from './attendance-codes.ts'
import {
  type AbsenceFlag,
  absenceFlags,
  isAttending,
  isPersistent,
  isSevere,
  type MarkedSession,
  shut,
} from './attendance-flags.ts'
import { readCode } from './code-set.ts'
import { type Day, formatDay } from './days.ts'
import type { SchoolWeeks } from './school-weeks.ts'

/** A mark of one pupil's register as it was written. `line` names it: no two marks have the same. */
export type RegisterMark = {
  readonly line: number
  readonly day: Day
  readonly session: 'AM' | 'PM'
  readonly code: string
}

/** A mark that was not counted, and why. */
export type MarkProblem = { readonly line: number; readonly reason: string }

/**
 * Sessions of one pupil. `possible` is `attended`, `authorised` and `unauthorised` together; `not_possible`: marks that
 * count nowhere by their class. Every mark is in one of these or in `problems`.
 */
export type Attendance = {
  readonly possible: number
  readonly attended: number
  readonly authorised: number
  readonly unauthorised: number
  readonly not_possible: number
  readonly persistent: boolean
  readonly severe: boolean
  readonly flags: readonly AbsenceFlag[]
  readonly problems: readonly MarkProblem[]
}

type Read = { readonly line: number; readonly session: MarkedSession }

/** The session that a mark tells of; why it tells of none; or null where a planned closure falls on a day without school. */
const readMark = (
  { line, day, session, code }: RegisterMark,
  weeks: SchoolWeeks,
  on: Day,
): Read | MarkProblem | null => {
  if (day > on) return { line, reason: `${formatDay(day)} is after ${formatDay(on)}, the day that is asked about.` }
  const { entry, caution } = readCode(attendanceCodes, code, day)
  if (entry === null) return { line, reason: caution ?? `“${code}” is no code.` }
  const found = weeks.find(day)
  if (found !== undefined) return { line, session: { ...found, session, code: entry.code, category: entry.category } }
  return entry.code === shut ? null : { line, reason: `${formatDay(day)} is no school day: ${weeks.whyNot(day)}.` }
}

const place = ({ session }: Read): number => session.number * 2 + (session.session === 'AM' ? 0 : 1)

/** One mark for each session. Of marks that agree the first is counted; of those that do not, none. */
const settle = (reads: readonly Read[], problems: MarkProblem[]): MarkedSession[] => {
  const sessions: MarkedSession[] = []
  for (const marks of Map.groupBy(reads, place).values()) {
    const [first, ...others] = marks
    if (first === undefined) continue
    const agreed = others.every(({ session }) => session.code === first.session.code)
    if (agreed) sessions.push(first.session)
    for (const { line, session } of agreed ? others : marks) {
      const rest = marks.filter(mark => mark.line !== line).map(mark => `${mark.session.code} on line ${mark.line}`)
      const what = `${formatDay(session.day)} ${session.session} is marked more than once (${rest.join(', ')})`
      problems.push({ line, reason: agreed ? `${what}; it was counted once.` : `${what}, and was not counted.` })
    }
  }
  return sessions
}

const inOrder = (a: MarkedSession, b: MarkedSession): number => a.number - b.number || (a.session < b.session ? -1 : 1)

/** The sessions that the marks of one pupil tell of, in order; how many marks told of a closure on a day without school; and the marks that could not be read. */
export const sessionsOf = (
  marks: readonly RegisterMark[],
  weeks: SchoolWeeks,
  on: Day,
): { sessions: MarkedSession[]; closed: number; problems: MarkProblem[] } => {
  const problems: MarkProblem[] = []
  const reads: Read[] = []
  let closed = 0
  for (const mark of marks.toSorted((a, b) => a.line - b.line)) {
    const read = readMark(mark, weeks, on)
    if (read === null) closed += 1
    else if ('reason' in read) problems.push(read)
    else reads.push(read)
  }
  return { sessions: settle(reads, problems).sort(inOrder), closed, problems }
}

/**
 * What the register of one pupil says on `on`: sums of sessions by the code set in force on the day of each, persistent
 * and severe absence, flags by rule. A mark that cannot be counted is told as a problem: a code that did not stand on its
 * day, a day without school, a session marked twice, a day after `on`. A school day without a mark is not counted, and
 * ends a run of continuous absence. Total; the order of the marks does not matter. Source: A5, A6, D10, D11, D17.
 */
export const attendanceOf = (marks: readonly RegisterMark[], weeks: SchoolWeeks, on: Day): Attendance => {
  const { sessions, closed, problems } = sessionsOf(marks, weeks, on)
  const attended = sessions.filter(isAttending).length
  const authorised = sessions.filter(({ category }) => category === 'AA').length
  const unauthorised = sessions.filter(({ category }) => category === 'UA').length
  const sums = { possible: attended + authorised + unauthorised, absent: authorised + unauthorised }
  return {
    ...{ possible: sums.possible, attended, authorised, unauthorised },
    not_possible: closed + sessions.length - sums.possible,
    persistent: isPersistent(sums),
    severe: isSevere(sums),
    flags: absenceFlags({ sessions, weeks, on }),
    problems: problems.sort((a, b) => a.line - b.line),
  }
}
