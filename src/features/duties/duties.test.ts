import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type Page, type TestApp, testApp, type Visitor } from '../../../test/support/app.ts'
import { type TestCounty, testCounty } from '../../../test/support/county.ts'
import { plantHappenings } from '../../../test/support/plant-happenings.ts'
import { unzip } from '../../../test/support/unzip.ts'
import { asDay } from '../../rulebook/index.ts'
import { sealChild } from '../children/index.ts'

let county: TestCounty
let app: TestApp
let officer: Visitor
let director: Visitor
const ids = new Map<string, string>()

// X12: the board meets within 15 school days of being told. Today is Tuesday 17 November 2026; half-term is 26 to 30 October.
before(async () => {
  county = await testCounty()
  app = await testApp(county)
  officer = await app.as(await county.person('cme_officer'))
  director = await app.as(await county.person('director'))
})
after(async () => {
  await app.close()
  await county.drop()
})

const text = (page: Page) => page.$('main').text().replaceAll(/\s+/g, ' ')
const cells = (page: Page, row: string) =>
  page
    .$(`tbody th:contains("${row}")`)
    .parent()
    .find('td')
    .toArray()
    .map(cell => page.$(cell).clone().find('.govuk-visually-hidden').remove().end().text().trim())
const names = (page: Page) =>
  page
    .$('tbody th')
    .toArray()
    .map(cell => page.$(cell).text())
const pack = '/duties/X12?from=2026-09-01&to=2026-11-17'

test('before anything happened the pages say so', async () => {
  assert.match(
    text(await officer.get('/duties')),
    /No duty opened for a child from Saturday 1 August 2026 to Tuesday 17 November 2026/,
  )
  const page = await officer.get('/duties/X12')
  assert.equal(page.status, 200)
  assert.match(text(page), /It opened for no child/)
  assert.match(text(page), /There is none in this period/)
  assert.match(text(await officer.get('/duties/X12/cases')), /No case stands behind this figure/)
})

test('each clock has one outcome, and they add up to those that opened', async () => {
  const planted: readonly [string, Parameters<typeof plantHappenings>[2]][] = [
    // Due Monday 28 September: met on the 24th is in time after 17 days, on 2 October late after 25.
    [
      'Intime',
      [
        ['board_told_must_meet', '2026-09-07'],
        ['board_met', '2026-09-24'],
      ],
    ],
    [
      'Late',
      [
        ['board_told_must_meet', '2026-09-07', 990002],
        ['board_met', '2026-10-02', 990002],
      ],
    ],
    // Due Monday 5 October, and nobody met.
    ['Broken', [['board_told_must_meet', '2026-09-14']]],
    [
      'Stopped',
      [
        ['board_told_must_meet', '2026-09-07'],
        ['exclusion_cancelled', '2026-09-10'],
      ],
    ],
    // Due Monday 30 November.
    ['Running', [['board_told_must_meet', '2026-11-09']]],
    ['Sealed', [['board_told_must_meet', '2026-09-14']]],
    // The school year before: in no number of this one.
    [
      'Earlier',
      [
        ['board_told_must_meet', '2026-06-01'],
        ['board_met', '2026-06-10'],
      ],
    ],
  ]
  for (const [surname, happenings] of planted) ids.set(surname, await plantHappenings(county, surname, happenings))
  const manager = await county.person('team_manager')
  await county.write(manager, tx =>
    sealChild(tx, manager, {
      person_id: ids.get('Sealed') ?? '',
      reason: 'Court order',
      review_on: asDay('2027-01-04'),
      named: [],
    }),
  )
  const page = await officer.get(pack)
  const kept = (row: string) => cells(page, row)[0]
  assert.deepEqual(
    ['Kept in time', 'Kept late', 'Not kept', 'Stopped before', 'Running', 'No date', 'Opened in all'].map(kept),
    ['1', '1', '1', '1', '1', '0', '5'],
  )
  assert.match(text(page), /1 of 3 whose time is up were kept in time/)
  assert.match(text(page), /a median of 17 calendar days; nine in ten within 25 calendar days/)
  assert.match(text(page), /1: what opened it was cancelled/)
  assert.match(text(page), /SI 2012\/1033 reg\. 24/)
  assert.match(text(page), /1 sealed record, held by 1 named officer, in no number here/)
  const all = await officer.get('/duties?from=2026-09-01&to=2026-11-17')
  assert.deepEqual(cells(all, 'X12').slice(1), ['1 of 3', '5', '1', '1', '1', '1', '1', '0'])
})

test('each number opens to its cases, which go out as CSV and are in the audit', async () => {
  const page = await officer.get(pack)
  const found: Record<string, string[]> = {}
  for (const row of ['Kept in time', 'Kept late', 'Not kept', 'Stopped before', 'Running', 'Opened in all']) {
    const href = page.$(`tbody th:contains("${row}")`).first().parent().find('a').attr('href') ?? ''
    found[row] = names(await officer.get(href))
  }
  assert.deepEqual(found, {
    'Kept in time': ['Intime, Sam'],
    'Kept late': ['Late, Sam'],
    'Not kept': ['Broken, Sam'],
    'Stopped before': ['Stopped, Sam'],
    Running: ['Running, Sam'],
    'Opened in all': found['Opened in all'] ?? [],
  })
  assert.deepEqual(found['Opened in all']?.toSorted(), [
    ...['Broken, Sam', 'Intime, Sam', 'Late, Sam', 'Running, Sam', 'Stopped, Sam'],
  ])
  const csv = (await officer.get('/duties/X12/cases.csv?from=2026-09-01&to=2026-11-17&sort=child')).html
  assert.match(csv, /Sam,Broken,,X12-2026-09-14-[0-9a-f]{8},2026-09-14,2026-10-05,,not_kept,/)
  assert.doesNotMatch(csv, /Sealed|Earlier/)
  // A stream goes out within its transaction, so that its event comes a moment after its last row.
  const noted = async () => {
    const { rows } = await county.superuser.query(
      `SELECT cardinality(child_ids) AS shown FROM audit_event WHERE action = 'cases of a duty exported'`,
    )
    return rows
  }
  let rows = await noted()
  for (let tries = 0; rows.length === 0 && tries < 1000; tries++) rows = await noted()
  assert.deepEqual(rows, [{ shown: 5 }])
})

