import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { generateCounty } from '../county/generate.ts'
import { loadCounty } from '../county/load.ts'
import { SetUp } from '../src/features/people/index.ts'
import { startFeatures } from '../src/features.ts'
import { asRole } from '../src/ground/database/connect.ts'
import type { Engine } from '../src/ground/database/identity.ts'
import type { Day } from '../src/rulebook/index.ts'
import { freshDatabase, type TestDatabase } from '../test/support/database.ts'
import { amount, type Measured, rate } from './measure.ts'

/** A county in a database of its own, which `database.drop` removes. */
export interface BenchCounty {
  database: TestDatabase
  engine: Engine
  /** The account of the made-up officer for children missing education. */
  officer: string
  measured: Measured[]
}

const apart = new Set(['register', 'register_links', 'calendars', 'attendance'])

/** Makes a county up and brings its lists in through the imports that real lists go through, and times both. */
export async function benchCounty(children: number, today: Day): Promise<BenchCounty> {
  startFeatures()
  const folder = await mkdtemp(join(tmpdir(), 'onroll-bench-'))
  const database = await freshDatabase()
  const setUp = await SetUp.open(asRole(database.url('onroll_migrate'), 'onroll_owner'))
  try {
    const began = performance.now()
    const county = await generateCounty({ as_at: today, folder, children })
    const generated = performance.now() - began

    const lists = county.files.filter(file => !apart.has(file.kind))
    const rows = lists.reduce((sum, list) => sum + list.rows, 0)
    let [spent, last] = [0, performance.now()]
    // One line is said when a file is wholly in, so the time since the line before is that file's.
    const say = (line: string) => {
      if (lists.some(list => line.startsWith(`${list.source_name}:`))) spent += performance.now() - last
      last = performance.now()
    }
    await loadCounty({ folder, door: database.door, setUp, password: 'made-up-county-only', today, say })

    const { rows: found } = await database.superuser.query<{ authority_id: string; account_id: string }>(
      `SELECT authority_id, account_id FROM membership WHERE role = 'cme_officer' LIMIT 1`,
    )
    const { authority_id = '', account_id: officer = '' } = found[0] ?? {}
    const measured = [
      {
        what: 'make the county up',
        of: amount(county.children, 'children'),
        figure: rate(county.children, generated, 'children'),
      },
      { what: 'bring its lists in', of: amount(rows, 'rows'), figure: rate(rows, spent, 'rows') },
    ]
    return {
      database,
      engine: { kind: 'engine', name: 'bench', authority_id, asked_by: null, today },
      officer,
      measured,
    }
  } catch (problem) {
    await database.drop()
    throw problem
  } finally {
    await setUp.close()
    await rm(folder, { recursive: true, force: true })
  }
}
