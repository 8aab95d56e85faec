import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { testApp } from '../../../test/support/app.ts'
import { testCounty } from '../../../test/support/county.ts'
import { doWork } from '../../../test/support/engine-work.ts'
import { plantChild } from '../../../test/support/plant-children.ts'
import { asDay } from '../../rulebook/index.ts'
import { liftSeal, sealChild } from '../children/index.ts'
import { ledgerOn } from './ledger.ts'
import { balanceJob } from './recount.ts'

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
  await doWork(county, balanceJob)
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
    const balance = await reader.get('/ledger/balance')
    assert.match(balance.$('main').text(), /Sealed: 1, counted apart/)
    assert.match(balance.$('main').text(), /Children whom the facts make ours\s*1\s/)
  }
  await county.write(manager, tx => liftSeal(tx, manager, birch))
  assert.deepEqual(await totals(), { sealed: 0, total: 2, unexplained: 2 })
})

test('a sealed child in suspense is a number to everybody, and a name to who is named on the seal', async () => {
  const hidden = await plantChild(county, { surname: 'Hidden', lives: [['2026-09-01', null]] })
  await county.write(manager, tx =>
    sealChild(tx, manager, { person_id: hidden, reason: 'Court order', review_on: asDay('2027-01-04'), named: [] }),
  )
  await county.superuser.query('DELETE FROM child_state WHERE person_id = $1', [hidden])
  await doWork(county, balanceJob)
  for (const person of [officer, await county.person('practitioner')]) {
    const reader = await app.as(person)
    const page = await reader.get('/ledger/balance')
    assert.match(page.$('main').text(), /Of the sealed, 1 on one side only/)
    assert.doesNotMatch(page.html, /Hidden/)
    const list = await reader.get('/ledger/balance/children?side=facts_without_state')
    assert.doesNotMatch(list.html, /Hidden/)
  }
  const seen = (person: typeof officer) =>
    county.read(person, tx => tx.selectFrom('ledger_balance_child').select('person_id').execute())
  assert.deepEqual([await seen(officer), (await seen(manager)).map(row => row.person_id)], [[], [hidden]])
  const moves = (person: typeof officer) =>
    county.read(person, tx => tx.selectFrom('ledger_move').where('sealed', '=', true).select('day').execute())
  assert.deepEqual([await moves(officer), await moves(manager)], [[], []])
})
