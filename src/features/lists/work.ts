import { sql } from 'kysely'
import { joinSets } from '../../ground/database/by-index.ts'
import type { Write } from '../../ground/database/door.ts'
import { refreshStatistics } from '../../ground/database/statistics.ts'
import { FileRefused } from '../../ground/file-refused.ts'
import { type JobContext, type JobKind, WorkRefused } from '../../ground/jobs/work.ts'
import type { Look } from '../../ground/look.ts'
import { compactBook, workEverybodyOut } from '../children/index.ts'
import { commitAgain } from './commit-again.ts'
import { commitBatch } from './commit-rows.ts'
import { FIELDS } from './fields.ts'
import { holdIfUnlike } from './hold.ts'
import { type ImportContext, importContext, type NamedSchool } from './import-context.ts'
import { laterLists } from './later-lists.ts'
import { listBefore, readingOf } from './list-before.ts'
import { type MatchedRow, matchAndKeep } from './match-rows.ts'
import { endMissing, settleMissing } from './missing.ts'
import { readOpening } from './opening.ts'
import { openImport, type StoredRow, storedRows } from './read-in.ts'
import { commitUnchanged, keepAgain, type RowAgain, RowsAgain, unread } from './rows-again.ts'
import { settleDuplicates, settleSiblings } from './settle-matches.ts'
import { weighUndecided } from './weigh-list.ts'

/** Rows to a transaction: about what a second writes. */
const batch = 1000
/** Rows that are matched together: enough to share the cost of planning what is asked of them, few enough for the last not to be waited for. */
const matched = 2000

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
    await settle(work, list, read)
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
  await sql`DELETE FROM import_again WHERE import_id = ${import_id} AND committed_at IS NULL`.execute(tx)
  await sql`UPDATE import SET rows_read = 0, rows_refused = 0, rows_flagged = 0, rows_new = 0, rows_matched = 0, rows_changed = 0, rows_ambiguous = 0, missing = 0
    WHERE id = ${import_id}`.execute(tx)
}

/** What a list is found to hold while it is read. */
interface Found {
  read: number
  rows: MatchedRow[]
  schools: Map<string, NamedSchool>
  /** Children whose row has the cells of the list before. */
  again: Set<string>
}

/** Rows kept by their place alone, to a transaction. */
const run = 5000

/** Batches that are matched and kept at once, each in a transaction of its own, while the next is read. */
const atOnce = 2

/** Reads the list and matches its rows, batch by batch. Of each row about 300 bytes are held until the list is settled. */
async function readIn(work: ListWork, list: ImportContext): Promise<Found> {
  return work.read('list read', async tx => {
    const opened = await openImport(tx, list)
    const named = { ...list, row_names: opened.headers ?? FIELDS.map(({ code }) => code) }
    await work.write('cells of a list named', into =>
      into.updateTable('import').set({ row_names: named.row_names }).where('id', '=', list.id).execute(),
    )
    const before = await listBefore(tx, named)
    const found: Found = { read: 0, rows: [], schools: new Map(), again: new Set() }
    const runs = new RowsAgain(before)
    const keepRun = async (some: readonly RowAgain[]) => {
      if (some.length > 0) await work.write('list rows kept', into => keepAgain(into, named, some))
    }
    const take = async (rows: StoredRow[]) => {
      const matched = await work.write('list rows matched', into => matchAndKeep(into, named, rows))
      for (const row of matched) {
        found.schools.set(JSON.stringify(row.named), row.named)
        if (row.outcome !== 'refused') found.rows.push(row)
      }
      found.read += rows.length
      await work.progress({
        done: found.read,
        total: null,
        sentence: `${found.read.toLocaleString('en-GB')} rows read and matched`,
      })
    }
    const underWay: Promise<void>[] = []
    const start = (taken: Promise<void>) => {
      // It is awaited later; until then its failure is not yet anybody's.
      taken.catch(() => undefined)
      underWay.push(taken)
    }
    const { rows } = runs
    const isAgain = (line: number, cells: string): boolean => {
      if (!runs.take(line, cells)) return false
      if (rows.length % run === 0) start(keepRun(rows.slice(-run)))
      return true
    }
    let waiting: StoredRow[] = []
    try {
      for await (const row of storedRows(opened, named, isAgain)) {
        waiting.push(row)
        if (waiting.length < matched) continue
        while (underWay.length >= atOnce) await underWay.shift()
        start(take(waiting))
        waiting = []
      }
      start(take(waiting))
      start(keepRun(rows.slice(rows.length - (rows.length % run))))
      await Promise.all(underWay)
    } finally {
      await Promise.allSettled(underWay)
    }
    found.again = new Set(rows.map(row => row.person_id))
    for (const named of runs.schools()) found.schools.set(JSON.stringify(named), named)
    for (const row of rows) found.rows.push(unread(row))
    found.read += rows.length
    found.rows.sort((a, b) => a.line - b.line)
    return found
  })
}

