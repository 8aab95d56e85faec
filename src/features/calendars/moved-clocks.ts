import { type Day, dayNumber, formatShortDay } from '../../rulebook/index.ts'

/** A clock as it stands, of whatever rule. Without a day that it is due, `problem` says why. */
export interface ClockRow {
  person_id: string
  sealed: boolean
  rule: string
  field_class: string
  opened_on: Day
  /** The fact that opened it; empty for what follows from states. */
  opened_by: string
  due_on: Day | null
  breaches_on: Day | null
  ended_on: Day | null
  problem: string | null
}

/** A clock that a change of calendars moved. One without a day before began with the change; one without a day after ended. */
export interface MovedClock {
  person_id: string
  sealed: boolean
  rule: string
  field_class: string
  due_before: Day | null
  problem_before: string | null
  due_after: Day | null
  problem_after: string | null
  /** On the day of the change. */
  was_overdue: boolean
  is_overdue: boolean
}

const isOverdue = (clock: ClockRow | undefined, today: Day): boolean =>
  clock !== undefined &&
  clock.breaches_on !== null &&
  clock.breaches_on <= today &&
  (clock.ended_on === null || clock.ended_on > today)

const ofChild = (clock: ClockRow): string => `${clock.person_id}|${clock.rule}|${clock.opened_by}`

/**
 * The clocks that are due on another day, or for which none can be worked out any more, or now can. A clock is found again by the
 * fact and the day that opened it; where the day moved too, the clocks that are left of a child, rule and fact are taken in their order.
 */
export function movedClocks(before: readonly ClockRow[], after: readonly ClockRow[], today: Day): MovedClock[] {
  const then = Map.groupBy(before, ofChild)
  const now = Map.groupBy(after, ofChild)
  return [...new Set([...then.keys(), ...now.keys()])].sort().flatMap(key =>
    pairs(then.get(key) ?? [], now.get(key) ?? [])
      .filter(([a, b]) => a?.due_on !== b?.due_on || a?.problem !== b?.problem)
      .flatMap(([a, b]): MovedClock[] => {
        const either = b ?? a
        if (!either) return []
        const { person_id, sealed, rule, field_class } = either
        return [
          {
            ...{ person_id, sealed, rule, field_class },
            ...{ due_before: a?.due_on ?? null, problem_before: a?.problem ?? null },
            ...{ due_after: b?.due_on ?? null, problem_after: b?.problem ?? null },
            ...{ was_overdue: isOverdue(a, today), is_overdue: isOverdue(b, today) },
          },
        ]
      }),
  )
}

type Pair = readonly [before: ClockRow | undefined, after: ClockRow | undefined]

function pairs(before: readonly ClockRow[], after: readonly ClockRow[]): Pair[] {
  const byOpening = new Map(after.map(clock => [clock.opened_on, clock]))
  const found = before.filter(clock => byOpening.has(clock.opened_on))
  const opened = new Set(found.map(clock => clock.opened_on))
  const inOrder = (clocks: readonly ClockRow[]) =>
    clocks.filter(clock => !opened.has(clock.opened_on)).sort((a, b) => (a.opened_on < b.opened_on ? -1 : 1))
  const [left, added] = [inOrder(before), inOrder(after)]
  return [
    ...found.map((clock): Pair => [clock, byOpening.get(clock.opened_on)]),
    ...Array.from({ length: Math.max(left.length, added.length) }, (_, at): Pair => [left[at], added[at]]),
  ]
}

type Ends = Pick<MovedClock, 'due_before' | 'problem_before' | 'due_after' | 'problem_after'>

/** What a clock's day was and is, in words. */
export const dueText = (due_on: Day | null, problem: string | null): string =>
  due_on === null ? (problem === null ? 'No clock' : 'Cannot be worked out') : formatShortDay(due_on)

/** How far a clock moves: "5 days later". */
export function shiftText({ due_before, due_after, problem_before, problem_after }: Ends): string {
  if (due_before !== null && due_after !== null) {
    const days = dayNumber(due_after) - dayNumber(due_before)
    const many = Math.abs(days)
    return `${many} ${many === 1 ? 'day' : 'days'} ${days < 0 ? 'earlier' : 'later'}`
  }
  if (due_after !== null) return problem_before === null ? 'Begins' : 'Can now be worked out'
  if (due_before !== null) return problem_after === null ? 'Ends' : (problem_after ?? '')
  return problem_after ?? 'Ends'
}

export interface MovedSums {
  moved: number
  later: number
  earlier: number
  /** Overdue on the day of the change, and by the new calendar not. */
  no_longer_overdue: number
  newly_overdue: number
  lost: number
  found: number
}

/** What it comes to, for the figures of a preview. */
export function sumsOf(clocks: readonly MovedClock[]): MovedSums {
  const count = (of: (clock: MovedClock) => boolean) => clocks.filter(of).length
  const both = (of: (before: Day, after: Day) => boolean) =>
    count(({ due_before, due_after }) => due_before !== null && due_after !== null && of(due_before, due_after))
  return {
    moved: clocks.length,
    later: both((before, after) => after > before),
    earlier: both((before, after) => after < before),
    no_longer_overdue: count(({ was_overdue, is_overdue }) => was_overdue && !is_overdue),
    newly_overdue: count(({ was_overdue, is_overdue }) => is_overdue && !was_overdue),
    lost: count(({ due_before, due_after }) => due_before !== null && due_after === null),
    found: count(({ due_before, due_after }) => due_before === null && due_after !== null),
  }
}
