import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { testApp, type Visitor } from '../../../test/support/app.ts'
import { closeThrough, openedCase, send } from '../../../test/support/case-forms.ts'
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
const familyWorker = await county.person('family_worker')
const worker = await app.as(familyWorker)
const fairAccess = await county.person('fair_access_officer')
const noRoll = (surname: string) => plantChild(county, { surname, lives: [['2026-10-19', null]] })

const handTo = async (href: string, account_name: string) => {
  const form = await officer.get(`${href}/allocate`)
  const choice = form.$(`#officer option:contains("${account_name}")`).attr('value') ?? ''
  const answer = await send(officer, `${href}/allocate`, { officer: choice, note: 'Over to you.' })
  assert.equal(answer.location, href)
}
const sees = async (visitor: Visitor, href: string) => (await visitor.get(href)).status === 200

test('a team of own scope sees the child and the case only while it leads', async () => {
  const child = await noRoll('Quince')
  const href = await openedCase(officer, child)
  const both = async () => [await sees(worker, href), await sees(worker, `/children/${child}`)]
  assert.deepEqual(await both(), [false, false])
  await handTo(href, familyWorker.account_name)
  assert.deepEqual(await both(), [true, true])
  assert.match((await worker.get('/cases')).$('main').text(), /Sam Quince/)
  const note = await send(worker, `${href}/note`, { text: 'Visited with the nurse.' })
  assert.equal(note.location, href)
  await handTo(href, fairAccess.account_name)
  assert.deepEqual(await both(), [false, false])
  assert.doesNotMatch((await worker.get('/cases')).html, /Quince/)
  await handTo(href, familyWorker.account_name)
  await closeThrough(officer, href, { closing_reason: 'duplicate', evidence: 'Same as another record.' })
  assert.deepEqual(await both(), [false, false])
  await send(officer, `${href}/reopen`, { text: 'Not the same child.' })
  assert.deepEqual(await both(), [true, true])
})

test('a team of own scope may record on its case, but not facts, nor hand it over, nor close it', async () => {
  const child = await noRoll('Rowan')
  const href = await openedCase(officer, child)
  await handTo(href, familyWorker.account_name)
  for (const form of ['provision', 'decision', 'allocate', 'close']) {
    assert.equal((await worker.get(`${href}/${form}`)).status, 403, form)
  }
  const page = await worker.get(href)
  assert.equal(page.$('main a:contains("Record a contact")').length, 1)
  assert.equal(page.$('main a:contains("Close the case")').length, 0)
})

test('school staff learn nothing of a case: not its page, not that there is one', async () => {
  const child = await plantChild(county, {
    surname: 'Sallow',
    lives: [['2026-09-01', null]],
    rolls: [['2026-09-01', null, { weekly_hours: 10 }]],
  })
  const href = await openedCase(officer, child)
  for (const role of ['school_head', 'school_safeguarding_lead', 'school_office']) {
    const staff = await app.as(await county.person(role))
    const real = await staff.get(href)
    const none = await staff.get('/cases/00000000-0000-7000-8000-000000000001')
    assert.equal(real.status, none.status)
    assert.equal(real.$('main h1').text(), none.$('main h1').text())
    assert.doesNotMatch(real.html, /MARL-2026|Sallow/)
    const record = await staff.get(`/children/${child}`)
    assert.equal(record.status, 200)
    assert.doesNotMatch(record.html, /MARL-2026|On no roll in the newest lists|\/cases\//)
  }
})

test('the case of a sealed child is there for nobody who is not named', async () => {
  const child = await noRoll('Tamarisk')
  const href = await openedCase(officer, child)
  const manager = await county.person('team_manager')
  const named = await app.as(manager)
  await county.write(manager, tx =>
    sealChild(tx, manager, { person_id: child, reason: 'Court order', review_on: asDay('2027-01-04'), named: [] }),
  )
  for (const path of [href, `${href}/close`, `/children/${child}/case/open`]) {
    assert.equal((await officer.get(path)).status, 404, path)
    assert.notEqual((await named.get(path)).status, 404, path)
  }
  assert.doesNotMatch((await officer.get('/cases')).html, /Tamarisk/)
  assert.doesNotMatch((await officer.get('/cases.csv')).html, /Tamarisk/)
  assert.match((await named.get('/cases')).html, /Tamarisk/)
})

test('the list is narrowed, sorted and paged, and every child that it shows is in the audit', async () => {
  const cme = await county.person('cme_officer')
  const mine = await openedCase(officer, await noRoll('Ulmus'))
  await handTo(mine, cme.account_name)
  const names = async (path: string) => {
    const page = await officer.get(path)
    return page
      .$('tbody th')
      .toArray()
      .map(cell => page.$(cell).text().trim())
  }
  assert.deepEqual(await names('/cases?whose=mine'), ['Sam Ulmus'])
  assert.deepEqual(await names('/cases?kind=not_full_time'), ['Sam Sallow'])
  // Without education since 19 October: the decision on section 19 was due on 16 November.
  assert.deepEqual(await names('/cases?overdue=yes'), ['Sam Quince', 'Sam Rowan', 'Sam Ulmus'])
  const all = await names('/cases?sort=name')
  assert.deepEqual(all, [...all].sort())
  const audited = await county.superuser.query(
    `SELECT cardinality(child_ids) AS shown FROM audit_event WHERE action = 'cases listed' ORDER BY at DESC LIMIT 1`,
  )
  assert.equal(audited.rows[0]?.shown, all.length)
  const csv = (await officer.get('/cases.csv')).html.trim().split('\r\n')
  assert.equal(csv.length, all.length + 1)
})
