import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { type TestCounty, testCounty } from '../../../test/support/county.ts'
import { killedAt } from '../../../test/support/killed-worker.ts'
import { kindsOfWork } from '../../../test/support/list-worker.ts'
import { countsOf, factsOf, listWork } from '../../../test/support/lists.ts'
import { unlike } from '../../../test/support/unlike.ts'

const child = (n: number, more: Record<string, string> = {}) => ({
  ...{ ...unlike(n), forename: `Kim${'abcdefghijklmnopqrstuvwxyz'[n]}`, postcode: `ZY1 ${n % 10}AB` },
  ...more,
})
const numbers = Array.from({ length: 12 }, (_, n) => n)

/** A county whose first roll is to be taken back: with it the ledger opened, and everybody’s states begin elsewhere without it. */
async function askedToTakeBack(): Promise<{ county: TestCounty; id: string }> {
  const county = await testCounty()
  const officer = await county.person('cme_officer')
  const work = listWork(county, officer)
  await work.takeIn({ source: 'GP', kind: 'health', as_at: '2026-09-01', rows: numbers.map(n => child(n)) })
  const pupils = numbers
    .filter(n => n % 3 > 0)
    .map(n => child(n, { school_urn: '990001', postcode: `ZY2 ${n % 10}AB` }))
  const id = await work.takeIn({ as_at: '2026-09-10', rows: [...pupils, child(20, { school_urn: '990002' })] })
  await county.superuser.query(
    `UPDATE import SET state = 'undoing', undone_because = 'The wrong file.', undone_by = $2 WHERE id = $1`,
    [id, officer.account_id],
  )
  return { county, id }
}

const stateOf = async (county: TestCounty, id: string): Promise<string> =>
  (await county.superuser.query('SELECT state FROM import WHERE id = $1', [id])).rows[0].state

async function uninterrupted() {
  const { county, id } = await askedToTakeBack()
  await kindsOfWork.undo(listWork(county, await county.person('cme_officer')).work, id)
  const standing = { facts: await factsOf(county), counts: await countsOf(county), state: await stateOf(county, id) }
  await county.drop()
  return standing
}
const expected = uninterrupted()
const { county, id } = await askedToTakeBack()
after(county.drop)

for (const [when, step, times, left] of [
  ['with its first records', 'list taken back', 1, 'undoing'],
  ['when some records were taken back', 'list taken back', 3, 'undoing'],
  ['when all records were', 'list undone', 1, 'undoing'],
  ['before the others were worked out from the day on which the ledger opens now', 'children counted', 1, 'undone'],
] as const)
  test(`taking a list back, killed ${when}, has not ended`, async () => {
    await killedAt(county, { kind: 'undo', id, step, times })
    assert.equal(await stateOf(county, id), left)
    assert.notDeepEqual(await factsOf(county), (await expected).facts)
  })

test('another worker takes up what four died of, and ends equal to one that was not killed: nothing lost, nothing doubled', async () => {
  await kindsOfWork.undo(listWork(county, await county.person('cme_officer')).work, id)
  assert.deepEqual(
    { facts: await factsOf(county), counts: await countsOf(county), state: await stateOf(county, id) },
    await expected,
  )
})
