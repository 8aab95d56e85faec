import { type RawBuilder, sql } from 'kysely'
import { joinSets } from '../../ground/database/by-index.ts'
import type { Read, Write } from '../../ground/database/door.ts'
import type { Day } from '../../rulebook/index.ts'
import { groupsApart } from '../children/index.ts'
import { type FaultCode, faultsOn } from './check.ts'
import { bookApart, ours } from './facts-side.ts'
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
  /** Children in two states, in a state without a cause, or with an account where none is due or none where one is. */
  two_states: number
  without_cause: number
  account_apart: number
  /** By how many children the kept registers differ from the facts, all groups added up. */
  groups_apart: number
  sealed_children: number
  sealed_apart: number
}

export type BalanceSide = FaultCode

/**
 * Counts both sides in one statement, and the book beside them, and keeps the result with the children who are on one side
 * only. The engine's: an answer from half the children would be a wrong one.
 * @param asked_by the account of who asked; null for the count of every night.
 */
export async function countBalance(tx: Write, on: Day, asked_by: string | null): Promise<Balance> {
  await joinSets(tx)
  const { rows: days } = await sql<{ today: Day }>`SELECT identity.today() AS today`.execute(tx)
  const groups_apart = await groupsApart(tx, days[0]?.today ?? on)
  const { rows } = await sql<{ id: string }>`
    WITH faults AS MATERIALIZED (SELECT DISTINCT f.person_id, f.side, p.sealed FROM (${faultsOn(on)}) AS f
      JOIN person p ON p.authority_id = identity.authority() AND p.id = f.person_id),
    told AS (SELECT side, count(*) AS children FROM faults WHERE NOT sealed GROUP BY side),
    made AS (
      INSERT INTO ledger_balance (authority_id, day, asked_by, by_facts, by_states, facts_without_state, state_without_facts, two_states, without_cause,
        account_apart, groups_apart, book_apart, sealed_children, sealed_apart)
      SELECT identity.authority(), ${on}::date, ${asked_by}::uuid,
        (SELECT count(*) FROM (${ours(on)}) AS f JOIN person p ON p.authority_id = identity.authority() AND p.id = f.person_id WHERE NOT p.sealed),
        (SELECT count(DISTINCT s.person_id) FROM child_state s WHERE NOT s.sealed AND ${holdsOn('s', on)}),
        ${told('facts_without_state')}, ${told('state_without_facts')}, ${told('two_states')}, ${told('without_cause')}, ${told('account_apart')}, ${groups_apart},
        (${bookApart(on)}), (SELECT count(DISTINCT s.person_id) FROM child_state s WHERE s.sealed AND ${holdsOn('s', on)}),
        (SELECT count(DISTINCT person_id) FROM faults WHERE sealed)
      RETURNING id
    ), kept AS (
      INSERT INTO ledger_balance_child (authority_id, balance_id, person_id, sealed, side)
      SELECT identity.authority(), made.id, person_id, sealed, side FROM faults, made
    )
    SELECT id FROM made`.execute(tx)
  return balances(tx)
    .where('id', '=', rows[0]?.id ?? '')
    .executeTakeFirstOrThrow()
}

/** How many of the faults found are of a kind. */
const told = (side: FaultCode): RawBuilder<unknown> =>
  sql`coalesce((SELECT children FROM told WHERE side = ${side}), 0)`

const balances = (tx: Read) =>
  tx
    .selectFrom('ledger_balance')
    .select(['id', 'day', 'counted_at', 'asked_by', 'by_facts', 'by_states'])
    .select(['facts_without_state', 'state_without_facts', 'book_apart', 'sealed_children', 'sealed_apart'])
    .select(['two_states', 'without_cause', 'account_apart', 'groups_apart'])

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
