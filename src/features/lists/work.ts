import { sql } from 'kysely'
import type { Write } from '../../ground/database/door.ts'
import { FileRefused } from '../../ground/file-refused.ts'
import { type JobContext, type JobKind, WorkRefused } from '../../ground/jobs/work.ts'
import { compactBook, reevaluate } from '../children/index.ts'
import { commitBatch } from './commit-rows.ts'
import { type ImportContext, importContext } from './import-context.ts'
import { matchBatch } from './match-rows.ts'
import { endMissing, settleMissing } from './missing.ts'
import { readOpening } from './opening.ts'
import { keepRows, openImport, type StoredRow, storedRows } from './read-in.ts'
import { settleDuplicates, settleSiblings } from './settle-matches.ts'

/** Rows to a transaction: about what a second writes. */
const batch = 1000

export const checkKind = 'list-check'
export const commitKind = 'list-commit'

/** What the two pieces of work on a list need: a job has it, and so has the command line. */
export type ListWork = Pick<JobContext, 'read' | 'write' | 'progress' | 'engine' | 'asked_by'>

/** Reads a list in, checks each row, and matches it. Nothing of a child is changed; run again, it begins anew. */
export async function checkList(work: ListWork, import_id: string): Promise<void> {
  const list = await work.write('list check begun', async tx => {
    const { numAffectedRows } =
      await sql`UPDATE import SET state = 'checking', refusal = NULL WHERE id = ${import_id} AND state IN ('uploaded', 'mapped', 'checking', 'ready', 'refused')`.execute(
        tx,
      )
    if (numAffectedRows === 1n) await forgetRows(tx, import_id)
    return importContext(tx, import_id)
  })
  if (list.state !== 'checking') throw new WorkRefused('This list was committed or withdrawn meanwhile.')
  try {
    const read = await readIn(work, list)
    await matchAll(work, list, read)
  } catch (problem) {
    if (!(problem instanceof FileRefused)) throw problem
    await work.write('list refused', async tx => {
      await forgetRows(tx, import_id)
      await sql`UPDATE import SET state = 'refused', refusal = ${problem.message}, version = version + 1 WHERE id = ${import_id} AND state = 'checking'`.execute(
        tx,
      )
    })
    throw new WorkRefused(problem.message)
  }
}

/** What an earlier check found. The file stays as it came. */
async function forgetRows(tx: Write, import_id: string): Promise<void> {
  await sql`DELETE FROM import_match WHERE import_id = ${import_id}`.execute(tx)
  await sql`DELETE FROM import_missing WHERE import_id = ${import_id}`.execute(tx)
  await sql`DELETE FROM import_row WHERE import_id = ${import_id} AND committed_at IS NULL`.execute(tx)
  await sql`UPDATE import SET rows_read = 0, rows_refused = 0, rows_flagged = 0, rows_new = 0, rows_matched = 0, rows_changed = 0, rows_ambiguous = 0, missing = 0
    WHERE id = ${import_id}`.execute(tx)
}

async function readIn(work: ListWork, list: ImportContext): Promise<number> {
  return work.read('list read', async tx => {
    let read = 0
    let waiting: StoredRow[] = []
    const flush = async () => {
      const rows = waiting
      waiting = []
      read += rows.length
      await work.write('list rows kept', into => keepRows(into, list, rows))
      await work.progress({ done: read, total: null, sentence: `${read.toLocaleString('en-GB')} rows read` })
    }
    for await (const row of storedRows(await openImport(tx, list), list)) {
      waiting.push(row)
      if (waiting.length >= batch) await flush()
    }
    await flush()
    return read
  })
}

async function matchAll(work: ListWork, list: ImportContext, total: number): Promise<void> {
  await refreshStatistics(work, total)
  let done = 0
  for (let after: number | null = 0; after !== null; ) {
    const from: number = after
    after = await work.write('list rows matched', tx => matchBatch(tx, list, from, batch))
    done = Math.min(total, done + batch)
    await work.progress({
      done,
      total,
      sentence: `${done.toLocaleString('en-GB')} of ${total.toLocaleString('en-GB')} rows matched`,
    })
  }
  for (let after: number | null = 0; after !== null; ) {
    const from: number = after
    after = await work.write('doubtful rows looked at again', tx => settleSiblings(tx, list, from, batch))
  }
  await refreshStatistics(work, total)
  const checked = await work.write('list checked', async tx => {
    await settleDuplicates(tx, list)
    const missing = await settleMissing(tx, list)
    return sql`UPDATE import SET state = 'ready', version = version + 1, missing = ${missing},
        rows_read = t.read, rows_refused = t.refused, rows_flagged = t.flagged, rows_new = t.fresh, rows_matched = t.matched, rows_changed = t.changed, rows_ambiguous = t.ambiguous
      FROM (SELECT count(*) AS read, count(*) FILTER (WHERE refused) AS refused,
          count(*) FILTER (WHERE NOT refused AND jsonb_array_length(problems) > 0) AS flagged,
          count(*) FILTER (WHERE NOT refused AND outcome = 'new') AS fresh,
          count(*) FILTER (WHERE NOT refused AND outcome IN ('matched', 'same', 'changed')) AS matched,
          count(*) FILTER (WHERE NOT refused AND outcome = 'changed') AS changed,
          count(*) FILTER (WHERE NOT refused AND outcome = 'ambiguous') AS ambiguous
        FROM import_row WHERE import_id = ${list.id}) t
      WHERE id = ${list.id} AND state = 'checking'`.execute(tx)
  })
  if (checked.numAffectedRows !== 1n) throw new WorkRefused('This list was withdrawn meanwhile.')
}

