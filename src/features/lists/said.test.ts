import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { testCounty } from '../../../test/support/county.ts'
import { countsOf, listWork, stateOf } from '../../../test/support/lists.ts'
import { makeUpn } from '../../rulebook/index.ts'

const county = await testCounty()
after(() => county.drop())
const officer = await county.person('cme_officer')
const { commit, preview, takeIn } = listWork(county, officer)

const outcomesOf = async (id: string): Promise<string[]> => {
  const { rows } = await county.superuser.query<{ outcome: string }>(
    'SELECT outcome FROM import_line WHERE import_id = $1 ORDER BY line',
    [id],
  )
  return rows.map(row => row.outcome)
}
const child = (forename: string, born_on: string, more: Record<string, string> = {}) => ({
  ...{ surname: 'Saltmarsh', forename, born_on, postcode: 'ZY1 4AB', school_urn: '990001', ...more },
})

test('a child who left the roll and is on it again with the very same row is on roll again', async () => {
  const wren = child('Wren', '2014-05-06', { upn: makeUpn('899200126021') })
  const other = child('Ivo', '2013-01-02', { upn: makeUpn('899200126022') })
  await takeIn({ source: 'Back', as_at: '2026-09-10', rows: [wren, other] })
  await takeIn({ source: 'Back', as_at: '2026-10-08', rows: [other] })
  const back = await takeIn({ source: 'Back', as_at: '2026-11-12', rows: [wren, other] })
  assert.deepEqual(await outcomesOf(back), ['changed', 'same'])
  assert.equal(await stateOf(county, 'Wren Saltmarsh'), 'on_roll')
})

test('what an officer decided of a doubtful row is not asked again when the row comes again', async () => {
  await takeIn({
    source: 'Roll',
    as_at: '2026-09-10',
    rows: [child('Ada', '2012-03-04', { upn: makeUpn('899200126041') })],
  })
  const doubtful = child('Ada', '2012-03-04', { upn: makeUpn('899200126042'), school_urn: '' })
  const first = await preview({ source: 'Tax', kind: 'council_tax', as_at: '2026-10-01', rows: [doubtful] })
  assert.deepEqual(await outcomesOf(first), ['ambiguous'])
  await county.superuser.query(
    `UPDATE import_row SET decision = 'same', decided_person_id = candidates[1] WHERE import_id = $1`,
    [first],
  )
  await commit(first)
  const before = await countsOf(county)
  const again = await takeIn({ source: 'Tax', kind: 'council_tax', as_at: '2026-11-01', rows: [doubtful] })
  assert.deepEqual(await outcomesOf(again), ['same'])
  assert.deepEqual(await countsOf(county), before)
})

test('a fact that was taken back parts the record from its row: the next list is compared with what is held', async () => {
  const row = child('Cleo', '2011-07-08', { upn: makeUpn('899200126023') })
  await takeIn({ source: 'Parted', as_at: '2026-09-10', rows: [row] })
  await county.superuser.query(
    `UPDATE address_fact SET retracted_at = now() WHERE record_id IN (SELECT record_id FROM name_fact WHERE forename = 'Cleo')`,
  )
  const next = await takeIn({ source: 'Parted', as_at: '2026-10-10', rows: [row] })
  assert.deepEqual(await outcomesOf(next), ['changed'])
  const { rows } = await county.superuser.query(
    `SELECT FROM address_fact WHERE retracted_at IS NULL AND record_id IN (SELECT record_id FROM name_fact WHERE forename = 'Cleo')`,
  )
  assert.equal(rows.length, 1)
})

test('the same row at a school that the register tells otherwise of now is a change', async () => {
  const row = child('Piers', '2010-02-03', { upn: makeUpn('899200126024'), school_urn: '990002' })
  await takeIn({ source: 'Turned', as_at: '2026-09-10', rows: [row] })
  assert.equal(await stateOf(county, 'Piers Saltmarsh'), 'on_roll')
  await county.superuser.query(`UPDATE school SET sector = 'independent' WHERE urn = 990002`)
  await takeIn({ source: 'Turned', as_at: '2026-10-10', rows: [row] })
  assert.equal(await stateOf(county, 'Piers Saltmarsh'), 'independent')
})

test('a row said again that is refused by now still tells whose it is: others are missed as ever', async () => {
  // 25 until 30 September 2026; from 26 on a row is refused.
  const grown = child('Una', '2000-10-01', { upn: makeUpn('899200126025') })
  const stays = child('Tam', '2012-05-06', { upn: makeUpn('899200126030') })
  const goes = child('Nye', '2012-05-06', { upn: makeUpn('899200126031') })
  const list = { source: 'Grown', kind: 'health' }
  await takeIn({ ...list, as_at: '2026-09-10', rows: [grown, stays, goes] })
  const next = await preview({ ...list, as_at: '2026-10-08', rows: [grown, stays] })
  const { rows } = await county.superuser.query(
    `SELECT i.rows_refused, array_agg(n.forename) AS missing FROM import i JOIN import_missing m ON m.import_id = i.id
     JOIN name_fact n ON n.record_id = m.record_id WHERE i.id = $1 GROUP BY 1`,
    [next],
  )
  assert.deepEqual(rows, [{ rows_refused: 1, missing: ['Nye'] }])
})
