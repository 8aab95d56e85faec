import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { testApp } from '../../../test/support/app.ts'
import { entriesOf, errorsOf, openedCase, send } from '../../../test/support/case-forms.ts'
import { testCounty } from '../../../test/support/county.ts'
import { plantChild } from '../../../test/support/plant-children.ts'
import { joinPersons, takeBack } from '../matching/index.ts'

const county = await testCounty()
const app = await testApp(county)
after(async () => {
  await app.close()
  await county.drop()
})
const fairAccess = await county.person('fair_access_officer')
const officer = await app.as(await county.person('cme_officer'))
const other = await app.as(fairAccess)
const child = await plantChild(county, { surname: 'Rowan', lives: [['2026-10-19', null]] })
const href = await openedCase(officer, child)
const text = (page: { $: (of: string) => { text(): string } }, of: string) => page.$(of).text().replaceAll(/\s+/g, ' ')

test('an action waits on the first page of whoever does it until it was done, and stays in the chronology', async () => {
  const form = await officer.get(`${href}/actions/agree`)
  const owner = form.$(`#owner_id option:contains("${fairAccess.account_name}")`).attr('value') ?? ''
  await send(officer, `${href}/actions/agree`, {
    what: 'Ring the head of Ashby Brook.',
    owner_id: owner,
    due_on: '2026-11-20',
  })
  assert.match(text(await other.get('/today'), '#my-actions, main'), /Ring the head of Ashby Brook\./)
  assert.doesNotMatch(text(await officer.get('/actions'), 'main'), /Ring the head/)
  const mine = await other.get('/actions')
  assert.match(text(mine, 'tbody tr'), /Ring the head of Ashby Brook\..*20 Nov 2026.*Rowan/)
  const end = mine.$('tbody a[href$="/end"]').attr('href') ?? ''
  await send(other, end, { outcome: 'done', outcome_text: 'She offers a place from Monday.' })
  assert.equal((await other.get('/actions')).$('tbody tr').length, 0)
  const page = await officer.get(href)
  assert.match(text(page, 'h3:contains("Actions") + div'), /Done 17 Nov 2026: She offers a place from Monday\./)
  assert.deepEqual(entriesOf(page), ['Action', 'Action', 'Opened'])
  const again = await send(other, end, { outcome: 'dropped', outcome_text: 'No.' })
  assert.match(errorsOf(again).join(' '), /already what became of this action/)
})

test('an action is one thing by a day that is not over', async () => {
  const form = await officer.get(`${href}/actions/agree`)
  const owner = form.$('#owner_id option').last().attr('value') ?? ''
  const past = await send(officer, `${href}/actions/agree`, { what: '', owner_id: owner, due_on: '2026-11-16' })
  assert.equal(errorsOf(past).length, 2)
  assert.equal(past.$('#owner_id option[selected]').attr('value'), owner)
})

test('the page of a case says when the child was last seen and what the child says, and so does the sheet', async () => {
  const before = await officer.get(href)
  assert.match(text(before, 'main'), /No contact of any case has seen the child\. See the child/)
  const visit = { how: 'visit', with_whom: 'The mother', reached: 'yes', text: 'At home.' }
  await send(officer, `${href}/contact`, { ...visit, happened_on: '2026-11-02', child_seen: 'yes' })
  await send(officer, `${href}/contact`, { ...visit, happened_on: '2026-11-16', child_seen: 'no' })
  // From Monday 2 to Tuesday 17 November: fifteen days.
  assert.match(
    text(await officer.get(href), 'main'),
    /Monday 2 November 2026, by .* \(visit\): 15 days ago See the child/,
  )
  await send(officer, `${href}/contact`, { ...visit, happened_on: '2026-11-04', child_seen: 'yes' })
  assert.match(text(await officer.get(href), 'main'), /\(visit\): 13 days ago The child/)
  await send(officer, `${href}/voice`, { happened_on: '2026-11-04', how: 'alone', text: 'I want to be with Jo.' })
  for (const path of [href, `${href}/sheet`]) {
    const page = await officer.get(path)
    assert.equal(page.status, 200)
    assert.match(text(page, 'main'), /I want to be with Jo\./)
    assert.match(text(page, 'main'), /13 days ago/)
  }
  const sheet = await officer.get(`${href}/sheet`)
  assert.match(text(sheet, 'main'), /She offers a place from Monday/)
})

test('what was agreed and proposed goes with the case when its child is joined with another, and comes back', async () => {
  const one = await plantChild(county, { surname: 'Hazel', lives: [['2026-10-12', null]] })
  const other = await plantChild(county, { surname: 'Hazle', lives: [['2026-10-12', null]] })
  const path = await openedCase(officer, one)
  const form = await officer.get(`${path}/actions/agree`)
  const owner = form.$('#owner_id option[selected]').attr('value') ?? ''
  await send(officer, `${path}/actions/agree`, { what: 'Write to her aunt.', owner_id: owner, due_on: '2026-11-20' })
  const because = 'One child, misspelt'
  const cme = await county.person('cme_officer')
  const joined = await county.write(cme, tx => joinPersons(tx, cme, { one: other, other: one, because, seen: null }))
  const holder = async () =>
    (
      await county.superuser.query(
        `SELECT x.person_id, c.person_id AS of_case FROM agreed_action x JOIN council_case c ON c.id = x.case_id WHERE x.what = 'Write to her aunt.'`,
      )
    ).rows[0]
  assert.deepEqual(await holder(), { person_id: joined.person_id, of_case: joined.person_id })
  assert.match(text(await officer.get(path), 'main'), /Write to her aunt\./)
  const { decision_id } = joined
  await county.write(cme, tx => takeBack(tx, cme, { decision_id, because, seen: null, places: new Map() }))
  assert.deepEqual(await holder(), { person_id: one, of_case: one })
})
