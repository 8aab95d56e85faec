import { sql } from 'kysely'
import type { Read } from '../../ground/database/door.ts'
import type { Person } from '../../ground/database/identity.ts'
import type { Day, EnquiryFinding, EnquirySide, EnquiryStep, RegisterMark } from '../../rulebook/index.ts'
import type { Ending, ReferredTo, Reply, RiskAnswer, StepOutcome } from './codes.ts'

export interface Trace {
  id: string
  case_id: string
  reference: string
  person_id: string
  sealed: boolean
  known_as: string | null
  school_urn: number | null
  school_name: string | null
  ground: 'h' | 'i' | null
  leave_last_on: Day | null
  began_on: Day
  began_by: string
  finding: Ending | null
  ended_on: Day | null
  ended_by: string | null
  ended_because: string | null
  deleted_on: Day | null
}

const columns = sql`t.id, t.case_id, coalesce(c.reference, '') AS reference, t.person_id, t.sealed, n.known_as, t.school_urn, s.name AS school_name, t.ground,
  t.leave_last_on, t.began_on, b.name AS began_by, t.finding, t.ended_on, e.name AS ended_by, t.ended_because, t.deleted_on`
const joined = sql`trace t JOIN account b ON b.id = t.began_by LEFT JOIN account e ON e.id = t.ended_by LEFT JOIN school s ON s.urn = t.school_urn
  LEFT JOIN council_case c ON c.authority_id = t.authority_id AND c.id = t.case_id
  LEFT JOIN child_summary n ON n.authority_id = t.authority_id AND n.person_id = t.person_id`

/** One trace; undefined when it is not there for this reader. */
export async function traceById(tx: Read, id: string): Promise<Trace | undefined> {
  const { rows } = await sql<Trace>`SELECT ${columns} FROM ${joined} WHERE t.id = ${id}`.execute(tx)
  return rows[0]
}

/** The traces of a case, the one that goes on first, then the newest. */
export async function tracesOfCase(tx: Read, case_id: string): Promise<Trace[]> {
  const { rows } = await sql<Trace>`
    SELECT ${columns} FROM ${joined} WHERE t.case_id = ${case_id} ORDER BY t.ended_on DESC NULLS FIRST, t.id DESC LIMIT 50`.execute(
    tx,
  )
  return rows
}

const most = 200

export interface OpenTrace extends Trace {
  locked: boolean
  last_on: Day | null
  signed: EnquirySide[]
}

/** Enquiries that go on, the longest first, for whoever sees them. */
export async function openTraces(tx: Read): Promise<OpenTrace[]> {
  const { rows } = await sql<OpenTrace>`
    SELECT ${columns},
      EXISTS (SELECT FROM trace_risk r WHERE r.authority_id = t.authority_id AND r.trace_id = t.id AND r.answer <> 'no' AND r.unlocked_on IS NULL) AS locked,
      (SELECT max(x.happened_on) FROM trace_step x WHERE x.authority_id = t.authority_id AND x.trace_id = t.id) AS last_on,
      ARRAY(SELECT DISTINCT g.side FROM trace_signature g WHERE g.authority_id = t.authority_id AND g.trace_id = t.id ORDER BY 1) AS signed
    FROM ${joined} WHERE t.authority_id = (SELECT identity.authority()) AND t.ended_on IS NULL ORDER BY t.began_on, t.id LIMIT ${sql.lit(most)}`.execute(
    tx,
  )
  return rows
}

export interface Risk {
  id: string
  side: EnquirySide
  step: EnquiryStep
  answer: RiskAnswer
  said: string | null
  asked_on: Day
  asked_by: string
  referred_to: ReferredTo | null
  referred_on: Day | null
  referred_by: string | null
  reply: Reply | null
  replied_on: Day | null
  replied_by: string | null
  unlocked_on: Day | null
  unlocked_by: string | null
  /** Whether a step was recorded on this answer. */
  used: boolean
}

export interface Step {
  id: string
  side: EnquirySide
  step: EnquiryStep
  happened_on: Day
  asked: string
  said: string
  outcome: StepOutcome
  settles: boolean
  recorded_by: string
}

export interface Signature {
  side: EnquirySide
  finding: EnquiryFinding
  no_good_cause: boolean
  because: string
  signed_on: Day
  signed_by: string
  /** Whether a step was recorded after it. */
  before_a_step: boolean
}

export interface Visit {
  id: string
  side: EnquirySide
  address: string
  /** Who says that they live there, and since when. */
  told: string
  /** What speaks against it; null where nothing does. */
  disputed: string | null
  because: string | null
  visitors: string
  planned_on: Day
  made_on: Day
  made_by: string
}