async function settle(
  work: ListWork,
  list: ImportContext,
  { read: total, rows, schools, again }: Found,
): Promise<void> {
  await afterManyRows(work, total)
  const fresh = new Set<number>()
  for (let after: number | null = 0; after !== null; ) {
    const from: number = after
    const settled = await work.write('doubtful rows looked at again', tx =>
      settleSiblings(tx, list, { after: from, size: batch, again }),
    )
    for (const line of settled.fresh) fresh.add(line)
    after = settled.last
  }
  const byRules = rows.map(row => (fresh.has(row.line) ? { ...row, outcome: 'counts' as const } : row))
  const weighed = await weighUndecided(work, list, byRules)
  const counting = weighed.rows.filter(row => row.outcome === 'counts')
  const checked = await work.write('list checked', async tx => {
    await settleDuplicates(tx, list, counting)
    await joinSets(tx)
    const named = [...schools.values()]
    const { row_names } = await importContext(tx, list.id)
    const reading = await readingOf(tx, { ...list, row_names }, named)
    await sql`UPDATE import SET schools_named = ${JSON.stringify(named)}, reading = ${reading} WHERE id = ${list.id}`.execute(
      tx,
    )
    const missing = await settleMissing(tx, list)
    const done =
      await sql`UPDATE import SET state = 'ready', checked_at = now(), version = version + 1, missing = ${missing}, weighed_with = ${JSON.stringify(weighed.weighed_with)}::jsonb,
        rows_read = t.read + a.rows, rows_refused = t.refused, rows_flagged = t.flagged, rows_new = t.fresh, rows_matched = t.matched + a.rows, rows_changed = t.changed, rows_ambiguous = t.ambiguous
      FROM (SELECT count(*) AS read, count(*) FILTER (WHERE refused) AS refused,
          count(*) FILTER (WHERE NOT refused AND jsonb_array_length(problems) > 0) AS flagged,
          count(*) FILTER (WHERE NOT refused AND outcome = 'new') AS fresh,
          count(*) FILTER (WHERE NOT refused AND outcome IN ('matched', 'same', 'changed')) AS matched,
          count(*) FILTER (WHERE NOT refused AND outcome = 'changed') AS changed,
          count(*) FILTER (WHERE NOT refused AND outcome = 'ambiguous') AS ambiguous
        FROM import_row WHERE import_id = ${list.id}) t,
        (SELECT coalesce(sum(cardinality(lines)), 0)::integer AS rows FROM import_again WHERE import_id = ${list.id}) a
      WHERE id = ${list.id} AND state = 'checking'`.execute(tx)
    await holdIfUnlike(tx, list)
    return done
  })
  if (checked.numAffectedRows !== 1n) throw new WorkRefused('This list was withdrawn meanwhile.')
}

/**
 * Commits a list that was previewed, in batches, then ends what it no longer holds. Goes on where a killed job stopped, and
 * takes in what was decided since it was committed.
 * @param how rows to a transaction; and whether children are worked out with their rows, or all of them afterwards by the caller,
 *   who brings in many lists at once into a county that nobody uses yet.
 */
