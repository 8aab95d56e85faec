import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { testApp } from '../../../test/support/app.ts'
import { testCounty } from '../../../test/support/county.ts'
import { plantChild } from '../../../test/support/plant-children.ts'
import { asDay } from '../../rulebook/index.ts'
import { type Balance, balanceOn } from './balance.ts'

const county = await testCounty()
const officer = await county.person('cme_officer')
const app = await testApp(county)
const visitor = await app.as(officer)
after(async () => {
  await app.close()
  await county.drop()
})

const balance = (on: string): Promise<Balance> => county.read(officer, tx => balanceOn(tx, asDay(on)))
const agreed = (children: number): Balance => ({
  by_facts: children,
  by_states: children,
  facts_without_state: 0,
  state_without_facts: 0,
})

const resident = await plantChild(county, { surname: 'Resident', lives: [['2026-09-01', null]] })
const orphan = await plantChild(county, { surname: 'Orphan', lives: [['2026-09-01', null, { in_area: false }]] })
await plantChild(county, { surname: 'Commuter', rolls: [['2026-09-01', '2026-12-01', { school_urn: 990002 }]] })
await plantChild(county, { surname: 'Elsewhere', rolls: [['2026-09-01', null, { school_urn: null, in_area: false }]] })
await plantChild(county, { surname: 'Moved', circumstances: [['2026-10-01', null, { kind: 'moved_away' }]] })
await plantChild(county, { surname: 'Taught', provisions: [['2026-10-01', null, { kind: 'home_education' }]] })
await plantChild(county, {
  surname: 'Lost',
  lives: [['2026-09-01', null]],
  circumstances: [['2026-11-10', null, { kind: 'died' }]],
})

test('both sides follow the written rule on any day', async () => {
  assert.deepEqual(await balance('2026-08-31'), agreed(0))
  assert.deepEqual(await balance('2026-09-15'), agreed(3))
  assert.deepEqual(await balance('2026-11-10'), agreed(5))
  assert.deepEqual(await balance('2026-11-11'), agreed(4))
  assert.deepEqual(await balance('2026-12-01'), agreed(3))
})

test('a retracted fact is on neither side', async () => {
  const { rows } = await county.superuser.query<{ id: string }>(
    `INSERT INTO address_fact (authority_id, record_id, starts_on, source, in_area, retracted_at)
     SELECT authority_id, id, '2026-09-01', 'health', true, now() FROM record WHERE person_id = $1 RETURNING id`,
    [orphan],
  )
  assert.equal(rows.length, 1)
  assert.deepEqual(await balance('2026-11-17'), agreed(4))
})

test('a balance that holds says so, and its sides open', async () => {
  const page = await visitor.get('/ledger/balance')
  assert.match(page.$('.govuk-body-l').text(), /The two sides agree/)
  assert.equal(page.$('main a[href^="/ledger/balance/children"]').length, 0)
  assert.equal((await visitor.get('/ledger/balance/children')).status, 404)
})

test('a state that is gone and a state that nothing bears out stand in suspense, by name', async () => {
  await county.superuser.query('DELETE FROM child_state WHERE person_id = $1', [resident])
  await county.superuser.query(
    `INSERT INTO child_state (authority_id, person_id, starts_on, state, in_area, because, citations, fact_ids)
     VALUES ($1, $2, '2026-09-01', 'on_roll', true, 'Nothing bears it out.', '{}', '{}')`,
    [county.authority_id, orphan],
  )
  assert.deepEqual(await balance('2026-11-17'), {
    by_facts: 4,
    by_states: 4,
    facts_without_state: 1,
    state_without_facts: 1,
  })
  const page = await visitor.get('/ledger/balance')
  assert.match(page.$('.govuk-body-l').text(), /do not agree about 2 children/)
  const named = await Promise.all(
    ['facts_without_state', 'state_without_facts'].map(async side => {
      const list = await visitor.get(page.$(`a[href$="side=${side}"]`).attr('href') ?? '')
      return list.$('tbody tr').text().replaceAll(/\s+/g, ' ')
    }),
  )
  assert.match(named[0] ?? '', /^Resident, Sam.*No state/)
  assert.match(named[1] ?? '', /^Orphan, Sam.*Nothing bears it out/)
  const csv = await visitor.get('/ledger/balance/children.csv?side=facts_without_state')
  assert.match(csv.html, /\r\nSam,Resident,2015-03-01,,,,,,\r\n$/)
})
