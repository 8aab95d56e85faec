import { sql } from 'kysely'
import { type Write, withEngineSight } from '../../ground/database/door.ts'
import type { Person } from '../../ground/database/identity.ts'
import { addYears, type Day } from '../../rulebook/index.ts'
import { takeOutOfBook } from './movements.ts'
import { reevaluate } from './reevaluate.ts'

export interface SealInput {
  person_id: string
  reason_code?: string
  reason: string
  review_on: Day
  /** Accounts that may go on seeing the child. Whoever seals is always one of them, and answers for the seal. */
  named: readonly string[]
}

/**
 * Seals a child's record: from now on it does not exist for anyone not named. Every row about the child carries the flag
 * by foreign key, so that one change of the person seals them all.
 */
export async function sealChild(tx: Write, actor: Person, input: SealInput): Promise<void> {
  const { authority_id, account_id } = actor
  // The policy of `seal` makes sure that the actor sees the child, before anybody is named on it.
  await tx
    .insertInto('seal')
    .values({
      authority_id,
      person_id: input.person_id,
      reason_code: input.reason_code ?? 'other',
      reason: input.reason,
      review_on: input.review_on,
      sealed_by: account_id,
      owner_id: account_id,
    })
    .execute()
  await nameOn(tx, [input.person_id], [account_id], account_id, { why: 'Sealed the record.' })
  await nameOn(tx, [input.person_id], input.named, account_id, { why: 'Named when the record was sealed.' })
  await takeOutOfBook(tx, [input.person_id])
  await sql`UPDATE person SET sealed = true WHERE id = ${input.person_id}`.execute(tx)
  await reevaluate(tx, [input.person_id], actor.today)
}

/**
 * Seals children whom a list of protected placements holds, from the first day, for whoever committed the list. With the
 * engine's sight: before the list came there was nobody who could have seen them.
 */
export async function sealFromList(
  tx: Write,
  person_ids: readonly string[],
  holder: string,
  today: Day,
): Promise<void> {
  await nameOn(tx, person_ids, [holder], holder, { why: 'Brought in the list that names the child.' })
  await sql`INSERT INTO seal (authority_id, person_id, reason_code, reason, review_on, sealed_by, owner_id)
    SELECT identity.authority(), id, 'protected_address', 'On a list of protected placements.', ${addYears(today, 1)}::date, ${holder}::uuid, ${holder}::uuid FROM unnest(${person_ids}::uuid[]) AS id
    WHERE NOT EXISTS (SELECT FROM seal s WHERE s.authority_id = identity.authority() AND s.person_id = id AND s.lifted_at IS NULL)`.execute(
    tx,
  )
  const { rows: open } = await sql<{
    id: string
  }>`SELECT id FROM person WHERE id = ANY(${person_ids}::uuid[]) AND NOT sealed`.execute(tx)
  const ids = open.map(row => row.id)
  await takeOutOfBook(tx, ids)
  await sql`UPDATE person SET sealed = true WHERE id = ANY(${ids}::uuid[])`.execute(tx)
}

/**
 * Names accounts on sealed children, each once: with why each needs it, and until when if not for as long as the seal holds.
 * Whoever opened the record for a reason is named beside that. The caller has made sure that the actor holds the seal.
 */
export const nameOn = (
  tx: Write,
  person_ids: readonly string[],
  accounts: readonly string[],
  named_by: string,
  { why = '', until = null }: { why?: string; until?: Date | null } = {},
): Promise<void> =>
  withEngineSight(tx, async engine => {
    const ids = await withJoined(engine, person_ids)
    // An end that came by itself is written down before the next naming.
    await sql`UPDATE seal_name SET ended_at = until, ended_by = named_by WHERE authority_id = identity.authority()
      AND person_id = ANY(${ids}::uuid[]) AND ended_at IS NULL AND until <= now()`.execute(engine)
    await sql`INSERT INTO seal_name (authority_id, person_id, account_id, named_by, why, until)
      SELECT identity.authority(), p, a, ${named_by}::uuid, ${why}, ${until}::timestamptz FROM unnest(${ids}::uuid[]) AS p, unnest(${[...new Set(accounts)]}::uuid[]) AS a
      WHERE NOT EXISTS (SELECT FROM seal_name n WHERE n.authority_id = identity.authority() AND n.person_id = p AND n.account_id = a AND n.ended_at IS NULL AND NOT n.glass)`.execute(
      engine,
    )
  })

/** Ends that an account is named, and what it opened for a reason, from now on. */
export const endName = (tx: Write, person_id: string, account_id: string, ended_by: string): Promise<unknown> =>
  withEngineSight(tx, async engine => {
    const ids = await withJoined(engine, [person_id])
    await sql`UPDATE seal_name SET ended_at = now(), ended_by = ${ended_by} WHERE person_id = ANY(${ids}::uuid[]) AND account_id = ${account_id} AND ended_at IS NULL`.execute(
      engine,
    )
  })

/** These children with those who were joined into them: they share a seal, and whoever is named on it. */
async function withJoined(engine: Write, person_ids: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    WITH RECURSIVE joined AS (
      SELECT unnest(${[...person_ids]}::uuid[]) AS id
      UNION SELECT p.id FROM joined j JOIN person p ON p.authority_id = (SELECT identity.authority()) AND p.joined_into = j.id)
    SELECT id FROM joined`.execute(engine)
  return rows.map(row => row.id)
}

/** Takes the seal away again; those who needed to know see the child as before. */
export async function liftSeal(tx: Write, actor: Person, person_id: string): Promise<void> {
  await sql`UPDATE seal SET lifted_at = now(), lifted_by = ${actor.account_id} WHERE person_id = ${person_id} AND lifted_at IS NULL`.execute(
    tx,
  )
  await takeOutOfBook(tx, [person_id])
  await sql`UPDATE person SET sealed = false WHERE id = ${person_id}`.execute(tx)
  // Whoever was named on this seal is not thereby named on the next.
  await withEngineSight(tx, async engine => {
    const ids = await withJoined(engine, [person_id])
    await sql`UPDATE seal_name SET ended_at = now(), ended_by = ${actor.account_id} WHERE person_id = ANY(${ids}::uuid[]) AND ended_at IS NULL`.execute(
      engine,
    )
  })
  await reevaluate(tx, [person_id], actor.today)
}
