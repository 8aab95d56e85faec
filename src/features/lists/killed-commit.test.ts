import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { type TestContext, test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { committing } from '../../../test/support/commit-worker.ts'
import { type TestCounty, testCounty } from '../../../test/support/county.ts'
import { quickRhythm } from '../../../test/support/job-worker.ts'
import { factsOf, listWork } from '../../../test/support/lists.ts'
import { unlike } from '../../../test/support/unlike.ts'
import { asRole } from '../../ground/database/connect.ts'
import { openDoor } from '../../ground/database/door.ts'
import { Stale } from '../../ground/database/stale.ts'
import { installQueue, openQueue, type Queue } from '../../ground/jobs/queue.ts'
import { startWork } from '../../ground/jobs/work.ts'
import { makeLog } from '../../ground/log.ts'
import { asDay } from '../../rulebook/index.ts'
import { askForCommit } from './actions.ts'

const child = (n: number, more: Record<string, string> = {}) => ({
  ...{ ...unlike(n), forename: 'Kim' },
  ...{
    postcode: `ZY1 ${n % 10}A${n > 9 ? 'B' : 'A'}`,
    school_urn: n % 2 === 0 ? '990001' : '990002',
    source_ref: `R${n}`,
  },
  ...more,
})
const numbers = Array.from({ length: 20 }, (_, n) => n)

/** A county that one roll went through, with the next one previewed: half as many children, some changed, some new. */
async function previewed(): Promise<{ county: TestCounty; id: string }> {
  const county = await testCounty()
  const work = listWork(county, await county.person('cme_officer'))
  await work.takeIn({ source: 'GP', kind: 'health', as_at: '2026-09-01', rows: numbers.map(n => child(n)) })
  await work.takeIn({ as_at: '2026-09-10', rows: numbers.map(n => child(n)) })
  const rows = [
    ...numbers.filter(n => n % 3 !== 0).map(n => child(n, n % 4 === 0 ? { weekly_hours: '10' } : {})),
    ...[24, 25].map(n => child(n)),
    child(25, { school_urn: '990001', enrol_status: 'S' }),
  ]
  return { county, id: await work.preview({ as_at: '2026-11-10', rows }) }
}

async function uninterrupted(): Promise<string[]> {
  const { county, id } = await previewed()
  await listWork(county, await county.person('cme_officer')).commit(id)
  const facts = await factsOf(county)
  await county.drop()
  return facts
}
const expected = uninterrupted()

async function asked(county: TestCounty, queue: Queue, id: string): Promise<string> {
  const officer = await county.person('cme_officer')
  return county.write(officer, tx => askForCommit(tx, queue, officer, { import_id: id, seen: null, because: null }))
}
async function jobEnds(county: TestCounty, id: string): Promise<string> {
  for (;;) {
    const { rows } = await county.superuser.query('SELECT state FROM job WHERE id = $1', [id])
    if (['done', 'failed', 'cancelled'].includes(rows[0].state)) return rows[0].state
    await pause(50)
  }
}
const closing: (() => Promise<void>)[] = []
async function startWorker(county: TestCounty): Promise<void> {
  const queue = await openQueue(county.url('onroll_web'), true, quickRhythm)
  const door = openDoor(county.url('onroll_web'), 4)
  const kinds = [committing(null, () => undefined)]
  await startWork({ queue, door, kinds, today: () => asDay('2026-11-17'), log: makeLog({ logLevel: 'silent' }) })
  closing.push(async () => {
    await queue.close()
    await door.close()
  })
}
async function withQueue(t: TestContext): Promise<{ county: TestCounty; id: string; queue: Queue }> {
  const { county, id } = await previewed()
  await installQueue(asRole(county.url('onroll_migrate'), 'onroll_owner'), quickRhythm)
  const queue = await openQueue(county.url('onroll_web'), false)
  t.after(async () => {
    for (const close of closing.splice(0)) await close()
    await queue.close()
    await county.drop()
  })
  return { county, id, queue }
}

for (const [where, stopIn] of [
  ['in its third batch', 3],
  ['while the missing are ended', 6],
] as const)
  test(`a commit killed ${where} is taken up by another worker and ends equal to one that was not`, async t => {
    const { county, id, queue } = await withQueue(t)
    const program = fileURLToPath(new URL('../../../test/support/commit-worker.ts', import.meta.url))
    const process_ = spawn(process.execPath, [program, county.url('onroll_web'), String(stopIn)], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const gone = once(process_, 'exit')
    const job = await asked(county, queue, id)
    for await (const line of createInterface({ input: process_.stdout })) if (line === 'waiting') break
    process_.kill('SIGKILL')
    await gone
    const half = await factsOf(county)
    assert.notDeepEqual(half, await expected)
    await startWorker(county)
    assert.equal(await jobEnds(county, job), 'done')
    assert.deepEqual(await factsOf(county), await expected)
    const { rows } = await county.superuser.query('SELECT state, rows_committed, missing FROM import WHERE id = $1', [
      id,
    ])
    assert.deepEqual(rows, [{ state: 'committed', rows_committed: 16, missing: 7 }])
  })

test('a commit that was stopped can be asked for again, and ends equal; two workers on one list do it once', async t => {
  const { county, id, queue } = await withQueue(t)
  const officer = await county.person('cme_officer')
  const first = await asked(county, queue, id)
  await assert.rejects(asked(county, queue, id), Stale)
  await county.superuser.query('UPDATE job SET cancel_asked = true WHERE id = $1', [first])
  await startWorker(county)
  assert.equal(await jobEnds(county, first), 'cancelled')
  const { rows } = await county.superuser.query('SELECT state FROM import WHERE id = $1', [id])
  assert.equal(rows[0].state, 'committing')
  await startWorker(county)
  const jobs = await county.write(officer, async tx => [
    await askForCommit(tx, queue, officer, { import_id: id, seen: null, because: null }),
    await queue.enqueue(tx, officer, { kind: 'list-commit', title: 'The same again', subject_id: id }),
  ])
  for (const job of jobs) assert.equal(await jobEnds(county, job), 'done')
  assert.deepEqual(await factsOf(county), await expected)
})
