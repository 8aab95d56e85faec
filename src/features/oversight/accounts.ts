import { type RawBuilder, type SqlBool, sql } from 'kysely'
import type { Read } from '../../ground/database/door.ts'
import type { Day } from '../../rulebook/index.ts'
import { suspenseAccounts } from '../../rulebook/index.ts'
import type { WaitCode } from './codes.ts'
import { waits } from './codes.ts'
import { type Behind, inState, withState } from './opened.ts'
import { holdsOn } from './queries.ts'

/** A suspense account over a period. Sealed children are in none. */
export interface AccountLine {
  account: string
  opening: number
  came: number
  went: number
  /** opening + came − went, exactly. */
  closing: number
  /** Calendar days that the oldest on the last day has waited, and that half of them have; null of an empty account. */
  oldest: number | null
  median: number | null
  /** How many have waited more than 28 calendar days. */
  over: number
}

/** A child is long in suspense from the day after so many calendar days. Ours. */
export const longAfter = 28

const empty = { opening: 0, came: 0, went: 0, closing: 0, oldest: null, median: null, over: 0 }

/** Every account, in the order in which the rulebook tries them: one reading of the spans that touch the period. */
export async function accountLines(tx: Read, from: Day, on: Day): Promise<AccountLine[]> {
  const closing = sql`(ends_on IS NULL OR ends_on > ${on}::date)`
  const { rows } = await sql<AccountLine>`
    SELECT account, count(*) FILTER (WHERE starts_on < ${from}::date)::integer AS opening,
      count(*) FILTER (WHERE starts_on >= ${from}::date)::integer AS came,
      count(*) FILTER (WHERE NOT ${closing})::integer AS went,
      count(*) FILTER (WHERE ${closing})::integer AS closing,
      max(${on}::date - since) FILTER (WHERE ${closing}) AS oldest,
      percentile_disc(0.5) WITHIN GROUP (ORDER BY ${on}::date - since) FILTER (WHERE ${closing}) AS median,
      count(*) FILTER (WHERE ${closing} AND ${on}::date - since > ${longAfter})::integer AS over
    FROM child_suspense WHERE NOT sealed AND starts_on <= ${on}::date AND (ends_on IS NULL OR ends_on >= ${from}::date)
    GROUP BY account`.execute(tx)
  const found = new Map(rows.map(row => [row.account, row]))
  return suspenseAccounts.map(({ code }) => found.get(code) ?? { ...empty, account: code })
}

/** How many children each account held at the end of each of some days, in their order: summed from what began and what ended. */
export async function accountsAt(tx: Read, days: readonly Day[]): Promise<Map<string, number[]>> {
  const place = (day: RawBuilder<unknown>) =>
    sql`(SELECT min(n) FROM unnest(${[...days]}::date[]) WITH ORDINALITY AS d (upto, n) WHERE d.upto >= ${day})`
  const last = days.at(-1)
  const { rows } = await sql<{ account: string; place: number; change: number }>`
    SELECT account, ${place(sql`day`)}::integer AS place, sum(change)::integer AS change
    FROM (SELECT account, starts_on AS day, count(*) AS change FROM child_suspense WHERE NOT sealed AND starts_on <= ${last}::date GROUP BY 1, 2
      UNION ALL SELECT account, ends_on, -count(*) FROM child_suspense WHERE NOT sealed AND ends_on <= ${last}::date GROUP BY 1, 2) AS changes
    GROUP BY 1, 2`.execute(tx)
  return new Map(
    suspenseAccounts.map(({ code }) => {
      const changes = rows.filter(row => row.account === code)
      return [code, days.map((_, i) => changes.reduce((sum, row) => (row.place <= i + 1 ? sum + row.change : sum), 0))]
    }),
  )
}

/** More than these are not gathered and sorted for a page: the county is walked in the order of names until the page is full. */
const mostToSort = 1500

