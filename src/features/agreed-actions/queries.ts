import { sql } from 'kysely'
import type { Read } from '../../ground/database/door.ts'
import type { Day } from '../../rulebook/index.ts'

export interface ActionRow {
  id: string
  case_id: string
  person_id: string
  what: string
  owner_id: string
  owner: string
  due_on: Day
  agreed_on: Day
  agreed_by: string
  outcome: 'done' | 'dropped' | null
  outcome_text: string | null
  ended_on: Day | null
  ended_by: string | null
}

/** The actions of a case: those that wait, first due first, then those that ended, newest first. */
export async function actionsOf(tx: Read, case_id: string): Promise<ActionRow[]> {
  const { rows } = await sql<ActionRow>`
    SELECT x.id, x.case_id, x.person_id, x.what, x.owner_id, o.name AS owner, x.due_on, x.agreed_on, a.name AS agreed_by, x.outcome, x.outcome_text, x.ended_on,
      e.name AS ended_by
    FROM agreed_action x JOIN account o ON o.id = x.owner_id JOIN account a ON a.id = x.agreed_by LEFT JOIN account e ON e.id = x.ended_by
    WHERE x.case_id = ${case_id} ORDER BY x.ended_on DESC NULLS FIRST, x.due_on, x.id LIMIT 200`.execute(tx)
  return rows
}

export interface MyAction {
  id: string
  case_id: string
  person_id: string
  known_as: string | null
  reference: string
  what: string
  due_on: Day
  agreed_by: string
}

/** What waits for somebody on open cases, the first due first. */
export async function actionsFor(tx: Read, account_id: string, limit: number): Promise<MyAction[]> {
  const { rows } = await sql<MyAction>`
    SELECT x.id, x.case_id, x.person_id, n.known_as, c.reference, x.what, x.due_on, a.name AS agreed_by
    FROM agreed_action x JOIN council_case c ON c.authority_id = x.authority_id AND c.id = x.case_id AND c.closed_on IS NULL
    JOIN account a ON a.id = x.agreed_by LEFT JOIN child_summary n ON n.authority_id = x.authority_id AND n.person_id = x.person_id
    WHERE x.authority_id = (SELECT identity.authority()) AND x.owner_id = ${account_id} AND x.ended_on IS NULL
    ORDER BY x.due_on, x.id LIMIT ${sql.lit(limit)}`.execute(tx)
  return rows
}

/** How many wait for somebody, counted up to a number. */
export async function countActionsFor(tx: Read, account_id: string, most: number): Promise<number> {
  return (await actionsFor(tx, account_id, most)).length
}
