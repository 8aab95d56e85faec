import { sql } from 'kysely'
import { type JobContext, type JobKind, WorkRefused } from '../../ground/jobs/work.ts'
import { withGroup } from './group.ts'
import { type MoveAtWork, moveBatch } from './move-children.ts'
import { atWork, findMove, type Move } from './queries.ts'
import { undoBatch } from './undo-children.ts'

/** Children to a transaction: about what half a second writes. */
const batch = 200

export const moveKind = 'group-move'
export const undoKind = 'group-move-undo'

/** What the work on a move needs: a job has it. */
export type MoveWork = Pick<JobContext, 'read' | 'write' | 'progress' | 'engine'>

/** Carries a confirmed move out. Begun again half-way it goes on, and ends as if it had not been stopped. */
export async function carryOut(work: MoveWork, move_id: string, size = batch): Promise<void> {
  const move = await moveOf(work, move_id, 'moving')
  const { rows } = await work.read('children of a move counted', tx =>
    sql<{ due: number; done: number }>`${withGroup(move)}
      SELECT (SELECT count(*) FROM group_move_child WHERE move_id = ${move_id} AND NOT sealed) AS done,
        (SELECT count(*) FROM grouped WHERE NOT sealed AND person_id NOT IN (SELECT person_id FROM group_move_child WHERE move_id = ${move_id})) AS due`.execute(
      tx,
    ),
  )
  const { due = 0, done = 0 } = rows[0] ?? {}
  await inBatches(work, { done, total: due + done, word: 'looked at and moved' }, () =>
    work.write('children moved with their group', (tx, look) =>
      moveBatch(tx, atWork(move, move.confirmed_by), size, work.engine.today, look),
    ),
  )
  await ends(work, move_id, 'moving', 'moved')
}

/** Takes a move back, child by child. */
export async function takeBack(work: MoveWork, move_id: string, size = batch): Promise<void> {
  const move = await moveOf(work, move_id, 'undoing')
  const { rows } = await work.read('children of a move counted', tx =>
    sql<{
      due: number
      done: number
    }>`SELECT count(*) FILTER (WHERE undo IS NULL) AS due, count(*) FILTER (WHERE undo IS NOT NULL) AS done
      FROM group_move_child WHERE move_id = ${move_id} AND outcome <> 'left_out' AND NOT sealed`.execute(tx),
  )
  const { due = 0, done = 0 } = rows[0] ?? {}
  const undoing: MoveAtWork = atWork(move, move.undone_by)
  await inBatches(work, { done, total: due + done, word: 'looked at and taken back' }, () =>
    work.write('move of a group taken back', (tx, look) => undoBatch(tx, undoing, size, work.engine.today, look)),
  )
  await ends(work, move_id, 'undoing', 'undone')
}

async function moveOf(work: MoveWork, move_id: string, state: Move['state']): Promise<Move> {
  const move = await work.read('move of a group begun', tx => findMove(tx, move_id))
  if (!move || move.state !== state) throw new WorkRefused('This move is not waiting to be carried out.')
  return move
}

async function inBatches(
  work: MoveWork,
  from: { done: number; total: number; word: string },
  next: () => Promise<{ taken: number; open: number }>,
): Promise<void> {
  let { done } = from
  for (;;) {
    const [shown, total] = [done, from.total].map(number => number.toLocaleString('en-GB'))
    await work.progress({ done, total: from.total, sentence: `${shown} of ${total} children ${from.word}` })
    const { taken, open } = await next()
    if (taken === 0) return
    // Sealed children are moved like any other and counted nowhere.
    done += open
  }
}

async function ends(work: MoveWork, move_id: string, from: Move['state'], to: Move['state']): Promise<void> {
  await work.write('move of a group ended', tx =>
    sql`UPDATE group_move SET state = ${to}, version = version + 1 WHERE id = ${move_id} AND state = ${from}`.execute(
      tx,
    ),
  )
}

const subject = (context: JobContext): string => {
  if (context.subject_id === null) throw new WorkRefused('This work does not say which move it is about.')
  return context.subject_id
}

export const jobs: readonly JobKind[] = [
  { kind: moveKind, run: context => carryOut(context, subject(context)) },
  { kind: undoKind, run: context => takeBack(context, subject(context)) },
]
