import { createHash } from 'node:crypto'
import type { Read } from '../../ground/database/door.ts'
import type { Day, NeedClass, Owner, StopReason } from '../../rulebook/index.ts'

/** A clock as the engine wrote it. `due_on` is null where a calendar does not reach: `problem` then says which. */
export interface ClockRow {
  rule: string
  opened_on: Day
  /** The fact that opened it, or what it follows from; empty for what follows from states. */
  opened_by: string
  due_on: Day | null
  breaches_on: Day | null
  ended_on: Day | null
  ended_by: string | null
  ended_how: 'met' | 'stopped' | null
  stopped_because: StopReason | null
  school_urn: number | null
  owed_by: Owner | null
  field_class: NeedClass
  because: string
  problem: string | null
}

const columns = [
  ...(['rule', 'opened_on', 'opened_by', 'due_on', 'breaches_on', 'ended_on', 'ended_by', 'ended_how'] as const),
  ...(['stopped_because', 'school_urn', 'owed_by', 'field_class', 'because', 'problem'] as const),
]

/** The clocks of a child that have opened by a day and that this reader may know of, the first due first. */
export async function clocksOfChild(tx: Read, person_id: string, on: Day): Promise<ClockRow[]> {
  const rows = await tx
    .selectFrom('child_clock')
    .where('person_id', '=', person_id)
    .where('opened_on', '<=', on)
    .select(columns)
    .orderBy('due_on', order => order.asc().nullsLast())
    .orderBy('rule')
    .orderBy('opened_on')
    .orderBy('opened_by')
    .execute()
  return rows as ClockRow[]
}

type Runs = Pick<ClockRow, 'ended_on'>
export const runsOn = (clock: Runs, on: Day): boolean => clock.ended_on === null || clock.ended_on > on

/** Whether a clock has run out on a day without being kept. What only a parent may do by a day is no duty: time runs out, and nobody is late. */
export const isOverdue = (clock: Runs & Pick<ClockRow, 'due_on' | 'owed_by'>, on: Day): boolean =>
  runsOn(clock, on) && clock.due_on !== null && clock.due_on < on && clock.owed_by !== 'parent'

/** What names a clock of a child in an address: its rule, its first day, and a short mark of what opened it. */
export const clockKey = ({ rule, opened_on, opened_by }: Pick<ClockRow, 'rule' | 'opened_on' | 'opened_by'>): string =>
  opened_by === ''
    ? `${rule}-${opened_on}`
    : `${rule}-${opened_on}-${createHash('sha256').update(opened_by).digest('hex').slice(0, 8)}`

export const clocksUrl = (person_id: string): string => `/children/${person_id}/clocks`
/** The page of one clock: how its day came about. */
export const clockUrl = (person_id: string, clock: Pick<ClockRow, 'rule' | 'opened_on' | 'opened_by'>): string =>
  `${clocksUrl(person_id)}/${clockKey(clock)}`
