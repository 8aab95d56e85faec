import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { testCounty } from '../../../test/support/county.ts'
import { listWork } from '../../../test/support/lists.ts'
import { unlike } from '../../../test/support/unlike.ts'

const county = await testCounty()
after(county.drop)
const { takeIn, preview } = listWork(county, await county.person('cme_officer'))
const children = [1, 2, 3].map(n => ({ ...unlike(n), forename: 'Kim' }))
const heldOf = async (id: string): Promise<string[]> =>
  (await county.superuser.query('SELECT held FROM import WHERE id = $1', [id])).rows[0].held

test('a roll that says of no child at which school is held back, where its source said it before', async () => {
  await takeIn({ source: 'Brook roll', as_at: '2026-09-10', school_urn: 990001, rows: children })
  const [held] = await heldOf(await preview({ source: 'Brook roll', as_at: '2026-10-12', rows: children }))
  assert.match(held ?? '', /^No row says at which school/)
  assert.deepEqual(
    await heldOf(await preview({ source: 'Brook roll', as_at: '2026-11-02', school_urn: 990001, rows: children })),
    [],
  )
})

test('a column that says the school is enough, as is a source that never said one', async () => {
  const named = children.map(row => ({ ...row, school_urn: '990002' }))
  await takeIn({ source: 'All rolls', as_at: '2026-09-10', rows: named })
  const some = [...named.slice(0, 2), ...children.slice(2)]
  assert.deepEqual(await heldOf(await preview({ source: 'All rolls', as_at: '2026-10-12', rows: some })), [])
  assert.equal((await heldOf(await preview({ source: 'All rolls', as_at: '2026-11-02', rows: children }))).length, 1)
  assert.deepEqual(
    await heldOf(await preview({ source: 'Surgery', kind: 'health', as_at: '2026-11-02', rows: children })),
    [],
  )
})
