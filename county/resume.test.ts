import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { SetUp } from '../src/features/people/index.ts'
import { startFeatures } from '../src/features.ts'
import { asDay } from '../src/rulebook/index.ts'
import { freshDatabase, type TestDatabase } from '../test/support/database.ts'
import { generateCounty } from './generate.ts'
import { loadCounty } from './load.ts'
import type { LoadProgress } from './load-progress.ts'
import { lasting, progressLine, RowMeter } from './load-progress.ts'
import { LOAD_KIND } from './load-row.ts'

const today = asDay('2026-11-22')
const folder = mkdtempSync(join(tmpdir(), 'county-resume-'))
const databases: TestDatabase[] = []

before(async () => {
  startFeatures()
  await generateCounty({ as_at: today, children: 500, years: 1, folder })
})
after(async () => {
  for (const database of databases) await database.drop()
  rmSync(folder, { recursive: true })
})

const fresh = async (): Promise<TestDatabase> => {
  const database = await freshDatabase()
  databases.push(database)
  return database
}

async function load(
  database: TestDatabase,
  more: { progress?: (now: LoadProgress) => void; signal?: AbortSignal; from?: string } = {},
): Promise<string[]> {
  const { from = folder, ...rest } = more
  const said: string[] = []
  const setUp = await SetUp.open(`${database.url('onroll_migrate')}?options=-c%20role%3Donroll_owner`)
  try {
    await loadCounty({
      ...{ folder: from, door: database.door, setUp, password: 'a long enough password', today },
      ...rest,
      say: line => said.push(line),
    })
  } finally {
    await setUp.close()
  }
  return said
}

/** What a load leaves behind, without ids and instants. */
async function left(database: TestDatabase): Promise<unknown> {
  const ask = async (text: string) => (await database.superuser.query(text)).rows
  return {
    states: await ask(
      'SELECT state, starts_on::text, ends_on::text, count(*) FROM child_state GROUP BY 1, 2, 3 ORDER BY 1, 2, 3',
    ),
    imports: await ask(
      'SELECT s.name, i.as_at::text, i.state, i.rows_committed FROM import i JOIN source s ON s.id = i.source_id ORDER BY 1, 2',
    ),
    cases: await ask(
      'SELECT c.kind, c.opened_on::text, c.closed_on::text, count(e.id) FROM council_case c JOIN case_entry e ON e.case_id = c.id GROUP BY c.authority_id, c.id ORDER BY 1, 2, 3, 4',
    ),
    accounts: await ask('SELECT email FROM account ORDER BY 1'),
    groups: await ask(
      'SELECT g.kind, g.name, count(m.id) FROM school_group g JOIN school_group_member m ON m.group_id = g.id GROUP BY g.authority_id, g.id ORDER BY 1, 2',
    ),
    officers: await ask('SELECT role, count(*) FROM school_officer GROUP BY 1 ORDER BY 1'),
    load: await ask(`SELECT state, sentence FROM job WHERE kind = 'county-load'`),
  }
}

test('a load that was stopped twice goes on, takes no list again, and ends as one that was not', async () => {
  const [whole, stopped] = [await fresh(), await fresh()]
  await load(whole)
  for (const until of [0.3, 0.7]) {
    const controller = new AbortController()
    const progress = (now: LoadProgress) => now.done / now.total > until && controller.abort()
    await assert.rejects(load(stopped, { progress, signal: controller.signal }), { name: 'AbortError' })
    const { rows } = await stopped.superuser.query(`SELECT state, sentence FROM job WHERE kind = 'county-load'`)
    assert.deepEqual(rows, [{ state: 'running', sentence: 'Stopped. The same command goes on from here.' }])
  }
  const said = await load(stopped)
  assert.ok(!said.some(line => /register|term dates|2025-10-02/.test(line)), said.join('\n'))
  assert.deepEqual(await left(stopped), await left(whole))
  await assert.rejects(load(stopped), /holds the whole of this county already/)
})

test('two processes do not load at one time', async () => {
  const [database] = databases
  assert.ok(database)
  const busy = await SetUp.open(`${database.url('onroll_migrate')}?options=-c%20role%3Donroll_owner`)
  assert.ok(await busy.alone(LOAD_KIND))
  await assert.rejects(load(database), /Another process is loading a county here/)
  await busy.close()
})

test('another county is not loaded over what is there', async () => {
  const other = mkdtempSync(join(tmpdir(), 'county-other-'))
  await generateCounty({ as_at: today, children: 500, years: 0, seed: 7, folder: other })
  const [database] = databases
  assert.ok(database)
  await assert.rejects(load(database, { from: other }), /holds another county: .*5\d\d children, 1 years, seed 899/)
  rmSync(other, { recursive: true })
})

test('progress counts rows, and its speed is of this load alone', () => {
  let now = 0
  const told: LoadProgress[] = []
  const meter = new RowMeter(
    10_000,
    one => told.push(one),
    () => now,
  )
  meter.passed(4000)
  now = 2000
  meter.part(2000, 0.5, 'Rolls: 1,000 rows matched')
  const [first] = told
  assert.ok(first)
  assert.deepEqual([first.done, first.rate, first.left], [5000, 500, 10])
  assert.equal(progressLine(first), '50% of 10,000 rows, 500 a second, 10 s left. Rolls: 1,000 rows matched')
  meter.whole(2000)
  now = 4000
  meter.part(4000, 1, 'Health: 4,000 rows committed')
  assert.equal(told[1]?.done, 10_000)
  assert.equal(told[1]?.left, 0)
  assert.deepEqual(
    [lasting(59.4), lasting(60), lasting(125), lasting(3780)],
    ['59 s', '1 min', '2 min 5 s', '1 h 3 min'],
  )
})