/**
 * Commits a list that was previewed, in batches, then ends what it no longer holds. Goes on where a killed job stopped, and
 * takes in what was decided since it was committed.
 * @param size rows to a transaction.
 */
export async function commitList(work: ListWork, import_id: string, size = batch): Promise<void> {
  const list = await work.read('list commit begun', tx => importContext(tx, import_id))
  if (list.state !== 'committing' && list.state !== 'committed')
    throw new WorkRefused('This list is not waiting to be committed.')
  if (list.protected && (list.committed_by ?? list.brought_by) === null)
    throw new WorkRefused('A list of protected placements is committed by a person, who then holds its children.')
  await moveOpening(work, list)
  const { rows } = await work.read('list rows counted', tx =>
    sql<{
      due: number
      done: number
    }>`SELECT count(*) FILTER (WHERE committed_at IS NULL) AS due, count(*) FILTER (WHERE committed_at IS NOT NULL) AS done FROM import_row
      WHERE import_id = ${import_id} AND NOT refused AND (outcome IN ('new', 'matched', 'changed', 'same') OR decision IN ('same', 'new'))`.execute(
      tx,
    ),
  )
  const { due = 0, done: before = 0 } = rows[0] ?? {}
  const total = due + before
  let done = before
  for (;;) {
    await work.progress({
      done,
      total,
      sentence: `${done.toLocaleString('en-GB')} of ${total.toLocaleString('en-GB')} rows committed`,
    })
    const committed = await work.write('list rows committed', (tx, look) =>
      commitBatch(tx, list, size, work.engine.today, look),
    )
    if (committed === 0) break
    // The first rows of a large list tell the planner what the rest will be like.
    if (done === before) await refreshStatistics(work, total)
    done += committed
  }
  await work.write('missing children found', async tx => {
    const missing = await settleMissing(tx, list)
    await sql`UPDATE import SET missing = ${missing} WHERE id = ${import_id}`.execute(tx)
  })
  for (;;) {
    const ended = await work.write('enrolments ended', (tx, look) =>
      endMissing(tx, list, size, work.engine.today, look),
    )
    if (ended === 0) break
  }
  await refreshStatistics(work, total)
  await work.write('list committed', tx =>
    sql`UPDATE import SET state = 'committed', committed_at = coalesce(committed_at, now()), version = version + 1 WHERE id = ${import_id}`.execute(
      tx,
    ),
  )
}

/** After many rows came in: the planner must know it before the next question. */
const refreshStatistics = async (work: ListWork, rows: number): Promise<void> => {
  if (rows < batch) return
  await work.write('book of the ledger added up', compactBook)
  await work.write('statistics refreshed', tx => sql`SELECT refresh_statistics()`.execute(tx))
}

/**
 * A roll older than any before moves the day on which the ledger opens, and with it what can be said of everybody: all
 * children are worked out anew before its own rows are.
 */
async function moveOpening(work: ListWork, list: ImportContext): Promise<void> {
  const others = await work.read('opening of the ledger read', tx => readOpening(tx, list.id))
  const opening = await work.read('opening of the ledger read', tx => readOpening(tx))
  if (others === null || others === opening) return
  for (let after: string | null = null; ; ) {
    const from: string | null = after
    after = await work.write('children worked out anew', async (tx, look) => {
      const { rows } = await sql<{
        id: string
      }>`SELECT id FROM person WHERE ${from}::uuid IS NULL OR id > ${from} ORDER BY id LIMIT ${batch}`.execute(tx)
      const ids = rows.map(row => row.id)
      await reevaluate(tx, ids, work.engine.today)
      look.saw(ids)
      return ids.at(-1) ?? null
    })
    if (after === null) return
  }
}

const subject = (context: JobContext): string => {
  if (context.subject_id === null) throw new WorkRefused('This work does not say which list it is about.')
  return context.subject_id
}

export const jobs: readonly JobKind[] = [
  { kind: checkKind, run: context => checkList(context, subject(context)) },
  { kind: commitKind, run: context => commitList(context, subject(context)) },
]
