import { type RawBuilder, sql } from 'kysely'
import type { Read } from '../../ground/database/door.ts'
import type { Day } from '../../rulebook/index.ts'
import { holdsOn } from './queries.ts'

export interface Balance {
  /** Distinct children whom the facts make ours on the day. */
  by_facts: number
  /** Children with a state on the day. */
  by_states: number
  /** The suspense accounts: on one side only. */
  facts_without_state: number
  state_without_facts: number
}

export type BalanceSide = 'facts_without_state' | 'state_without_facts'

const held = (alias: string, on: Day): RawBuilder<unknown> =>
  sql`${sql.ref(`${alias}.retracted_at`)} IS NULL AND NOT ${sql.ref(`${alias}.sealed`)} AND ${holdsOn(alias, on)}`

/**
 * The population by the written rule, from facts alone: a home in the area, a roll of a school in the area, or a provision or
 * circumstance, none after the day of death. It shares nothing with the engine, which it checks. Source: README.md.
 */
const ours = (on: Day): RawBuilder<unknown> => sql`
  SELECT DISTINCT r.authority_id, r.person_id
  FROM (
    SELECT f.authority_id, f.record_id FROM address_fact f WHERE f.in_area AND ${held('f', on)}
    UNION ALL SELECT f.authority_id, f.record_id FROM enrolment_fact f WHERE f.in_area AND ${held('f', on)}
    UNION ALL SELECT f.authority_id, f.record_id FROM provision_fact f WHERE ${held('f', on)}
    UNION ALL SELECT f.authority_id, f.record_id FROM circumstance_fact f WHERE f.kind <> 'died' AND ${held('f', on)}
  ) AS said
  JOIN record r ON r.authority_id = said.authority_id AND r.id = said.record_id
  WHERE (r.authority_id, r.person_id) NOT IN (
    SELECT d.authority_id, d.person_id FROM circumstance_fact f JOIN record d ON d.authority_id = f.authority_id AND d.id = f.record_id
    WHERE f.kind = 'died' AND f.retracted_at IS NULL AND f.starts_on < ${on}::date)`

const bothSides = (on: Day): RawBuilder<unknown> => sql`
  (${ours(on)}) AS f
  FULL JOIN (SELECT authority_id, person_id FROM child_state AS s WHERE NOT s.sealed AND ${holdsOn('s', on)}) AS s
    ON s.authority_id = f.authority_id AND s.person_id = f.person_id`

/** Both sides counted in one statement, of the children within the reader's sight and not sealed. */
export async function balanceOn(tx: Read, on: Day): Promise<Balance> {
  const { rows } = await sql<Balance>`
    SELECT count(f.person_id)::integer AS by_facts, count(s.person_id)::integer AS by_states,
      (count(*) FILTER (WHERE s.person_id IS NULL))::integer AS facts_without_state,
      (count(*) FILTER (WHERE f.person_id IS NULL))::integer AS state_without_facts
    FROM ${bothSides(on)}`.execute(tx)
  return rows[0] ?? { by_facts: 0, by_states: 0, facts_without_state: 0, state_without_facts: 0 }
}

/** The children on one side only. */
export const onOneSide = (on: Day, side: BalanceSide): RawBuilder<unknown> =>
  side === 'facts_without_state'
    ? sql`SELECT f.authority_id, f.person_id FROM ${bothSides(on)} WHERE s.person_id IS NULL`
    : sql`SELECT s.authority_id, s.person_id FROM ${bothSides(on)} WHERE f.person_id IS NULL`
