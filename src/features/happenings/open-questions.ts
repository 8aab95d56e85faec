import type { Read } from '../../ground/database/door.ts'
import { addDays, type Day, formatShortDay, type HappeningKind, happeningKinds } from '../../rulebook/index.ts'
import { type ClockRow, clocksOfChild, ruleOfClock, runsOn } from '../children/index.ts'
import { type HappeningRow, happeningsOf } from './queries.ts'

/** Something that happened and waits for an answer. */
export interface OpenQuestion {
  fact: HappeningRow
  /** The clocks that it opened and that this kind would keep or stop. */
  clocks: readonly ClockRow[]
}

/** Whether a happening of this kind keeps the rule of a clock, or stops the clock. */
const endsClock = (kind: HappeningKind, clock: ClockRow): boolean => {
  const rule = ruleOfClock(clock)
  return rule !== undefined && (rule.met_by.includes(kind) || rule.stopped_by.some(({ by }) => by === kind))
}

/** What happened to a child, still runs a clock, and may be answered by a happening of this kind. */
export async function openQuestions(
  tx: Read,
  person_id: string,
  kind: HappeningKind,
  today: Day,
): Promise<OpenQuestion[]> {
  const clocks = (await clocksOfChild(tx, person_id, today)).filter(
    clock => runsOn(clock, today) && endsClock(kind, clock),
  )
  if (clocks.length === 0) return []
  const facts = (await happeningsOf(tx, person_id)).filter(fact => fact.retracted_at === null)
  return facts.flatMap(fact => {
    const opened = clocks.filter(clock => clock.opened_by === fact.id)
    return opened.length === 0 ? [] : [{ fact, clocks: opened }]
  })
}

/** "The child was suspended: 3 Nov 2026 to 5 Nov 2026, Ashby Brook Primary School" */
export const happeningText = (row: Pick<HappeningRow, 'kind' | 'starts_on' | 'ends_on' | 'school_name'>): string =>
  [`${happeningKinds[row.kind].text}: ${daysText(row)}`, row.school_name].filter(Boolean).join(', ')

/** The days of a happening: one day, or from one to another. */
export function daysText({ kind, starts_on, ends_on }: Pick<HappeningRow, 'kind' | 'starts_on' | 'ends_on'>): string {
  const from = formatShortDay(starts_on)
  if (!happeningKinds[kind].lasts) return from
  return ends_on === null ? `from ${from}` : `${from} to ${formatShortDay(addDays(ends_on, -1))}`
}
