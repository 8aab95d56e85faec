import { type RawBuilder, type SqlBool, sql } from 'kysely'
import type { Read } from '../../ground/database/door.ts'
import type { Day } from '../../rulebook/index.ts'
import { nobody, type WaitCode, waits } from './codes.ts'
import { type Behind, inState, type Narrowed, withState } from './opened.ts'
import { holdsOn } from './queries.ts'

/** An owner of unexplained children with how many have waited how long. */
export interface SuspenseLine {
  /** The account of the lead officer, or `nobody`. */
  owner: string
  name: string
  waiting: Readonly<Record<WaitCode, number>>
  children: number
}

/** Unexplained days of a child, in words that an index of them answers. Sealed children are in no account. */
const unexplained = (alias: string): RawBuilder<SqlBool> =>
  sql`${sql.ref(`${alias}.state`)} = 'unexplained' AND NOT ${sql.ref(`${alias}.sealed`)}`

/** Whether a case was open on a day with a lead officer, who then has its child. */
const led = (on: Day): RawBuilder<SqlBool> =>
  sql`k.lead_account_id IS NOT NULL AND k.opened_on <= ${on}::date AND (k.closed_on IS NULL OR k.closed_on > ${on}::date)`

/** The span `s` that a child led by a case `k` is unexplained in on the day. */
const suspendedOf = (on: Day): RawBuilder<unknown> => sql`council_case k
  JOIN child_state s ON s.authority_id = k.authority_id AND s.person_id = k.person_id AND ${unexplained('s')} AND ${holdsOn('s', on)}`

/** The first day of the unbroken run that the span `s` stands in: a run may be several spans, cut where the reason's words changed. */
const sinceOfOne = sql`(
  SELECT max(e.starts_on) FILTER (WHERE e.ended_before IS DISTINCT FROM e.starts_on)
  FROM (SELECT e.starts_on, lag(e.ends_on) OVER (ORDER BY e.starts_on) AS ended_before FROM child_state e
    WHERE e.authority_id = s.authority_id AND e.person_id = s.person_id AND ${unexplained('e')} AND e.starts_on <= s.starts_on) AS e)`

/** Every unexplained span up to a day with the end of the one before: few continue one, and only those are looked at again. */
const spans = (on: Day): RawBuilder<unknown> => sql`
  SELECT s.authority_id, s.person_id, s.starts_on, s.ends_on,
    lag(s.ends_on) OVER (PARTITION BY s.authority_id, s.person_id ORDER BY s.starts_on) AS ended_before
  FROM child_state s WHERE ${unexplained('s')} AND s.starts_on <= ${on}::date`
const sinceOfAll = sql`CASE WHEN s.ended_before = s.starts_on THEN ${sinceOfOne} ELSE s.starts_on END`

/** The place among `waits` of who has been unexplained since a day. */
const waitOf = (on: Day, since: RawBuilder<unknown>): RawBuilder<number> =>
  sql`width_bucket(${on}::date - ${since}, ${waits.slice(1).map(({ from }) => from)}::integer[])`

/** Who has the unexplained children of a day, nobody first, then those with the most. */
export async function suspenseOn(tx: Read, on: Day): Promise<SuspenseLine[]> {
  const { rows } = await sql<{ owner: string | null; name: string | null; wait: number; children: number }>`
    SELECT NULL::uuid AS owner, NULL AS name, ${waitOf(on, sinceOfAll)} AS wait, count(*)::integer AS children
    FROM (${spans(on)}) AS s WHERE s.ends_on IS NULL OR s.ends_on > ${on}::date GROUP BY 3
    UNION ALL
    SELECT k.lead_account_id, a.name, ${waitOf(on, sinceOfOne)}, count(*)::integer
    FROM ${suspendedOf(on)} LEFT JOIN account a ON a.id = k.lead_account_id WHERE ${led(on)} GROUP BY 1, 2, 3`.execute(
    tx,
  )
  const everybody = rows.filter(row => row.owner === null)
  const owned = rows.filter(row => row.owner !== null)
  const lines = [...Map.groupBy(owned, row => row.owner ?? nobody)]
    .map(([owner, of]) => line(owner, of[0]?.name ?? goneAccount, wait => childrenOf(of, wait)))
    .sort((a, b) => b.children - a.children || (a.name < b.name ? -1 : 1))
  const unled = line(nobody, 'Nobody', wait => childrenOf(everybody, wait) - childrenOf(owned, wait))
  return unled.children > 0 ? [unled, ...lines] : lines
}