test('by school, and in the order asked for, a page at a time', async () => {
  const page = await officer.get(`${pack}&school=990002`)
  assert.match(text(page), /It opened once at Marl Valley Academy/)
  assert.equal(cells(page, 'Kept late')[0], '1')
  assert.deepEqual(names(await officer.get('/duties/X12/cases?school=990002')), ['Late, Sam'])
  const down = await officer.get('/duties/X12/cases?sort=child&direction=desc')
  assert.deepEqual(names(down)[0], 'Stopped, Sam')
})

test('a director sees the figures of the county and opens none; nor does the workbook name a child', async () => {
  const page = await director.get(pack)
  assert.equal(cells(page, 'Opened in all')[0], '5')
  assert.equal(page.$('tbody a').length, 0)
  assert.match(text(page), /You see figures only/)
  assert.doesNotMatch(page.html, /Broken|Intime/)
  assert.equal((await director.get('/duties/X12/cases')).status, 403)
  assert.equal((await director.get('/rulebook/X12/children?show=running')).status, 403)
  assert.deepEqual(cells(await director.get('/rulebook?section=exclusions'), 'X12').slice(-3), ['2', '1', '1'])
  const sheets = async (visitor: Visitor) => {
    const { response } = await visitor.get('/duties/X12/pack.xlsx?from=2026-09-01&to=2026-11-17')
    assert.equal(response.statusCode, 200)
    return [...unzip(response.rawPayload).values()].join('\n')
  }
  assert.doesNotMatch(await sheets(director), /Intime/)
  const whole = await sheets(officer)
  assert.match(whole, /Intime/)
  assert.match(whole, /SI 2012\/1033 reg\. 24/)
  assert.doesNotMatch(whole, /Sealed, Sam/)
})

test('clocks of care are counted only for who may know of care', async () => {
  await plantHappenings(county, 'Care', [['direction_of_looked_after_proposed', '2026-11-12']])
  const counts = async (visitor: Visitor) =>
    cells(await visitor.get('/rulebook?words=f11.looked'), 'F11.looked_after').slice(-3)
  assert.deepEqual(await counts(officer), ['1', '0', '0'])
  assert.deepEqual(await counts(director), ['0', '0', '0'])
  assert.match(text(await director.get('/duties')), /Clocks that tell of a child’s care are not counted for you/)
  assert.deepEqual(names(await officer.get('/rulebook/F11.looked_after/children?show=running')), ['Care, Sam'])
})

test('a team of its own reach counts its own children, and reads no evidence of the county', async () => {
  const worker = await app.as(await county.person('family_worker'))
  const page = await worker.get('/rulebook?section=exclusions')
  assert.match(text(page), /the children within your reach/)
  assert.deepEqual(cells(page, 'X12').slice(-3), ['0', '0', '0'])
  assert.deepEqual(names(await worker.get('/rulebook/X12/children?show=running')), [])
  assert.equal((await worker.get('/duties')).status, 403)
})

test('what only a parent may do by a day is no duty, and never overdue', async () => {
  // 15 school days after 1 October: Thursday 22 October has passed.
  await plantHappenings(county, 'Parent', [['board_decision_notified', '2026-10-01']])
  assert.deepEqual(cells(await officer.get('/rulebook?words=x16'), 'X16').slice(-3), ['1', '0', '0'])
  const listed = await officer.get('/rulebook/X16/children?show=running')
  assert.match(text(listed), /The day is past/)
  assert.equal((await officer.get(listed.$('tbody td a').first().attr('href') ?? '')).status, 200)
  assert.doesNotMatch(text(await officer.get('/duties')), /X16/)
  assert.equal((await officer.get('/duties/X16')).status, 404)
})

test('a governor, who reads figures and not the rules, is led nowhere that is shut', async () => {
  const governor = await app.as(await county.person('governor'))
  for (const path of ['/duties', pack]) {
    const page = await governor.get(path)
    assert.equal(page.status, 200)
    for (const link of page.$('main a[href]').toArray()) {
      const href = page.$(link).attr('href') ?? ''
      if (href.startsWith('/')) assert.equal((await governor.get(href)).status, 200, href)
    }
  }
})

test('a period that cannot be read comes back with a sentence', async () => {
  const page = await officer.get('/duties?from=2026-11-01&to=2026-10-01')
  assert.equal(page.status, 422)
  assert.match(text(page), /The first day of the period must be the same as the last day or earlier/)
  assert.equal((await officer.get('/duties/X99')).status, 404)
  assert.equal((await officer.get('/duties/D1')).status, 404)
})
