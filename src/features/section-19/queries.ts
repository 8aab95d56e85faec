import { sql } from 'kysely'
import type { Read } from '../../ground/database/door.ts'
import type { Day } from '../../rulebook/index.ts'

export interface Decision {
  id: string
  appeared_on: Day
  decided_on: Day
  decided_by: string
  provides: boolean
  provider: string | null
  weekly_hours: number | null
  starts_on: Day | null
  last_on: Day | null
  because: string
  letter: string
}

/** The decisions of a case, the newest first. */
export async function decisionsOf(tx: Read, case_id: string): Promise<Decision[]> {
  const { rows } = await sql<Decision>`
    SELECT d.id, d.appeared_on, d.decided_on, a.name AS decided_by, d.provides, d.provider, d.weekly_hours::float8 AS weekly_hours, d.starts_on, d.last_on,
      d.because, d.letter
    FROM section_19_decision d JOIN account a ON a.id = d.decided_by WHERE d.case_id = ${case_id} ORDER BY d.made_at DESC, d.id DESC LIMIT 100`.execute(
    tx,
  )
  return rows
}

/** The first day on which it is recorded that the duty appeared and that no decision has answered; null where none is. */
export async function appearedOn(tx: Read, person_id: string): Promise<Day | null> {
  const { rows } = await sql<{ starts_on: Day }>`
    SELECT f.starts_on FROM record r JOIN happening_fact f ON f.authority_id = r.authority_id AND f.record_id = r.id
    WHERE r.authority_id = (SELECT identity.authority()) AND r.person_id = ${person_id} AND f.kind = 'duty_appeared' AND f.retracted_at IS NULL
      AND NOT EXISTS (SELECT FROM record q JOIN happening_fact e ON e.authority_id = q.authority_id AND e.record_id = q.id
        WHERE q.authority_id = r.authority_id AND q.person_id = r.person_id AND e.kind = 'section_19_decided' AND e.retracted_at IS NULL AND e.starts_on >= f.starts_on)
    ORDER BY f.starts_on LIMIT 1`.execute(tx)
  return rows[0]?.starts_on ?? null
}

export interface DecisionRow extends Omit<Decision, 'letter'> {
  case_id: string
  person_id: string
  reference: string
  known_as: string | null
}

const most = 200

/** The newest decisions on section 19, for whoever sees their cases. */
export async function newestDecisions(tx: Read): Promise<DecisionRow[]> {
  const { rows } = await sql<DecisionRow>`
    SELECT d.id, d.case_id, d.person_id, c.reference, n.known_as, d.appeared_on, d.decided_on, a.name AS decided_by, d.provides, d.provider,
      d.weekly_hours::float8 AS weekly_hours, d.starts_on, d.last_on, d.because
    FROM section_19_decision d JOIN council_case c ON c.authority_id = d.authority_id AND c.id = d.case_id JOIN account a ON a.id = d.decided_by
    LEFT JOIN child_summary n ON n.authority_id = d.authority_id AND n.person_id = d.person_id
    WHERE d.authority_id = (SELECT identity.authority()) ORDER BY d.id DESC LIMIT ${sql.lit(most)}`.execute(tx)
  return rows
}
