import { type RawBuilder, sql } from 'kysely'
import { type Write, withEngineSight } from '../../ground/database/door.ts'
import type { Person } from '../../ground/database/identity.ts'
import { Stale } from '../../ground/database/stale.ts'
import { noteRecords } from './moving.ts'
import { settlePairs } from './pairs.ts'
import { type DecisionInput, lockBoth, twoChildren } from './two.ts'

/** Hashes of the sound identifiers that two children both bear: told apart by these, a pair is worth another look. */
export const sharedIdentifiers = (low: RawBuilder<unknown>, high: RawBuilder<unknown>): RawBuilder<string[]> => {
  const borne = (person: RawBuilder<unknown>) => sql`
    SELECT encode(sha256(convert_to(replace(f.kind, 'former_upn', 'upn') || ':' || f.value, 'UTF8')), 'hex') FROM record r
    JOIN identifier_fact f ON f.authority_id = r.authority_id AND f.record_id = r.id AND f.retracted_at IS NULL AND f.problem IS NULL
      AND f.kind IN ('upn', 'former_upn', 'uln', 'nhs_number')
    WHERE r.authority_id = (SELECT identity.authority()) AND r.person_id = ${person}`
  return sql<string[]>`ARRAY(${borne(low)} INTERSECT ${borne(high)} ORDER BY 1)`
}

/** Remembers of two children who were parted which numbers both bear: for these they are not held to be one again. */
export const noteShared = (tx: Write, decision_id: string, one: string, other: string): Promise<unknown> =>
  sql`UPDATE join_decision SET shared = ${sharedIdentifiers(sql`${one}::uuid`, sql`${other}::uuid`)}
    WHERE authority_id = (SELECT identity.authority()) AND id = ${decision_id}`.execute(tx)

/**
 * Remembers that two records are of two children: the pair is offered to nobody again, unless an identifier comes to be borne by both.
 * @returns the decision. @throws NotThere, Stale.
 */
export async function keepApart(tx: Write, actor: Person, input: DecisionInput): Promise<string> {
  await lockBoth(tx, input.one, input.other)
  const [low, high] = await twoChildren(tx, input.one, input.other)
  if (input.seen !== null && (input.seen[0] !== low.version || input.seen[1] !== high.version)) throw new Stale()
  return withEngineSight(tx, async engine => {
    const { rows } = await sql<{ id: string }>`
      INSERT INTO join_decision (authority_id, kind, low_id, low_sealed, high_id, high_sealed, kept_id, because, pair_id, shared, decided_by, read_first_by)
      VALUES (${actor.authority_id}, 'keep_apart', ${low.id}, ${low.sealed}, ${high.id}, ${high.sealed}, ${low.id}, ${input.because}, ${input.pair_id ?? null},
        ${sharedIdentifiers(sql`${low.id}::uuid`, sql`${high.id}::uuid`)}, ${actor.account_id}, ${input.read_first_by ?? null}) RETURNING id`.execute(
      engine,
    )
    const id = rows[0]?.id ?? ''
    await noteRecords(engine, id, [low.id, high.id])
    await settlePairs(engine, [low.id, high.id], { between: 'kept_apart' })
    return id
  })
}
