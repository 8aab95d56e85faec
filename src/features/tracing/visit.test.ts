import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { type Page, testApp } from '../../../test/support/app.ts'
import { errorsOf, openedCase, send } from '../../../test/support/case-forms.ts'
import { testCounty } from '../../../test/support/county.ts'
import { plantChild } from '../../../test/support/plant-children.ts'

const county = await testCounty()
const app = await testApp(county)
after(async () => {
  await app.close()
  await county.drop()
})
const cme = await county.person('cme_officer')
const officer = await app.as(cme)
const text = (page: Page, of = 'main') => page.$(of).text().replaceAll(/\s+/g, ' ')

/** A child of whom health and council tax say where they live. */
async function begun(surname: string, homes: { health: string; council_tax: string }) {
  const child = await plantChild(county, {
    surname,
    lives: [['2026-01-05', null, { source: 'health' }]],
    circumstances: [['2026-10-13', null, { kind: 'whereabouts_unknown' }]],
  })
  await county.superuser.query(
    `UPDATE address_fact SET line_1 = $2, postcode = 'ZY1 1AA' WHERE record_id IN (SELECT id FROM record WHERE person_id = $1)`,
    [child, homes.health],
  )
  await county.superuser.query(
    `WITH made AS (INSERT INTO record (authority_id, person_id, source) VALUES ($1, $2, 'council_tax') RETURNING id)
     INSERT INTO address_fact (authority_id, record_id, starts_on, source, in_area, line_1, postcode)
       SELECT $1, id, '2026-01-05', 'council_tax', true, $3, 'ZY1 1AA' FROM made`,
    [county.authority_id, child, homes.council_tax],
  )
  const href = await openedCase(officer, child)
  const { location } = await send(officer, `${href}/trace`, { about: 'find' })
  return { child, href, trace: location ?? '' }
}
const planned = { answer: 'no', visitors: 'A. Hill and B. Dale, 07700 900123', planned_on: '2026-11-18' }
const homeOn = (page: Page) => page.$('input[name=home]').first().attr('value') ?? ''

test('a sheet for an address on which the sources agree says who told it and how long ago', async () => {
  const { trace } = await begun('Agreed', { health: '1 Mill Lane', council_tax: '1 Mill Lane' })
  const home = homeOn(await officer.get(`${trace}/visit`))
  const made = await send(officer, `${trace}/visit`, { ...planned, home, because: '' })
  assert.match(made.location ?? '', /\/visits\//)
  const sheet = await officer.get(made.location ?? '')
  assert.match(text(sheet), /Where to1 Mill Lane, ZY1 1AA/)
  assert.match(text(sheet), /since 5 Jan 2026/)
  assert.match(text(sheet), /1 other source agrees/)
  assert.doesNotMatch(text(sheet), /Disputed/)
  // What must be known stands before where to go.
  assert.ok(sheet.html.indexOf('onroll-safe') < sheet.html.indexOf('Where to'))
})

test('a disputed address prints only with a name and a reason', async () => {
  const { href, trace } = await begun('Disputed', { health: '1 Mill Lane', council_tax: '9 Quarry Row' })
  const form = await officer.get(`${trace}/visit`)
  assert.match(text(form), /Disputed: .*(Mill Lane|Quarry Row)/)
  const home = homeOn(form)
  const other = home.startsWith('1 Mill') ? /9 Quarry Row/ : /1 Mill Lane/
  const refused = await send(officer, `${trace}/visit`, { ...planned, home, because: '' })
  assert.match(errorsOf(refused).join(' '), /This address is disputed/)
  assert.match(errorsOf(refused).join(' '), other)
  const { rows } = await county.superuser.query('SELECT count(*)::int AS n FROM trace_visit WHERE disputed IS NOT NULL')
  assert.deepEqual(rows, [{ n: 0 }])
  const because = 'The landlord saw lights there on Sunday.'
  const made = await send(officer, `${trace}/visit`, { ...planned, home, because })
  const sheet = await officer.get(made.location ?? '')
  assert.match(text(sheet), new RegExp(`Disputed.*${cme.account_name} sends somebody there all the same: ${because}`))
  assert.match(text(await officer.get(href)), /The address is disputed\. The landlord saw lights/)
})

test('once a danger is feared no sheet is made, and those that were made are not shown', async () => {
  const { trace } = await begun('Danger', { health: '1 Mill Lane', council_tax: '1 Mill Lane' })
  const home = homeOn(await officer.get(`${trace}/visit`))
  const made = await send(officer, `${trace}/visit`, { ...planned, home, because: '' })
  const feared = await send(officer, `${trace}/visit`, { ...planned, home, answer: 'unsure', said: 'A refuge rang.' })
  assert.equal(feared.location, trace)
  const sheet = await officer.get(made.location ?? '')
  assert.match(text(sheet), /nobody goes there until the named safeguarding lead has unlocked it/)
  assert.doesNotMatch(sheet.html, /Mill Lane/)
  const again = await send(officer, `${trace}/visit`, { ...planned, home, because: '' })
  assert.match(errorsOf(again).join(' '), /A danger is feared/)
})
