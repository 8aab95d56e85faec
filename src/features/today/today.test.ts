import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { type Page, testApp } from '../../../test/support/app.ts'
import { openedCase, send } from '../../../test/support/case-forms.ts'
import { testCounty } from '../../../test/support/county.ts'
import { plantChild } from '../../../test/support/plant-children.ts'

// Today is Tuesday 17 November 2026; half-term was 26 to 30 October. Due days counted by hand on a printed calendar.
const county = await testCounty()
const app = await testApp(county)
after(async () => {
  await app.close()
  await county.drop()
})
const cme = await county.person('cme_officer')
const officer = await app.as(cme)
const without = (surname: string, from: string, until: string | null = null) =>
  plantChild(county, { surname, lives: [[from, null]], rolls: until === null ? [] : [[until, null]] })

const linesOf = (page: Page, section: string) =>
  page
    .$(`section[aria-labelledby="${section}"] [aria-label$="first lines"] tbody tr`)
    .toArray()
    .map(row => page.$(row).find('th').text().trim().replace('Sam ', ''))
const dueOf = (page: Page, section: string) =>
  page
    .$(`section[aria-labelledby="${section}"] tbody tr`)
    .toArray()
    .map(row => `${page.$(row).find('td').eq(0).text().trim()}: ${page.$(row).find('td').eq(1).text().trim()}`)
const countOf = (page: Page, title: string) =>
  page.$(`.onroll-figures li:contains("${title}") a`).text().replace(/\D*$/, '')

await plantChild(county, { surname: 'Anroll', lives: [['2026-09-01', null]], rolls: [['2026-09-01', null]] })
await plantChild(county, {
  surname: 'Bhome',
  lives: [['2026-09-01', null]],
  provisions: [['2026-09-01', null, { kind: 'home_education' }]],
})
await without('Cplaced', '2026-10-05', '2026-11-10')

test('a county without work says so, section by section, and how work comes', async () => {
  const page = await officer.get('/today')
  assert.equal(page.status, 200)
  assert.equal(page.$('tbody tr').length, 0)
  for (const sentence of [
    /No clock is overdue/,
    /You lead no open case/,
    /explained or has a case/,
    /No list came in/,
  ]) {
    assert.match(page.$('main').text(), sentence)
  }
})

test('each section shows the children that belong there and nobody else, the first due first', async () => {
  const dueSixth = await without('Dsixth', '2026-10-05')
  await without('Etoday', '2026-10-14')
  const dueTwentieth = await without('Ftwentieth', '2026-10-19')
  await without('Gtwentyfourth', '2026-10-21')
  await without('Htwentyfifth', '2026-10-22')
  await without('Itwentyseventh', '2026-11-02')
  await without('Jthirtieth', '2026-11-03')
  const href = await openedCase(officer, dueSixth)

  const page = await officer.get('/today')
  // Of each child two clocks: level two, and the decision on section 19 by the fifteenth school day after the first.
  assert.deepEqual(linesOf(page, 'overdue'), ['Dsixth', 'Dsixth', 'Etoday', 'Ftwentieth'])
  assert.deepEqual(linesOf(page, 'soon'), [
    ...['Etoday', 'Gtwentyfourth', 'Htwentyfifth', 'Ftwentieth', 'Itwentyseventh', 'Gtwentyfourth', 'Jthirtieth'],
  ])
  assert.deepEqual(linesOf(page, 'next-week'), [
    ...['Itwentyseventh', 'Gtwentyfourth', 'Jthirtieth', 'Htwentyfifth', 'Itwentyseventh'],
  ])
  assert.deepEqual(dueOf(page, 'overdue'), [
    'The decision on section 19 in writing for Sam Dsixth: 2 Nov 2026, 11 school days ago',
    'Level two: missing education for 20 days for Sam Dsixth: 6 Nov 2026, 7 school days ago',
    'The decision on section 19 in writing for Sam Etoday: 11 Nov 2026, 4 school days ago',
    'The decision on section 19 in writing for Sam Ftwentieth: 16 Nov 2026, 1 school day ago',
  ])
  assert.deepEqual(linesOf(page, 'my-cases'), [])
  assert.deepEqual(linesOf(page, 'found'), [
    ...['Jthirtieth', 'Itwentyseventh', 'Htwentyfifth', 'Gtwentyfourth', 'Ftwentieth', 'Etoday'],
  ])
  assert.deepEqual(
    ['Overdue', 'Due within', 'Will breach', 'My cases', 'newly found'].map(title => countOf(page, title)),
    ['4', '7', '5', '0', '6'],
  )
  // Every line opens the place where the work is done.
  assert.equal(page.$(`#overdue ~ div a[href="${href}"]`).length, 2)
  assert.equal(page.$(`#soon ~ div a[href="/children/${dueTwentieth}/case/open"]`).length, 1)

  const choice = (await officer.get(`${href}/allocate`))
    .$(`#officer option:contains("${cme.account_name}")`)
    .attr('value')
  await send(officer, `${href}/allocate`, { officer: choice ?? '', note: 'Mine.' })
  const mine = await officer.get('/today')
  assert.deepEqual(linesOf(mine, 'my-cases'), ['Dsixth'])
  assert.match(mine.$('#my-cases ~ div').text(), /2 Nov 2026, 11 school days ago/)
})

