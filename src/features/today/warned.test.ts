import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { type Page, testApp } from '../../../test/support/app.ts'
import { testCounty } from '../../../test/support/county.ts'
import { plantHappenings } from '../../../test/support/plant-happenings.ts'

// Today is Tuesday 17 November 2026; half-term was 26 to 30 October. Days counted by hand on a printed calendar.
const county = await testCounty()
const app = await testApp(county)
after(async () => {
  await app.close()
  await county.drop()
})
const officer = await app.as(await county.person('cme_officer'))
const manager = await app.as(await county.person('team_manager'))
const head = await app.as(await county.person('school_head'))

const linesOf = (page: Page, within = 'section[aria-labelledby="warned"] '): string[] =>
  page
    .$(`${within}tbody tr`)
    .toArray()
    .map(row => page.$(row).find('th').text().trim().replace('Sam ', ''))
const numberOf = (page: Page): string => page.$('.onroll-figure__link[href*="due=warned"]').text().replace(/\D*$/, '')

test('where no warning has come, Today and the desk say so', async () => {
  assert.match((await officer.get('/today')).$('#warned').parent().text(), /No rule warns you of what others owe/)
  assert.match((await head.get('/desk')).$('#warned').parent().text(), /No rule warns the school of what others owe/)
  assert.match((await officer.get('/today/clocks?due=warned')).$('main').text(), /Nothing fits/)
})

test('a warning stands on Today from its day until what others owe is due, and for nobody who owes it', async () => {
  // The board: fifteen school days from Friday 23 October are Friday 20 November, and three before is today; from 2 November they are the 23rd.
  await plantHappenings(county, 'Aboard', [['board_told_must_meet', '2026-10-23']])
  await plantHappenings(county, 'Bboard', [['board_told_must_meet', '2026-11-02']])
  // The parent’s: the fifteenth day from the 5th on is the 19th, and three days before is yesterday; from the 8th on the 22nd.
  await plantHappenings(county, 'Cserved', [['unsuitable_notice_served', '2026-11-05']])
  await plantHappenings(county, 'Dserved', [['unsuitable_notice_served', '2026-11-08']])
  // Due on 3 November: it warned before, and a warning of what is past is none.
  await plantHappenings(county, 'Epast', [['unsuitable_notice_served', '2026-10-20']])
  // The panel is warned of what the council owes: one house.
  await plantHappenings(county, 'Fours', [['fair_access_eligible', '2026-10-19']])
  await plantHappenings(county, 'Gmet', [
    ['board_told_must_meet', '2026-10-23'],
    ['board_met', '2026-11-16'],
  ])
  const page = await officer.get('/today')
  assert.deepEqual(linesOf(page), ['Cserved', 'Aboard'])
  assert.equal(numberOf(page), '2')
  assert.match(page.$('#warned').parent().text(), /The parent.*The governing board/s)

  const list = await officer.get('/today/clocks?due=warned')
  assert.deepEqual(linesOf(list, 'main '), ['Cserved', 'Aboard'])
  assert.deepEqual(linesOf(await officer.get('/today/clocks?due=warned&sort=name&direction=asc'), 'main '), [
    ...['Aboard', 'Cserved'],
  ])
  assert.deepEqual(linesOf(await officer.get('/today/clocks?due=warned&owed=governing_board'), 'main '), ['Aboard'])
  const { rows } = await county.superuser.query(
    `SELECT cardinality(child_ids) AS shown FROM audit_event WHERE action = 'clocks listed' ORDER BY at DESC LIMIT 1`,
  )
  assert.equal(rows[0]?.shown, 1)
})

test('whom a rule warns decides: what the virtual school is told of stands with it and the manager only', async () => {
  // Seven days from 11 November are the 18th, and two before is yesterday.
  await plantHappenings(county, 'Hcare', [['direction_of_looked_after_proposed', '2026-11-11']])
  assert.deepEqual(linesOf(await manager.get('/today')), ['Hcare', 'Cserved', 'Aboard'])
  assert.deepEqual(linesOf(await officer.get('/today')), ['Cserved', 'Aboard'])
})

test('a school is warned of what everyone concerned owes its children, and of no other school’s', async () => {
  // Six weeks from 20 October are 1 December, and two weeks before is today; from the 21st, tomorrow.
  await plantHappenings(county, 'Iadvice', [['ehc_advice_asked', '2026-10-20']])
  await plantHappenings(county, 'Jadvice', [['ehc_advice_asked', '2026-10-21']])
  const desk = await head.get('/desk')
  assert.deepEqual(linesOf(desk), ['Iadvice'])
  assert.equal(numberOf(desk), '1')
  assert.deepEqual(linesOf(await head.get('/desk/clocks?due=warned'), 'main '), ['Iadvice'])
  const other = await app.as(await county.person('school_head', 'school-990002'))
  assert.deepEqual(linesOf(await other.get('/desk')), [])
  // The council is one of those who owe it.
  assert.ok(!linesOf(await officer.get('/today')).includes('Iadvice'))
})
