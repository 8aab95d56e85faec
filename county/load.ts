import { createReadStream, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'kysely'
import { importCalendars } from '../src/features/calendars/index.ts'
import { workEverybodyOut } from '../src/features/children/index.ts'
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
import type { NewAccount, SetUp } from '../src/features/people/index.ts'
import { importLinks, importRegister } from '../src/features/schools/index.ts'
import type { Door } from '../src/ground/database/door.ts'
import type { Engine } from '../src/ground/database/identity.ts'
import { Look } from '../src/ground/look.ts'
import { asDay, type Day } from '../src/rulebook/index.ts'
import { workThroughCases } from './casework.ts'
import { decideByTruth } from './decide.ts'
import type { ManifestFile } from './manifest.ts'
import { peopleToMake } from './people-to-make.ts'
import { signedIn } from './signed-in.ts'

interface Manifest {
  authority: { code: string; name: string }
  demonstration_day: string
  files: ManifestFile[]
}

/**
 * Loads a county's folder into an empty database, through the same imports that real lists go through: register, term
 * dates, then each list checked, matched, decided where it is doubtful, and committed; then its officers work through
 * their cases.
 * @param say receives a line for each file.
 * @throws SetUpRefused where the database holds real data.
 */
export async function loadCounty(o: {
  folder: string
  door: Door
  setUp: SetUp
  password: string
  today: Day
  say: (line: string) => void
}): Promise<void> {
  const manifest: Manifest = JSON.parse(readFileSync(join(o.folder, 'manifest.json'), 'utf8'))
  const authority_id = await o.setUp.addAuthority({
    code: manifest.authority.code,
    name: `${manifest.authority.name} County Council`,
    short_name: manifest.authority.name,
    out_of_hours_number: '01632 960999',
    postcode_areas: Array.from({ length: 9 }, (_, i) => `ZY${i + 1}`),
    demonstration: true,
  })
  const accounts = await addPeople(o, authority_id)
  const officer = accounts.get('cme_officer') ?? ''
  await decideSwitches(o, accounts.get('administrator') ?? '')
  const engine: Engine = {
    kind: 'engine',
    name: 'demonstration county',
    authority_id,
    asked_by: officer,
    today: o.today,
  }
  const write = <T>(purpose: string, work: Parameters<Door['write']>[2]) =>
    o.door.write(engine, new Look({ purpose, route: 'command:county' }), work) as Promise<T>
  for (const file of manifest.files) {
    const path = join(o.folder, file.path)
    if (file.kind === 'register')
      await write('register of schools brought in', tx =>
        importRegister(tx, createReadStream(path), { as_at: asDay(file.as_at) }),
      )
    else if (file.kind === 'register_links')
      await write('links of schools brought in', tx => importLinks(tx, createReadStream(path)))
    else if (file.kind === 'calendars')
      await write('term dates brought in', tx => importCalendars(tx, engine, createReadStream(path)))
    else if (file.kind !== 'attendance') await loadList(o, engine, officer, file)
    o.say(`${file.source_name}: ${file.rows.toLocaleString('en-GB')} rows`)
  }
  const { folder, door } = o
  // Nobody uses the county yet: its children are worked out once, and not with every list that holds them.
  const children = await workEverybodyOut(workOf(door, engine))
  o.say(`${children.toLocaleString('en-GB')} children worked out`)
  await workThroughCases({ folder, door, engine, accounts, demonstration_day: asDay(manifest.demonstration_day) })
  o.say('Cases worked through')
}

/** What the county has decided to use, by its administrator: sealed records open for a reason. */
async function decideSwitches({ door, today }: { door: Door; today: Day }, account_id: string): Promise<void> {
  const { person, leave } = await signedIn(door, account_id, today)
  await door.write(person, new Look({ purpose: 'switch break_glass on', route: 'command:county' }), tx =>
    tx
      .insertInto('authority_switch')
      .values({
        ...{ authority_id: person.authority_id, key: 'break_glass', starts_on: asDay('2026-09-01') },
        ...{
          decided_by: account_id,
          reason: 'Decided by the director of children’s services, for nights and weekends.',
        },
      })
      .execute(),
  )
  await leave()
}

/** @returns the account of the first person of each role. */
async function addPeople(
  o: { folder: string; setUp: SetUp; password: string; today: Day },
  authority_id: string,
): Promise<ReadonlyMap<string, string>> {
  const accounts = new Map<string, string>()
  for (const { organisation, account } of peopleToMake(o.folder)) {
    if (organisation) await o.setUp.addOrganisation(authority_id, organisation)
    const made: NewAccount = { ...account, password: o.password, must_change: false, made_up: true }
    const id = await o.setUp.addAccount(authority_id, made, asDay('2020-01-01'))
    if (!accounts.has(account.role)) accounts.set(account.role, id)
  }
  return accounts
}

/** The work of an import without the queue: the same functions, one after the other. */
export function workOf(door: Door, engine: Engine, tell: (sentence: string) => void = () => {}): ListWork {
  const look = (purpose: string) => new Look({ purpose, route: 'command:import' })
  return {
    engine,
    asked_by: engine.asked_by,
    progress: async now => tell(now.sentence),
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

async function loadList(
  o: { folder: string; door: Door },
  engine: Engine,
  officer: string,
  file: ManifestFile,
): Promise<void> {
  const work = workOf(o.door, engine)
  const actor = { authority_id: engine.authority_id, account_id: officer }
  const kind = file.protected ? 'protected_placement' : file.kind
  const import_id = await work.write('list brought in', async tx => {
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
    const { id } = await bringIn(tx, actor, {
      ...brought,
      file_name: nameOf(file.path),
      stream: createReadStream(join(o.folder, file.path)),
    })
    if (file.with)
      await addAddresses(tx, actor, id, {
        ...brought,
        file_name: nameOf(file.with),
        stream: createReadStream(join(o.folder, file.with)),
      })
    if (file.mapping) {
      const list = await importContext(tx, id)
      const mapping: Mapping = list.format === 'csv' ? file.mapping : list.mapping
      await sql`UPDATE import SET mapping = ${JSON.stringify(mapping)}::jsonb WHERE id = ${id}`.execute(tx)
    }
    return id
  })
  await checkList(work, import_id)
  await decideByTruth(work, import_id, o.folder, file.path, officer)
  await work.write('list commit asked for', tx =>
    sql`UPDATE import SET state = 'committing', committed_by = ${officer} WHERE id = ${import_id} AND state = 'ready'`.execute(
      tx,
    ),
  )
  await commitList(work, import_id, { evaluate: false })
}

const nameOf = (path: string): string => path.split('/').at(-1) ?? path
