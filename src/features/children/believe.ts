import { sql } from 'kysely'
import type { Write } from '../../ground/database/door.ts'
import type { Person } from '../../ground/database/identity.ts'
import { Stale } from '../../ground/database/stale.ts'
import type { Day } from '../../rulebook/index.ts'
import type { FactCode } from './codes.ts'
import type { Values } from './fact-values.ts'
import type { Fact } from './facts.ts'
import { councilRecord } from './record-facts.ts'

/** Where a fact is written: the record it hangs on, and whose word it is. */
export interface Place {
  record_id: string
  sealed: boolean
  source: string
  import_id: string | null
}

export interface NewFact {
  kind: FactCode
  place: Place
  starts_on: Day
  ends_on: Day | null
  values: Values
  instead_of: string | null
  because: string | null
}

/** The record that the council writes on. */
export async function councilPlace(tx: Write, actor: Person, person_id: string): Promise<Place> {
  const record_id = await councilRecord(tx, actor, person_id)
  const { sealed } = await tx
    .selectFrom('record')
    .where('id', '=', record_id)
    .select('sealed')
    .executeTakeFirstOrThrow()
  return { record_id, sealed, source: 'council', import_id: null }
}

/** The place of a fact itself: what is recorded again of it stays the word of its source, and as protected. */
export const placeOf = ({ record_id, sealed, source, import_id }: Fact): Place => ({
  ...{ record_id, sealed, source, import_id },
})

/** Believes a fact from now on. Gives its id. */
export async function believe(tx: Write, actor: Person, fact: NewFact): Promise<string> {
  const table = `${fact.kind}_fact`
  const { place, starts_on, ends_on, instead_of } = fact
  const row = {
    ...{ authority_id: actor.authority_id, ...place, starts_on, ends_on, instead_of },
    ...{ recorded_by: actor.account_id, recorded_because: fact.because, ...fact.values },
  }
  const columns = sql.join(Object.keys(row).map(column => sql.ref(column)))
  const { rows } = await sql<{ id: string }>`INSERT INTO ${sql.table(table)} (${columns})
    SELECT ${columns} FROM jsonb_populate_record(NULL::${sql.table(table)}, ${JSON.stringify(row)}::jsonb) RETURNING id`.execute(
    tx,
  )
  return rows[0]?.id ?? ''
}

/** Believes a fact no longer. @throws Stale when somebody retracted it meanwhile, or may not. */
export async function retract(
  tx: Write,
  actor: Person,
  fact: Pick<Fact, 'kind' | 'id'>,
  reason: string,
  because: string | null,
): Promise<void> {
  const { rows } = await sql`UPDATE ${sql.table(`${fact.kind}_fact`)}
    SET retracted_at = now(), retracted_by = ${actor.account_id}, retracted_reason = ${reason}, retracted_because = ${because}
    WHERE id = ${fact.id} AND retracted_at IS NULL RETURNING id`.execute(tx)
  if (rows.length === 0) throw new Stale()
}

/** Ends a fact on a day: what it said until then is recorded on the same record, in its place. */
export async function endOn(tx: Write, actor: Person, fact: Fact, ends_on: Day, because: string): Promise<string> {
  await retract(tx, actor, fact, 'changed', because)
  return believe(tx, actor, {
    ...{ kind: fact.kind, place: placeOf(fact), starts_on: fact.starts_on, ends_on },
    ...{ values: fact.values, instead_of: fact.id, because },
  })
}
