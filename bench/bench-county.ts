import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { generateCounty } from '../county/generate.ts'
import { loadCounty } from '../county/load.ts'
import type { ManifestFile } from '../county/manifest.ts'
import { SetUp } from '../src/features/people/index.ts'
import { startFeatures } from '../src/features.ts'
import { asRole } from '../src/ground/database/connect.ts'
import type { Engine } from '../src/ground/database/identity.ts'
import { asDay, type Day } from '../src/rulebook/index.ts'
import { freshDatabase, ofBench, openedDatabase, type TestDatabase } from '../test/support/database.ts'
import { amount, type Measured, rate } from './measure.ts'

/** A county in a database of its own. */
export interface BenchCounty {
  database: TestDatabase
  engine: Engine
  /** Where its files lie. */
  folder: string
  /** The newest roll of all schools. */
  roll: ManifestFile
  /** The account of the made-up officer for children missing education. */
  officer: string
  measured: Measured[]
}

interface Kept {
  database: string
  measured: Measured[]
}

/** Between two runs: the county's files, and the name of its database where it was kept. */
const kept = fileURLToPath(new URL('../data/bench', import.meta.url))

/**
 * A county of so many children with its history, brought in through the imports that real lists go through; what making and
 * loading took is among what was measured. One that was kept by an earlier run is taken again.
 */
export async function benchCounty(children: number, today: Day): Promise<BenchCounty & { keep(): void }> {
  startFeatures()
  const folder = join(kept, `county-${children}`)
  const note = join(folder, 'database.json')
  mkdirSync(folder, { recursive: true })
  const before: Kept | null = existsSync(note) ? JSON.parse(readFileSync(note, 'utf8')) : null
  const opened = before && (await openedDatabase(before.database, ofBench))
  const database = opened ?? (await freshDatabase(ofBench))
  const measured = opened && before ? before.measured : await made(folder, database, children, today)
  const manifest: { files: ManifestFile[]; as_at: string } = JSON.parse(
    readFileSync(join(folder, 'manifest.json'), 'utf8'),
  )
  const roll = manifest.files.findLast(file => file.kind === 'school_roll' && file.with !== undefined)
  if (!roll) throw new Error('The county has no roll of all schools.')
  const { rows } = await database.superuser.query<{ authority_id: string; account_id: string }>(
    `SELECT authority_id, account_id FROM membership WHERE role = 'cme_officer' LIMIT 1`,
  )
  const { authority_id = '', account_id: officer = '' } = rows[0] ?? {}
  const day = asDay(manifest.as_at)
  const engine: Engine = { kind: 'engine', name: 'bench', authority_id, asked_by: null, today: day }
  return {
    ...{ database, engine, folder, roll, officer, measured },
    keep: () => writeFileSync(note, JSON.stringify({ database: database.name, measured } satisfies Kept)),
  }
}

const apart = new Set(['register', 'register_links', 'calendars', 'attendance'])

async function made(folder: string, database: TestDatabase, children: number, today: Day): Promise<Measured[]> {
  const setUp = await SetUp.open(asRole(database.url('onroll_migrate'), 'onroll_owner'))
  try {
    const began = performance.now()
    const county = await generateCounty({ as_at: today, folder, children })
    const generated = performance.now() - began
    const lists = county.files.filter(file => !apart.has(file.kind))
    const rows = lists.reduce((sum, list) => sum + list.rows, 0)
    let [onLists, onChildren, worked, last] = [0, 0, 0, performance.now()]
    // One line is said when a step is done, so the time since the line before is that step's.
    const say = (line: string) => {
      const took = performance.now() - last
      if (lists.some(list => line.startsWith(`${list.source_name}:`))) onLists += took
      const done = /^([\d,]+) children worked out$/.exec(line)?.[1]
      if (done) [onChildren, worked] = [took, Number(done.replaceAll(',', ''))]
      last = performance.now()
    }
    await loadCounty({ folder, door: database.door, setUp, password: 'made-up-county-only', today, say })
    await database.superuser.query('VACUUM ANALYZE')
    return [
      {
        what: 'make the county up',
        of: amount(county.children, 'children'),
        figure: rate(county.children, generated, 'children'),
      },
      { what: 'bring its lists in, ten years', of: amount(rows, 'rows'), figure: rate(rows, onLists, 'rows') },
      {
        what: 'work everybody out for the first time',
        of: amount(worked, 'children'),
        figure: `${(onChildren / 1000).toFixed(0)} s, ${rate(worked, onChildren, 'children')}`,
      },
    ]
  } catch (problem) {
    await database.drop()
    throw problem
  } finally {
    await setUp.close()
  }
}
