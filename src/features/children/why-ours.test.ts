import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { testApp } from '../../../test/support/app.ts'
import { testCounty } from '../../../test/support/county.ts'
import { engineWork } from '../../../test/support/engine-work.ts'
import { lookAgain, plantChild } from '../../../test/support/plant-children.ts'
import { countBalance } from '../oversight/balance.ts'

const county = await testCounty()
const app = await testApp(county)
after(async () => {
  await app.close()
  await county.drop()
})

/** What the virtual school recorded of a child: looked after from a day. */
async function lookedAfter(person_id: string, kind: string, starts_on: string): Promise<void> {
  await county.superuser.query(
    `INSERT INTO need_fact (authority_id, record_id, starts_on, source, kind, field_class, evidence)
     SELECT authority_id, id, $2, 'council', $3, 'care_status', 'Placement order' FROM record WHERE person_id = $1 LIMIT 1`,
    [person_id, starts_on, kind],
  )
  await lookAgain(county, [person_id])
}
const reasons = async (role: string, person_id: string): Promise<string[]> => {
  const page = await (await app.as(await county.person(role))).get(`/children/${person_id}/education`)
  assert.equal(page.status, 200, role)
  return page
    .$('[aria-label="Why this child is ours"] tbody tr')
    .toArray()
    .map(row => page.$(row).find('th, td').slice(0, 2).text())
}

test('that a child is looked after is a reason for those only who see care status, and stands in no state', async () => {
  const child = await plantChild(county, {
    surname: 'Kestrel',
    lives: [['2026-09-01', '2026-10-05']],
    rolls: [['2026-09-01', null]],
  })
  await lookedAfter(child, 'looked_after', '2026-10-05')
  const officer = await reasons('cme_officer', child)
  assert.deepEqual(officer, [
    'Looked after by us5 Oct 2026 to now',
    'Lives in the area1 Sep 2026 to 5 Oct 2026',
    'On a school’s roll here1 Sep 2026 to now',
  ])
  assert.deepEqual(
    (await reasons('school_attendance', child)).filter(line => /Looked after|Placed/.test(line)),
    [],
  )
  const { rows } = await county.superuser.query<{ told: string; facts: string[] }>(
    `SELECT concat_ws(' ', because, citations) AS told, fact_ids::text[] AS facts FROM child_state WHERE person_id = $1`,
    [child],
  )
  const { rows: needs } = await county.superuser.query<{ id: string }>('SELECT id FROM need_fact')
  // Ids of facts are random and may hold the letters of a rule by chance: of those only the need's own is looked for.
  for (const { told, facts } of rows) {
    assert.doesNotMatch(told, /looked|care|D5|L2/i)
    assert.ok(!facts.includes(needs[0]?.id ?? ''))
  }
})

test('a child whom we look after elsewhere, and one placed here by another council, are ours on both sides', async () => {
  const away = await plantChild(county, {
    surname: 'Away',
    lives: [['2026-09-01', null, { in_area: false, source: 'social_care' }]],
  })
  const guest = await plantChild(county, {
    surname: 'Guest',
    lives: [['2026-09-01', null, { in_area: false, source: 'social_care' }]],
  })
  const count = () => engineWork(county).write('counted', tx => countBalance(tx, county.today, null))
  const before = await count()
  await lookedAfter(away, 'looked_after', '2026-10-05')
  await lookedAfter(guest, 'looked_after_by_other', '2026-10-05')
  const { by_facts, by_states, facts_without_state, state_without_facts, book_apart } = await count()
  assert.deepEqual([by_facts, by_states], [before.by_facts + 2, before.by_states + 2])
  assert.deepEqual([facts_without_state, state_without_facts, book_apart], [0, 0, 0])
  const { rows } = await county.superuser.query(
    `SELECT state, starts_on::text FROM child_state WHERE person_id = $1 ORDER BY 2 LIMIT 1`,
    [away],
  )
  assert.deepEqual(rows, [{ state: 'unexplained', starts_on: '2026-10-05' }])
})
