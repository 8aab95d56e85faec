import { type Policies, policyAt } from './book.ts'
import { counted } from './clocks.ts'
import { countedEntry } from './counted-entry.ts'
import type { Day } from './days.ts'
import type { Clock, ClockStatus } from './facts.ts'
import { countFor } from './happening-clocks.ts'
import type { Count } from './rule.ts'

/**
 * How a clock of rule `id` that opened on `opened_on` is counted: as the rule says, or as the authority's policy of that day does.
 * Null where the rule sets no date. The same as the engine counts by.
 */
export const countOfClock = (id: string, opened_on: Day, policies: Policies): Count | null => {
  const policy = policyAt(policies, opened_on)
  if (id === 'level_two') return policy.level_two === null ? null : counted(policy.level_two)
  const entry = countedEntry(id, opened_on)
  return entry === undefined ? null : countFor(entry.rule, policy)
}

type Ended = Pick<Clock, 'breaches_on' | 'ended_on' | 'ended_how'>

/** How a clock stands on a day. What stops a clock that is breached does not undo the breach. */
export const clockStatusOn = (on: Day, { breaches_on, ended_on, ended_how }: Ended): ClockStatus => {
  if (ended_on === null || ended_how === null || on < ended_on) return on < breaches_on ? 'open' : 'breached'
  if (ended_on < breaches_on) return ended_how
  return ended_how === 'met' ? 'met_late' : 'breached'
}
