import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type Page, type TestApp, testApp, type Visitor } from '../../../test/support/app.ts'
import { type TestCounty, testCounty } from '../../../test/support/county.ts'
import { plantHappenings } from '../../../test/support/plant-happenings.ts'
import { meetings, rules } from '../../rulebook/index.ts'

let county: TestCounty
let app: TestApp
let officer: Visitor

before(async () => {
  county = await testCounty()
  app = await testApp(county)
  officer = await app.as(await county.person('cme_officer'))
})
after(async () => {
  await app.close()
  await county.drop()
})

const text = (page: Page) => page.$('main').text().replaceAll(/\s+/g, ' ')
const ruleIds = (page: Page) =>
  page
    .$('tbody th strong')
    .toArray()
    .map(cell => page.$(cell).text())
const of = (page: Page, id: string) => page.$(`tbody th strong:contains("${id}")`).first().closest('tr').text()

test('every rule stands in its section with its text, its source and its mark in words', async () => {
  const page = await officer.get('/rulebook')
  assert.deepEqual(ruleIds(page), [...new Set(rules.map(({ id }) => id))])
  assert.match(
    of(page, 'X12'),
    /The board considers a long exclusion.*15 school days.*The governing board.*Found.*SI 2012\/1033 reg\. 24/s,
  )
  assert.match(of(page, 'level_two'), /Unsettled/)
  assert.match(
    of(page, 'SI20'),
    /Not in force on Tuesday 17 November 2026. In force from .* to Sunday 31 January 2016/s,
  )
})

test('narrowed by section, owner, mark, words, and the day on which a rule holds', async () => {
  assert.deepEqual(
    ruleIds(await officer.get('/rulebook?section=attendance-and-absence&mark=unverified&owner=council')),
    ['A12'],
  )
  assert.deepEqual(ruleIds(await officer.get('/rulebook?words=THE+BOARD+THINKS+AGAIN')), ['X18'])
  assert.deepEqual(ruleIds(await officer.get('/rulebook?words=m3a&on=2015-06-01')), ['M3a'])
  const none = await officer.get('/rulebook?words=m3a&on=2019-06-01')
  assert.match(text(none), /No rule fits/)
  // The entry of the day asked about: registers were kept for three years until 18 August 2024.
  assert.match(of(await officer.get('/rulebook?on=2023-10-02'), 'A3'), /3 years/)
})

test('counts are children, once each, and open to them', async () => {
  const empty = await officer.get('/rulebook?running=yes')
  assert.match(text(empty), /No rule fits/)
  await plantHappenings(county, 'Twice', [
    ['board_told_must_meet', '2026-09-14'],
    ['board_told_must_meet', '2026-11-09'],
  ])
  await plantHappenings(county, 'Once', [['board_told_must_meet', '2026-11-10']])
  const page = await officer.get('/rulebook?running=yes')
  assert.deepEqual(ruleIds(page), ['X12'])
  const link = page.$('tbody a[href*="show=running"]')
  assert.match(link.text(), /^2/)
  const opened = await officer.get(link.attr('href') ?? '')
  assert.deepEqual(
    opened
      .$('tbody th')
      .toArray()
      .map(cell => opened.$(cell).text()),
    ['Twice, Sam', 'Once, Sam'],
  )
  assert.match(opened.$('tbody tr').first().text(), /5 Oct 2026.*Overdue.*2 clocks of this rule/s)
  const { rows } = await county.superuser.query(
    `SELECT cardinality(child_ids) AS shown FROM audit_event WHERE action = 'children of a rule listed' ORDER BY at DESC LIMIT 1`,
  )
  assert.equal(rows[0]?.shown, 2)
  const rule = await officer.get('/rulebook/X12')
  assert.match(rule.$('.onroll-figures').text().replaceAll(/\s+/g, ' '), /2: Running.*1: Overdue.*0 Kept late/)
  assert.equal((await officer.get('/rulebook/X12/children')).status, 404)
})

