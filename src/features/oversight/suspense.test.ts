import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { testCounty } from '../../../test/support/county.ts'
import { plantChild } from '../../../test/support/plant-children.ts'
import type { WaitCode } from './codes.ts'
import { openedChildren } from './opened.ts'
import { suspendedFor, suspenseOn } from './suspense.ts'

const county = await testCounty()
const officer = await county.person('cme_officer')
after(() => county.drop())

/** The children of a suspense account, a page of them; `most` says how many are sorted for it before the county is walked by name. */
const listed = (owner: string | null, waiting: WaitCode | null, most: number) =>
  county.read(officer, async tx => {
    const behind = await suspendedFor(tx, county.today, { owner, waiting }, { state: null, school_urn: null }, most)
    const page = { sort: 'child', order: 'asc', beyond: '>', from: null, limit: 9 } as const
    return (await openedChildren(tx, behind, county.today, page)).map(child => child.surname)
  })

test('an account opens to as many children as it counts, gathered and sorted or walked by name', async () => {
  const lives = [['2026-09-01', null]] as const
  await plantChild(county, { surname: 'Amber', lives, rolls: [['2026-09-01', '2026-11-02']] })
  const birch = await plantChild(county, { surname: 'Birch', lives })
  await plantChild(county, { surname: 'Cedar', lives })
  await plantChild(county, { surname: 'Daisy', lives, rolls: [['2026-09-01', null]] })
  // Two spells: what counts is the one that goes on, and not the first.
  await plantChild(county, { surname: 'Elder', lives, rolls: [['2026-10-01', '2026-11-12']] })
  await county.superuser.query(
    `INSERT INTO council_case (authority_id, person_id, reference, kind, opened_on, opened_by, opened_because, lead_team_id, lead_account_id)
     VALUES ($1, $2, 'MARL-2026-00001', 'no_roll', '2026-09-20', $3, 'On no roll.', $4, $3)`,
    [county.authority_id, birch, officer.account_id, officer.organisation_id],
  )
  const lines = await county.read(officer, tx => suspenseOn(tx, county.today))
  assert.deepEqual(
    lines.map(({ owner, waiting }) => [owner, waiting]),
    [
      ['nobody', { under_10: 1, '10_to_28': 1, '29_to_90': 1, over_90: 0 }],
      [officer.account_id, { under_10: 0, '10_to_28': 0, '29_to_90': 1, over_90: 0 }],
    ],
  )
  for (const most of [0, 9]) {
    assert.deepEqual(await listed('nobody', null, most), ['Amber', 'Cedar', 'Elder'])
    assert.deepEqual(await listed('nobody', 'under_10', most), ['Elder'])
    assert.deepEqual(await listed('nobody', '29_to_90', most), ['Cedar'])
    assert.deepEqual(await listed(officer.account_id, null, most), ['Birch'])
    assert.deepEqual(await listed(officer.account_id, 'under_10', most), [])
    assert.deepEqual(await listed(null, '29_to_90', most), ['Birch', 'Cedar'])
    assert.deepEqual(await listed(null, null, most), ['Amber', 'Birch', 'Cedar', 'Elder'])
  }
})