export async function commitList(
  work: ListWork,
  import_id: string,
  { size = batch, evaluate = true }: { size?: number; evaluate?: boolean } = {},
): Promise<void> {
  const list = await work.read('list commit begun', tx => importContext(tx, import_id))
  if (list.state !== 'committing' && list.state !== 'committed')
    throw new WorkRefused('This list is not waiting to be committed.')
  if (list.protected && (list.committed_by ?? list.brought_by) === null)
    throw new WorkRefused('A list of protected placements is committed by a person, who then holds its children.')
  if (evaluate) await moveOpening(work, list)
  const { rows } = await work.read('list rows counted', tx =>
    sql<{
      due: number
      done: number
    }>`SELECT coalesce(sum(rows) FILTER (WHERE committed_at IS NULL), 0) AS due, coalesce(sum(rows) FILTER (WHERE committed_at IS NOT NULL), 0) AS done FROM (
        SELECT committed_at, 1 AS rows FROM import_row
        WHERE import_id = ${import_id} AND NOT refused AND (outcome IN ('new', 'matched', 'changed', 'same') OR decision IN ('same', 'new'))
        UNION ALL SELECT committed_at, cardinality(lines) FROM import_again WHERE import_id = ${import_id}) t`.execute(
      tx,
    ),
  )
  const { due = 0, done: before = 0 } = rows[0] ?? {}
  const total = due + before
  let done = before
  const tell = () =>
    work.progress({
      done,
      total,
      sentence: `${done.toLocaleString('en-GB')} of ${total.toLocaleString('en-GB')} rows committed`,
    })
  const inTurn = async (
    commit: (tx: Write, look: Look, after: number) => Promise<{ rows: number; last: number | null }>,
    grows = true,
  ) => {
    for (let after = 0; ; ) {
      await tell()
      const from = after
      const { rows: committed, last } = await work.write('list rows committed', (tx, look) => commit(tx, look, from))
      // The first rows of a large list tell the planner what the rest will be like; of those that say the same nothing grows.
      if (after === 0 && grows) await afterManyRows(work, total)
      done += committed
      if (last === null) return
      after = last
    }
  }
  await inTurn((tx, look, after) => commitUnchanged(tx, list, after, look), false)
  await inTurn((tx, look, after) => commitAgain(tx, list, { after, size: 5 * size }, look))
  await inTurn((tx, look, after) => commitBatch(tx, list, { after, size, evaluate }, work.engine.today, look))
  for (const one of [list, ...(await work.read('later lists found', tx => laterLists(tx, list)))]) {
    await work.write('missing children found', async tx => {
      await joinSets(tx)
      const missing = await settleMissing(tx, one)
      await sql`UPDATE import SET missing = ${missing} WHERE id = ${one.id}`.execute(tx)
    })
    for (;;) {
      const ended = await work.write('enrolments ended', (tx, look) =>
        endMissing(tx, one, { size, evaluate }, work.engine.today, look),
      )
      if (ended === 0) break
    }
  }
  if (total >= batch) await work.write('book of the ledger added up', compactBook)
  // Of a short list as well: a small county has only such.
  await work.write('statistics refreshed', refreshStatistics)
  await work.write('list committed', tx =>
    sql`UPDATE import SET state = 'committed', committed_at = coalesce(committed_at, now()), undoable = undoable OR committed_at IS NULL, version = version + 1 WHERE id = ${import_id}`.execute(
      tx,
    ),
  )
}

/** After many rows came in: the planner must know it before the next question. */
const afterManyRows = async (work: ListWork, rows: number): Promise<void> => {
  if (rows < batch) return
  await work.write('book of the ledger added up', compactBook)
  await work.write('statistics refreshed', refreshStatistics)
}

/**
 * A roll older than any before moves the day on which the ledger opens, and with it what can be said of everybody: all
 * children are worked out anew before its own rows are.
 */
async function moveOpening(work: ListWork, list: ImportContext): Promise<void> {
  const others = await work.read('opening of the ledger read', tx => readOpening(tx, list.id))
  const opening = await work.read('opening of the ledger read', tx => readOpening(tx))
  if (others === null || others === opening) return
  await workEverybodyOut(work)
}

const subject = (context: JobContext): string => {
  if (context.subject_id === null) throw new WorkRefused('This work does not say which list it is about.')
  return context.subject_id
}

export const jobs: readonly JobKind[] = [
  { kind: checkKind, run: context => checkList(context, subject(context)) },
  { kind: commitKind, run: context => commitList(context, subject(context)) },
]
