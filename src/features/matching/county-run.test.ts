import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { workOf } from '../../../county/load.ts'
import { makeUpn } from '../../../county/numbers.ts'
import { testApp } from '../../../test/support/app.ts'
import { keysOf } from '../../../test/support/case-forms.ts'
import { testCounty } from '../../../test/support/county.ts'
import { engineFor, listWork } from '../../../test/support/lists.ts'
import { matchCounty } from './county-run.ts'

const county = await testCounty()
const app = await testApp(county)
after(async () => {
  await app.close()
  await county.drop()
})
const officer = await county.person('cme_officer')
const visitor = await app.as(officer)
const { takeIn } = listWork(county, officer)
const work = workOf(county.door, engineFor(county, officer))

const surnames = [
  'Hargreaves',
  'Oyelaran',
  'Kowalczyk',
  'Fennimore',
  'Abernathy',
  'Quartermain',
  'Delacroix',
  'Mukherjee',
]
const child = (n: number, more: Record<string, string> = {}) => ({
  upn: makeUpn('8919001', 14, n),
  ...{ surname: surnames[n] ?? '', forename: ['Beatrix', 'Tomasz', 'Imogen', 'Rufus'][n % 4] ?? '' },
  uln: uln(n),
  ...{ born_on: `201${4 + (n % 3)}-0${1 + n}-1${n}`, sex: n % 2 === 0 ? 'F' : 'M' },
  ...{ line_1: `${12 + n} Canal Street`, postcode: `ZY${1 + n} 4A${'BDEFGHJL'[n]}`, school_urn: '990001', ...more },
})
const moved = { line_1: '3 Mill Lane', postcode: 'ZY9 7TT' }
/** A unique learner number whose check digit is right. */
const uln = (n: number): string => ['1000000019', '1000000027', '1000000035'][n] ?? ''
const { upn: _, uln: ___, school_urn: __, ...unlisted } = child(0)
const patient = (n: number, more: Record<string, string> = {}) => {
  const { upn: _upn, uln: _uln, school_urn: _school, ...row } = child(n)
  return { ...unlisted, ...row, ...more }
}
await takeIn({ as_at: '2026-09-10', rows: surnames.map((_, n) => child(n)) })
await takeIn({
  source: 'GP',
  kind: 'health',
  as_at: '2026-09-12',
  rows: [
    // Moved, misspelt and born on another day: no list finds such a child when it is checked, and a number tells who it is.
    patient(0, { surname: 'Hargreves', born_on: '2014-01-20', uln: uln(0), ...moved }),
    patient(2, { surname: 'Kowalzyk', born_on: '2016-03-13', uln: uln(2), ...moved }),
    // A twin of child 4, and somebody whom no school knows.
    patient(4, { forename: 'Cordelia' }),
    patient(5, {
      surname: 'Unlisted',
      forename: 'Peregrine',
      born_on: '2015-11-30',
      line_1: '1 Mill Lane',
      postcode: 'ZY2 7TT',
    }),
  ],
})

const persons = async (): Promise<number> =>
  Number((await county.superuser.query('SELECT count(*)::int AS n FROM child_summary')).rows[0].n)
const sourcesOf = async (surname: string): Promise<string[]> => {
  const { rows } = await county.superuser.query(
    `SELECT r.source FROM record r WHERE r.person_id IN (SELECT person_id FROM child_summary WHERE surname = $1) ORDER BY 1`,
    [surname],
  )
  return rows.map(row => row.source)
}

test('children written otherwise in two fields are one child again; a twin and a child whom no school knows are not joined with anybody', async () => {
  const before = await persons()
  const { joined } = await matchCounty(work)
  assert.equal(joined, 2)
  assert.equal(await persons(), before - 2)
  assert.deepEqual(await sourcesOf('Hargreaves'), ['health', 'school_roll'])
  assert.deepEqual(await sourcesOf('Kowalczyk'), ['health', 'school_roll'])
  assert.deepEqual(await sourcesOf('Unlisted'), ['health'])
  const { rows } = await county.superuser.query(
    `SELECT d.decided_by, d.because <> '' AS told FROM join_decision d ORDER BY d.decided_at`,
  )
  assert.deepEqual(rows, Array(2).fill({ decided_by: null, told: true }))
})

test('a join by a run stands on the child’s records page, is taken back there, and is not made again', async () => {
  assert.equal((await matchCounty(work)).joined, 0)
  const { rows } = await county.superuser.query(
    `SELECT kept_id FROM join_decision WHERE kind = 'join' ORDER BY decided_at LIMIT 1`,
  )
  const records = `/children/${rows[0].kept_id}/records`
  const page = await visitor.get(records)
  assert.match(page.$('main').text(), /Joined with another record.*the matching of the county/s)
  assert.match((await visitor.get(`/children/${rows[0].kept_id}`)).$('main').text(), /Joined with another record/)
  const back = page.$('a[href$="/take-back"]').attr('href') ?? ''
  const taken = await visitor.post(back, { ...keysOf(await visitor.get(back)), because: 'They are two.' })
  assert.equal(taken.location, records)
  assert.match((await visitor.get(records)).$('main').text(), /Taken back.*came back exactly/s)
  assert.equal((await matchCounty(work)).joined, 0)
})
