import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { generateCounty } from '../../county/generate.ts'
import { loadCounty } from '../../county/load.ts'
import { SetUp } from '../../src/features/people/index.ts'
import { startFeatures } from '../../src/features.ts'
import { testDay } from './county.ts'
import { freshDatabase, lendDatabase, type TestDatabase } from './database.ts'

/** The made-up county: the folder of its lists with their truth, and a database of one's own that holds it. */
export interface LoadedCounty {
  folder: string
  database: TestDatabase
  drop(): Promise<void>
}

/**
 * The made-up county as of the test day. Loading it takes as long as all else that a test file does: of the files that one
 * `npm test` runs the first loads it, and the others copy what it made.
 */
export async function loadedCounty(): Promise<LoadedCounty> {
  startFeatures()
  const folder = mkdtempSync(join(tmpdir(), 'onroll-county-'))
  await generateCounty({ as_at: testDay, children: 700, folder })
  const run = process.env.ONROLL_TEST_RUN
  const load = async () => {
    const database = await freshDatabase()
    await loadInto(database, folder)
    return database
  }
  const database = run === undefined ? await load() : await lendDatabase(`onroll_county_${run}`, load)
  const drop = async () => {
    await database.drop()
    rmSync(folder, { recursive: true })
  }
  return { folder, database, drop }
}

/** Loads a county's folder as the command does, on the test day. */
export async function loadInto(database: TestDatabase, folder: string): Promise<void> {
  const setUp = await SetUp.open(`${database.url('onroll_migrate')}?options=-c%20role%3Donroll_owner`)
  const password = 'nobody signs in here'
  try {
    await loadCounty({ folder, door: database.door, setUp, password, today: testDay, say: () => undefined })
  } finally {
    await setUp.close()
  }
}
