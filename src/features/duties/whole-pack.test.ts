import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { type Page, testApp } from '../../../test/support/app.ts'
import { testCounty } from '../../../test/support/county.ts'
import { plantHappenings } from '../../../test/support/plant-happenings.ts'

const county = await testCounty()
const app = await testApp(county)
after(async () => {
  await app.close()
  await county.drop()
})
const officer = await app.as(await county.person('cme_officer'))
const period = '?from=2026-09-01&to=2026-11-17'
const text = (page: Page) => page.$('main').text().replaceAll(/\s+/g, ' ')
const cases = (page: Page) => page.$('[aria-label="Cases"] tbody tr').length

const person_id = await plantHappenings(county, 'Manytimes', [['ehc_requested', '2026-10-13']])
/** So many more clocks of one child, as a busy year of a county would have of many. */
const more = (number: number, from: number) =>
  county.superuser.query(
    `INSERT INTO child_clock (authority_id, person_id, rule, opened_on, opened_by, due_on, breaches_on, because, owed_by)
     SELECT authority_id, person_id, rule, opened_on, 'planted ' || n, due_on, breaches_on, because, owed_by
     FROM child_clock, generate_series($2::integer, $2 + $1 - 1) n WHERE person_id = $3 AND rule = 'EHC1' AND opened_by NOT LIKE 'planted%'`,
    [number, from, person_id],
  )

test('a pack of up to 25 cases is whole as it stands, and offers no other', async () => {
  await more(24, 1)
  const page = await officer.get(`/duties/EHC1${period}`)
  assert.equal(cases(page), 25)
  assert.doesNotMatch(text(page), /These are the first/)
  assert.equal(page.$('a[href*="/whole"]').length, 0)
})

test('a longer one says on paper too that it is not whole, and leads to all of it on one page', async () => {
  await more(30, 100)
  const page = await officer.get(`/duties/EHC1${period}`)
  assert.equal(cases(page), 25)
  assert.match(
    page.$('strong:contains("These are the first 25 of 55 cases")').closest('.onroll-noprint').html() ?? 'on paper',
    /on paper/,
  )
  const whole = await officer.get(page.$('a[href*="/whole"]').attr('href') ?? '')
  assert.equal(whole.status, 200)
  assert.equal(cases(whole), 55)
  assert.doesNotMatch(text(whole), /Cut here|These are the first/)
  assert.match(text(whole), /The law.*How it was counted/)
  const { rows } = await county.superuser.query(
    `SELECT child_ids FROM audit_event WHERE action = 'whole evidence of a duty viewed' ORDER BY at DESC LIMIT 1`,
  )
  assert.deepEqual(rows[0]?.child_ids, [person_id])
})

test('beyond 2,000 cases the page is cut, and says where the others are', async () => {
  await more(2000, 1000)
  const whole = await officer.get(`/duties/EHC1/whole${period}`)
  assert.equal(cases(whole), 2000)
  assert.match(text(whole), /Cut here: these are the first 2,000 of 2,055 cases.*the spreadsheet holds 10,000/)
})

test('who sees figures only has no page of cases', async () => {
  const director = await app.as(await county.person('director'))
  assert.equal((await director.get(`/duties/EHC1/whole${period}`)).status, 403)
  assert.equal((await director.get(`/duties/EHC1${period}`)).$('a[href*="/whole"]').length, 0)
})
