import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { testApp } from '../../../test/support/app.ts'
import { openedCase, send } from '../../../test/support/case-forms.ts'
import { testCounty } from '../../../test/support/county.ts'
import { plantChild } from '../../../test/support/plant-children.ts'
import { joinPersons, takeBack } from '../matching/index.ts'
import { fingerprintOf, keyFileText, makeKeys } from './packet-text.ts'

const county = await testCounty()
const app = await testApp(county)
after(async () => {
  await app.close()
  await county.drop()
})
const cme = await county.person('cme_officer')
const officer = await app.as(cme)
const administrator = await app.as(await county.person('administrator'))

test('enquiries and packets go with the case when its child is joined with another, and come back', async () => {
  const { public_key } = makeKeys()
  await send(administrator, '/other-councils/key', { sure: 'yes' })
  await send(administrator, '/other-councils/add', {
    ...{ key_file: keyFileText({ code: '891', name: 'Southmere', public_key }), checked_how: 'By telephone' },
    fingerprint: fingerprintOf(public_key),
  })
  const one = await plantChild(county, { surname: 'Hazel', lives: [['2026-10-12', null]] })
  const other = await plantChild(county, { surname: 'Hazle', lives: [['2026-10-12', null]] })
  const path = await openedCase(officer, one)
  const trace = (await send(officer, `${path}/trace`, { about: 'find' })).location ?? ''
  const form = await officer.get(`${path}/ask-council`)
  const council = form.$('#council option:contains("Southmere")').attr('value') ?? ''
  const packet = (await send(officer, `${path}/ask-council`, { council, last_address: '' })).location ?? ''

  const holders = async () =>
    (
      await county.superuser.query<{ person_id: string }>(
        'SELECT person_id FROM trace UNION ALL SELECT person_id FROM packet UNION ALL SELECT person_id FROM council_case',
      )
    ).rows.map(row => row.person_id)
  const because = 'One child, misspelt'
  const joined = await county.write(cme, tx => joinPersons(tx, cme, { one: other, other: one, because, seen: null }))
  assert.deepEqual(await holders(), [joined.person_id, joined.person_id, joined.person_id])
  assert.equal((await officer.get(trace)).status, 200)
  assert.equal((await officer.get(packet)).status, 200)
  const { decision_id } = joined
  await county.write(cme, tx => takeBack(tx, cme, { decision_id, because, seen: null, places: new Map() }))
  assert.deepEqual(await holders(), [one, one, one])
})