const goneAccount = 'An officer whose account is gone'

const childrenOf = (rows: readonly { wait: number; children: number }[], wait: number): number =>
  rows.reduce((sum, row) => (row.wait === wait ? sum + row.children : sum), 0)

function line(owner: string, name: string, childrenIn: (wait: number) => number): SuspenseLine {
  const [under_10, to_28, to_90, over_90] = [childrenIn(0), childrenIn(1), childrenIn(2), childrenIn(3)]
  const waiting = { under_10, '10_to_28': to_28, '29_to_90': to_90, over_90 }
  return { owner, name, waiting, children: under_10 + to_28 + to_90 + over_90 }
}

/** The officers who lead an unexplained child's case on a day, by name. */
export async function suspenseOwners(tx: Read, on: Day): Promise<{ owner: string; name: string }[]> {
  const { rows } = await sql<{ owner: string; name: string | null }>`
    SELECT DISTINCT k.lead_account_id AS owner, a.name FROM ${suspendedOf(on)} LEFT JOIN account a ON a.id = k.lead_account_id
    WHERE ${led(on)} ORDER BY a.name`.execute(tx)
  return rows.map(({ owner, name }) => ({ owner, name: name ?? goneAccount }))
}

/** More than these are not gathered and sorted for a page: the county is walked in the order of names until the page is full. */
const mostToSort = 1500

/**
 * The unexplained children of one owner, or of one length of waiting, or both.
 * @param most how many are gathered and sorted for a page; the same children stand on it either way.
 */
export async function suspendedFor(
  tx: Read,
  on: Day,
  { owner, waiting }: { owner: string | null; waiting: WaitCode | null },
  narrowed: Narrowed,
  most = mostToSort,
): Promise<Behind> {
  const wait = waits.findIndex(({ code }) => code === waiting)
  const long = (since: RawBuilder<unknown>) => (waiting === null ? sql`true` : sql`${waitOf(on, since)} = ${wait}`)
  if (owner !== null && owner !== nobody) {
    const mine = sql`SELECT s.authority_id, s.person_id FROM ${suspendedOf(on)}
      WHERE k.lead_account_id = ${owner}::uuid AND ${led(on)} AND ${long(sinceOfOne)}`
    return withState(mine, on, narrowed)
  }
  const whose =
    owner === null
      ? sql<SqlBool>`true`
      : sql<SqlBool>`NOT EXISTS (SELECT FROM council_case k WHERE k.authority_id = s.authority_id AND k.person_id = s.person_id AND ${led(on)})`
  const children = (await suspenseOn(tx, on))
    .filter(one => owner === null || one.owner === owner)
    .reduce((sum, one) => sum + (waiting === null ? one.children : one.waiting[waiting]), 0)
  // As a case of true and false: of an equation the planner believes that few fit, and gathers them all to sort them.
  const walked = sql<SqlBool>`${unexplained('s')} AND ${whose} AND CASE WHEN ${long(sinceOfOne)} THEN true ELSE false END`
  if (children > most) return inState(on, narrowed, walked)
  const few = sql`SELECT s.authority_id, s.person_id FROM (${spans(on)}) AS s
    WHERE (s.ends_on IS NULL OR s.ends_on > ${on}::date) AND ${whose} AND ${long(sinceOfAll)}`
  return withState(few, on, narrowed)
}