test('each number opens the list that it counts, sorted, paged and in the audit', async () => {
  const page = await officer.get('/today')
  for (const link of page.$('.onroll-figure__link').toArray()) {
    const count = Number(page.$(link).text().replace(/\D/g, ''))
    const list = await officer.get(page.$(link).attr('href') ?? '')
    assert.equal(list.status, 200)
    assert.equal(list.$('tbody tr').length, count, page.$(link).parent().text())
  }
  const names = async (path: string) => {
    const list = await officer.get(path)
    return list
      .$('tbody th')
      .toArray()
      .map(cell => list.$(cell).text())
  }
  assert.equal((await names('/today/clocks')).length, 14)
  assert.deepEqual(await names('/today/clocks?mine=yes'), ['Sam Dsixth', 'Sam Dsixth'])
  assert.equal((await names('/today/clocks?sort=name&direction=desc'))[0], 'Sam Jthirtieth')
  const { rows } = await county.superuser.query(
    `SELECT cardinality(child_ids) AS shown FROM audit_event WHERE action = 'clocks listed' ORDER BY at DESC LIMIT 1`,
  )
  assert.equal(rows[0]?.shown, 7)
})

test('a list goes on where the page before ended', async () => {
  const ids: string[] = []
  for (let at = 0; at < 27; at++) ids.push(await without(`K${String(at).padStart(2, '0')}`, '2026-11-04'))
  const first = await officer.get('/today/found')
  assert.equal(first.$('tbody tr').length, 25)
  const second = await officer.get(first.$('a[rel=next]').attr('href') ?? '')
  const shown = [first, second].flatMap(list =>
    list
      .$('tbody td a')
      .toArray()
      .map(link => list.$(link).attr('href') ?? ''),
  )
  assert.equal(new Set(shown).size, 33)
  assert.ok(ids.every(id => shown.includes(`/children/${id}/case/open`)))
  const today = await officer.get('/today')
  assert.equal(linesOf(today, 'found').length, 8)
  assert.match(today.$('section[aria-labelledby="found"]').text(), /See all 33/)
})

test('what came in is told to who may read lists, and an old list no more', async () => {
  const superuser = county.superuser
  const { rows } = await superuser.query(
    `WITH s AS (INSERT INTO source (authority_id, kind, name) VALUES ($1, 'school_roll', 'Ashby Brook roll') RETURNING id),
       f AS (INSERT INTO file (authority_id, name, media_type, size, sha256, kind) VALUES ($1, 'roll.csv', 'text/csv', 1, repeat('a', 64), 'list') RETURNING id)
     INSERT INTO import (authority_id, source_id, file_id, as_at, state, rows_read, rows_new, missing, brought_at)
     SELECT $1, s.id, f.id, '2026-09-01', 'committed', 212, 4, 1, at::timestamptz FROM s, f, (VALUES ('2026-11-16 09:00Z'), ('2026-11-09 09:00Z')) AS t (at) RETURNING id`,
    [county.authority_id],
  )
  const page = await officer.get('/today')
  const items = page.$('section[aria-labelledby="came-in"] li')
  assert.equal(items.length, 1)
  assert.equal(items.find('a').attr('href'), `/lists/${rows[0]?.id}`)
  assert.match(
    items.text(),
    /Ashby Brook roll, as at 1 Sep 2026\. Committed\. 212 rows: 4 new, 1 missing since the list before\./,
  )
})

test('a team of own scope sees only its own children, and no lists', async () => {
  const familyWorker = await county.person('family_worker')
  const worker = await app.as(familyWorker)
  const before = await worker.get('/today')
  assert.equal(before.status, 200)
  assert.equal(before.$('tbody tr').length, 0)
  assert.equal(before.$('#came-in').length, 0)
  const href = await openedCase(officer, await without('Lfamily', '2026-10-05'))
  const form = await officer.get(`${href}/allocate`)
  const choice = form.$(`#officer option:contains("${familyWorker.account_name}")`).attr('value') ?? ''
  await send(officer, `${href}/allocate`, { officer: choice, note: 'Yours.' })
  const page = await worker.get('/today')
  assert.deepEqual(linesOf(page, 'overdue'), ['Lfamily', 'Lfamily'])
  assert.deepEqual(linesOf(page, 'my-cases'), ['Lfamily'])
  assert.deepEqual([linesOf(page, 'soon'), linesOf(page, 'next-week'), linesOf(page, 'found')], [[], [], []])
  assert.equal((await (await app.as(await county.person('school_head'))).get('/today')).status, 403)
})

test('a clock for which no calendar tells a date is named, not lost', async () => {
  const child = await plantChild(county, {
    surname: 'Mgap',
    lives: [['2026-09-01', null]],
    rolls: [['2026-09-01', null]],
  })
  await county.superuser.query(
    `INSERT INTO child_clock (authority_id, person_id, rule, opened_on, because, problem)
     VALUES ($1, $2, 'level_two', '2026-11-02', '', 'There are no term dates for 2027/28.')`,
    [county.authority_id, child],
  )
  const page = await officer.get('/today')
  assert.match(page.$('main').text(), /Clocks without a date: 1 running without a date\. There are no term dates/)
})
