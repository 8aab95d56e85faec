import { type SqlBool, sql } from 'kysely'
import type { Read } from '../../ground/database/door.ts'
import type { Day } from '../../rulebook/index.ts'
import type { Power } from './codes.ts'

export interface DelegationRow {
  id: string
  power: Power
  account_id: string
  name: string
  starts_on: Day
  /** The first day on which it holds no longer; null while no end is set. */
  ends_on: Day | null
  because: string
  given_by: string
  given_at: Date
  ended_by: string | null
  ended_because: string | null
}

const most = 500

/** Delegations of the authority, the newest first. @param on only those that hold on this day; all when null. */
export async function delegations(tx: Read, on: Day | null): Promise<DelegationRow[]> {
  const holds = sql<SqlBool>`d.starts_on <= ${on}::date AND (d.ends_on IS NULL OR d.ends_on > ${on}::date)`
  const { rows } = await sql<DelegationRow>`
    SELECT d.id, d.power, d.account_id, a.name, d.starts_on, d.ends_on, d.because, g.name AS given_by, d.given_at, e.name AS ended_by, d.ended_because
    FROM delegation d JOIN account a ON a.id = d.account_id JOIN account g ON g.id = d.given_by LEFT JOIN account e ON e.id = d.ended_by
    WHERE ${on === null ? sql<SqlBool>`true` : holds} ORDER BY d.starts_on DESC, d.id DESC LIMIT ${sql.lit(most)}`.execute(
    tx,
  )
  return rows
}

/** The delegation by which somebody signs on a day; null where they have none. */
export async function delegationOf(
  tx: Read,
  account_id: string,
  power: Power,
  on: Day,
): Promise<{ id: string } | null> {
  const { rows } = await sql<{
    id: string
  }>`SELECT id FROM delegation WHERE account_id = ${account_id} AND power = ${power}
    AND starts_on <= ${on}::date AND (ends_on IS NULL OR ends_on > ${on}::date) ORDER BY starts_on, id LIMIT 1`.execute(
    tx,
  )
  return rows[0] ?? null
}

/** The names of those who hold a power on a day, for whoever looks for one of them. */
export async function holdersOf(tx: Read, power: Power, on: Day): Promise<string[]> {
  return [...new Set((await delegations(tx, on)).filter(row => row.power === power).map(row => row.name))].sort()
}
