import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { testApp, type Visitor } from '../../../test/support/app.ts'
import { testCounty } from '../../../test/support/county.ts'
import { recordAfterReading, recordingOf } from '../../../test/support/happenings.ts'
import { plantChild } from '../../../test/support/plant-children.ts'
import { sealChild } from '../children/index.ts'

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

test('what a school owes about a child who has left stands on its desk until it is done, and opens nothing else of the child', async () => {
  const officer = await app.as(await county.person('cme_officer'))
  const [head, other] = [
    await app.as(await county.person('school_head')),
    await app.as(await county.person('school_head', 'school-990002')),
  ]
  const rolls = (urn: number) => [['2026-09-01', '2026-11-09', { school_urn: urn }]] as const
  const id = await plantChild(county, { surname: 'Goneby', lives: [['2026-09-01', null]], rolls: rolls(990001) })
  await county.superuser.query(`UPDATE record SET school_urn = 990001 WHERE person_id = $1 AND source <> 'council'`, [
    id,
  ])
  const about = { school: '990001', starts_on: '2026-11-09' }
  await recordAfterReading(officer, recordingOf(id, 'pupil_deleted'), about)

  const rowsOf = async (visitor: Visitor, path = '/desk/clocks') => {
    const page = await visitor.get(path)
    return page
      .$('tbody tr')
      .toArray()
      .map(row => page.$(row).text().replaceAll(/\s+/g, ' ').trim())
  }
  // Nobody at the school sees that the child is without education, which the council owes.
  assert.deepEqual(await rowsOf(head), [
    'Sam Goneby Deletion return 9 Nov 2026, 8 days ago The school Has left us of Sam Goneby',
  ])
  assert.deepEqual(await rowsOf(other), [])
  const desk = await head.get('/desk')
  assert.match(desk.$('section[aria-labelledby="overdue"]').text(), /Sam Goneby/)
  assert.doesNotMatch(desk.html, new RegExp(id))
  assert.equal((await head.get('/our-children/left')).status, 200)
  for (const path of ['', '/clocks', '/happenings', '/education'])
    assert.equal((await head.get(`/children/${id}${path}`)).status, 404, path)
  const office = await county.person('school_office')
  assert.deepEqual(await county.read(office, tx => tx.selectFrom('child_clock').select('rule').execute()), [])
  const counted = await (await head.get('/rulebook/R2/children?show=running')).$('tbody tr').length
  assert.equal(counted, 0)

  await recordAfterReading(officer, recordingOf(id, 'deletion_return'), { ...about, starts_on: '2026-11-17' })
  assert.deepEqual(await rowsOf(head), [])
})

test('a child who was sealed after leaving is on no desk', async () => {
  const cme = await county.person('cme_officer')
  const head = await app.as(await county.person('school_head'))
  const id = await plantChild(county, {
    ...{ surname: 'Hidden', lives: [['2026-09-01', null]] },
    rolls: [['2026-09-01', '2026-11-09', { school_urn: 990001 }]],
  })
  await recordAfterReading(await app.as(cme), recordingOf(id, 'pupil_deleted'), {
    school: '990001',
    starts_on: '2026-11-09',
  })
  const number = async () => (await head.get('/desk/clocks')).$('tbody tr').length
  assert.equal(await number(), 1)
  await county.write(cme, tx =>
    sealChild(tx, cme, { person_id: id, reason: 'A risk', review_on: county.today, named: [] }),
  )
  assert.equal(await number(), 0)
})
