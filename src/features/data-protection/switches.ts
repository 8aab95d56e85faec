import { sql } from 'kysely'
import type { Read, Write } from '../../ground/database/door.ts'
import type { Person } from '../../ground/database/identity.ts'
import type { SwitchKind } from '../../ground/feature.ts'
import { addDays, type Day } from '../../rulebook/index.ts'

/** What an authority can switch on, as the slices declare it. Told once at the start, by `features.ts`. */
export const switchKinds: SwitchKind[] = []
export const useSwitches = (kinds: readonly SwitchKind[]): void => {
  switchKinds.splice(0, switchKinds.length, ...kinds)
}

/** One period in which a switch is on. */
export interface SwitchPeriod {
  key: string
  starts_on: Day
  ends_on: Day | null
  decided_by: string
  decided_at: Date
  reason: string
}

/** Every period of every switch of the authority, the newest first. */
export async function switchPeriods(tx: Read): Promise<SwitchPeriod[]> {
  const { rows } =
    await sql<SwitchPeriod>`SELECT s.key, s.starts_on, s.ends_on, a.name AS decided_by, s.decided_at, s.reason
    FROM authority_switch s JOIN account a ON a.id = s.decided_by ORDER BY s.starts_on DESC`.execute(tx)
  return rows
}

/** The period that holds on a day or begins after it: what a change is about. */
export const standing = (periods: readonly SwitchPeriod[], key: string, today: Day): SwitchPeriod | undefined =>
  periods.find(one => one.key === key && (one.ends_on === null || one.ends_on > today))

/** The first day on which a switch can be off: a period has at least a day. */
export const firstDayOff = (on: SwitchPeriod, today: Day): Day =>
  on.starts_on < today ? today : addDays(on.starts_on, 1)

export async function switchOn(tx: Write, actor: Person, key: string, starts_on: Day, reason: string): Promise<void> {
  await tx
    .insertInto('authority_switch')
    .values({ authority_id: actor.authority_id, key, starts_on, decided_by: actor.account_id, reason })
    .execute()
}

export async function switchOff(tx: Write, on: SwitchPeriod, ends_on: Day): Promise<void> {
  await sql`UPDATE authority_switch SET ends_on = ${ends_on}::date WHERE key = ${on.key} AND starts_on = ${on.starts_on}`.execute(
    tx,
  )
}