/** The sheets for visits of a trace, the newest first. */
export async function visitsOf(tx: Read, trace_id: string): Promise<Visit[]> {
  const { rows } = await sql<Visit>`
    SELECT v.id, v.side, v.address, v.told, v.disputed, v.because, v.visitors, v.planned_on, v.made_on, a.name AS made_by
    FROM trace_visit v JOIN account a ON a.id = v.made_by WHERE v.trace_id = ${trace_id} ORDER BY v.id DESC LIMIT 50`.execute(
    tx,
  )
  return rows
}

/** All that was said in a trace, each kind the newest first. */
export interface Said {
  risks: Risk[]
  steps: Step[]
  signatures: Signature[]
  register: { marks: RegisterMark[]; given_on: Day; given_by: string } | null
}

/** What was said in a trace. Source of each row: whoever recorded it, and on which side. */
export async function saidIn(tx: Read, trace_id: string): Promise<Said> {
  const risks = await sql<Risk>`
    SELECT r.id, r.side, r.step, r.answer, r.said, r.asked_on, a.name AS asked_by, r.referred_to, r.referred_on, f.name AS referred_by, r.reply, r.replied_on,
      p.name AS replied_by, r.unlocked_on, u.name AS unlocked_by,
      EXISTS (SELECT FROM trace_step x WHERE x.authority_id = r.authority_id AND x.risk_id = r.id) AS used
    FROM trace_risk r JOIN account a ON a.id = r.asked_by LEFT JOIN account f ON f.id = r.referred_by LEFT JOIN account p ON p.id = r.replied_by
    LEFT JOIN account u ON u.id = r.unlocked_by WHERE r.trace_id = ${trace_id} ORDER BY r.id DESC LIMIT 500`.execute(tx)
  const steps = await sql<Step>`
    SELECT x.id, x.side, x.step, x.happened_on, x.asked, x.said, x.outcome, x.settles, a.name AS recorded_by
    FROM trace_step x JOIN account a ON a.id = x.recorded_by WHERE x.trace_id = ${trace_id} ORDER BY x.happened_on DESC, x.id DESC LIMIT 500`.execute(
    tx,
  )
  const signatures = await sql<Signature>`
    SELECT g.side, g.finding, g.no_good_cause, g.because, g.signed_on, a.name AS signed_by,
      EXISTS (SELECT FROM trace_step x WHERE x.authority_id = g.authority_id AND x.trace_id = g.trace_id AND x.id > g.id) AS before_a_step
    FROM trace_signature g JOIN account a ON a.id = g.signed_by WHERE g.trace_id = ${trace_id} ORDER BY g.id DESC LIMIT 50`.execute(
    tx,
  )
  const registers = await sql<{ marks: RegisterMark[]; given_on: Day; given_by: string }>`
    SELECT m.marks, m.given_on, a.name AS given_by FROM trace_register m JOIN account a ON a.id = m.given_by
    WHERE m.trace_id = ${trace_id} ORDER BY m.id DESC LIMIT 1`.execute(tx)
  return {
    ...{ risks: risks.rows, steps: steps.rows, signatures: signatures.rows },
    register: registers.rows[0] ?? null,
  }
}

/** A danger that somebody fears and nobody named for it has unlocked: the steps near the family wait for it. */
export const openDangers = ({ risks }: Pick<Said, 'risks'>): Risk[] =>
  risks.filter(risk => risk.answer !== 'no' && risk.unlocked_on === null)

/** What a form about a whole trace was drawn from: how much was said by then. */
export const seenOf = ({ risks, steps, signatures, register }: Said): string =>
  [
    risks.length,
    risks.filter(risk => risk.reply !== null).length,
    risks.filter(risk => risk.unlocked_on !== null).length,
    steps.length,
    signatures.length,
    register?.marks.length ?? 0,
  ].join('.')

/** For which side somebody speaks: whoever acts in a school speaks for it. */
export const sideOf = (person: Person): EnquirySide => (person.scope === 'school' ? 'school' : 'council')

/** Whether a danger is feared about the child of a case that nobody named for it has unlocked. */
export async function dangerOpenOn(tx: Read, case_id: string): Promise<boolean> {
  const { rows } = await sql`
    SELECT FROM trace t JOIN trace_risk r ON r.authority_id = t.authority_id AND r.trace_id = t.id
    WHERE t.case_id = ${case_id} AND t.ended_on IS NULL AND r.answer <> 'no' AND r.unlocked_on IS NULL LIMIT 1`.execute(
    tx,
  )
  return rows.length > 0
}
