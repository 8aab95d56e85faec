import { sql } from 'kysely'
import type { Read, Write } from '../../ground/database/door.ts'
import type { Person } from '../../ground/database/identity.ts'
import { Stale } from '../../ground/database/stale.ts'
import type { Queue } from '../../ground/jobs/queue.ts'
import type { Group } from './group.ts'
import { countGroup, findMove, type Move, sentenceOf } from './queries.ts'
import { moveKind, undoKind } from './work.ts'

/** Writes down which group is to go where. Nothing moves until it is confirmed. @returns the move. */
export async function draftMove(tx: Write, actor: Person, group: Group): Promise<string> {
  const { id } = await tx
    .insertInto('group_move')
    .values({
      authority_id: actor.authority_id,
      kind: group.kind,
      from_urns: [...group.from_urns],
      to_urn: group.to_urn,
      year_group: group.year_group,
      moves_on: group.moves_on,
      asked_by: actor.account_id,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

/** What a form of a move was drawn from: its version, and while nothing was moved the group as it stood. */
export const seenOf = async (tx: Read, move: Move): Promise<string> =>
  move.state === 'draft' ? `${move.version} ${(await countGroup(tx, move)).digest}` : String(move.version)

/** Has a move carried out, or one that was stopped go on. @returns the job. Throws Stale when the group is not what was seen. */
export async function confirmMove(
  tx: Write,
  queue: Queue,
  actor: Person,
  given: { move_id: string; seen: string | null },
): Promise<string> {
  const move = await lockMove(tx, given.move_id, ['draft', 'moving'])
  if (given.seen !== null && given.seen !== (await seenOf(tx, move))) throw new Stale()
  await sql`UPDATE group_move SET state = 'moving', version = version + 1, confirmed_by = coalesce(confirmed_by, ${actor.account_id}), confirmed_at = coalesce(confirmed_at, now())
    WHERE id = ${move.id}`.execute(tx)
  return queue.enqueue(tx, actor, { kind: moveKind, title: sentenceOf(move), subject_id: move.id })
}

/** Has a move taken back, or an undo that was stopped go on. @returns the job. Throws Stale. */
export async function undoMove(
  tx: Write,
  queue: Queue,
  actor: Person,
  given: { move_id: string; seen: string | null; because: string | null },
): Promise<string> {
  const move = await lockMove(tx, given.move_id, ['moved', 'undoing'])
  if (given.seen !== null && given.seen !== (await seenOf(tx, move))) throw new Stale()
  await sql`UPDATE group_move SET state = 'undoing', version = version + 1, undone_by = coalesce(undone_by, ${actor.account_id}), undone_at = coalesce(undone_at, now()),
    undone_because = coalesce(undone_because, ${given.because}) WHERE id = ${move.id}`.execute(tx)
  return queue.enqueue(tx, actor, { kind: undoKind, title: `Undo: ${sentenceOf(move)}`, subject_id: move.id })
}

/** Puts a move aside that nobody confirmed. */
export async function withdrawMove(tx: Write, given: { move_id: string }): Promise<void> {
  await lockMove(tx, given.move_id, ['draft'])
  await sql`UPDATE group_move SET state = 'withdrawn', version = version + 1 WHERE id = ${given.move_id}`.execute(tx)
}

/** Locks a move in one of these states on which no job is at work. Throws Stale. */
async function lockMove(tx: Write, move_id: string, states: readonly Move['state'][]): Promise<Move> {
  await sql`SELECT FROM group_move WHERE id = ${move_id} FOR UPDATE`.execute(tx)
  const move = await findMove(tx, move_id)
  if (!move || !states.includes(move.state) || (await isAtWork(tx, move_id))) throw new Stale()
  return move
}

/** Whether a job is waiting to work on the move, or working. */
export async function isAtWork(tx: Read, move_id: string): Promise<boolean> {
  const job = await tx
    .selectFrom('job')
    .where('subject_id', '=', move_id)
    .where('state', 'in', ['waiting', 'running'])
    .select('id')
    .limit(1)
    .executeTakeFirst()
  return job !== undefined
}
