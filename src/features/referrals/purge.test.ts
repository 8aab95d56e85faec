import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { testApp } from '../../../test/support/app.ts'
import { hiddenOf, sendConcern, slipOn } from '../../../test/support/concern-form.ts'
import { testCounty } from '../../../test/support/county.ts'
import { engineOf } from '../../../test/support/sealing.ts'
import { Look } from '../../ground/look.ts'
import { addDays, workingCalendar } from '../../rulebook/index.ts'
import { lateSince } from './late.ts'
import { askToPurge, purgeSlips } from './purge.ts'

const county = await testCounty()
const app = await testApp(county)
after(async () => {
  await app.close()
  await county.drop()
})

async function purgeOn(days: number): Promise<void> {
  const today = addDays(county.today, days)
  const engine = { ...engineOf(county.authority_id), today }
  await purgeSlips.run({
    ...{ job_id: '', subject_id: null, engine, asked_by: null },
    progress: async () => {},
    read: (action, work) => {
      const look = new Look({ purpose: action, route: 'test' })
      return county.door.read(engine, look, tx => work(tx, look))
    },
    write: (action, work) => {
      const look = new Look({ purpose: action, route: 'test' })
      return county.door.write(engine, look, tx => work(tx, look))
    },
  })
}
const kept = async () =>
  (await county.superuser.query('SELECT reference FROM referral_slip ORDER BY expires_on')).rows.map(
    row => row.reference,
  )

test('a saved form is removed on its day with all its answers, a code on its own, and the referral stays', async () => {
  const visitor = app.nobody()
  const first = await visitor.get('/concern')
  const saved = { ...hiddenOf(first), answer: 'no_roll', forename: 'Bea', surname: 'Finch' }
  const draft = slipOn(await visitor.post('/concern/save', saved))
  const sent = await sendConcern(app, app.nobody())
  await purgeOn(27)
  assert.deepEqual(await kept(), [draft.reference, sent.reference])
  await purgeOn(28)
  assert.deepEqual(await kept(), [sent.reference])
  const { rows } = await county.superuser.query(`SELECT row_to_json(s)::text AS line FROM referral_slip s`)
  assert.doesNotMatch(JSON.stringify(rows), /Finch/)
  await purgeOn(180)
  assert.deepEqual(await kept(), [])
  assert.equal((await county.superuser.query('SELECT FROM referral')).rowCount, 1)
})

test('the purge is asked for when something has expired, and once', async () => {
  await sendConcern(app, app.nobody())
  assert.deepEqual(await askToPurge(app.parts, addDays(county.today, 100)), [])
  assert.deepEqual(await askToPurge(app.parts, addDays(county.today, 200)), [county.authority_id])
  assert.deepEqual(await askToPurge(app.parts, addDays(county.today, 200)), [])
})

test('over the limit are those that came in before the second working day back, and a weekend is none', () => {
  const christmas = workingCalendar([
    { on: addDays(county.today, 38), name: 'Christmas Day' },
    { on: addDays(county.today, -300), name: 'Another' },
  ])
  // 17 November 2026 is a Tuesday: two working days after Thursday 12 are Monday 16.
  assert.equal(lateSince(christmas, county.today), '2026-11-12')
  assert.equal(lateSince(christmas, addDays(county.today, 2)), '2026-11-16')
  assert.equal(lateSince(workingCalendar([]), county.today), '2026-11-14', 'without bank holidays calendar days count')
})
