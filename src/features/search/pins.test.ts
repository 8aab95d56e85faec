import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { type Page, testApp } from '../../../test/support/app.ts'
import { testCounty } from '../../../test/support/county.ts'
import { plantChild } from '../../../test/support/plant-children.ts'
import { asDay } from '../../rulebook/index.ts'
import { sealChild } from '../children/index.ts'

const county = await testCounty()
const app = await testApp(county)
after(async () => {
  await app.close()
  await county.drop()
})
const officer = await app.as(await county.person('cme_officer'))
const other = await app.as(await county.person('practitioner'))
const lost = await plantChild(county, { surname: 'Lost', forename: 'Ida', lives: [['2026-10-19', null]] })
const kept = await plantChild(county, { surname: 'Kept', forename: 'Ned', rolls: [['2026-09-01', null]] })

/** The names under one of the two headings of the page. */
const under = (page: Page, region: string): string[] =>
  page
    .$(`[aria-label="${region}"] tbody th`)
    .toArray()
    .map(cell => page.$(cell).text().trim())
/** Presses the button of the child's page, or of a line, with the fields that the form carries. */
const pressed = (page: Page, action: string): Record<string, string> =>
  Object.fromEntries(
    page
      .$(`form[action="${action}"]`)
      .first()
      .find('input[name]')
      .toArray()
      .map(input => [page.$(input).attr('name') ?? '', page.$(input).attr('value') ?? '']),
  )

test('a child is pinned from its page, stands at hand with state, days out and what is due, and is nobody else’s', async () => {
  const page = await officer.get(`/children/${lost}`)
  const action = `/children/${lost}/pin`
  assert.match(page.$(`form[action="${action}"]`).text(), /Pin this child/)
  const fields = pressed(page, action)
  assert.equal((await officer.post(action, fields)).location, `/children/${lost}`)
  assert.match((await officer.get(`/children/${lost}`)).$(`form[action="${action}"]`).text(), /Unpin this child/)
  const mine = await officer.get('/children/mine')
  assert.deepEqual(under(mine, 'Pinned children'), ['Ida Lost'])
  assert.match(
    mine.$('[aria-label="Pinned children"] tbody').text(),
    /On no roll, unexplained[\s\S]*17 school days[\s\S]*The decision on section 19 in writing, was due 16 Nov 2026/,
  )
  assert.deepEqual(under(await other.get('/children/mine'), 'Pinned children'), [])
  assert.match((await officer.get('/children/search')).$('main').text(), /Ida Lost/)

  const out = { ...pressed(mine, action), back: 'mine' }
  assert.equal((await officer.post(action, out)).location, '/children/mine')
  // The first form, sent again after the pin was taken out, leads where it led and does nothing.
  assert.equal((await officer.post(action, fields)).location, `/children/${lost}`)
  assert.deepEqual(under(await officer.get('/children/mine'), 'Pinned children'), [])
})

test('the children opened last stand newest first, each once, for whoever opened them', async () => {
  for (const id of [lost, kept, lost, kept]) assert.equal((await other.get(`/children/${id}/education`)).status, 200)
  assert.deepEqual(under(await other.get('/children/mine'), 'Children opened last'), ['Ned Kept', 'Ida Lost'])
  const head = await app.as(await county.person('school_head'))
  assert.deepEqual(under(await head.get('/children/mine'), 'Children opened last'), [])
})

test('a child sealed since, pinned and opened, is at nobody’s hand but theirs who are named', async () => {
  await other.get(`/children/${lost}`)
  await other.post(`/children/${lost}/pin`, pressed(await other.get(`/children/${lost}`), `/children/${lost}/pin`))
  assert.deepEqual(under(await other.get('/children/mine'), 'Pinned children'), ['Ida Lost'])
  const holder = await county.person('cme_officer')
  await county.write(holder, tx =>
    sealChild(tx, holder, { person_id: lost, reason: 'At risk if found', review_on: asDay('2027-05-01'), named: [] }),
  )
  const page = await other.get('/children/mine')
  assert.doesNotMatch(page.html, /Lost/)
  assert.deepEqual(under(page, 'Children opened last'), ['Ned Kept'])
  assert.match((await officer.get('/children/mine')).html, /Ida Lost/)
})

test('nobody pins a child whom they do not reach', async () => {
  const head = await app.as(await county.person('school_head', 'school-990002'))
  await head.get('/children/search')
  assert.equal((await head.post(`/children/${kept}/pin`, { pin: 'yes' })).status, 404)
})

test('a page of results, the next and the one before; a search leaves the children it showed in the log, and no other', async () => {
  for (let n = 0; n < 23; n++)
    await plantChild(county, { surname: 'Twentythree', forename: `Al${String.fromCharCode(97 + n)}` })
  await officer.get('/children/search')
  const first = await officer.post('/children/search', { q: 'twentythree' })
  assert.match(first.$('[role=status]').text(), /23 children found. Shown are 1 to 20/)
  assert.equal(first.$('tbody tr').length, 20)
  const next = await officer.post('/children/search', { q: 'twentythree', from: '20' })
  assert.equal(next.$('tbody tr').length, 3)
  assert.match(next.$('main').text(), /The 20 before/)
  const { rows } = await county.superuser.query<{ n: number }>(
    `SELECT cardinality(child_ids) AS n FROM audit_event WHERE action = 'children searched' ORDER BY at`,
  )
  assert.deepEqual(
    rows.map(row => row.n),
    [20, 3],
  )
})

test('a school is found in the box, with a way to its page and to its children', async () => {
  const page = await officer.post('/children/search', { q: 'ashby brook' })
  assert.match(page.$('main').text(), /Schools of this name[\s\S]*Ashby Brook Primary School/)
  assert.equal(page.$('a[href="/schools/990001"]').length, 1)
  assert.equal(page.$('a[href="/children?school=990001"]').length, 1)
})

test('nobody found: what was tried and what to do, the same whoever asks', async () => {
  const page = await officer.post('/children/search', { q: 'Zzyzx' })
  assert.match(page.$('main').text(), /Nobody found\.[\s\S]*We looked for the name spelt otherwise/)
  const head = await app.as(await county.person('school_head'))
  await head.get('/children/search')
  const theirs = await head.post('/children/search', { q: 'Zzyzx' })
  assert.equal(theirs.$('main').text().replaceAll(/\s+/g, ' '), page.$('main').text().replaceAll(/\s+/g, ' '))
})
