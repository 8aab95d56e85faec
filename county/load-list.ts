import { createReadStream } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'kysely'
import {
  addAddresses,
  bringIn,
  checkList,
  commitList,
  importContext,
  type ListWork,
  type Mapping,
  sourceNamed,
} from '../src/features/lists/index.ts'
import type { Door } from '../src/ground/database/door.ts'
import type { Engine } from '../src/ground/database/identity.ts'
import type { Progress } from '../src/ground/jobs/work.ts'
import { Look } from '../src/ground/look.ts'
import { asDay } from '../src/rulebook/index.ts'
import { decideByTruth } from './decide.ts'
import type { ManifestFile } from './manifest.ts'

/** The work of an import without the queue: the same functions, one after the other. */
export function workOf(
  door: Door,
  engine: Engine,
  tell: (sentence: string, now: Progress) => void = () => {},
): ListWork {
  const look = (purpose: string) => new Look({ purpose, route: 'command:import' })
  return {
    engine,
    asked_by: engine.asked_by,
    progress: async now => tell(now.sentence, now),
    read: (purpose, work) => {
      const seen = look(purpose)
      return door.read(engine, seen, tx => work(tx, seen))
    },
    write: (purpose, work) => {
      const seen = look(purpose)
      return door.write(engine, seen, tx => work(tx, seen))
    },
  }
}

/** Reading and matching a list takes about as long as committing it. */
const halfOf = (now: Progress, rows: number): number =>
  now.total === null ? (Math.min(now.done, rows) / rows) * 0.1 : 0.1 + (now.done / Math.max(1, now.total)) * 0.4

/**
 * Takes one list of a county all the way in: kept, checked, matched, decided where it is doubtful, committed. What was done
 * of it before a load was killed is not done again; a list that is committed is passed over.
 * @param o.leave whether some doubtful rows are left for whoever visits.
 * @param o.part is told which share of the list is done, and in words.
 */
export async function loadList(
  o: {
    folder: string
    door: Door
    engine: Engine
    officer: string
    leave: boolean
    part: (share: number, sentence: string) => void
  },
  file: ManifestFile,
): Promise<void> {
  const rows = Math.max(1, file.rows)
  let before = 0
  const work = workOf(o.door, o.engine, (sentence, now) =>
    o.part(before + (before === 0 ? halfOf(now, rows) : (now.done / Math.max(1, now.total ?? rows)) * 0.5), sentence),
  )
  const { id, state } = (await importOf(work, file)) ?? (await takeIn(o, work, file))
  if (state === 'committed') return
  if (state !== 'committing') {
    await checkList(work, id)
    await decideByTruth(work, id, { ...o, path: file.path })
    await work.write('list commit asked for', tx =>
      sql`UPDATE import SET state = 'committing', committed_by = ${o.officer} WHERE id = ${id} AND state = 'ready'`.execute(
        tx,
      ),
    )
  }
  before = 0.5
  await commitList(work, id, { evaluate: false })
}

interface TakenIn {
  id: string
  state: string
}

/** The import that an earlier load made of this file. */
const importOf = (work: ListWork, file: ManifestFile): Promise<TakenIn | undefined> =>
  work.read('list of the county looked for', tx =>
    tx
      .selectFrom('import')
      .innerJoin('source', 'source.id', 'import.source_id')
      .where('source.name', '=', file.source_name)
      .where('import.as_at', '=', asDay(file.as_at))
      .where('import.state', '<>', 'withdrawn')
      .select(['import.id', 'import.state'])
      .executeTakeFirst(),
  )

/** Keeps the list as it came, with its addresses and the mapping an officer would choose: all of that or nothing. */
async function takeIn(
  o: { folder: string; engine: Engine; officer: string },
  work: ListWork,
  file: ManifestFile,
): Promise<TakenIn> {
  const actor = { authority_id: o.engine.authority_id, account_id: o.officer }
  const kind = file.protected ? 'protected_placement' : file.kind
  return work.write('list brought in', async tx => {
    const source_id = await sourceNamed(tx, actor, {
      kind,
      name: file.source_name,
      school_urn: file.school_urn ?? null,
    })
    const brought = {
      source_id,
      as_at: asDay(file.as_at),
      school_urn: file.school_urn ?? null,
      media_type: 'text/csv',
      most: 2 ** 31,
    }
    const fileOf = (path: string) => ({
      file_name: path.split('/').at(-1) ?? path,
      stream: createReadStream(join(o.folder, path)),
    })
    const { id } = await bringIn(tx, actor, { ...brought, ...fileOf(file.path) })
    if (file.with) await addAddresses(tx, actor, id, { ...brought, ...fileOf(file.with) })
    if (file.mapping) {
      const list = await importContext(tx, id)
      const mapping: Mapping = list.format === 'csv' ? file.mapping : list.mapping
      await sql`UPDATE import SET mapping = ${JSON.stringify(mapping)}::jsonb WHERE id = ${id}`.execute(tx)
    }
    return { id, state: 'uploaded' }
  })
}
