import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { testApp } from '../../../test/support/app.ts'
import { testCounty } from '../../../test/support/county.ts'
import { plantChild } from '../../../test/support/plant-children.ts'
import { asDay } from '../../rulebook/index.ts'
import { liftSeal, sealChild } from '../children/index.ts'
import { balanceOn } from './balance.ts'
import { ledgerOn } from './ledger.ts'

const county = await testCounty()
const officer = await county.person('cme_officer')
const manager = await county.person('team_manager')
const app = await testApp(county)
after(async () => {
  await app.close()
  await county.drop()
})

test('a sealed child is counted apart, held by so many officers, and opens to nobody', async () => {
  const birch = await plantChild(county, { surname: 'Birch', lives: [['2026-09-01', null]] })
  await plantChild(county, { surname: 'Amber', lives: [['2026-09-01', null]] })
  const totals = async () => {
    const { sealed, total, unexplained } = await county.read(officer, tx => ledgerOn(tx, county.today))
    return { sealed, total, unexplained }
  }
  await county.write(manager, tx =>
    sealChild(tx, manager, {
      person_id: birch,
      reason: 'Court order',
      review_on: asDay('2027-01-04'),
      named: [officer.account_id],
    }),
  )
  assert.deepEqual(await totals(), { sealed: 1, total: 2, unexplained: 1 })
  for (const person of [officer, manager, await county.person('practitioner')]) {
    const reader = await app.as(person)
    const page = await reader.get('/ledger?from=2026-09-02')
    assert.match(page.$('main').text(), /1 of 2 is not explained/)
    const line = page.$('tbody th:contains("Sealed, held by 2 named officers")').parent()
    assert.deepEqual(
      line
        .find('td')
        .toArray()
        .map(cell => page.$(cell).text()),
      ['1', 'not told', 'not told', '1'],
    )
    assert.equal(line.find('a').length, 0)
    for (const path of ['/ledger/children', '/ledger/children?state=unexplained', '/ledger/children?owner=nobody']) {
      const opened = await reader.get(path)
      assert.deepEqual(
        opened
          .$('tbody th')
          .toArray()
          .map(cell => opened.$(cell).text()),
        ['Amber, Sam'],
      )
    }
    assert.deepEqual(await county.read(person, tx => balanceOn(tx, county.today)), {
      by_facts: 1,
      by_states: 1,
      facts_without_state: 0,
      state_without_facts: 0,
    })
  }
  await county.write(manager, tx => liftSeal(tx, manager, birch))
  assert.deepEqual(await totals(), { sealed: 0, total: 2, unexplained: 2 })
})
