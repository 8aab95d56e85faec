import { sql } from 'kysely'
import type { JobKind } from '../../ground/jobs/work.ts'
import { WorkRefused } from '../../ground/jobs/work.ts'
import { compactBook, workEverybodyOut } from '../children/index.ts'
import { readOpening } from './opening.ts'
import { recordsToUndo, type Undoing, undoKind, undoRecords } from './undo.ts'
import type { ListWork } from './work.ts'

/** Records to a transaction: about what a second writes. */
const batch = 500

/** Takes a committed list back, record by record. Begun again half-way it goes on, and ends as if it had not been stopped. */
export async function undoList(work: ListWork, import_id: string, size = batch): Promise<void> {
  const list = await work.read('list to take back read', async tx => {
    const { rows } = await sql<
      Undoing & { state: string }
    >`SELECT id, source_id, as_at, state, undone_by, undone_because
      FROM import WHERE id = ${import_id}`.execute(tx)
    return rows[0]
  })
  // A worker died after the list was undone and before everybody was worked out: nobody else will do it.
  if (list?.state === 'undone') {
    await workEverybodyOut(work)
    return
  }
  if (list?.state !== 'undoing') throw new WorkRefused('This list is not waiting to be taken back.')
  const records = await work.read('records of a list found', tx => recordsToUndo(tx, list))
  for (let at = 0; at < records.length; at += size) {
    const some = records.slice(at, at + size)
    const sentence = `${at.toLocaleString('en-GB')} of ${records.length.toLocaleString('en-GB')} records taken back`
    await work.progress({ done: at, total: records.length, sentence })
    await work.write('list taken back', (tx, look) => undoRecords(tx, list, some, work.engine.today, look))
  }
  const [before, after] = await work.read('opening of the ledger read', async tx => [
    await readOpening(tx, null),
    await readOpening(tx, import_id),
  ])
  await work.write('list undone', async tx => {
    await compactBook(tx)
    await sql`UPDATE import SET state = 'undone', undone_at = now(), version = version + 1 WHERE id = ${import_id} AND state = 'undoing'`.execute(
      tx,
    )
  })
  // The ledger opened with this list: what can be said of everybody is another now.
  if (before !== after) await workEverybodyOut(work)
}

export const undoJob: JobKind = {
  kind: undoKind,
  run: context => {
    if (context.subject_id === null) throw new WorkRefused('This work does not say which list it is about.')
    return undoList(context, context.subject_id)
  },
}
