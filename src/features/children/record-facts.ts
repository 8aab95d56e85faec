import { sql } from 'kysely'
import { type Write, withEngineSight } from '../../ground/database/door.ts'
import type { Person } from '../../ground/database/identity.ts'
import { Stale } from '../../ground/database/stale.ts'
import type { CircumstanceKind, Day } from '../../rulebook/index.ts'
import { reevaluate } from './reevaluate.ts'

/** The council's own record of a child, on which officers' work is written now. Made when there is none. */
export async function councilRecord(tx: Write, actor: Person, person_id: string): Promise<string> {
  const found = await tx
    .selectFrom('record')
    .where('person_id', '=', person_id)
    .where('source', '=', 'council')
    .where('closed_by', 'is', null)
    .select('id')
    .executeTakeFirst()
  if (found) return found.id
  const { sealed } = await tx
    .selectFrom('person')
    .where('id', '=', person_id)
    .select('sealed')
    .executeTakeFirstOrThrow()
  const made = await tx
    .insertInto('record')
    .values({ authority_id: actor.authority_id, person_id, sealed, source: 'council', made_by: actor.account_id })
    .returning('id')
    .executeTakeFirstOrThrow()
  await tx
    .insertInto('record_link')
    .values({
      authority_id: actor.authority_id,
      record_id: made.id,
      person_id,
      sealed,
      because: 'The council’s own record of this child.',
      decided_by: actor.account_id,
    })
    .execute()
  return made.id
}

/** Locks the child, and refuses when somebody changed the record after the form was drawn. */
export async function lockChild(tx: Write, person_id: string, seen: number | null): Promise<void> {
  const { rows } = await withEngineSight(tx, engine =>
    sql<{ version: number }>`SELECT version FROM person WHERE id = ${person_id} FOR UPDATE`.execute(engine),
  )
  const version = rows[0]?.version
  if (version === undefined) throw new Error('The child to lock is not there.')
  if (seen !== null && seen !== version) throw new Stale()
}

export interface ProvisionInput {
  person_id: string
  kind: 'reduced_timetable' | 'alternative' | 'interim' | 'home_education'
  starts_on: Day
  ends_on: Day | null
  weekly_hours: number | null
  provider: string | null
  note: string | null
}

/** Records education arranged for a child, on the council's own record, and works out the child's states anew. */
export async function recordProvision(tx: Write, actor: Person, input: ProvisionInput): Promise<string> {
  const { person_id, ...fact } = input
  const record_id = await councilRecord(tx, actor, person_id)
  const { id } = await tx
    .insertInto('provision_fact')
    .values({ ...(await begins(tx, actor, record_id)), ...fact })
    .returning('id')
    .executeTakeFirstOrThrow()
  await reevaluate(tx, [person_id], actor.today)
  return id
}

export interface EnrolmentInput {
  person_id: string
  school_urn: number
  in_area: boolean
  sector: string
  starts_on: Day
  year_group: string | null
  weekly_hours: number | null
}

/** Records that a child is on a school's roll from a day. */
export async function recordEnrolment(tx: Write, actor: Person, input: EnrolmentInput): Promise<string> {
  const { person_id, ...fact } = input
  const record_id = await councilRecord(tx, actor, person_id)
  const { id } = await tx
    .insertInto('enrolment_fact')
    .values({ ...(await begins(tx, actor, record_id)), ...fact })
    .returning('id')
    .executeTakeFirstOrThrow()
  await reevaluate(tx, [person_id], actor.today)
  return id
}

export interface CircumstanceInput {
  person_id: string
  kind: CircumstanceKind | 'died'
  starts_on: Day
  ends_on: Day | null
  detail: string | null
  case_id: string | null
}

/** Records what the council decided or accepted about a child. */
export async function recordCircumstance(tx: Write, actor: Person, input: CircumstanceInput): Promise<string> {
  const { person_id, ...fact } = input
  const record_id = await councilRecord(tx, actor, person_id)
  const { id } = await tx
    .insertInto('circumstance_fact')
    .values({ ...(await begins(tx, actor, record_id)), ...fact })
    .returning('id')
    .executeTakeFirstOrThrow()
  await reevaluate(tx, [person_id], actor.today)
  return id
}

/**
 * Ends what the council had recorded of a child from a day on: the open facts of these kinds are retracted and recorded
 * again with their end, so that what was believed before stays to be read.
 */
export async function endCircumstances(
  tx: Write,
  actor: Person,
  person_id: string,
  kinds: CircumstanceInput['kind'][],
  ends_on: Day,
): Promise<void> {
  await sql`WITH open AS (
      SELECT f.* FROM circumstance_fact f JOIN record r ON r.authority_id = f.authority_id AND r.id = f.record_id
      WHERE r.person_id = ${person_id} AND f.retracted_at IS NULL AND f.kind = ANY(${kinds}) AND f.starts_on < ${ends_on} AND (f.ends_on IS NULL OR f.ends_on > ${ends_on})
    ), gone AS (
      UPDATE circumstance_fact f SET retracted_at = now(), retracted_by = ${actor.account_id} FROM open WHERE f.authority_id = open.authority_id AND f.id = open.id RETURNING f.id
    )
    INSERT INTO circumstance_fact (authority_id, record_id, starts_on, ends_on, source, recorded_by, sealed, kind, detail, case_id)
    SELECT authority_id, record_id, starts_on, ${ends_on}::date, 'council', ${actor.account_id}, sealed, kind, detail, case_id FROM open`.execute(
    tx,
  )
}

/** The columns every fact begins with, for one that an officer records. */
async function begins(tx: Write, actor: Person, record_id: string) {
  const { sealed } = await tx
    .selectFrom('record')
    .where('id', '=', record_id)
    .select('sealed')
    .executeTakeFirstOrThrow()
  return { authority_id: actor.authority_id, record_id, source: 'council', recorded_by: actor.account_id, sealed }
}
