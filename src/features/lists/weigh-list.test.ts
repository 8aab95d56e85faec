import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { testApp } from '../../../test/support/app.ts'
import { testCounty } from '../../../test/support/county.ts'
import { listWork } from '../../../test/support/lists.ts'
import { addDays } from '../../rulebook/index.ts'
import { sealChild } from '../children/index.ts'
import { neverJoin } from '../matching/index.ts'

const county = await testCounty()
const app = await testApp(county)
after(async () => {
  await app.close()
  await county.drop()
})
const [officer, lead] = [await county.person('cme_officer'), await county.person('team_manager')]
const desk = await app.as(officer)
const { takeIn, preview } = listWork(county, officer)

const home = { address_line_1: '14 Larch Row', postcode: 'ZY4 5TT', sex: 'F' }
const away = { address_line_1: '3 Mill Yard', postcode: 'ZY7 1PP', sex: 'F' }
const onRoll = [
  { surname: 'Mukherjee', forename: 'Annabel', born_on: '2013-04-17', ...home },
  { surname: 'Zielinski', forename: 'Oliwia', born_on: '2012-10-05', ...away },
  { surname: 'Prendergast', forename: 'Eva', born_on: '2015-08-21', address_line_1: '9 Top Lane', postcode: 'ZY2 8QQ' },
  { surname: 'Prendergast', forename: 'Ava', born_on: '2015-08-21', address_line_1: '9 Top Lane', postcode: 'ZY2 8QQ' },
  { surname: 'Quartermain', forename: 'Sol', born_on: '2011-02-28', address_line_1: '2 Weir End', postcode: 'ZY3 3DD' },
  {
    surname: 'Quartermaine',
    forename: 'Sol',
    born_on: '2011-02-28',
    address_line_1: '2 Weir End',
    postcode: 'ZY3 3DD',
  },
  { surname: 'Vasquez', forename: 'Inigo', born_on: '2014-11-30', address_line_1: '6 Kiln Way', postcode: 'ZY5 6RR' },
]
await takeIn({ as_at: '2026-09-10', rows: onRoll.map(row => ({ ...row, school_urn: '990001' })) })
// Fifty-one children of one name, each born on a day of its own.
await takeIn({
  source: 'Academy',
  as_at: '2026-09-10',
  rows: Array.from({ length: 51 }, (_, n) => ({
    ...{
      surname: 'Khan',
      forename: 'Zara',
      born_on: addDays(addDays(county.today, -4000), 37 * n),
      school_urn: '990002',
    },
    ...{ address_line_1: `${n} Long Street`, postcode: `ZY6 ${n % 10}K${n < 26 ? 'A' : 'B'}` },
  })),
})

async function idOf(known_as: string): Promise<string> {
  const { rows } = await county.superuser.query('SELECT person_id FROM child_summary WHERE known_as = $1', [known_as])
  assert.equal(rows.length, 1, known_as)
  return rows[0].person_id
}

/** What became of each row of a list of health when it was checked. */
async function checked(rows: readonly Record<string, string>[], source: string) {
  const id = await preview({ source, kind: 'health', as_at: '2026-11-02', rows })
  const { rows: found } = await county.superuser.query<{
    outcome: string
    because: string | null
    candidates: string[]
    person_id: string | null
  }>(
    `SELECT r.outcome, r.because, r.candidates, m.person_id FROM import_row r
     LEFT JOIN import_match m ON m.import_id = r.import_id AND m.line = r.line WHERE r.import_id = $1 ORDER BY r.line`,
    [id],
  )
  return { id, found }
}

test('a child misspelt in both names at its own address is matched, with how likely it is and why', async () => {
  const { found } = await checked(
    [{ surname: 'Mukherjie', forename: 'Anabel', born_on: '2013-04-17', ...home }],
    'GP one',
  )
  const [row] = found
  assert.equal(row?.outcome, 'matched')
  assert.equal(row?.person_id, await idOf('Annabel Mukherjee'))
  assert.match(row?.because ?? '', /^On the weight of what both say \(\d\d(\.\d+)?% likely\): .+/)
})

test('of twins whose names sound alike a row between the two is nobody’s until somebody says', async () => {
  const { found } = await checked(
    [
      {
        ...{ surname: 'Prendegast', forename: 'Evva', born_on: '2015-08-21' },
        ...{ address_line_1: '9 Top Lane', postcode: 'ZY2 8QQ' },
      },
    ],
    'GP two',
  )
  assert.equal(found[0]?.outcome, 'ambiguous')
  assert.ok(found[0]?.candidates.includes(await idOf('Eva Prendergast')))
  assert.equal(found[0]?.person_id, null)
})

test('a row without a date of birth is the child of its name at its address; of a name that more than fifty bear it says nothing', async () => {
  const { found } = await checked(
    [
      { surname: 'Zielinski', forename: 'Oliwia', ...away },
      { surname: 'Khan', forename: 'Zara', address_line_1: '1 Other Road', postcode: 'ZY8 8XX' },
    ],
    'GP three',
  )
  const [known, anybody] = found
  assert.equal(known?.person_id, await idOf('Oliwia Zielinski'))
  assert.deepEqual([anybody?.outcome, anybody?.candidates], ['new', []])
})

test('two who are never to be joined are not put beside each other, whichever of them a row is like', async () => {
  const [one, other] = [await idOf('Sol Quartermain'), await idOf('Sol Quartermaine')]
  const row = {
    ...{ surname: 'Quatermain', forename: 'Sol', born_on: '2011-02-26' },
    ...{ address_line_1: '2 Weir End', postcode: 'ZY3 3DD' },
  }
  const before = await checked([row], 'GP four')
  assert.deepEqual(before.found[0]?.candidates.toSorted(), [one, other].toSorted())
  const shownAs = async (id: string) => {
    const page = await desk.get(`/lists/${id}/rows/2`)
    assert.equal(page.status, 200)
    return [one, other].filter(person_id => page.html.includes(person_id))
  }
  assert.equal((await shownAs(before.id)).length, 2)
  await county.write(lead, tx => neverJoin(tx, lead, { one, other, kind: 'adoption', because: 'By order of a court.' }))
  assert.equal((await shownAs(before.id)).length, 1)
  const { id, found } = await checked([row], 'GP five')
  assert.ok(!found[0]?.candidates.includes(one) || !found[0].candidates.includes(other))
  assert.ok((await shownAs(id)).length < 2)
})

test('a row that is like a sealed child is a new child, and no page of it says otherwise', async () => {
  const sealed = await idOf('Inigo Vasquez')
  const like = {
    ...{ surname: 'Vasques', forename: 'Inigo', born_on: '2014-11-30' },
    ...{ address_line_1: '6 Kiln Way', postcode: 'ZY5 6RR' },
  }
  const before = await checked([like], 'GP six')
  assert.equal(before.found[0]?.person_id, sealed)
  await county.write(lead, tx =>
    sealChild(tx, lead, {
      ...{ person_id: sealed, reason: 'By order of a court.', review_on: addDays(county.today, 90), named: [] },
    }),
  )
  const { id, found } = await checked([like], 'GP seven')
  assert.deepEqual(found, [{ outcome: 'new', because: null, candidates: [], person_id: null }])
  assert.doesNotMatch((await desk.get(`/lists/${id}/rows/2`)).html, new RegExp(`${sealed}|likely|[Ss]eal`))
})
