import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { after, afterEach, before, test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { asRole } from '../../src/ground/database/connect.ts'
import { type Door, openDoor } from '../../src/ground/database/door.ts'
import type { Person } from '../../src/ground/database/identity.ts'
import { installQueue, openQueue, type Queue } from '../../src/ground/jobs/queue.ts'
import { type JobKind, startWork, WorkRefused } from '../../src/ground/jobs/work.ts'
import { makeLog } from '../../src/ground/log.ts'
import { Look } from '../../src/ground/look.ts'
import { asDay } from '../../src/rulebook/index.ts'
import { freshDatabase, type TestDatabase } from '../support/database.ts'
import { counting, quickRhythm, steps } from '../support/job-worker.ts'
import { officerIn } from '../support/officer.ts'

const today = () => asDay('2026-11-17')
const log = makeLog({ logLevel: 'silent' })
let database: TestDatabase
let officer: Person
let asking: Queue
before(async () => {
  database = await freshDatabase()
  officer = await officerIn(database)
  await installQueue(asRole(database.url('onroll_migrate'), 'onroll_owner'), quickRhythm)
  asking = await openQueue(database.url('onroll_web'), false)
})
const working: { queue: Queue; door: Door }[] = []
afterEach(async () => {
  for (const { queue, door } of working.splice(0)) {
    await queue.close()
    await door.close()
  }
  await database.superuser.query('DELETE FROM source')
})
after(async () => {
  await asking?.close()
  await database?.drop()
})

async function work(...kinds: JobKind[]): Promise<void> {
  const queue = await openQueue(database.url('onroll_web'), true, quickRhythm)
  const door = openDoor(database.url('onroll_web'), 4)
  working.push({ queue, door })
  await startWork({ queue, door, kinds, today, log })
}

const ask = (kind: string) =>
  database.door.write(officer, new Look({ purpose: 'asked', route: 'proof' }), tx =>
    asking.enqueue(tx, officer, { kind, title: 'A piece of work', subject_id: null }),
  )

interface Job {
  state: string
  done: number
  total: number | null
  attempts: number
  sentence: string
}

/** The job as it stands once it is in one of these states. Waits as long as the test runner lets it. */
async function jobOnce(id: string, ...states: string[]): Promise<Job> {
  for (;;) {
    const { rows } = await database.superuser.query<Job>('SELECT * FROM job WHERE id = $1', [id])
    if (rows[0] && states.includes(rows[0].state)) return rows[0]
    await pause(50)
  }
}

const counted = async () => {
  const { rows } = await database.superuser.query('SELECT name FROM source ORDER BY name::integer')
  return rows.map(row => Number(row.name))
}
const all = Array.from({ length: steps }, (_, at) => at + 1)

test('work is done, tells how far it is, and is asked for in the transaction that wants it', async () => {
  const lines: string[] = []
  await work(counting(null, line => lines.push(line)))
  const { state, done, total, attempts, sentence } = await jobOnce(await ask('counting'), 'done', 'failed')
  assert.deepEqual(
    { state, done, total, attempts, sentence },
    { state: 'done', done: 20, total: 20, attempts: 1, sentence: '20 of 20' },
  )
  assert.deepEqual(await counted(), all)

  const { rows: before } = await database.superuser.query('SELECT count(*) FROM pgboss.job')
  const failed = database.door.write(officer, new Look({ purpose: 'asked', route: 'proof' }), async tx => {
    await asking.enqueue(tx, officer, { kind: 'counting', title: 'Never', subject_id: null })
    throw new Error('changed my mind')
  })
  await assert.rejects(failed, /changed my mind/)
  const { rows: after } = await database.superuser.query('SELECT count(*) FROM pgboss.job')
  assert.deepEqual(after, before)
  assert.equal((await database.superuser.query(`SELECT FROM job WHERE title = 'Never'`)).rowCount, 0)
})

test('the work of a killed process is taken up by another worker and ends as if nothing had happened', async () => {
  const program = fileURLToPath(new URL('../support/job-worker.ts', import.meta.url))
  const child = spawn(process.execPath, [program, database.url('onroll_web'), '7'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const gone = once(child, 'exit')
  const id = await ask('counting')
  for await (const line of createInterface({ input: child.stdout })) if (line === 'waiting') break
  child.kill('SIGKILL')
  await gone
  assert.deepEqual(await counted(), all.slice(0, 7))
  const lines: string[] = []
  await work(counting(null, line => lines.push(line)))
  const { state, done, attempts } = await jobOnce(id, 'done', 'failed')
  assert.deepEqual({ state, done, attempts }, { state: 'done', done: 20, attempts: 2 })
  assert.deepEqual(await counted(), all)
  assert.equal(lines[0], 'step 8')
})

test('work that is asked to stop stops at its next word of progress, and what was finished stays', async () => {
  const started = Promise.withResolvers<void>()
  const asked = Promise.withResolvers<void>()
  await work({
    kind: 'stoppable',
    run: async context => {
      await context.progress({ done: 1, total: 3, sentence: 'one' })
      started.resolve()
      await asked.promise
      await context.progress({ done: 2, total: 3, sentence: 'two' })
      assert.fail('it went on')
    },
  })
  const id = await ask('stoppable')
  await started.promise
  await database.door.write(officer, new Look({ purpose: 'stop', route: 'proof' }), tx =>
    tx.updateTable('job').set({ cancel_asked: true }).where('id', '=', id).execute(),
  )
  asked.resolve()
  const { state, sentence } = await jobOnce(id, 'cancelled', 'done', 'failed')
  assert.equal(state, 'cancelled')
  assert.match(sentence, /Stopped when asked to/)
})

test('work that was asked to stop before it began is never begun', async () => {
  const id = await ask('never')
  await database.superuser.query('UPDATE job SET cancel_asked = true WHERE id = $1', [id])
  let begun = 0
  await work({ kind: 'never', run: async () => void begun++ })
  const { state } = await jobOnce(id, 'cancelled', 'done', 'failed')
  assert.deepEqual({ state, begun }, { state: 'cancelled', begun: 0 })
})

test('two workers do each piece of work once', async () => {
  const runs: string[] = []
  const once = (worker: string): JobKind => ({
    kind: 'once',
    run: async context => {
      runs.push(`${worker} ${context.job_id}`)
      await pause(20)
    },
  })
  await work(once('a'))
  await work(once('b'))
  const ids = await Promise.all(Array.from({ length: 6 }, () => ask('once')))
  for (const id of ids) assert.equal((await jobOnce(id, 'done', 'failed')).attempts, 1)
  assert.deepEqual(runs.map(run => run.slice(2)).sort(), [...ids].sort())
})

test('work that was given out twice goes on in one place: the one that is behind writes nothing more', async () => {
  const first = Promise.withResolvers<void>()
  const started = Promise.withResolvers<void>()
  let attempt = 0
  const kind: JobKind = {
    kind: 'twice',
    run: async context => {
      const mine = ++attempt
      if (mine === 1) {
        started.resolve()
        await first.promise
      }
      await context.progress({ done: mine, total: 2, sentence: `attempt ${mine}` })
    },
  }
  await work(kind)
  const id = await ask('twice')
  await started.promise
  await work(kind)
  const message = { authority_id: officer.authority_id, job_id: id }
  await asking.boss.send('onroll', message)
  const { sentence } = await jobOnce(id, 'done')
  first.resolve()
  await Promise.all(working.splice(0).map(async ({ queue, door }) => queue.close().then(() => door.close())))
  const { state, sentence: still } = await jobOnce(id, 'done', 'failed', 'running')
  assert.deepEqual([state, sentence, still], ['done', 'attempt 2', 'attempt 2'])
})

test('work that cannot be done says so to who asked, and is not tried again', async () => {
  let tries = 0
  await work({
    kind: 'refused',
    run: async () => {
      tries++
      throw new WorkRefused('The file is empty. Choose another.')
    },
  })
  const { state, sentence } = await jobOnce(await ask('refused'), 'failed', 'done')
  assert.deepEqual([state, sentence, tries], ['failed', 'The file is empty. Choose another.', 1])
})

test('work that fails is tried again, and ends when it no longer does', async () => {
  let tries = 0
  await work({
    kind: 'unsteady',
    run: async () => {
      tries++
      if (tries === 1) throw new Error('the network was away')
    },
  })
  const { state, attempts } = await jobOnce(await ask('unsteady'), 'failed', 'done')
  assert.deepEqual({ state, attempts, tries }, { state: 'done', attempts: 2, tries: 2 })
})
