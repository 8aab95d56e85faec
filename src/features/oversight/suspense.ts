import { type RawBuilder, sql } from 'kysely'
import type { Read } from '../../ground/database/door.ts'
import type { Day } from '../../rulebook/index.ts'
import { nobody, type WaitCode, waits } from './codes.ts'
import { holdsOn } from './queries.ts'

/** An owner of unexplained children with how many have waited how long. */
export interface SuspenseLine {
  /** The account of the lead officer, or `nobody`. */
  owner: string
  name: string
  waiting: Readonly<Record<WaitCode, number>>
  children: number
}

/**
 * The unexplained children of a day with the first day of the unbroken run and the lead officer of the case open that day. A run
 * may be several spans, cut where the reason's words changed.
 */
const suspended = (on: Day): RawBuilder<unknown> => sql`
  SELECT runs.authority_id, runs.person_id, ${on}::date - runs.since AS days, k.lead_account_id AS owner
  FROM (
    SELECT authority_id, person_id, max(starts_on) FILTER (WHERE ended_before IS DISTINCT FROM starts_on) AS since
    FROM (
      SELECT s.authority_id, s.person_id, s.starts_on,
        lag(s.ends_on) OVER (PARTITION BY s.authority_id, s.person_id ORDER BY s.starts_on) AS ended_before
      FROM child_state s
      JOIN child_state now ON now.authority_id = s.authority_id AND now.person_id = s.person_id
        AND now.state = 'unexplained' AND NOT now.sealed AND ${holdsOn('now', on)}
      WHERE s.state = 'unexplained' AND s.starts_on <= ${on}::date
    ) AS spans GROUP BY authority_id, person_id
  ) AS runs
  LEFT JOIN council_case k ON k.authority_id = runs.authority_id AND k.person_id = runs.person_id
    AND k.opened_on <= ${on}::date AND (k.closed_on IS NULL OR k.closed_on > ${on}::date)`

/** Who has the unexplained children of a day, nobody first, then those with the most. */
export async function suspenseOn(tx: Read, on: Day): Promise<SuspenseLine[]> {
  const { rows } = await sql<{ owner: string | null; name: string | null } & Record<WaitCode, number>>`
    SELECT u.owner, a.name, ${sql.join(waits.map(wait => sql`(count(DISTINCT u.person_id) FILTER (WHERE ${within(wait.code)}))::integer AS ${sql.ref(wait.code)}`))}
    FROM (${suspended(on)}) AS u LEFT JOIN account a ON a.id = u.owner
    GROUP BY u.owner, a.name ORDER BY u.owner IS NOT NULL, count(*) DESC, a.name`.execute(tx)
  return rows.map(({ owner, name, ...waiting }) => ({
    owner: owner ?? nobody,
    name: owner === null ? 'Nobody' : (name ?? 'An officer whose account is gone'),
    waiting,
    children: waits.reduce((sum, { code }) => sum + waiting[code], 0),
  }))
}

/** The unexplained children of one owner, or of one length of waiting, or both. */
export const suspendedFor = (on: Day, owner: string | null, waiting: WaitCode | null): RawBuilder<unknown> => {
  const whose = owner === null ? sql`true` : owner === nobody ? sql`u.owner IS NULL` : sql`u.owner = ${owner}::uuid`
  return sql`SELECT DISTINCT u.authority_id, u.person_id FROM (${suspended(on)}) AS u
    WHERE ${whose} AND ${waiting === null ? sql`true` : within(waiting)}`
}

function within(code: WaitCode): RawBuilder<unknown> {
  const wait = waits.find(one => one.code === code) ?? waits[0]
  return wait.until === null ? sql`u.days >= ${wait.from}` : sql`u.days >= ${wait.from} AND u.days < ${wait.until}`
}
