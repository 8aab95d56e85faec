import { sql } from 'kysely'
import { councilRecord, reevaluate } from '../../src/features/children/index.ts'
import type { Write } from '../../src/ground/database/door.ts'
import type { Person } from '../../src/ground/database/identity.ts'
import type { Day } from '../../src/rulebook/index.ts'
import type { Recorded } from './recorded.ts'

/**
 * Records on the council's own record of a child what an officer knows, with the officer's own rights. What is recorded
 * already stays as it is.
 */
export async function recordKnown(
  tx: Write,
  actor: Person,
  person_id: string,
  known: Recorded,
  dayOf: (back: number) => Day,
): Promise<void> {
  const record_id = await councilRecord(tx, actor, person_id)
  const starts_on = dayOf(known.back)
  const by = { source: 'council', recorded_by: actor.account_id }
  const common = sql`authority_id, record_id, sealed, starts_on, source, recorded_by`
  const values = sql`r.authority_id, r.id, r.sealed, ${starts_on}::date, ${by.source}, ${by.recorded_by}::uuid`
  const from = sql`FROM record r WHERE r.id = ${record_id}`
  const not = (table: string, same: ReturnType<typeof sql>) =>
    sql`AND NOT EXISTS (SELECT FROM ${sql.table(table)} f WHERE f.authority_id = r.authority_id AND f.record_id = r.id AND f.retracted_at IS NULL AND ${same})`
  if (known.fact === 'need') {
    const review_on = known.review_back === undefined ? null : dayOf(known.review_back)
    await sql`INSERT INTO need_fact (${common}, kind, field_class, evidence, detail, review_on)
      SELECT ${values}, k.code, k.field_class, ${known.evidence}, ${known.detail ?? null}, ${review_on}::date FROM record r, need_kind k
      WHERE r.id = ${record_id} AND k.code = ${known.kind} ${not('need_fact', sql`f.kind = ${known.kind}`)}`.execute(tx)
  } else if (known.fact === 'safe_contact')
    await sql`INSERT INTO safe_contact_fact (${common}, kind, detail, code, review_on)
      SELECT ${values}, ${known.kind}, ${known.detail}, ${known.code ?? null}, ${actor.today}::date + 90 ${from} ${not('safe_contact_fact', sql`f.kind = ${known.kind}`)}`.execute(
      tx,
    )
  else
    await sql`INSERT INTO professional_fact (${common}, role, name, organisation, note)
      SELECT ${values}, ${known.role}, ${known.name}, ${known.organisation}, ${known.note} ${from} ${not('professional_fact', sql`f.role = ${known.role}`)}`.execute(
      tx,
    )
  await reevaluate(tx, [person_id], actor.today)
}
