import { createReadStream, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { importCalendars } from '../src/features/calendars/index.ts'
import { workEverybodyOut } from '../src/features/children/index.ts'
import { matchCounty } from '../src/features/matching/index.ts'
import type { SetUp } from '../src/features/people/index.ts'
import { importGroups, importLinks, importRegister } from '../src/features/schools/index.ts'
import type { Door, Read, Write } from '../src/ground/database/door.ts'
import type { Engine } from '../src/ground/database/identity.ts'
import { refreshStatistics } from '../src/ground/database/statistics.ts'
import { Look } from '../src/ground/look.ts'
import { asDay, type Day } from '../src/rulebook/index.ts'
import { workThroughCases } from './casework.ts'
import { fromIso, iso } from './days.ts'
import { keepIdentitiesApart } from './keep-apart.ts'
import { loadList, workOf } from './load-list.ts'
import { addPeople, decideSwitches } from './load-people.ts'
import { type LoadProgress, RowMeter } from './load-progress.ts'
import { beginLoad, LOAD_KIND, type LoadNote, LoadRefused } from './load-row.ts'
import type { ManifestFile } from './manifest.ts'
import { takeBackAMistake } from './mistaken-list.ts'
import { nameOfficers } from './officers.ts'

export { workOf } from './load-list.ts'

export interface Manifest {
  authority: { code: string; name: string }
  seed: number
  children: number
  years: number
  as_at: string
  demonstration_day: string
  files: ManifestFile[]
}

export const readManifest = (folder: string): Manifest =>
  JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8'))

export interface CountyToLoad {
  folder: string
  door: Door
  setUp: SetUp
  password: string
  today: Day
  /** Receives a line for each file. */
  say: (line: string) => void
  /** Told how far the load is, many times a second. */
  progress?: (now: LoadProgress) => void
  /** Told in a sentence how far the work after the lists is, many times a second. */
  after?: (sentence: string) => void
  /** Whether its officers work through their cases; if nothing is said they do. */
  casework?: boolean
  /** Stops the load between two pieces of work; the same load again goes on from there. */
  signal?: AbortSignal
}

/** Doubtful rows of lists this old were all decided long ago; of newer ones some are left for whoever visits. */
const DECIDED_AFTER = 60

/**
 * Loads a county's folder into an empty database, through the same imports that real lists go through: register, term
 * dates, groups of schools, then each list, oldest first, checked, matched, decided where it is doubtful, and committed; then its
 * officers work through their cases. A load that was killed goes on where it stopped: a list that is committed is not taken again.
 * @throws SetUpRefused where the database holds real data, LoadRefused where it holds another county or the whole of this one, or another process is loading one.
 */
export async function loadCounty(o: CountyToLoad): Promise<void> {
  const manifest = readManifest(o.folder)
  if (!(await o.setUp.alone(LOAD_KIND)))
    throw new LoadRefused('Another process is loading a county here. Wait until it is done, or stop it.')
  const authority_id = await authorityOf(o.setUp, manifest)
  const accounts = await addPeople(o, authority_id)
  const officer = accounts.byRole.get('cme_officer')?.[0] ?? ''
  await decideSwitches(o.door, accounts.byRole.get('administrator')?.[0] ?? '', o.today)
  const engine: Engine = {
    kind: 'engine',
    name: 'demonstration county',
    authority_id,
    asked_by: officer,
    today: o.today,
  }
  const look = (purpose: string) => new Look({ purpose, route: 'command:county' })
  const hand = {
    read: <T>(purpose: string, work: (tx: Read) => Promise<T>) => o.door.read(engine, look(purpose), work),
    write: <T>(purpose: string, work: (tx: Write) => Promise<T>) => o.door.write(engine, look(purpose), work),
  }
  const note = await beginLoad(hand, engine, manifest)
  try {
    await takeFiles(o, manifest, engine, officer, hand, note)
    // Nobody uses the county yet: its children are worked out once, and not with every list that holds them.
    const tell = (sentence: string) => {
      note.say(sentence)
      o.after?.(sentence)
      o.signal?.throwIfAborted()
    }
    const work = workOf(o.door, engine, tell)
    const children = await workEverybodyOut(work)
    o.say(`${children.toLocaleString('en-GB')} children worked out`)
    await takeBackAMistake(workOf(o.door, engine), officer)
    const account = accounts.byRole.get('team_manager')?.[0] ?? ''
    await keepIdentitiesApart({ ...{ folder: o.folder, door: o.door, engine }, account })
    const { joined } = await matchCounty(work)
    o.say(`${joined.toLocaleString('en-GB')} children held twice are one again`)
    await hand.write('officers named for schools', tx => nameOfficers(tx, engine, o.folder, accounts.byEmail))
    if (o.casework !== false) {
      await workThroughCases({
        ...{ folder: o.folder, door: o.door, engine, accounts: accounts.byRole },
        demonstration_day: asDay(manifest.demonstration_day),
        children: manifest.children,
        years: manifest.years,
        tell,
        stop: () => o.signal?.throwIfAborted(),
      })
      o.say('Cases worked through')
    }
    await hand.write('statistics refreshed', refreshStatistics)
    await note.finish()
  } catch (problem) {
    await note.stopped()
    throw problem
  }
}

async function authorityOf(setUp: SetUp, manifest: Manifest): Promise<string> {
  if ((await setUp.holds()) === 'demonstration') return (await setUp.authorityByCode(manifest.authority.code)).id
  return setUp.addAuthority({
    code: manifest.authority.code,
    name: `${manifest.authority.name} County Council`,
    short_name: manifest.authority.name,
    out_of_hours_number: '01632 960999',
    postcode_areas: Array.from({ length: 9 }, (_, i) => `ZY${i + 1}`),
    demonstration: true,
  })
}

interface Hand {
  read<T>(purpose: string, work: (tx: Read) => Promise<T>): Promise<T>
  write<T>(purpose: string, work: (tx: Write) => Promise<T>): Promise<T>
}

/** What is brought in as a whole and is the same when it is brought in again. */
const standing: Record<string, (tx: Write, engine: Engine, path: string, as_at: Day) => Promise<unknown>> = {
  register: (tx, _, path, as_at) => importRegister(tx, createReadStream(path), { as_at }),
  register_links: (tx, _, path) => importLinks(tx, createReadStream(path)),
  calendars: (tx, engine, path) => importCalendars(tx, engine, createReadStream(path)),
  school_groups: (tx, engine, path) => importGroups(tx, engine, createReadStream(path)),
}

/** Kinds of file that no importer takes in yet. */
const leftAside: ReadonlySet<string> = new Set(['attendance'])

async function takeFiles(
  o: CountyToLoad,
  manifest: Manifest,
  engine: Engine,
  officer: string,
  hand: Hand,
  note: LoadNote,
): Promise<void> {
  const decidedAfter = iso(fromIso(manifest.as_at) - DECIDED_AFTER)
  const lists = manifest.files.filter(({ kind }) => standing[kind] === undefined && !leftAside.has(kind))
  const meter = new RowMeter(
    lists.reduce((sum, { rows }) => sum + rows, 0),
    now => {
      o.progress?.(now)
      note.count(now)
      o.signal?.throwIfAborted()
    },
  )
  for (const file of manifest.files) {
    o.signal?.throwIfAborted()
    const bring = standing[file.kind]
    const named = `${file.source_name}, ${file.as_at}`
    const known = note.taken.has(`${file.source_name}|${file.as_at}|${file.kind}`)
    if (bring !== undefined && !known)
      await hand.write(`${file.kind} brought in`, tx => bring(tx, engine, join(o.folder, file.path), asDay(file.as_at)))
    else if (bring === undefined && !leftAside.has(file.kind)) {
      if (known) meter.passed(file.rows)
      else {
        const part = (share: number, sentence: string) => meter.part(file.rows, share, `${named}: ${sentence}`)
        await loadList({ ...o, engine, officer, leave: file.as_at >= decidedAfter, part }, file)
        meter.whole(file.rows)
      }
    }
    if (!known) o.say(`${file.source_name}: ${file.rows.toLocaleString('en-GB')} rows`)
  }
}
