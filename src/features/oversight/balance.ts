import { type RawBuilder, sql } from 'kysely'
import type { Read, Write } from '../../ground/database/door.ts'
import type { Day } from '../../rulebook/index.ts'
import { holdsOn } from './queries.ts'

/** Both sides as they were counted. Sealed children are counted apart and are in none of the first five figures. */
export interface Balance {
  id: string
  day: Day
  counted_at: Date
  /** Who asked for the count; null for that of every night. */
  asked_by: string | null
  /** Distinct children whom the facts make ours on the day. */
  by_facts: number
  /** Children with a state on the day. */
  by_states: number
  /** The suspense accounts: on one side only. */
  facts_without_state: number
  state_without_facts: number
  /** By how many children the book differs from the states, all states added up. */
  book_apart: number
  sealed_children: number
  sealed_apart: number
}

export type BalanceSide = 'facts_without_state' | 'state_without_facts'

const held = (alias: string, on: Day): RawBuilder<unknown> =>
  sql`${sql.ref(`${alias}.retracted_at`)} IS NULL AND ${holdsOn(alias, on)}`

/**
 * The population by the written rule, from facts alone: a home in the area, a roll of a school in the area, looked after by us or
 * placed here by another council, or a provision or circumstance; none after the day of death. It shares nothing with the engine, which it checks. Source: README.md.
 */
const ours = (on: Day): RawBuilder<unknown> => sql`
  SELECT DISTINCT r.person_id
  FROM (
    SELECT f.authority_id, f.record_id FROM address_fact f WHERE f.in_area AND ${held('f', on)}
    UNION ALL SELECT f.authority_id, f.record_id FROM enrolment_fact f WHERE f.in_area AND ${held('f', on)}
    UNION ALL SELECT f.authority_id, f.record_id FROM provision_fact f WHERE ${held('f', on)}
    UNION ALL SELECT f.authority_id, f.record_id FROM circumstance_fact f WHERE f.kind <> 'died' AND ${held('f', on)}
    UNION ALL SELECT f.authority_id, f.record_id FROM need_fact f WHERE f.kind IN ('looked_after', 'looked_after_by_other') AND ${held('f', on)}
  ) AS said
  JOIN record r ON r.authority_id = said.authority_id AND r.id = said.record_id
  WHERE r.person_id NOT IN (
    SELECT d.person_id FROM circumstance_fact f JOIN record d ON d.authority_id = f.authority_id AND d.id = f.record_id
    WHERE f.kind = 'died' AND f.retracted_at IS NULL AND f.starts_on < ${on}::date)`

/** By how many children the book and the states of a day differ, added up over the states. */
const bookApart = (on: Day): RawBuilder<unknown> => sql`
  SELECT coalesce(sum(abs(coalesce(book.children, 0) - coalesce(states.children, 0))), 0)::integer
  FROM (SELECT state, sum(change) AS children
    FROM (SELECT day, to_state AS state, change FROM ledger_move WHERE NOT sealed
      UNION ALL SELECT day, from_state, -change FROM ledger_move WHERE NOT sealed) AS ends
    WHERE day <= ${on}::date AND state <> 'none' GROUP BY state) AS book
  FULL JOIN (SELECT s.state, count(*) AS children FROM child_state s WHERE NOT s.sealed AND ${holdsOn('s', on)} GROUP BY s.state) AS states
    ON states.state = book.state`

/**
 * Counts both sides in one statement, and the book beside them, and keeps the result with the children who are on one side
 * only. The engine's: an answer from half the children would be a wrong one.
 * @param asked_by the account of who asked; null for the count of every night.
 */
