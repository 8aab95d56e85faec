import { type Day, formatDay, ownerWords } from '../../rulebook/index.ts'
import {
  type ClockRow,
  clocksOfChild,
  clockTitle,
  endText,
  type FlagRow,
  type Foresight,
  flagsOfChild,
} from '../children/index.ts'

interface Standing {
  clocks: readonly ClockRow[]
  flags: readonly FlagRow[]
}

/** What recording a happening does to the clocks and flags of a child, told before it is recorded. */
export const foresight: Foresight<Standing> = {
  read: async (tx, person_id, { today }) => ({
    clocks: await clocksOfChild(tx, person_id, today),
    flags: await flagsOfChild(tx, person_id, today),
  }),
  say: async (before, after, { person }) => {
    const lines = [
      ...clockLines(before.clocks, after.clocks, person.today),
      ...newFlags(before.flags, after.flags).map(flag => `To be looked at: ${flag.because}`),
    ]
    return lines.length > 0 ? lines : ['No clock opens, ends or moves.']
  },
}

const same = (a: ClockRow, b: ClockRow): boolean => a.rule === b.rule && a.opened_on === b.opened_on

/** What differs between two standings of a child's clocks, a sentence each: what opens, ends, runs again, moves or goes. */
function clockLines(before: readonly ClockRow[], after: readonly ClockRow[], today: Day): string[] {
  const left = [...before]
  const take = (fits: (clock: ClockRow) => boolean): ClockRow | undefined => {
    const at = left.findIndex(fits)
    return at < 0 ? undefined : left.splice(at, 1)[0]
  }
  // By what opened it first; then, for a fact that another stands in place of, by rule and day.
  const exact = after.map(clock => [clock, take(was => same(was, clock) && was.opened_by === clock.opened_by)] as const)
  const pairs = exact.map(([clock, was]) => [clock, was ?? take(one => same(one, clock))] as const)
  return [
    ...pairs.flatMap(([clock, was]) => (was === undefined ? opens(clock, today) : changes(was, clock, today))),
    ...left.map(clock => `Takes away: ${nameOf(clock)}.`),
  ]
}

const nameOf = (clock: ClockRow): string => `${clockTitle(clock)} (${clock.rule})`
const ended = (clock: ClockRow, today: Day): string => {
  const { text } = endText(clock, today)
  return `${text.charAt(0).toLowerCase()}${text.slice(1)}`
}
const dueText = ({ due_on, problem }: ClockRow): string =>
  due_on === null ? `no date yet. ${problem ?? ''}`.trim() : `due ${formatDay(due_on)}`
const owed = ({ owed_by }: ClockRow): string => (owed_by === null ? '' : `, owed by ${ownerWords[owed_by]}`)

function opens(clock: ClockRow, today: Day): string[] {
  if (clock.ended_on !== null && clock.ended_on <= today)
    return [`Opens and ends: ${nameOf(clock)}, ${ended(clock, today)}.`]
  const late = clock.due_on !== null && clock.due_on < today ? ' That is past already.' : ''
  return [`Opens: ${nameOf(clock)}, ${dueText(clock)}${owed(clock)}.${late}`]
}

function changes(was: ClockRow, clock: ClockRow, today: Day): string[] {
  if (clock.ended_on !== was.ended_on || clock.ended_how !== was.ended_how) {
    if (clock.ended_on === null) return [`Runs again: ${nameOf(clock)}, ${dueText(clock)}${owed(clock)}.`]
    return [`${clock.ended_how === 'met' ? 'Keeps' : 'Stops'}: ${nameOf(clock)}, ${ended(clock, today)}.`]
  }
  if (clock.due_on !== was.due_on) return [`Moves: ${nameOf(clock)}, now ${dueText(clock)}, before ${dueText(was)}.`]
  return []
}

const newFlags = (before: readonly FlagRow[], after: readonly FlagRow[]): FlagRow[] =>
  after.filter(flag => !before.some(was => was.rule === flag.rule && was.because === flag.because))
