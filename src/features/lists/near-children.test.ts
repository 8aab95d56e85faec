import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { testCounty } from '../../../test/support/county.ts'
import { engineFor, listWork } from '../../../test/support/lists.ts'
import { Look } from '../../ground/look.ts'
import { asDay, foldName } from '../../rulebook/index.ts'
import type { RowKeys } from './match-rules.ts'
import { childrenNear } from './near-children.ts'

const county = await testCounty()
after(county.drop)
const officer = await county.person('cme_officer')
const known = [
  { surname: 'Applegarth', forename: 'Idris', born_on: '2014-05-19', postcode: 'ZY1 1AA' },
  { surname: 'Applegarth', forename: 'Idris', born_on: '2009-12-24', postcode: 'ZY2 2BB' },
  // Born on a first of the month of that year, as many are of whom only the month is known.
  { surname: 'Wigglesworth', forename: 'Tamsin', born_on: '2014-09-01', postcode: 'ZY3 3CC' },
  { surname: 'Ibragimov', forename: 'Noor', born_on: '2014-05-19', postcode: 'ZY4 4DD' },
]
await listWork(county, officer).takeIn({
  as_at: '2026-09-10',
  rows: known.map(row => ({ ...row, school_urn: '990001' })),
})

/** The birth dates and postcodes of the children whom a row may mean. */
async function near(row: { surname: string; forename: string; born_on: string | null; postcode: string | null }) {
  const keys: RowKeys = {
    ...{ line: 2, upn: null, nhs_number: null, council_id: null },
    ...{ surname_key: foldName(row.surname), forename_key: foldName(row.forename) },
    born_on: row.born_on === null ? null : asDay(row.born_on),
    postcode_key: row.postcode?.replaceAll(' ', '') ?? null,
  }
  const found = await county.door.read(engineFor(county, officer), new Look({ purpose: 'test', route: 'test' }), tx =>
    childrenNear(tx, [keys]),
  )
  const { rows } = await county.superuser.query<{ child: string }>(
    `SELECT forename || ' ' || surname || ' ' || born_on AS child FROM child_summary WHERE person_id = ANY($1) ORDER BY 1`,
    [[...(found.get(2) ?? [])]],
  )
  return rows.map(one => one.child)
}

const [idris, elder, , noor] = known.map(one => `${one.forename} ${one.surname} ${one.born_on}`)

for (const [says, row, found] of [
  ['its name and day', { surname: 'Applegarth', forename: 'Idris', born_on: '2014-05-19', postcode: null }, [idris]],
  [
    'a day one figure off',
    { surname: 'Applegarth', forename: 'Idris', born_on: '2014-05-18', postcode: null },
    [idris],
  ],
  [
    'the names in the other order',
    { surname: 'Idris', forename: 'Applegarth', born_on: '2014-05-29', postcode: null },
    [idris],
  ],
  ['only the month', { surname: 'Applegarth', forename: 'Idris', born_on: '2014-02-01', postcode: null }, [idris]],
  ['no day', { surname: 'Applegarth', forename: 'Idris', born_on: null, postcode: null }, [elder, idris]],
  [
    'its day and a name begun alike',
    { surname: 'Appleby', forename: 'Edris', born_on: '2014-05-19', postcode: null },
    [idris],
  ],
  [
    'another name at its postcode on its day',
    { surname: 'Coldstream', forename: 'Una', born_on: '2014-05-19', postcode: 'ZY4 4DD' },
    [noor],
  ],
  [
    'nobody’s name, on a day of nobody',
    { surname: 'Xiong', forename: 'Wei', born_on: '2012-03-03', postcode: 'ZY8 8HH' },
    [],
  ],
] as const)
  test(`a row that gives ${says} may mean ${found.length === 0 ? 'nobody' : found.join(' or ')}`, async () => {
    assert.deepEqual(await near(row), found)
  })
