import { sql } from 'kysely'
import { type Write, withEngineSight } from '../../ground/database/door.ts'
import type { Person } from '../../ground/database/identity.ts'
import type { Day } from '../../rulebook/index.ts'
import { reevaluate, takeOutOfBook } from './reevaluate.ts'

export interface SealInput {
  person_id: string
  reason: string
  review_on: Day
  /** Accounts that may go on seeing the child. Whoever seals is always one of them. */
  named: readonly string[]
}

/**
 * Seals a child's record: from now on it does not exist for anyone not named. Every row about the child carries the flag
 * by foreign key, so that one change of the person seals them all.
 */
export async function sealChild(tx: Write, actor: Person, input: SealInput): Promise<void> {
  const { authority_id, account_id } = actor
  for (const named of new Set([account_id, ...input.named])) {
    await tx
      .insertInto('seal_name')
      .values({ authority_id, person_id: input.person_id, account_id: named, named_by: account_id })
      .onConflict(on => on.doNothing())
      .execute()
  }
  await tx
    .insertInto('seal')
    .values({
      authority_id,
      person_id: input.person_id,
      reason: input.reason,
      review_on: input.review_on,
      sealed_by: account_id,
    })
    .execute()
  await takeOutOfBook(tx, input.person_id)
  await sql`UPDATE person SET sealed = true WHERE id = ${input.person_id}`.execute(tx)
  await reevaluate(tx, [input.person_id], actor.today)
}

/** Takes the seal away again; those who needed to know see the child as before. */
export async function liftSeal(tx: Write, actor: Person, person_id: string): Promise<void> {
  await sql`UPDATE seal SET lifted_at = now(), lifted_by = ${actor.account_id} WHERE person_id = ${person_id} AND lifted_at IS NULL`.execute(
    tx,
  )
  await takeOutOfBook(tx, person_id)
  await sql`UPDATE person SET sealed = false WHERE id = ${person_id}`.execute(tx)
  // Whoever was named on this seal is not thereby named on the next.
  await withEngineSight(tx, engine =>
    sql`UPDATE seal_name SET ended_at = now(), ended_by = ${actor.account_id} WHERE person_id = ${person_id} AND ended_at IS NULL`.execute(
      engine,
    ),
  )
  await reevaluate(tx, [person_id], actor.today)
}