test('a rule says what opens, keeps and stops it, all that it was, and its examples day by day', async () => {
  const page = await officer.get('/rulebook/X12')
  for (const sentence of [
    /The board was told of an exclusion that it must consider/,
    /The governing board met/,
    /The head cancelled the exclusion before the board met: what opened it was cancelled/,
    /The governing board, 5 school days before/,
    /Challenge the school/,
  ])
    assert.match(text(page), sentence)
  assert.match(text(page), /15 28 Sep due/)
  assert.match(page.$('details:contains("half-term and an INSET day")').first().text(), /3 Nov\s+INSET day/)
  const r1 = await officer.get('/rulebook/R1')
  assert.deepEqual(
    r1
      .$('section h2')
      .toArray()
      .slice(0, 2)
      .map(head => r1.$(head).text()),
    ['In force today', 'Not in force today'],
  )
  assert.equal((await officer.get('/rulebook/X99')).status, 404)
})

test('the calculator counts by the school that was named, or the authority, and names what it lacks', async () => {
  await county.superuser.query(
    `INSERT INTO calendar_entry (authority_id, school_urn, kind, starts_on, last_on, name) VALUES ($1, 990002, 'closure', '2026-09-10', '2026-09-10', 'closed for snow')`,
    [county.authority_id],
  )
  const ask = (rule: string, on: string, school = '') => {
    const [year, month, day] = on.split('-')
    const query = new URLSearchParams({ on_day: day ?? '', on_month: month ?? '', on_year: year ?? '', school })
    return officer.get(`/rulebook/${rule}?${query}`)
  }
  const worked = async (...asked: Parameters<typeof ask>) =>
    (await ask(...asked)).$('#worked').text().replaceAll(/\s+/g, ' ')
  assert.match(await worked('A1', '2026-09-04'), /Due Friday 11 September 2026.*by the authority’s calendar/)
  const snow = await worked('A1', '2026-09-04', '990002')
  assert.match(snow, /Due Monday 14 September 2026.*by the calendar of Marl Valley Academy.*10 Sep closed for snow/)
  assert.match(
    await worked('A1', '2027-07-19', 'Marl Valley Academy'),
    /No date.*There are no term dates for 2027\/28 in the calendar of Marl Valley Academy/,
  )
  assert.match(await worked('A3', '2023-10-02'), /Due Friday 2 October 2026/)
  assert.match(await worked('SI20', '2026-09-02'), /SI20 was not in force on Wednesday 2 September 2026/)
  const wrong = await ask('A1', '2026-02-30', 'Nowhere School')
  assert.equal(wrong.status, 422)
  assert.match(text(wrong), /the day on which it happened/i)
  assert.equal(wrong.$('input[name=school]').attr('value'), 'Nowhere School')
  assert.match(
    text(await ask('A1', '2026-09-04', 'Nowhere School')),
    /No school in the register is called “Nowhere School”/,
  )
})

test('codes as they stood on a day, and every meeting', async () => {
  const now = await officer.get('/rulebook/codes')
  const before = await officer.get('/rulebook/codes?on=2024-08-01')
  const holiday = (page: Page) =>
    page
      .$('th strong')
      .toArray()
      .filter(cell => page.$(cell).text() === 'H').length
  assert.equal(holiday(now) + 1, holiday(before))
  const page = await officer.get('/rulebook/meetings')
  assert.deepEqual(ruleIds(page).toSorted(), meetings.map(({ id }) => id).toSorted())
  assert.match(of(page, 'M2'), /Every 3 weeks.*Group Manager/s)
})

test('a school reads the rules and counts nobody', async () => {
  const head = await app.as(await county.person('school_head'))
  const page = await head.get('/rulebook?section=exclusions')
  assert.equal(page.status, 200)
  assert.doesNotMatch(page.$('thead').text(), /Running/)
  assert.equal((await head.get('/rulebook/X12/children?show=running')).status, 403)
  assert.equal((await head.get('/duties')).status, 403)
})
