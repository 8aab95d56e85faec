import { type RawBuilder, type SqlBool, sql } from 'kysely'
import type { Read } from '../../ground/database/door.ts'
import type { Day, StateCode } from '../../rulebook/index.ts'
import type { nowhere } from '../children/index.ts'
import { places, stateCodes } from './codes.ts'

/** Whether a span of the table with this alias holds on a day, in words that keep their index under row-level security. */
export const holdsOn = (alias: string, on: Day): RawBuilder<SqlBool> =>
  sql`${sql.ref(`${alias}.starts_on`)} <= ${on}::date AND (${sql.ref(`${alias}.ends_on`)} IS NULL OR ${sql.ref(`${alias}.ends_on`)} > ${on}::date)`

export interface StateLine {
  state: StateCode
  /** Children at the end of the day before the period. */
  opening: number
  /** Moves into the state and out of it in the period, corrections left out: a child who went and came back made two. */
  came: number
  went: number
  /** Children on the last day of the period: opening + came − went. */
  closing: number
}

/** Where a move leads from or to: a state, or nowhere for a child who was not ours before, or is not after. */
export type Place = StateCode | typeof nowhere

/** How many children moved from one place to another in a period. */
export interface Flow {
  from_state: Place
  to_state: Place
  children: number
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
  /** The moves of the period, the most travelled way first. */
  flows: readonly Flow[]
}

/** One day on which children came into a state or went out of it. */
export interface DayMove {
  day: Day
  came: number
  went: number
}

/** Every state's children at the end of `on`, with what changed from `from` on. One reading of the book, whatever the day. */
export async function balanceSheet(tx: Read, on: Day, from: Day): Promise<BalanceSheet> {
  const { rows } = await sql<{ from_state: Place; to_state: Place; before: number; during: number }>`
    SELECT from_state, to_state,
      coalesce(sum(change) FILTER (WHERE day < ${from}::date), 0)::integer AS before,
      coalesce(sum(change) FILTER (WHERE day >= ${from}::date), 0)::integer AS during
    FROM ledger_move WHERE day <= ${on}::date AND NOT sealed GROUP BY from_state, to_state`.execute(tx)
  const added = (which: 'before' | 'during', end: 'from_state' | 'to_state', state: StateCode): number =>
    rows.reduce((total, row) => (row[end] === state ? total + row[which] : total), 0)
  const lines = stateCodes.map(state => {
    const opening = added('before', 'to_state', state) - added('before', 'from_state', state)
    const [came, went] = [added('during', 'to_state', state), added('during', 'from_state', state)]
    return { state, opening, came, went, closing: opening + came - went }
  })
  const flows = rows
    .filter(row => row.during !== 0)
    .map(({ from_state, to_state, during }) => ({ from_state, to_state, children: during }))
    .sort((a, b) => b.children - a.children || place(a) - place(b))
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
    unexplained: lines.find(line => line.state === 'unexplained')?.closing ?? 0,
    flows,
  }
}

/** The order of ways that are travelled alike. */
const place = ({ from_state, to_state }: Flow): number =>
  places.indexOf(from_state) * places.length + places.indexOf(to_state)

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

/** The days of a period on which children came into a state or went out of it, the newest first. */
export async function movesOf(tx: Read, state: StateCode, on: Day, from: Day, most: number): Promise<DayMove[]> {
  const { rows } = await sql<DayMove>`
    SELECT day, coalesce(sum(change) FILTER (WHERE to_state = ${state}), 0)::integer AS came,
      coalesce(sum(change) FILTER (WHERE from_state = ${state}), 0)::integer AS went
    FROM (SELECT day, from_state, to_state, sum(change) AS change FROM ledger_move
      WHERE day BETWEEN ${from}::date AND ${on}::date AND ${state} IN (from_state, to_state) AND NOT sealed
      GROUP BY day, from_state, to_state HAVING sum(change) <> 0) AS moves
    GROUP BY day ORDER BY day DESC LIMIT ${sql.lit(most)}`.execute(tx)
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
