import assert from 'node:assert/strict'
import { createReadStream } from 'node:fs'
import { after, before, test } from 'node:test'
import { all } from '../../../test/support/byte-streams.ts'
import { type TestCounty, testCounty } from '../../../test/support/county.ts'
import { readRow } from '../../../test/support/list-rows.ts'
import { listWork } from '../../../test/support/lists.ts'
import { asDay } from '../../rulebook/index.ts'
import { openList } from './read-list.ts'
import { wantedFacts } from './wanted-facts.ts'

let county: TestCounty
before(async () => {
  county = await testCounty()
})
after(() => county?.drop())

const sessions = (possible: string, authorised: string, unauthorised: string) => ({
  ...{ sessions_possible: possible, sessions_authorised: authorised, sessions_unauthorised: unauthorised },
})

test('a list’s sessions are of the term before its own', () => {
  const of = (as_at: string, cells = sessions('136', '8', '3')) => {
    const { row, problems } = readRow({ surname: 'Ashdown', ...cells })
    const list = { kind: 'school_roll', presence: 'enrolment', as_at: asDay(as_at), postcode_areas: [] } as const
    const school = { urn: 990001, sector: 'state', in_area: true }
    const [fact] = wantedFacts(row, problems, school, list).filter(one => one.table === 'attendance_fact')
    return fact && [fact.values.term, fact.values.school_year, fact.starts_on, fact.ends_on]
  }
  assert.deepEqual(of('2026-01-15'), ['autumn', 2025, '2025-09-01', '2026-01-01'])
  assert.deepEqual(of('2026-05-21'), ['spring', 2025, '2026-01-01', '2026-04-01'])
  assert.deepEqual(of('2026-10-01'), ['summer', 2025, '2026-04-01', '2026-08-01'])
  assert.equal(of('2026-10-01', sessions('', '8', '3')), undefined)
  assert.equal(of('2026-10-01', sessions('10', '8', '3')), undefined, 'more absence than sessions is no attendance')
})

test('a census and a COLLECT table tell the same sessions: reasons for absence are summed', async () => {
  const at = new URL('../../../test/fixtures/lists/', import.meta.url)
  for (const names of [['school_census.xml'], ['collect_pupilonroll.csv']]) {
    const list = await openList(names.map(name => ({ name, stream: () => createReadStream(new URL(name, at)) })))
    const rows = await all(list.rows)
    const found = rows.flatMap(row => ('raw' in row && row.raw.surname?.toLowerCase() === 'mwangi' ? [row.raw] : []))[0]
    assert.deepEqual(
      [found?.sessions_possible, found?.sessions_authorised, found?.sessions_unauthorised],
      ['136', '8', '0'],
      String(names),
    )
  }
})

test('a census’s sums are kept once; a corrected census puts others in their place', async () => {
  const officer = await county.person('cme_officer')
  const work = listWork(county, officer)
  const child = { surname: 'Marks', forename: 'Kim', born_on: '2015-04-10', postcode: 'ZY1 1AA', school_urn: '990001' }
  const believed = async () =>
    (
      await county.superuser.query(
        'SELECT term, possible, authorised, unauthorised, retracted_at IS NULL AS believed FROM attendance_fact ORDER BY recorded_at',
      )
    ).rows
  await work.takeIn({ as_at: '2026-01-15', rows: [{ ...child, ...sessions('136', '8', '3') }] })
  const first = { term: 'autumn', possible: 136, authorised: 8, unauthorised: 3 }
  assert.deepEqual(await believed(), [{ ...first, believed: true }])
  await work.takeIn({ as_at: '2026-01-16', rows: [{ ...child, ...sessions('136', '8', '3') }] })
  assert.deepEqual(await believed(), [{ ...first, believed: true }])
  await work.takeIn({ as_at: '2026-02-02', rows: [{ ...child, ...sessions('136', '8', '30') }] })
  assert.deepEqual(await believed(), [
    { ...first, believed: false },
    { ...first, unauthorised: 30, believed: true },
  ])
  await work.takeIn({ as_at: '2026-05-21', rows: [{ ...child, ...sessions('110', '0', '0') }] })
  assert.deepEqual(
    (await believed()).map(row => `${row.term} ${row.believed}`),
    ['autumn false', 'autumn true', 'spring true'],
  )
})
