import { sql } from 'kysely'
import type { Write } from '../../ground/database/door.ts'
import type { Person } from '../../ground/database/identity.ts'
import type { FormKeys, FormValues } from '../../ground/web/forms.ts'
import { type Day, mayDelete } from '../../rulebook/index.ts'
import { CaseRefused, finish } from '../cases/index.ts'
import { leaveRoll } from '../children/index.ts'
import { isRecorded, recordHappening } from '../happenings/index.ts'
import { traceUrl } from './addresses.ts'
import { beginOnTrace, tellCase } from './begin.ts'
import { type Ending, endings, findings, groundText, textOf } from './codes.ts'
import type { signForm } from './forms.ts'
import { openDangers, type Said, sideOf, type Trace } from './queries.ts'
import { guardsOf } from './standing.ts'

/** Signs what the enquiries found, for the side for which the actor speaks. @throws UsedAlready, Stale where something was asked since. */
export async function sign(
  tx: Write,
  actor: Person,
  trace: Trace,
  { finding, good_cause, because }: FormValues<ReturnType<typeof signForm>>,
  keys: FormKeys,
): Promise<string> {
  await beginOnTrace(tx, trace, keys, { strict: true, field: 'finding' })
  await sql`INSERT INTO trace_signature (authority_id, trace_id, side, finding, no_good_cause, because, signed_on, signed_by)
    VALUES (identity.authority(), ${trace.id}, ${sideOf(actor)}, ${finding}, ${good_cause === 'no'}, ${because}, ${actor.today}::date, ${actor.account_id})`.execute(
    tx,
  )
  if (sideOf(actor) === 'council')
    await tellCase(tx, actor, trace, `Signed for the council: ${textOf(findings, finding)}.\n${because}`)
  await finish(tx, actor, keys, traceUrl(trace.id))
  return traceUrl(trace.id)
}

/**
 * Records that the school deletes the child's name: the roll ends, and what it rests on is in the record.
 * @throws CaseRefused naming the first guard that does not hold; UsedAlready, Stale.
 */
export async function recordDeletion(
  tx: Write,
  actor: Person,
  trace: Trace,
  { because }: { because: string },
  keys: FormKeys,
): Promise<string> {
  const said = await beginOnTrace(tx, trace, keys, { strict: true, field: 'because' })
  const guards = await guardsOf(tx, trace, said, actor.today)
  const { ground, school_urn, school_name } = trace
  if (guards === null || ground === null || school_urn === null)
    throw new CaseRefused('because', 'These enquiries are about no deletion')
  const unmet = guards.find(({ met }) => !met)
  if (unmet || !mayDelete(guards))
    throw new CaseRefused('because', `The name may not be deleted yet. ${unmet?.because ?? ''}`.trim())
  const signed_on = signedOn(said)
  const agreed = { kind: 'joint_enquiries_agreed', school_urn, starts_on: signed_on } as const
  if (!(await isRecorded(tx, trace.person_id, { ...agreed, not: null })))
    await recordHappening(tx, actor, trace.person_id, agreed)
  const deleted = { kind: 'pupil_deleted', school_urn, starts_on: actor.today } as const
  if (!(await isRecorded(tx, trace.person_id, { ...deleted, not: null })))
    await recordHappening(tx, actor, trace.person_id, { ...deleted, note: groundText[ground] })
  await leaveRoll(tx, actor, trace.person_id, {
    ...{ school_urn, ends_on: actor.today, because: `Deleted from the register. ${groundText[ground]}.` },
  })
  const finding = said.signatures[0]?.finding ?? 'not_found'
  await end(tx, actor, trace, { finding, because, deleted_on: actor.today })
  await tellCase(
    tx,
    actor,
    trace,
    `${school_name ?? 'The school'} deletes the name from its register. ${groundText[ground]}. School and council signed: ${textOf(findings, finding)}.\n${because}`,
  )
  await finish(tx, actor, keys, traceUrl(trace.id))
  return traceUrl(trace.id)
}

/** Ends enquiries without a deletion. @throws CaseRefused while a danger waits for its answer; UsedAlready, Stale. */
export async function endTrace(
  tx: Write,
  actor: Person,
  trace: Trace,
  { finding, because }: { finding: Ending; because: string },
  keys: FormKeys,
): Promise<string> {
  const said = await beginOnTrace(tx, trace, keys, { strict: true, field: 'finding' })
  if (openDangers(said).length > 0 && (finding === 'stopped' || finding === 'not_found'))
    throw new CaseRefused('finding', 'A danger is feared and nobody has answered it: the enquiries do not stop before')
  await end(tx, actor, trace, { finding, because, deleted_on: null })
  await tellCase(tx, actor, trace, `The enquiries ended: ${textOf(endings, finding)}.\n${because}`)
  await finish(tx, actor, keys, traceUrl(trace.id))
  return traceUrl(trace.id)
}

async function end(
  tx: Write,
  actor: Person,
  trace: Trace,
  { finding, because, deleted_on }: { finding: Ending; because: string; deleted_on: Day | null },
): Promise<void> {
  await sql`UPDATE trace SET finding = ${finding}, ended_on = ${actor.today}::date, ended_by = ${actor.account_id}, ended_because = ${because},
    deleted_on = ${deleted_on}::date WHERE id = ${trace.id}`.execute(tx)
}

/** The day on which the second of the two newest signatures was given. */
const signedOn = ({ signatures }: Said): Day => {
  const days = (['school', 'council'] as const).flatMap(
    side => signatures.find(one => one.side === side)?.signed_on ?? [],
  )
  const last = days.sort().at(-1)
  if (last === undefined) throw new Error('Nobody has signed.')
  return last
}
