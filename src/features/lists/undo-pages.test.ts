import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { testApp } from '../../../test/support/app.ts'
import { keysOf } from '../../../test/support/case-forms.ts'
import { testCounty } from '../../../test/support/county.ts'
import { engineWork } from '../../../test/support/engine-work.ts'
import { listWork } from '../../../test/support/lists.ts'
import { undoJob } from './undo-work.ts'

const county = await testCounty()
const app = await testApp(county)
after(async () => {
  await app.close()
  await county.drop()
})
const officer = await county.person('cme_officer')
const visitor = await app.as(officer)
const { bring, preview, takeIn } = listWork(county, officer)

const letters = 'abcdefghijklmnopqrstuvwxy'
const children = (surname: string) =>
  [...letters].map((letter, n) => ({
    ...{ surname: `${surname}${letter}`, forename: 'Kim', born_on: `2014-03-${String(n + 1).padStart(2, '0')}` },
    ...{ postcode: `ZY1 ${n % 10}A${letter.toUpperCase()}`, school_urn: '990001' },
  }))

test('a list is taken back for a reason, by a job, and can come in again', async () => {
  const rows = children('Harrow')
  const id = await takeIn({ source: 'Wrong file', as_at: '2026-09-10', rows })
  assert.match((await visitor.get('/children?q=harrowa')).$('main').text(), /Harrowa/)
  const list = await visitor.get(`/lists/${id}`)
  assert.equal(list.$('a[href$="/undo"]').text(), 'Take this list back')
  const page = await visitor.get(`/lists/${id}/undo`)
  assert.match(page.$('main').text(), /believed no longer/)
  const wrong = await visitor.post(`/lists/${id}/undo`, { ...keysOf(page), because: '' })
  assert.match(wrong.$('.govuk-error-summary').text(), /why the list is taken back/)
  const said = { ...keysOf(page), because: 'It was the list of another school.' }
  const [one, two] = [await visitor.post(`/lists/${id}/undo`, said), await visitor.post(`/lists/${id}/undo`, said)]
  assert.deepEqual([one.location, two.location], Array(2).fill(`/lists/${id}/progress`))
  await county.superuser.query(`UPDATE job SET state = 'done' WHERE subject_id = $1`, [id])
  await undoJob.run(engineWork(county, { subject_id: id }))
  const after = await visitor.get(`/lists/${id}`)
  assert.match(after.$('main').text(), /Taken back.*It was the list of another school\./s)
  assert.equal(after.$('a[href$="/undo"]').length, 0)
  assert.match((await visitor.get(`/lists/${id}/left`)).$('main').text(), /Nothing stayed/)
  assert.equal((await visitor.get(`/lists/${id}/undo`)).status, 409)
  assert.doesNotMatch((await visitor.get('/children?q=harrowa')).$('tbody').text(), /Harrowa/)
  assert.equal((await bring({ source: 'Wrong file', as_at: '2026-09-10', rows })).again, false)
})

test('a list of quite other children is held back, and goes on only with a reason', async () => {
  for (const as_at of ['2026-09-10', '2026-09-17']) await takeIn({ source: 'Held', as_at, rows: children('Marsh') })
  const id = await preview({ source: 'Held', as_at: '2026-09-24', rows: children('Weald') })
  assert.match(
    (await visitor.get(`/lists/${id}`)).$('main').text(),
    /Held back: 0 in 100 rows are of children known here/,
  )
  const page = await visitor.get(`/lists/${id}/commit`)
  assert.match(page.$('label').text(), /Why is the list right all the same/)
  const wrong = await visitor.post(`/lists/${id}/commit`, keysOf(page))
  assert.match(wrong.$('.govuk-error-summary').text(), /why the list is right all the same/)
  const said = { ...keysOf(page), because: 'The school was merged with another.' }
  assert.equal((await visitor.post(`/lists/${id}/commit`, said)).location, `/lists/${id}/progress`)
  assert.match(
    (await visitor.get(`/lists/${id}`)).$('main').text(),
    /Held back, and committed all the same.*The school was merged with another\./s,
  )
})
