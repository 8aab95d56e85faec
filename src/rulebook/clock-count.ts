import { type Policies, policyAt } from './book.ts'
import { counted } from './clocks.ts'
import { countedEntry } from './counted-entry.ts'
import type { Day } from './days.ts'
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
