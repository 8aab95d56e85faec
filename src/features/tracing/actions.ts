import { sql } from 'kysely'
import type { Write } from '../../ground/database/door.ts'
import { may, type Person } from '../../ground/database/identity.ts'
import type { FormKeys, FormValues } from '../../ground/web/forms.ts'
import {
  addDays,
  attendanceOf,
  type Day,
  type EnquiryStep,
  enquiryStep,
  formatDay,
  weeksOfCalendar,
} from '../../rulebook/index.ts'
import { CaseRefused, finish } from '../cases/index.ts'
import { delegationOf } from '../delegations/index.ts'
import { askUrl, stepUrl, traceUrl } from './addresses.ts'
import { beginOnTrace, tellCase } from './begin.ts'
import { referredTo, replies, riskAnswers, textOf } from './codes.ts'
import { readMarks, type referForm, type replyForm, type riskForm, type stepForm } from './forms.ts'
import { openDangers, type Risk, type Said, sideOf, type Trace } from './queries.ts'
import { calendarOf } from './standing.ts'

/** An answer that no danger is feared holds for one step, recorded within so many days of it. Our own measure. */
const holdsForDays = 3

const council = (person: Person): boolean => sideOf(person) === 'council'

/** Why a step may not be taken now, in a sentence; null where it may. */
export function lockedBecause(said: Pick<Said, 'risks'>, step: EnquiryStep): string | null {
  if (!enquiryStep(step).near_family || openDangers(said).length === 0) return null
  return 'A danger is feared: nobody may ask parents, relatives, friends, neighbours or siblings’ schools until the named safeguarding lead has unlocked it'
}

/**
 * Answers whether a danger is feared, before a step. Yes or unsure locks the steps near the family.
 * @returns where it goes on. @throws CaseRefused where the step is locked already; UsedAlready.
 */
export async function answerRisk(
  tx: Write,
  actor: Person,
  trace: Trace,
  { step, answer, said: told }: FormValues<ReturnType<typeof riskForm>> & { step: EnquiryStep },
  keys: FormKeys,
): Promise<string> {
  const said = await beginOnTrace(tx, trace, keys, { strict: false, field: 'answer' })
  const locked = lockedBecause(said, step)
  if (locked !== null) throw new CaseRefused('answer', locked)
  const { rows } = await sql<{ id: string }>`
    INSERT INTO trace_risk (authority_id, trace_id, side, step, answer, said, asked_on, asked_by)
    VALUES (identity.authority(), ${trace.id}, ${sideOf(actor)}, ${step}, ${answer}, ${council(actor) ? null : told}, ${actor.today}::date, ${actor.account_id})
    RETURNING id`.execute(tx)
  if (council(actor) && answer !== 'no')
    await tellCase(
      tx,
      actor,
      trace,
      `Is a danger feared? ${textOf(riskAnswers, answer)}. The steps near the family are locked.\n${told ?? ''}`,
    )
  const stays = answer !== 'no' && enquiryStep(step).near_family
  const href = stays ? traceUrl(trace.id) : stepUrl(trace.id, rows[0]?.id ?? '')
  await finish(tx, actor, keys, href)
  return href
}

/** Whether an answer serves a step now: an older one does not, and near the family only a no does, also after the fear was unlocked. */
const serves = ({ answer, asked_on, step, used }: Risk, today: Day): boolean =>
  !used && asked_on >= addDays(today, -holdsForDays) && (answer === 'no' || !enquiryStep(step).near_family)

