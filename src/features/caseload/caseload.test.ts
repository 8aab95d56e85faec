import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { type Page, testApp } from '../../../test/support/app.ts'
import { entriesOf, errorsOf, keysOf, openedCase, send } from '../../../test/support/case-forms.ts'
import { testCounty } from '../../../test/support/county.ts'
import { plantChild } from '../../../test/support/plant-children.ts'

const county = await testCounty()
const app = await testApp(county)
after(async () => {
  await app.close()
  await county.drop()
})
const cme = await county.person('cme_officer')
const fairAccess = await county.person('fair_access_officer')
const officer = await app.as(cme)
const manager = await app.as(await county.person('team_manager'))
const children = []
for (const surname of ['Alder', 'Birch', 'Cedar'])
  children.push(await plantChild(county, { surname, lives: [['2026-10-19', null]] }))
const cases: string[] = []
for (const child of children) cases.push(await openedCase(officer, child))
/** The cells of a row, with a space between. */
const cells = (page: Page, of: string) =>
  page
    .$(of)
    .first()
    .find('th, td')
    .toArray()
    .map(cell => page.$(cell).text().replaceAll(/\s+/g, ' ').trim())
    .join(' · ')

/** Hands a case to an officer by its page. */
async function allocated(href: string, name: string): Promise<void> {
  const form = await manager.get(`${href}/allocate`)
  const choice = form.$(`#officer option:contains("${name}")`).attr('value') ?? ''
  await send(manager, `${href}/allocate`, { officer: choice, note: 'Yours.' })
}

test('the page says who carries how many, which are silent, and which are nobody’s yet', async () => {
  for (const href of cases.slice(0, 2)) await allocated(href, cme.account_name)
  await county.superuser.query(`UPDATE case_entry SET happened_on = '2026-11-02' WHERE case_id = $1`, [
    cases[0]?.slice(7),
  ])
  await county.superuser.query(`UPDATE case_entry SET happened_on = '2026-11-03' WHERE case_id = $1`, [
    cases[1]?.slice(7),
  ])
  const page = await manager.get('/caseload')
  // Fourteen days before Tuesday 17 November is Tuesday 3 November: silent is what has nothing since before it.
  // A written decision on section 19 was due on Friday 13 November, 15 school days from Monday 19 October with a half-term between.
  assert.match(cells(page, `tr:contains("${cme.account_name}")`), /· 2 · 0 · 2 · 1 · 17 Nov 2026/)
  assert.match(cells(page, 'tr:contains("Nobody yet")'), /Nobody yet · 1 · 0 · 1 · 0 ·/)
})

test('cases are handed over together, each with its own entry, and the others stay', async () => {
  const list = await manager.get('/caseload')
  const mine = list.$(`a:contains("${cme.account_name}")`).attr('href') ?? ''
  const form = await manager.get(mine)
  assert.equal(form.$('tbody tr').length, 2)
  assert.match(cells(form, 'tbody tr'), /Alder.*Silent/)
  const none = await manager.post(mine, { ...keysOf(form), officer: '', note: '' })
  assert.equal(errorsOf(none).length, 3)
  const to = form.$(`#officer option:contains("${fairAccess.account_name}")`).attr('value') ?? ''
  const done = await manager.post(mine, {
    ...keysOf(form),
    ...{ cases: cases[0]?.slice(7) ?? '', officer: to, note: 'While she is on leave.' },
  })
  assert.equal(done.location, '/caseload')
  const handed = await officer.get(cases[0] ?? '')
  assert.equal(entriesOf(handed)[0], 'Allocated')
  assert.match(handed.$('.moj-timeline').text(), /While she is on leave/)
  const after = await manager.get('/caseload')
  assert.match(cells(after, `tr:contains("${fairAccess.account_name}")`), /· 1 · 0 · 1 · 0 ·/)
  assert.match(cells(after, `tr:contains("${cme.account_name}")`), /· 1 · 0 · 1 · 0 ·/)
})

test('whoever may hand no case over sees no caseload', async () => {
  const practitioner = await app.as(await county.person('practitioner'))
  assert.equal((await practitioner.get('/caseload')).status, 403)
})
