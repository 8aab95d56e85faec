import type { Day } from './days.ts'
import type { Clock, ClockStatus } from './facts.ts'

type Ended = Pick<Clock, 'breaches_on' | 'ended_on' | 'ended_how'>

/** How a clock stands on a day. What stops a clock that is breached does not undo the breach. */
export const clockStatusOn = (on: Day, { breaches_on, ended_on, ended_how }: Ended): ClockStatus => {
  if (ended_on === null || ended_how === null || on < ended_on) return on < breaches_on ? 'open' : 'breached'
  if (ended_on < breaches_on) return ended_how
  return ended_how === 'met' ? 'met_late' : 'breached'
}