/** An answer on which a step may still be recorded. @throws CaseRefused with what to do instead. */
export function usable(said: Said, actor: Person, risk_id: string, field = 'happened_on'): Risk {
  const risk = said.risks.find(one => one.id === risk_id && one.side === sideOf(actor))
  if (!risk) throw new CaseRefused(field, 'Nobody asked about danger before this step: begin it again')
  const again = `answer once more whether a danger is feared, at the step itself (${enquiryStep(risk.step).text})`
  if (risk.used) throw new CaseRefused(field, `A step stands on that answer already: ${again}`)
  if (risk.asked_on < addDays(actor.today, -holdsForDays))
    throw new CaseRefused(field, `That answer is of ${formatDay(risk.asked_on)}: ${again}`)
  const locked = lockedBecause(said, risk.step)
  if (locked !== null) throw new CaseRefused(field, locked)
  if (!serves(risk, actor.today)) throw new CaseRefused(field, `A danger was feared then: ${again}`)
  return risk
}

/** Records one enquiry. @throws CaseRefused where it is locked, was not asked about, or is left out by whoever may not; UsedAlready. */
export async function recordStep(
  tx: Write,
  actor: Person,
  trace: Trace,
  input: FormValues<ReturnType<typeof stepForm>> & { risk_id: string },
  keys: FormKeys,
): Promise<string> {
  const said = await beginOnTrace(tx, trace, keys, { strict: false, field: 'happened_on' })
  const risk = usable(said, actor, input.risk_id)
  if (input.outcome === 'left_out' && !may(actor, 'tracing.sign'))
    throw new CaseRefused('outcome', 'A step is left out by whoever may sign: ask them to')
  const settles = input.outcome === 'left_out' || input.settles === 'yes'
  const { happened_on, asked, outcome } = input
  await sql`INSERT INTO trace_step (authority_id, trace_id, risk_id, side, step, happened_on, asked, said, outcome, settles, recorded_by)
    VALUES (identity.authority(), ${trace.id}, ${risk.id}, ${risk.side}, ${risk.step}, ${happened_on}::date, ${asked}, ${input.said}, ${outcome}, ${settles},
      ${actor.account_id})`.execute(tx)
  if (council(actor)) {
    const kept = typeof input.council_only === 'string' ? `\nFor the council only: ${input.council_only}` : ''
    await tellCase(tx, actor, trace, `Asked: ${asked}\n${input.said}${kept}`, happened_on)
  }
  await finish(tx, actor, keys, traceUrl(trace.id))
  return traceUrl(trace.id)
}

const fearOf = (said: Said, risk_id: string, field: string): Risk => {
  const risk = openDangers(said).find(one => one.id === risk_id)
  if (!risk) throw new CaseRefused(field, 'This fear was answered already: see how the enquiries stand')
  return risk
}

/** Records that the MASH or the police were told of a danger. @throws CaseRefused where they were; UsedAlready. */
export async function recordReferral(
  tx: Write,
  actor: Person,
  trace: Trace,
  input: FormValues<ReturnType<typeof referForm>> & { risk_id: string },
  keys: FormKeys,
): Promise<string> {
  const said = await beginOnTrace(tx, trace, keys, { strict: false, field: 'referred_to' })
  const risk = fearOf(said, input.risk_id, 'referred_to')
  if (risk.referred_to !== null)
    throw new CaseRefused('referred_to', 'They were told already: see how the enquiries stand')
  const { referred_to, referred_on } = input
  await sql`UPDATE trace_risk SET referred_to = ${referred_to}, referred_on = ${referred_on}::date, referred_by = ${actor.account_id} WHERE id = ${risk.id}`.execute(
    tx,
  )
  if (council(actor))
    await tellCase(tx, actor, trace, `Told of the danger: ${textOf(referredTo, referred_to)}.`, referred_on)
  await finish(tx, actor, keys, traceUrl(trace.id))
  return traceUrl(trace.id)
}

