import { type RawBuilder, type SqlBool, sql } from 'kysely'
import type { Read } from '../../ground/database/door.ts'
import type { Day, StateCode } from '../../rulebook/index.ts'
import { stateCodes } from './codes.ts'

/** Whether a span of the table with this alias holds on a day, in words that keep their index under row-level security. */
export const holdsOn = (alias: string, on: Day): RawBuilder<SqlBool> =>
  sql`${sql.ref(`${alias}.starts_on`)} <= ${on}::date AND (${sql.ref(`${alias}.ends_on`)} IS NULL OR ${sql.ref(`${alias}.ends_on`)} > ${on}::date)`

export interface StateLine {
  state: StateCode
  /** Children at the end of the day before the period. */
  opening: number
  /** What the days on which the state grew added, and what the days on which it shrank took, corrections left out. */
  came: number
  went: number
  /** Children on the last day of the period: opening + came − went. */
  closing: number
}

export interface Sealed {
  children: number
  named_officers: number
}

export interface BalanceSheet {
  from: Day
  on: Day
  lines: readonly StateLine[]
  sealed: Sealed
  sealed_opening: number
  /** Every child of the county on the day, the sealed ones with them. */
  total: number
  opening: number
  unexplained: number
}

/** One day on which a state grew or shrank. */
export interface DayMove {
  day: Day
  change: number
}

/** Every state's children at the end of `on`, with what changed from `from` on. One reading of the book, whatever the day. */
export async function balanceSheet(tx: Read, on: Day, from: Day): Promise<BalanceSheet> {
  const { rows } = await sql<StateLine>`
    SELECT state,
      coalesce(sum(net) FILTER (WHERE day < ${from}::date), 0)::integer AS opening,
      coalesce(sum(net) FILTER (WHERE day >= ${from}::date AND net > 0), 0)::integer AS came,
      coalesce(-sum(net) FILTER (WHERE day >= ${from}::date AND net < 0), 0)::integer AS went,
      sum(net)::integer AS closing
    FROM (SELECT day, state, sum(change) AS net FROM child_movement WHERE day <= ${on}::date AND NOT sealed GROUP BY day, state) AS days
    GROUP BY state`.execute(tx)
  const found = new Map(rows.map(row => [row.state, row]))
  const lines = stateCodes.map(state => found.get(state) ?? { state, opening: 0, came: 0, went: 0, closing: 0 })
  const [sealed, sealedBefore] = await sealedTotals(tx, on, from)
  const sum = (of: (line: StateLine) => number): number => lines.reduce((total, line) => total + of(line), 0)
  return {
    from,
    on,
    lines,
    sealed,
    sealed_opening: sealedBefore.children,
    total: sum(line => line.closing) + sealed.children,
    opening: sum(line => line.opening) + sealedBefore.children,
    unexplained: found.get('unexplained')?.closing ?? 0,
  }
}

/** How many sealed children there are on the day, and were on the day before the period; never which. */
async function sealedTotals(tx: Read, on: Day, from: Day): Promise<[Sealed, Sealed]> {
  const { rows } = await sql<Sealed>`
    SELECT t.children::integer, t.named_officers::integer
    FROM (VALUES (1, ${on}::date), (2, ${from}::date - 1)) AS days (place, day), sealed_totals(day) AS t ORDER BY place`.execute(
    tx,
  )
  const none = { children: 0, named_officers: 0 }
  return [rows[0] ?? none, rows[1] ?? none]
}

/** How many sealed children there are on a day. */
export const sealedOn = async (tx: Read, on: Day): Promise<Sealed> => (await sealedTotals(tx, on, on))[0]

/** The days of a period on which a state grew or shrank, the newest first. */
export async function movesOf(tx: Read, state: StateCode, on: Day, from: Day, most: number): Promise<DayMove[]> {
  const { rows } = await sql<DayMove>`
    SELECT day, sum(change)::integer AS change FROM child_movement
    WHERE state = ${state} AND day BETWEEN ${from}::date AND ${on}::date AND NOT sealed
    GROUP BY day HAVING sum(change) <> 0 ORDER BY day DESC LIMIT ${most}`.execute(tx)
  return rows
}

/** The schools by which a list can be narrowed: those of the authority's area, and one that was asked for. */
export async function schoolsToChoose(
  tx: Read,
  authority_id: string,
  asked: number | null,
): Promise<{ urn: number; name: string }[]> {
  const { rows } = await sql<{ urn: number; name: string }>`
    SELECT urn, name FROM school
    WHERE la_code = (SELECT code FROM authority WHERE id = ${authority_id}) AND status <> 'proposed_to_open' OR urn = ${asked}::integer
    ORDER BY name_key, urn`.execute(tx)
  return rows
}
