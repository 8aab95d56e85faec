import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { testApp } from '../../../test/support/app.ts'
import { testCounty } from '../../../test/support/county.ts'
import { doWork } from '../../../test/support/engine-work.ts'
import { listWork } from '../../../test/support/lists.ts'
import { estimateOf, estimateText } from './expected.ts'
import { balanceJob } from './recount.ts'

const county = await testCounty()
const app = await testApp(county)
after(async () => {
  await app.close()
  await county.drop()
})
const cme = await county.person('cme_officer')
const officer = await app.as(cme)
const { takeIn } = listWork(county, cme)

const homes: Readonly<Record<string, readonly [born_on: string, postcode: string]>> = {
  Alder: ['2015-03-01', 'ZY1 1AA'],
  Beech: ['2015-04-12', 'ZY1 1AB'],
  Cedar: ['2013-05-23', 'ZY2 1AC'],
  Dogwood: ['2015-06-30', 'ZY1 1AD'],
  Elder: ['2015-08-07', 'ZY1 1AE'],
  Faraway: ['2014-09-18', 'ZX9 1AA'],
}
const forenames = ['Ada', 'Ben', 'Cleo', 'Dev', 'Eve', 'Finn']
const rows = (...surnames: string[]) =>
  surnames.map(surname => {
    const [born_on = '', postcode = ''] = homes[surname] ?? []
    const forename = forenames[Object.keys(homes).indexOf(surname)] ?? ''
    return { surname, forename, born_on, sex: 'F', postcode, address_line_1: `${surname} House` }
  })
const beforeAnything = await officer.get('/ledger/sources')
await takeIn({ as_at: '2026-09-15', source: 'Roll', school_urn: 990001, rows: rows('Alder', 'Beech', 'Cedar') })
await takeIn({ as_at: '2026-09-20', source: 'GPs', kind: 'health', rows: rows('Alder', 'Beech', 'Dogwood') })
await takeIn({
  ...{ as_at: '2026-09-20', source: 'Council tax', kind: 'council_tax' },
  rows: rows('Alder', 'Dogwood', 'Elder', 'Faraway'),
})
await takeIn({ as_at: '2026-09-21', source: 'Next county', kind: 'neighbour_roll', rows: rows('Faraway') })
await doWork(county, balanceJob)

test('the estimate follows from what two lists share, and says its interval in words', () => {
  // Chapman by hand: 901 × 901 / 811 − 1 = 999.98; variance 901² × 90² / (811² × 812) = 12.31; 1.96 × 3.51 = 6.9.
  assert.deepEqual(estimateOf({ first: 900, second: 900, both: 810 }), { children: 1000, least: 993, most: 1007 })
  assert.deepEqual(estimateOf({ first: 10, second: 10, both: 10 }), { children: 10, least: 10, most: 10 })
  assert.equal(estimateOf({ first: 5, second: 5, both: 0 }), null)
  assert.equal(
    estimateText({ children: 1000, least: 993, most: 1007 }, 950),
    'Between 993 and 1,007 are to be expected; 950 are on a roll or educated otherwise: at least 43 are not.',
  )
  assert.match(estimateText({ children: 1000, least: 993, most: 1007 }, 1000), /which may be all of them/)
  assert.match(estimateText(null, 3), /share no child/)
})

test('every list stands beside the ledger, and each number opens to its children', async () => {
  assert.match(beforeAnything.$('main').text(), /Nothing has been counted yet/)
  const page = await officer.get('/ledger/sources')
  const row = (name: string) => page.$(`th:contains("${name}")`).parent().text().replaceAll(/\s+/g, ' ')
  assert.match(row('Council tax'), /Council tax20 Sep 20264 0 3 .* 1 .* 2 .* 1 outside the area/)
  assert.match(row('GPs'), /3 0 3 .* 0 2 /)
  let opened = 0
  for (const link of page.$('table a').toArray()) {
    const list = await officer.get(page.$(link).attr('href') ?? '')
    assert.equal(
      list.$('tbody tr').length,
      Number(page.$(link).contents().first().text()),
      page.$(link).attr('href') ?? '',
    )
    opened++
  }
  assert.equal(opened, 9)
  assert.match((await officer.get('/ledger/sources.csv')).html, /Council tax,2026-09-20,4,0,3,1,0,0,2/)
})

test('children to be expected are told by year, part of the area and school area, and each number opens', async () => {
  const page = await officer.get('/ledger/expected')
  assert.equal(page.status, 200)
  const line = page.$('th:contains("ZY1 1")').parent()
  // On a health list 3, on council tax 3, on both 2: 4 × 4 / 3 − 1 = 4.3.
  assert.match(line.text().replaceAll(/\s+/g, ' '), /to be expected; 2 are on a roll or educated otherwise/)
  for (const link of page.$('table a').toArray()) {
    const list = await officer.get(page.$(link).attr('href') ?? '')
    assert.equal(
      list.$('tbody tr').length,
      Number(page.$(link).contents().first().text()),
      page.$(link).attr('href') ?? '',
    )
  }
  assert.equal(page.$('#by-year').length, 1)
  assert.match((await officer.get('/ledger/expected.csv')).html, /area,ZY1 1,3,3,2,2,0,2,4,4,/)
})

test('a count made before a record was sealed is not shown, and is asked for anew', async () => {
  const { rows: found } = await county.superuser.query<{ person_id: string }>(
    `SELECT person_id FROM child_summary WHERE surname = 'Dogwood'`,
  )
  await county.superuser.query('UPDATE person SET sealed = true WHERE id = $1', [found[0]?.person_id])
  await county.superuser.query(
    `INSERT INTO seal (authority_id, person_id, reason, review_on, sealed_by, owner_id) VALUES ($1, $2, 'Adopted', '2027-01-01', $3, $3)`,
    [county.authority_id, found[0]?.person_id, cme.account_id],
  )
  for (const path of ['/ledger/sources', '/ledger/expected']) {
    const page = await officer.get(path)
    assert.match(page.$('.govuk-body-l').text(), /figures are not shown/)
    assert.equal(page.$('table').length, 0)
  }
  await doWork(county, balanceJob)
  assert.match((await officer.get('/ledger/sources.csv')).html, /GPs,2026-09-20,3,0,2,0,0,0,2/)
})
