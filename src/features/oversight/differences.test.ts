import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { testApp } from '../../../test/support/app.ts'
import { testCounty } from '../../../test/support/county.ts'
import { listWork } from '../../../test/support/lists.ts'
import { makeUpn } from '../../rulebook/index.ts'
import type { DifferenceField } from './differences.ts'

const county = await testCounty()
const app = await testApp(county)
after(async () => {
  await app.close()
  await county.drop()
})
const cme = await county.person('cme_officer')
const officer = await app.as(cme)
const { takeIn } = listWork(county, cme)

const child = (surname: string, postcode: string, more: object = {}) => ({
  ...{ surname, forename: 'Sam', born_on: '2015-03-01', sex: 'F', postcode, address_line_1: `${surname} House` },
  ...more,
})
const upn = { upn: makeUpn('899206715001') }
await takeIn({
  ...{ as_at: '2026-09-15', source: 'Roll', school_urn: 990001 },
  rows: [
    child('Alder', 'ZY1 1AA', upn),
    child('Beech', 'ZY1 1AB'),
    child('Rollonly', 'ZY1 1AC'),
    child('Sealed', 'ZY1 1AD'),
  ],
})
await takeIn({
  ...{ as_at: '2026-09-20', source: 'GPs', kind: 'health' },
  rows: [
    // The same UPN and birth date at another postcode; the same in everything; one without a postcode says nothing of it.
    child('Alder', 'ZY1 2BB', upn),
    child('Beech', 'ZY1 1AB'),
    child('Gponly', 'ZY1 1AE'),
    child('Sealed', 'ZY1 1AD', { town: 'Elsewhere' }),
  ],
})
const source = async (name: string) =>
  (await county.superuser.query<{ id: string }>('SELECT id FROM source WHERE name = $1', [name])).rows[0]?.id ?? ''
const [a, b] = [await source('Roll'), await source('GPs')]
const listed = async (field: DifferenceField) => {
  const page = await officer.get(`/ledger/lists/differences?a=${a}&b=${b}&field=${field}`)
  return page
    .$('tbody tr')
    .toArray()
    .map(row =>
      page
        .$(row)
        .children()
        .toArray()
        .map(cell => page.$(cell).text())
        .join(' | '),
    )
}

test('children on both lists stand with what each says, field by field; nobody is compared whom one says nothing of', async () => {
  assert.deepEqual(await listed('address'), ['Alder, Sam | 1 Mar 2015 | Alder House, ZY1 1AA | Alder House, ZY1 2BB'])
  for (const field of ['name', 'born_on', 'school', 'upn'] as const) assert.deepEqual(await listed(field), [], field)
  const page = await officer.get(`/ledger/lists/differences?a=${a}&b=${b}&field=address`)
  assert.match(page.$('.govuk-body-l').text(), /^Of 1 child on both lists/)
  assert.match(
    (await officer.get(`/ledger/lists/differences.csv?a=${a}&b=${b}&field=address`)).html,
    /Sam,Alder,2015-03-01,"Alder House, ZY1 1AA"/,
  )
  assert.equal((await officer.get(`/ledger/lists/differences?a=${a}&b=${a}&field=address`)).status, 404)
})

test('the comparison leads to the differences; a sealed child is in none of them', async () => {
  const compare = await officer.get(`/ledger/lists?a=${a}&b=${b}`)
  assert.equal(compare.$('a[href*="differences"]').length, 5)
  const { rows } = await county.superuser.query<{ person_id: string }>(
    `SELECT person_id FROM child_summary WHERE surname = 'Alder'`,
  )
  await county.superuser.query('UPDATE person SET sealed = true WHERE id = $1', [rows[0]?.person_id])
  assert.deepEqual(await listed('address'), [])
})
