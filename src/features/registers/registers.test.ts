import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { testApp, type Visitor } from '../../../test/support/app.ts'
import { testCounty } from '../../../test/support/county.ts'
import { plantChild } from '../../../test/support/plant-children.ts'

const county = await testCounty()
const app = await testApp(county)
after(async () => {
  await app.close()
  await county.drop()
})
const manager = await app.as(await county.person('team_manager'))
const officer = await app.as(await county.person('cme_officer'))
const worker = await county.person('social_worker')
const social = await app.as(worker)

const lives = [['2026-09-01', null]] as const
const need = (kind: string) => [['2026-09-01', null, { kind }]] as const
const rolls = [['2026-09-01', null]] as const

const plan = await plantChild(county, { surname: 'Plan', lives, needs: need('protection_plan') })
const inNeed = await plantChild(county, {
  surname: 'Inneed',
  lives,
  rolls: [['2026-09-01', '2026-11-09']],
  needs: need('child_in_need'),
})
const absent = await plantChild(county, { surname: 'Absent', lives, rolls, needs: need('child_in_need') })
await plantChild(county, { surname: 'Fine', lives, rolls, needs: need('child_in_need') })
await plantChild(county, {
  surname: 'Lost',
  lives,
  needs: need('child_in_need'),
  circumstances: [['2026-10-05', null, { kind: 'whereabouts_unknown' }]],
})
await plantChild(county, { surname: 'Ended', lives, needs: [['2026-09-01', '2026-10-01', { kind: 'child_in_need' }]] })
const sealed = await plantChild(county, { surname: 'Sealed', lives, needs: need('child_in_need') })
await county.superuser.query('UPDATE person SET sealed = true WHERE id = $1', [sealed])
await plantChild(county, { surname: 'Service', lives, rolls, needs: need('service_child') })
await county.superuser.query(
  `INSERT INTO child_flag (authority_id, person_id, rule, starts_on, because, field_class, fact_ids)
   VALUES ($1, $2, 'A6', '2026-11-02', 'Absent for 20 of 100 possible sessions.', 'education', '{}')`,
  [county.authority_id, absent],
)

const figures = async (who: Visitor, code: string) => {
  const page = await who.get(`/registers/group/${code}`)
  return page
    .$('.onroll-figures li')
    .toArray()
    .map(item => page.$(item).text().replaceAll(/\s+/g, ' ').trim())
}

test('a register says how its children stand to education, and each number opens to them', async () => {
  assert.deepEqual(await figures(manager, 'in_need_or_protection'), [
    '5: Known',
    '2: In education',
    '2: Not in education',
    '1: Not known',
    '0 Not of school age, or moved away',
  ])
  const without = await manager.get('/registers/group/in_need_or_protection?standing=not_in_education')
  assert.deepEqual(
    without
      .$('tbody th')
      .toArray()
      .map(cell => without.$(cell).text()),
    ['Sam Inneed', 'Sam Plan'],
  )
  assert.match(
    (await manager.get('/registers/group/in_need_or_protection/children.csv')).html,
    /Sam Lost,2015-03-01,,Not known/,
  )
  assert.doesNotMatch(without.html, /Sealed/)
})

test('whoever is not shown a class is not shown its children, and is told that there may be others', async () => {
  // A Children Missing Education Officer sees care status, and not the detail of it.
  assert.equal((await figures(officer, 'in_need_or_protection'))[0], '4: Known')
  assert.match(
    (await officer.get('/registers/group/in_need_or_protection')).$('main').text(),
    /shown a part of this group only/,
  )
  assert.equal((await officer.get('/registers/group/domestic_abuse')).status, 404)
  const page = await officer.get('/registers')
  assert.match(page.$('main').text(), /groups are not shown to your role/)
  assert.equal(page.$('th:contains("In homes with domestic violence")').length, 0)
  assert.equal((await manager.get('/registers')).$('th:contains("In homes with domestic violence")').length, 1)
  const director = await app.as(await county.person('director'))
  assert.equal((await director.get('/registers')).status, 403)
})

test('a group without an owner in any source stands first, and the authority names one', async () => {
  const page = await manager.get('/registers')
  assert.equal(page.$('h2').first().text(), 'Nobody yet: the authority names who answers')
  const row = page.$('th:contains("Children of Service personnel")').parent()
  assert.match(row.text(), /Nobody: name one.*1 known/)
  assert.equal(row.find('a').first().attr('href'), '/owners/group/service_children')
  assert.match((await manager.get('/owners/group/service_children')).$('main').text(), /No source says whose this is/)
})

test('children with plans and without education, or not attending, stand on Today and on a list that is narrowed', async () => {
  const today = await manager.get('/today')
  const section = today.$('section[aria-labelledby="plans"]')
  assert.match(section.text(), /Sam Plan.*Not in education: On a health list only/s)
  assert.match(section.text(), /Sam Absent.*Not attending: Absent for 20 of 100/s)
  assert.doesNotMatch(section.text(), /Fine|Ended|Sealed/)
  const names = async (query: string) => {
    const list = await manager.get(`/registers/plans${query}`)
    return list
      .$('tbody th')
      .toArray()
      .map(cell => list.$(cell).text())
  }
  assert.deepEqual(await names('?sort=child'), ['Sam Absent', 'Sam Inneed', 'Sam Lost', 'Sam Plan'])
  assert.deepEqual(await names('?why=absent'), ['Sam Absent'])
  assert.deepEqual(await names('?plan=protection_plan'), ['Sam Plan'])
  assert.deepEqual(await names('?account=left_roll'), ['Sam Inneed'])
  assert.match(
    (await manager.get('/registers/plans.csv')).html,
    /Sam Inneed,2015-03-01,Child in need plan,"?Not in education: Left a roll/,
  )
})

test('a social worker sees those whom the own team works with, and no other', async () => {
  assert.deepEqual(await figures(social, 'in_need_or_protection').then(([known]) => known), '0 Known')
  await county.superuser.query(
    `INSERT INTO child_reach (authority_id, person_id, reach_key, starts_on, made_by) VALUES ($1, $2, $3, '2026-09-01', 'test'), ($1, $4, $3, '2026-09-01', 'test')`,
    [county.authority_id, plan, `team:${worker.organisation_id}`, inNeed],
  )
  const list = await social.get('/registers/plans?sort=child')
  assert.deepEqual(
    list
      .$('tbody th')
      .toArray()
      .map(cell => list.$(cell).text()),
    ['Sam Inneed', 'Sam Plan'],
  )
  assert.match((await social.get('/today')).$('section[aria-labelledby="plans"]').text(), /Sam Plan/)
})