export async function countBalance(tx: Write, on: Day, asked_by: string | null): Promise<Balance> {
  const { rows } = await sql<{ id: string }>`
    WITH facts AS (${ours(on)}),
    states AS (SELECT s.person_id FROM child_state s WHERE ${holdsOn('s', on)}),
    sides AS MATERIALIZED (
      SELECT p.id AS person_id, p.sealed, f.person_id IS NOT NULL AS in_facts, s.person_id IS NOT NULL AS in_states
      FROM facts f FULL JOIN states s ON s.person_id = f.person_id
      JOIN person p ON p.authority_id = identity.authority() AND p.id = coalesce(f.person_id, s.person_id)
    ), made AS (
      INSERT INTO ledger_balance (authority_id, day, asked_by, by_facts, by_states, facts_without_state, state_without_facts, book_apart, sealed_children, sealed_apart)
      SELECT identity.authority(), ${on}::date, ${asked_by}::uuid,
        count(*) FILTER (WHERE NOT sealed AND in_facts), count(*) FILTER (WHERE NOT sealed AND in_states),
        count(*) FILTER (WHERE NOT sealed AND NOT in_states), count(*) FILTER (WHERE NOT sealed AND NOT in_facts),
        (${bookApart(on)}), count(*) FILTER (WHERE sealed AND in_states), count(*) FILTER (WHERE sealed AND in_facts <> in_states)
      FROM sides RETURNING id
    ), kept AS (
      INSERT INTO ledger_balance_child (authority_id, balance_id, person_id, sealed, side)
      SELECT identity.authority(), made.id, person_id, sealed, CASE WHEN in_facts THEN 'facts_without_state' ELSE 'state_without_facts' END
      FROM sides, made WHERE in_facts <> in_states
    )
    SELECT id FROM made`.execute(tx)
  return balances(tx)
    .where('id', '=', rows[0]?.id ?? '')
    .executeTakeFirstOrThrow()
}

const balances = (tx: Read) =>
  tx
    .selectFrom('ledger_balance')
    .select(['id', 'day', 'counted_at', 'asked_by', 'by_facts', 'by_states'])
    .select(['facts_without_state', 'state_without_facts', 'book_apart', 'sealed_children', 'sealed_apart'])

/** The newest counts, the last first. */
export const lastBalances = (tx: Read, most: number): Promise<Balance[]> =>
  balances(tx).orderBy('counted_at', 'desc').orderBy('id', 'desc').limit(most).execute()

/** The children on one side only of a count, within the reader's sight. The figures leave sealed ones out; so does this. */
export const onOneSide = (balance_id: string, side: BalanceSide): RawBuilder<unknown> =>
  sql`SELECT c.authority_id, c.person_id FROM ledger_balance_child c WHERE c.balance_id = ${balance_id}::uuid AND c.side = ${side} AND NOT c.sealed`

/** A child in suspense with whom the case lies and since which count it has stood there, not counting gaps. */
export interface Suspended {
  id: string
  forename: string
  surname: string
  side: BalanceSide
  state: string | null
  because: string | null
  /** The day of the first count that found the child on this side. */
  since: Day
  owner: string | null
}

/** The children in suspense at a count, so many of them, the longest there first. */
export async function suspendedAt(tx: Read, { id, day }: Balance, most: number): Promise<Suspended[]> {
  const { rows } = await sql<Suspended>`
    SELECT c.person_id AS id, coalesce(n.forename, '') AS forename, coalesce(n.surname, '') AS surname, c.side, s.state, s.because, a.name AS owner,
      (SELECT min(b.day) FROM ledger_balance_child e JOIN ledger_balance b ON b.authority_id = e.authority_id AND b.id = e.balance_id
        WHERE e.authority_id = c.authority_id AND e.person_id = c.person_id AND e.side = c.side) AS since
    FROM ledger_balance_child c
    LEFT JOIN child_summary n ON n.authority_id = c.authority_id AND n.person_id = c.person_id
    LEFT JOIN child_state s ON s.authority_id = c.authority_id AND s.person_id = c.person_id AND ${holdsOn('s', day)}
    LEFT JOIN council_case k ON k.authority_id = c.authority_id AND k.person_id = c.person_id AND k.closed_on IS NULL
    LEFT JOIN account a ON a.id = k.lead_account_id
    WHERE c.balance_id = ${id}::uuid AND NOT c.sealed ORDER BY since, c.person_id LIMIT ${sql.lit(most)}`.execute(tx)
  return rows
}
