import { sql } from 'kysely'
import type { Write } from '../../ground/database/door.ts'
import type { Person } from '../../ground/database/identity.ts'
import { UsedAlready, usedBefore } from '../../ground/database/once.ts'
import { Stale } from '../../ground/database/stale.ts'
import type { FormKeys } from '../../ground/web/forms.ts'
import { type Day, formatDay } from '../../rulebook/index.ts'
import { addEntry, begin, CaseRefused, type CouncilCase, finish } from '../cases/index.ts'
import { lockChild } from '../children/index.ts'
import { isRecorded, recordHappening } from '../happenings/index.ts'
import { traceUrl } from './addresses.ts'
import { groundText } from './codes.ts'
import { type Said, saidIn, seenOf, type Trace, tracesOfCase } from './queries.ts'

/**
 * Begins the enquiries of a case, with the school where the child is on its roll.
 * @returns where they are read. @throws CaseRefused where some go on already; UsedAlready, Stale.
 */
export async function beginTrace(
  tx: Write,
  actor: Person,
  found: CouncilCase,
  asked: Pick<Trace, 'ground' | 'leave_last_on' | 'school_urn'>,
  keys: FormKeys,
): Promise<string> {
  await begin(tx, found, keys)
  const [newest] = await tracesOfCase(tx, found.id)
  if (newest?.ended_on === null)
    throw new CaseRefused('about', `Enquiries go on already since ${formatDay(newest.began_on)}: go on with those`)
  const { rows } = await sql<{ id: string }>`
    INSERT INTO trace (authority_id, case_id, person_id, sealed, school_urn, ground, leave_last_on, began_on, began_by)
    VALUES (identity.authority(), ${found.id}, ${found.person_id}, ${found.sealed}, ${asked.school_urn}, ${asked.ground}, ${asked.leave_last_on}::date,
      ${actor.today}::date, ${actor.account_id}) RETURNING id`.execute(tx)
  const id = rows[0]?.id ?? ''
  if (asked.ground !== null && asked.school_urn !== null) {
    const happened = { kind: 'joint_enquiries_began', school_urn: asked.school_urn, starts_on: actor.today } as const
    if (!(await isRecorded(tx, found.person_id, { ...happened, not: null })))
      await recordHappening(tx, actor, found.person_id, happened)
  }
  await addEntry(tx, actor, found, {
    kind: 'enquiry',
    happened_on: actor.today,
    text: `Enquiries began.${asked.ground === null ? '' : ` ${groundText[asked.ground]}.`}`,
  })
  await finish(tx, actor, keys, traceUrl(id))
  return traceUrl(id)
}

/** Writes an entry of the enquiries into the chronology of their case: the council's, for a school writes no case. */
export const tellCase = (
  tx: Write,
  actor: Person,
  trace: Trace,
  text: string,
  happened_on: Day = actor.today,
): Promise<void> =>
  addEntry(
    tx,
    actor,
    { id: trace.case_id, person_id: trace.person_id, sealed: trace.sealed },
    { kind: 'enquiry', happened_on, text },
  )

/**
 * Begins an action on a trace: actions on one child wait for each other.
 * @param strict refused when anything was said after the form was opened: for what speaks of all of it.
 * @throws UsedAlready, Stale, CaseRefused where the enquiries have ended.
 */
export async function beginOnTrace(
  tx: Write,
  trace: Trace,
  keys: FormKeys,
  { strict, field }: { strict: boolean; field: string },
): Promise<Said> {
  await lockChild(tx, trace.person_id, null)
  const led = await usedBefore(tx, keys.once)
  if (led !== null) throw new UsedAlready(led)
  const said = await saidIn(tx, trace.id)
  if (strict && keys.seen !== seenOf(said)) throw new Stale()
  if (trace.ended_on !== null)
    throw new CaseRefused(field, `These enquiries ended on ${formatDay(trace.ended_on)}: begin new ones on the case`)
  return said
}
