import { sql } from 'kysely'
import type { Read } from '../../ground/database/door.ts'
import { type Day, daysRunOutOn, type Judgement, type LadderFacts, type LadderLevel } from '../../rulebook/index.ts'
import { type CouncilCase, childOn, outSince } from '../cases/index.ts'
import { reckoningForReading } from '../children/index.ts'
import type { Answer } from './codes.ts'

export interface Step {
  id: string
  level: LadderLevel
  judged: Judgement[]
  summary: string
  proposed_on: Day
  proposed_by: string
  answer: Answer | null
  answer_text: string | null
  answered_on: Day | null
  answered_by: string | null
  withdrawn_on: Day | null
  withdrawn_by: string | null
  withdrawn_because: string | null
}

/** The steps of a case, the newest first. */
export async function stepsOf(tx: Read, case_id: string): Promise<Step[]> {
  const { rows } = await sql<Step>`
    SELECT s.id, s.level, s.judged, s.summary, s.proposed_on, p.name AS proposed_by, s.answer, s.answer_text, s.answered_on, a.name AS answered_by,
      s.withdrawn_on, w.name AS withdrawn_by, s.withdrawn_because
    FROM ladder_step s JOIN account p ON p.id = s.proposed_by LEFT JOIN account a ON a.id = s.answered_by LEFT JOIN account w ON w.id = s.withdrawn_by
    WHERE s.case_id = ${case_id} ORDER BY s.proposed_on DESC, s.id DESC LIMIT 100`.execute(tx)
  return rows
}

/** The step of a case that waits for its meeting. */
export const waiting = (steps: readonly Step[]): Step | undefined =>
  steps.find(step => step.answered_on === null && step.withdrawn_on === null)

/** What bears on the tests of the ladder today. */
export async function ladderFacts(tx: Read, found: CouncilCase, today: Day): Promise<LadderFacts> {
  const { state } = await childOn(tx, found.person_id, today)
  const { since } = await outSince(tx, found.person_id, today)
  const { policies, calendars } = await reckoningForReading(tx)
  return {
    today,
    days_run_out_on: since === null ? null : daysRunOutOn(since, policies, calendars),
    of_compulsory_age: state !== 'under_age' && state !== 'over_age',
    full_time: since === null,
  }
}

export interface WaitingRow {
  id: string
  case_id: string
  person_id: string
  reference: string
  known_as: string | null
  level: LadderLevel
  proposed_on: Day
  proposed_by: string
  lead: string
}

const most = 200

/** The proposals that wait, for whoever sees their cases: the oldest first. */
export async function stepsWaiting(tx: Read): Promise<WaitingRow[]> {
  const { rows } = await sql<WaitingRow>`
    SELECT s.id, s.case_id, s.person_id, c.reference, n.known_as, s.level, s.proposed_on, p.name AS proposed_by, coalesce(o.name, t.name) AS lead
    FROM ladder_step s JOIN council_case c ON c.authority_id = s.authority_id AND c.id = s.case_id
    JOIN account p ON p.id = s.proposed_by JOIN organisation t ON t.authority_id = c.authority_id AND t.id = c.lead_team_id
    LEFT JOIN account o ON o.id = c.lead_account_id LEFT JOIN child_summary n ON n.authority_id = s.authority_id AND n.person_id = s.person_id
    WHERE s.authority_id = (SELECT identity.authority()) AND s.answered_on IS NULL AND s.withdrawn_on IS NULL
    ORDER BY s.level DESC, s.proposed_on, s.id LIMIT ${sql.lit(most)}`.execute(tx)
  return rows
}
