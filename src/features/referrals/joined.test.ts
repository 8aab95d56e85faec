import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { testApp } from '../../../test/support/app.ts'
import { aConcern, sendConcern } from '../../../test/support/concern-form.ts'
import { testCounty } from '../../../test/support/county.ts'
import { plantChild } from '../../../test/support/plant-children.ts'
import { asDay } from '../../rulebook/index.ts'
import { sealChild } from '../children/index.ts'
import { joinPersons, takeBack } from '../matching/index.ts'
import { nameChild } from './actions.ts'
import { referralById } from './queries.ts'

const county = await testCounty()
const app = await testApp(county)
after(async () => {
  await app.close()
  await county.drop()
})
const officer = await county.person('cme_officer')
const because = 'The parent says so'

test('a referral goes with its child when records are joined, is sealed with them, and comes back when that is taken back', async () => {
  const plant = () => plantChild(county, { forename: 'Ada', surname: 'Lark', lives: [['2026-09-01', null]] })
  const [one, other] = [await plant(), await plant()]
  const about = new Map<string, string>()
  for (const person_id of [one, other]) {
    const { reference } = await sendConcern(app, app.nobody(), aConcern)
    const { rows } = await county.superuser.query('SELECT id FROM referral WHERE reference = $1', [reference])
    about.set(person_id, rows[0].id)
    await county.write(officer, async tx => {
      const referral = await referralById(tx, rows[0].id)
      assert.ok(referral)
      await nameChild(tx, officer, referral, { person_id, sealed: false }, referral.version, crypto.randomUUID())
    })
  }
  const whose = async () => {
    const { rows } = await county.superuser.query('SELECT id, person_id, sealed FROM referral ORDER BY id')
    return new Map(rows.map(row => [row.id, row]))
  }
  const { decision_id, person_id: kept } = await county.write(officer, tx =>
    joinPersons(tx, officer, { one, other, because, seen: null }),
  )
  for (const { person_id } of (await whose()).values()) assert.equal(person_id, kept)
  await county.write(officer, tx =>
    sealChild(tx, officer, { person_id: kept, reason: 'Court order', review_on: asDay('2027-01-04'), named: [] }),
  )
  for (const { sealed } of (await whose()).values()) assert.equal(sealed, true)
  await county.write(officer, tx => takeBack(tx, officer, { decision_id, because, seen: null, places: new Map() }))
  const now = await whose()
  for (const [person_id, id] of about) assert.equal(now.get(id)?.person_id, person_id)
})
