import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { testApp } from '../../../test/support/app.ts'
import { testCounty } from '../../../test/support/county.ts'

const county = await testCounty()
const app = await testApp(county)
after(async () => {
  await app.close()
  await county.drop()
})

test('a school’s people come to their desk first, where there is one for them, and to their children from it', async () => {
  for (const role of [
    'school_head',
    'school_safeguarding_lead',
    'school_attendance',
    'school_senco',
    'school_office',
  ]) {
    const person = await county.person(role)
    const page = await (await app.as(person)).get(person.first_page)
    assert.equal(page.status, 200, role)
    assert.equal(page.$('h1').text().trim(), role === 'school_office' ? 'Our children' : 'Desk', role)
    assert.equal(page.$('nav a[href="/our-children"]').length, 1, role)
  }
})
