import { sql } from 'kysely'
import type { Write } from '../../ground/database/door.ts'
import type { Person } from '../../ground/database/identity.ts'
import { Stale } from '../../ground/database/stale.ts'
import type { Queue } from '../../ground/jobs/queue.ts'
import type { Day, Override } from '../../rulebook/index.ts'
import { findPreview, type Preview } from './queries.ts'
import { decisionsOf, standing } from './read-policies.ts'
import { decidedKind, previewKind } from './work.ts'

/** Decisions of an authority are made one at a time. */
const lockPolicies = (tx: Write, actor: Person) =>
  sql`SELECT pg_advisory_xact_lock(hashtext(${`policies ${actor.authority_id}`}))`.execute(tx)

/** Writes a change down and has what it would do counted. Nothing follows from it until it is decided. @returns the preview. */
export async function askForPreview(
  tx: Write,
  queue: Queue,
  actor: Person,
  given: { pack: string; overrides: readonly Override[]; starts_on: Day; reason: string },
): Promise<string> {
  const { pack, overrides, starts_on, reason } = given
  const rests_on = standing(await decisionsOf(tx))
  const { rows } = await sql<{ id: string }>`
    INSERT INTO policy_preview (authority_id, pack, overrides, starts_on, reason, rests_on, asked_by)
    VALUES (${actor.authority_id}, ${pack}, ${JSON.stringify(overrides)}::jsonb, ${starts_on}, ${reason}, ${rests_on}, ${actor.account_id})
    RETURNING id`.execute(tx)
  const id = rows[0]?.id
  if (id === undefined) throw new Error('What was written down has an id')
  await queue.enqueue(tx, actor, { kind: previewKind, title: 'Count what the policy would change', subject_id: id })
  return id
}

/**
 * Decides what a preview shows, and has every child worked out anew. A decision that stood from the same day is taken back by it
 * and kept. @returns the decision. Throws Stale when the preview was not counted, was decided before, or rests on decisions that
 * no longer stand.
 */
export async function decidePolicy(
  tx: Write,
  queue: Queue,
  actor: Person,
  given: { preview_id: string },
): Promise<string> {
  await lockPolicies(tx, actor)
  const preview = await findPreview(tx, given.preview_id)
  if (!preview || !isReady(preview) || preview.rests_on !== standing(await decisionsOf(tx))) throw new Stale()
  await sql`UPDATE authority_policy SET retracted_at = now(), retracted_by = ${actor.account_id},
      retracted_reason = ${`Another was decided from the same day: ${preview.reason}`}
    WHERE starts_on = ${preview.starts_on} AND retracted_at IS NULL`.execute(tx)
  const { rows } = await sql<{ id: string }>`
    INSERT INTO authority_policy (authority_id, pack, overrides, starts_on, reason, preview_id, decided_by)
    VALUES (${actor.authority_id}, ${preview.pack.id}, ${JSON.stringify(preview.overrides)}::jsonb, ${preview.starts_on}, ${preview.reason}, ${preview.id}, ${actor.account_id})
    RETURNING id`.execute(tx)
  const id = rows[0]?.id
  if (id === undefined) throw new Error('What was decided has an id')
  await askToWorkOut(tx, queue, actor, id)
  return id
}

/** Whether a preview was counted and can be decided. */
export const isReady = ({ result, decided }: Preview): boolean => result !== null && !decided

/**
 * Takes a decision back whose day has not come, and has every child worked out anew. It is kept, with who took it back and why.
 * Throws Stale when it was taken back before, or its day has come.
 */
export async function takeBack(
  tx: Write,
  queue: Queue,
  actor: Person,
  given: { decision_id: string; because: string },
): Promise<void> {
  await lockPolicies(tx, actor)
  const { numAffectedRows } = await sql`UPDATE authority_policy
    SET retracted_at = now(), retracted_by = ${actor.account_id}, retracted_reason = ${given.because}
    WHERE id = ${given.decision_id} AND retracted_at IS NULL AND starts_on > ${actor.today}`.execute(tx)
  if (numAffectedRows !== 1n) throw new Stale()
  await askToWorkOut(tx, queue, actor, given.decision_id)
}

const askToWorkOut = (tx: Write, queue: Queue, actor: Person, decision_id: string) =>
  queue.enqueue(tx, actor, {
    kind: decidedKind,
    title: 'Work everybody out by the policy as it is now',
    subject_id: decision_id,
  })
