import type { Read, Write } from '../src/ground/database/door.ts'
import type { Engine } from '../src/ground/database/identity.ts'
import type { Manifest } from './load.ts'
import type { LoadProgress } from './load-progress.ts'
import { progressLine } from './load-progress.ts'

/** Why a county cannot be loaded here, in a sentence. */
export class LoadRefused extends Error {}

/** The load as a job's row, so that its progress is seen where that of any long work is seen, and a killed load goes on. */
export interface LoadNote {
  /** What was brought in by an earlier load, as `source|day|kind`. */
  taken: ReadonlySet<string>
  count(now: LoadProgress): void
  say(sentence: string): void
  finish(): Promise<void>
  stopped(): Promise<void>
}

interface Hand {
  read<T>(purpose: string, work: (tx: Read) => Promise<T>): Promise<T>
  write<T>(purpose: string, work: (tx: Write) => Promise<T>): Promise<T>
}

export const LOAD_KIND = 'county-load'
/** Milliseconds between two writings of the progress. */
const EVERY = 1000

const titleOf = ({ children, years, seed, as_at }: Manifest): string =>
  `Made-up county of ${children.toLocaleString('en-GB')} children, ${years} years, seed ${seed}, as at ${as_at}`

/**
 * Notes that the load has begun, or goes on.
 * @throws LoadRefused where the database holds another county, or the whole of this one.
 */
export async function beginLoad(hand: Hand, engine: Engine, manifest: Manifest): Promise<LoadNote> {
  const title = titleOf(manifest)
  const before = await hand.read('earlier load looked for', tx =>
    tx.selectFrom('job').where('kind', '=', LOAD_KIND).select(['id', 'state', 'title']).executeTakeFirst(),
  )
  if (before && before.title !== title)
    throw new LoadRefused(`This database holds another county: ${before.title}. A county is loaded into an empty one.`)
  if (before?.state === 'done') throw new LoadRefused('This database holds the whole of this county already.')
  const taken = before === undefined ? new Set<string>() : await takenBefore(hand, manifest)
  const id = await hand.write('load of the county begun', async tx => {
    const running = { state: 'running', started_at: new Date() } as const
    if (before) {
      await tx.updateTable('job').set(running).where('id', '=', before.id).execute()
      return before.id
    }
    const made = {
      authority_id: engine.authority_id,
      kind: LOAD_KIND,
      title,
      subject_id: null,
      asked_by: null,
      ...running,
    }
    return (await tx.insertInto('job').values(made).returning('id').executeTakeFirstOrThrow()).id
  })
  const change = (values: Partial<{ state: 'done' | 'failed'; done: number; total: number; sentence: string }>) =>
    hand.write('progress of the load noted', tx => tx.updateTable('job').set(values).where('id', '=', id).execute())
  let written = 0
  let writing: Promise<unknown> = Promise.resolve()
  const seldom = (values: Parameters<typeof change>[0]): void => {
    if (performance.now() - written < EVERY) return
    written = performance.now()
    writing = writing.then(() => change(values)).catch(() => undefined)
  }
  return {
    taken,
    count: now => seldom({ done: Math.round(now.done), total: now.total, sentence: progressLine(now) }),
    say: sentence => seldom({ sentence }),
    finish: async () => {
      await writing
      await change({ state: 'done', sentence: 'The county is loaded.' })
    },
    stopped: async () => {
      await writing
      // Where the database itself has gone there is nobody to tell.
      await change({ sentence: 'Stopped. The same command goes on from here.' }).catch(() => undefined)
    },
  }
}

async function takenBefore(hand: Hand, manifest: Manifest): Promise<Set<string>> {
  return hand.read('what an earlier load brought in', async tx => {
    const lists = await tx
      .selectFrom('import')
      .innerJoin('source', 'source.id', 'import.source_id')
      .where('import.state', '=', 'committed')
      .select(['source.name', 'import.as_at'])
      .execute()
    const known = new Set(lists.map(({ name, as_at }) => `${name}|${as_at}`))
    const [schools, days] = [
      await tx.selectFrom('school').select('urn').limit(1).executeTakeFirst(),
      await tx.selectFrom('calendar_entry').select('id').limit(1).executeTakeFirst(),
    ]
    const there = (kind: string): boolean =>
      (kind.startsWith('register') && schools !== undefined && days !== undefined) ||
      (kind === 'calendars' && days !== undefined)
    return new Set(
      manifest.files
        .filter(({ source_name, as_at, kind }) => known.has(`${source_name}|${as_at}`) || there(kind))
        .map(({ source_name, as_at, kind }) => `${source_name}|${as_at}|${kind}`),
    )
  })
}
