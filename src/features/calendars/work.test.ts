import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type TestCounty, testCounty } from '../../../test/support/county.ts'
import { engineWork } from '../../../test/support/engine-work.ts'
import { plantChild } from '../../../test/support/plant-children.ts'
import type { Person } from '../../ground/database/identity.ts'
import { openQueue, type Queue } from '../../ground/jobs/queue.ts'
import { asDay } from '../../rulebook/index.ts'
import { type CalendarChange, makeChange } from './change.ts'
import { CannotUndo, findChange, undoOf } from './changes.ts'
import { jobs, workThrough } from './work.ts'

let county: TestCounty
let manager: Person
let queue: Queue
before(async () => {
  county = await testCounty()
  manager = await county.person('team_manager')
  queue = await openQueue(county.url('onroll_web'), false)
  for (const surname of ['Ash', 'Birch', 'Cedar', 'Elm', 'Fir'])
    await plantChild(county, { surname, born_on: '2016-05-05', lives: [['2026-11-02', null]] })
})
after(async () => {
  await queue.close()
  await county.drop()
})

const dues = async () =>
  (
    await county.superuser.query<{ due: string }>(
      `SELECT due_on::text AS due FROM child_clock WHERE rule = 'level_two' ORDER BY person_id`,
    )
  ).rows.map(({ due }) => due)
const state = async (id: string) =>
  (await county.superuser.query('SELECT state, moved FROM calendar_change WHERE id = $1', [id])).rows[0]
/** Makes a change of which this transaction works out nobody: the job does. */
const ask = (change: CalendarChange) =>
  county.write(manager, tx => makeChange(tx, manager, change, { seen: null, queue, most: 0 }))

const storm: CalendarChange = {
  kind: 'added',
  what: 'Storm',
  record: [
    {
      school_urn: null,
      kind: 'closure',
      starts_on: asDay('2026-11-24'),
      last_on: asDay('2026-11-24'),
      name: 'Storm',
    },
  ],
  retract: [],
  undoes: null,
}

test('a change that touches many is worked out by a job; killed half-way it goes on, and ends as if it had not been', async () => {
  // Friday 27 November is the 20th school day from Monday 2 November; with a day lost it is Monday 30.
  assert.deepEqual(await dues(), new Array(5).fill('2026-11-27'))
  const made = await ask(storm)
  assert.equal(made?.waits, true)
  const id = made?.id ?? ''
  assert.deepEqual(await dues(), new Array(5).fill('2026-11-27'))
  const { rows } = await county.superuser.query('SELECT kind, title FROM job WHERE subject_id = $1', [id])
  assert.deepEqual(rows, [{ kind: jobs[0]?.kind, title: 'Storm' }])

  let told = 0
  const work = engineWork(county)
  const killed = async () => {
    told += 1
    if (told === 2) throw new Error('killed')
  }
  await assert.rejects(workThrough({ ...work, progress: killed }, id, 2), /killed/)
  assert.deepEqual((await dues()).filter(due => due === '2026-11-30').length, 2)
  assert.deepEqual(await state(id), { state: 'working', moved: 2 })
  await assert.rejects(
    county.read(manager, async tx => undoOf(tx, (await findChange(tx, id)) ?? assert.fail())),
    error => error instanceof CannotUndo && /still being worked out/.test(error.message),
  )

  await workThrough(work, id, 2)
  assert.deepEqual(await dues(), new Array(5).fill('2026-11-30'))
  assert.deepEqual(await state(id), { state: 'done', moved: 5 })
  assert.equal(work.sentences[1], '2 of 3 children worked out anew')
  await workThrough(work, id, 2)
  assert.deepEqual(await state(id), { state: 'done', moved: 5 })

  const undo = await ask(
    await county.read(manager, async tx => undoOf(tx, (await findChange(tx, id)) ?? assert.fail())),
  )
  await workThrough(work, undo?.id ?? '', 3)
  assert.deepEqual(await dues(), new Array(5).fill('2026-11-27'))
})
