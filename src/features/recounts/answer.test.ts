import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { testCounty } from '../../../test/support/county.ts'
import { engineWork } from '../../../test/support/engine-work.ts'
import { countedDay, plantRecountedCounty } from '../../../test/support/recounted-county.ts'
import { asDay } from '../../rulebook/index.ts'
import { recountNow, recountText } from './answer.ts'

const county = await testCounty()
after(() => county.drop())
await plantRecountedCounty(county)
const question = {
  ...{ on_day: asDay(countedDay), known_on: null, school_urn: null, compulsory_age: false },
  counts: ['band', 'clock'],
} as const

test('the command’s answer: two definitions with their versions, and what only one of them counts', async () => {
  const answer = await recountNow(engineWork(county), {
    ...question,
    policies: ['nottinghamshire-2015', 'nottinghamshire-2019'],
  })
  const { counts, children, sealed, definitions } = answer
  assert.deepEqual([children, sealed], [15, 1])
  assert.deepEqual(definitions, [
    { policy: 'nottinghamshire-2015', version: 'nottinghamshire-2015' },
    { policy: 'nottinghamshire-2019', version: 'nottinghamshire-2019' },
  ])
  const found = (key: string, status: string | null = null) =>
    counts.find(one => one.key === key && one.status === status)
  assert.deepEqual(found('unclassified'), {
    ...{ what: 'band', key: 'unclassified', status: null, name: 'Unclassified' },
    ...{ numbers: [2, 6], only: [0, 4] },
  })
  assert.deepEqual(found('level_two', 'breached')?.numbers, [0, 3])
  assert.equal(
    counts.some(({ what }) => what === 'flag'),
    false,
  )
  const text = recountText(answer)
  assert.match(text, /^2026-11-17\. As it was: .* 15 children, 1 sealed\.\n1: Nottinghamshire 2015/)
  assert.match(text, /\nBands\n +1 +0 {2}Red\n +2 +0 {2}Amber\n/)
  const { rows } = await county.superuser.query('SELECT asked_by, counted_at IS NOT NULL AS kept FROM recount')
  assert.deepEqual(rows, [{ asked_by: null, kept: true }])
})

test('the authority’s own policies are named by all that they say', async () => {
  const { definitions, counts } = await recountNow(engineWork(county), { ...question, policies: ['own'] })
  assert.deepEqual(definitions, [{ policy: 'own', version: 'default' }])
  assert.deepEqual(
    counts.filter(({ what }) => what === 'band').map(({ key, numbers, only }) => [key, numbers, only]),
    [
      ['red', [1], []],
      ['amber', [2], []],
      ['green', [1], []],
      ['unclassified', [2], []],
    ],
  )
})