/** Records what the MASH or the police answered. @throws CaseRefused where nobody told them, or they have answered; UsedAlready. */
export async function recordReply(
  tx: Write,
  actor: Person,
  trace: Trace,
  input: FormValues<ReturnType<typeof replyForm>> & { risk_id: string },
  keys: FormKeys,
): Promise<string> {
  const said = await beginOnTrace(tx, trace, keys, { strict: false, field: 'reply' })
  const risk = fearOf(said, input.risk_id, 'reply')
  if (risk.referred_on === null) throw new CaseRefused('reply', 'Record first that the MASH or the police were told')
  if (input.replied_on < risk.referred_on)
    throw new CaseRefused(
      'replied_on',
      `They were told on ${formatDay(risk.referred_on)}: the answer is of that day or later`,
    )
  await sql`UPDATE trace_risk SET reply = ${input.reply}, replied_on = ${input.replied_on}::date, replied_by = ${actor.account_id} WHERE id = ${risk.id}`.execute(
    tx,
  )
  const who = textOf(referredTo, risk.referred_to)
  await tellCase(tx, actor, trace, `${who} answered: ${textOf(replies, input.reply)}.\n${input.said}`, input.replied_on)
  await finish(tx, actor, keys, traceUrl(trace.id))
  return traceUrl(trace.id)
}

/**
 * Unlocks the steps near the family after a danger was feared.
 * @throws CaseRefused for whoever the authority has not named for it, and before the MASH or the police have said that it may go on; UsedAlready, Stale.
 */
export async function unlock(
  tx: Write,
  actor: Person,
  trace: Trace,
  { risk_id, because }: { risk_id: string; because: string },
  keys: FormKeys,
): Promise<string> {
  const said = await beginOnTrace(tx, trace, keys, { strict: true, field: 'because' })
  const risk = fearOf(said, risk_id, 'because')
  const delegation = await delegationOf(tx, actor.account_id, 'unlock_enquiries', actor.today)
  if (!delegation)
    throw new CaseRefused(
      'because',
      'The authority has not named you for this: ask the safeguarding lead whom it has named, under Who may sign',
    )
  if (risk.reply !== 'may_go_on')
    throw new CaseRefused('because', 'The MASH or the police must have answered first that the enquiries may go on')
  await sql`UPDATE trace_risk SET unlocked_on = ${actor.today}::date, unlocked_by = ${actor.account_id}, delegation_id = ${delegation.id} WHERE id = ${risk.id}`.execute(
    tx,
  )
  await tellCase(tx, actor, trace, `The steps near the family were unlocked.\n${because}`)
  await finish(tx, actor, keys, traceUrl(trace.id))
  return traceUrl(trace.id)
}

/** Keeps the marks of the register as they were given. @throws CaseRefused naming the first that cannot be counted; UsedAlready. */
export async function giveRegister(
  tx: Write,
  actor: Person,
  trace: Trace,
  { marks: typed }: { marks: string },
  keys: FormKeys,
): Promise<string> {
  await beginOnTrace(tx, trace, keys, { strict: false, field: 'marks' })
  const { marks } = readMarks(typed, actor.today)
  const weeks = weeksOfCalendar(await calendarOf(tx, trace))
  const [problem] = attendanceOf(marks, weeks, actor.today).problems
  if (problem) throw new CaseRefused('marks', `Line ${problem.line}: ${problem.reason}`)
  await sql`INSERT INTO trace_register (authority_id, trace_id, marks, given_on, given_by)
    VALUES (identity.authority(), ${trace.id}, ${JSON.stringify(marks)}::jsonb, ${actor.today}::date, ${actor.account_id})`.execute(
    tx,
  )
  await finish(tx, actor, keys, traceUrl(trace.id))
  return traceUrl(trace.id)
}

/** Where a step is gone on with that was begun, or begins, for whoever owes it and may record it. */
export function beginsAt(actor: Person, trace: Trace, step: EnquiryStep, said: Said): string | null {
  if (trace.ended_on !== null || lockedBecause(said, step) !== null) return null
  const begun = said.risks.find(risk => risk.step === step && risk.side === sideOf(actor) && serves(risk, actor.today))
  return begun ? stepUrl(trace.id, begun.id) : askUrl(trace.id, step)
}
