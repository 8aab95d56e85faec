import { type Day, ruleOn } from '../../rulebook/index.ts'
import { childUrl } from '../children/index.ts'
import { dueText, type MovedClock, shiftText } from './moved-clocks.ts'

/** A line of the list of clocks that a change moves, or moved. */
export interface ClockLine {
  known_as: string
  href: string
  rule: string
  before: string
  after: string
  shift: string
  /** Where the change makes a clock overdue, or no longer so. */
  mark: { text: string; tag: 'red' | 'green' | 'grey' } | null
}

export function clockLine(clock: MovedClock & { known_as: string }, on: Day): ClockLine {
  return {
    known_as: clock.known_as,
    href: childUrl(clock.person_id),
    rule: ruleOn(clock.rule, on)?.title ?? clock.rule,
    before: dueText(clock.due_before, clock.problem_before),
    after: dueText(clock.due_after, clock.problem_after),
    shift: shiftText(clock),
    mark: markOf(clock),
  }
}

function markOf({ was_overdue, is_overdue }: MovedClock): ClockLine['mark'] {
  if (was_overdue && is_overdue) return { text: 'Overdue before and after', tag: 'grey' }
  if (is_overdue) return { text: 'Becomes overdue', tag: 'red' }
  return was_overdue ? { text: 'No longer overdue', tag: 'green' } : null
}