/** The children of an account on a day, or of all; of those, who has waited for so long. */
export async function heldIn(
  tx: Read,
  on: Day,
  { account, waiting, long: isLong }: { account: string | null; waiting: WaitCode | null; long: boolean },
): Promise<Behind> {
  const wait = waits.find(({ code }) => code === waiting)
  const long = wait
    ? sql`${on}::date - a.since >= ${wait.from} AND ${wait.until === null ? sql`true` : sql`${on}::date - a.since < ${wait.until}`}`
    : sql`true`
  const old = isLong ? sql`${on}::date - a.since > ${longAfter}` : sql`true`
  const held = sql<SqlBool>`NOT a.sealed AND ${account === null ? sql`true` : sql`a.account = ${account}`} AND ${holdsOn('a', on)} AND ${long} AND ${old}`
  const { rows } = await sql<{ n: number }>`
    SELECT count(*)::integer AS n FROM (SELECT FROM child_suspense a WHERE ${held} LIMIT ${sql.lit(mostToSort + 1)}) AS few`.execute(
    tx,
  )
  if ((rows[0]?.n ?? 0) <= mostToSort)
    return withState(sql`SELECT a.authority_id, a.person_id FROM child_suspense a WHERE ${held}`, on)
  return inState(
    on,
    { state: null, school_urn: null },
    sql<SqlBool>`EXISTS (SELECT FROM child_suspense a WHERE a.authority_id = s.authority_id AND a.person_id = s.person_id AND ${held})`,
  )
}

export type AccountWay = 'came' | 'went'

/** One child coming into an account or going out of it. */
export interface AccountMove {
  id: string
  forename: string
  surname: string
  day: Day
  account: string
  /** Where the child came from or went to: another account, else the state. */
  other_account: string | null
  other_state: string | null
  state: string | null
  school_name: string | null
  case_id: string | null
  lead: string | null
}

/** The moves behind a number, the newest first, a page of them. */
export async function accountMoves(
  tx: Read,
  asked: { account: string; way: AccountWay; from: Day; on: Day },
  today: Day,
  edge: { day: Day; id: string } | null,
  limit: number,
): Promise<AccountMove[]> {
  const came = asked.way === 'came'
  const day = sql.ref(came ? 'a.starts_on' : 'a.ends_on')
  const beside = came
    ? (alias: string) => sql`${sql.ref(`${alias}.ends_on`)} = m.day`
    : (alias: string) => sql`${sql.ref(`${alias}.starts_on`)} = m.day`
  const { rows } = await sql<AccountMove>`
    SELECT m.person_id AS id, coalesce(c.forename, '') AS forename, coalesce(c.surname, '') AS surname, m.day, m.account,
      e.account AS other_account, b.state AS other_state, s.state, o.name AS school_name, k.id AS case_id, l.name AS lead
    FROM (SELECT a.authority_id, a.person_id, a.account, ${day} AS day FROM child_suspense a
      WHERE NOT a.sealed AND a.account = ${asked.account} AND ${day} BETWEEN ${asked.from}::date AND ${asked.on}::date
        AND ${edge === null ? sql`true` : sql`(${day}, a.person_id) < (${edge.day}::date, ${edge.id}::uuid)`}
      ORDER BY ${day} DESC, a.person_id DESC LIMIT ${sql.lit(limit)}) AS m
    LEFT JOIN child_suspense e ON e.authority_id = m.authority_id AND e.person_id = m.person_id AND ${beside('e')}
    LEFT JOIN child_state b ON b.authority_id = m.authority_id AND b.person_id = m.person_id AND ${beside('b')}
    LEFT JOIN child_state s ON s.authority_id = m.authority_id AND s.person_id = m.person_id AND ${holdsOn('s', today)}
    LEFT JOIN child_summary c ON c.authority_id = m.authority_id AND c.person_id = m.person_id
    LEFT JOIN school o ON o.urn = coalesce(b.school_urn, s.school_urn)
    LEFT JOIN council_case k ON k.authority_id = m.authority_id AND k.person_id = m.person_id AND k.closed_on IS NULL
    LEFT JOIN account l ON l.id = k.lead_account_id
    ORDER BY m.day DESC, m.person_id DESC`.execute(tx)
  return rows
}
