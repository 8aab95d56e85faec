import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { testApp } from '../../../test/support/app.ts'
import { testCounty } from '../../../test/support/county.ts'
import { plantChild } from '../../../test/support/plant-children.ts'

const county = await testCounty()
const app = await testApp(county)
after(async () => {
  await app.close()
  await county.drop()
})

interface Home {
  line_1: string
  postcode?: string
  uprn?: string
  kind?: string
  source?: string
  ends_on?: string
}
const child = (surname: string, forename: string) =>
  plantChild(county, { surname, forename, rolls: [['2026-09-01', null]] })
async function livesAt(person_id: string, { postcode = 'ZY1 1AA', kind = 'home', source = 'health', ...home }: Home) {
  await county.superuser.query(
    `WITH made AS (INSERT INTO record (authority_id, person_id, source) VALUES ($1, $2, $3) RETURNING *)
     INSERT INTO address_fact (authority_id, record_id, starts_on, ends_on, source, kind, line_1, postcode, postcode_key, uprn, in_area)
     SELECT authority_id, id, '2026-01-01', $4, source, $5, $6, $7, replace($7, ' ', ''), $8, true FROM made`,
    [
      ...[county.authority_id, person_id, source, home.ends_on ?? null, kind, home.line_1],
      ...[postcode, home.uprn ?? null],
    ],
  )
}
const othersOf = async (person_id: string, role = 'cme_officer') => {
  const visitor = await app.as(await county.person(role))
  const page = await visitor.get(`/children/${person_id}/people`)
  return page
    .$('[aria-label="Others at this address, by the lists"] tbody tr')
    .toArray()
    .map(row => `${page.$(row).find('th').text()}: ${page.$(row).find('td').eq(1).text()}`)
    .sort()
}

test('a household is who is at the same home today, however the line is written, and no longer who moved away', async () => {
  const ada = await child('Ash', 'Ada')
  await livesAt(ada, { line_1: '14 Sedge Row', uprn: '100000000001' })
  const brother = await child('Ash', 'Ben')
  await livesAt(brother, { line_1: '14, SEDGE ROW.', source: 'council_tax' })
  const cousin = await child('Oak', 'Cy')
  await livesAt(cousin, { line_1: 'Garden flat', postcode: 'ZY1 9ZZ', uprn: '100000000001' })
  await livesAt(await child('Ash', 'Next Door'), { line_1: '16 Sedge Row' })
  await livesAt(await child('Ash', 'Other Town'), { line_1: '14 Sedge Row', postcode: 'ZY2 1AA' })
  await livesAt(await child('Ash', 'Moved'), { line_1: '14 Sedge Row', ends_on: '2026-10-01' })
  assert.deepEqual(await othersOf(ada), ['Ben Ash: Same home, same surname', 'Cy Oak: Same home, surname differs'])
  assert.deepEqual(await othersOf(brother), ['Ada Ash: Same home, same surname'])
})

test('of two homes, each says who else is there', async () => {
  const ada = await child('Bay', 'Ada')
  await livesAt(ada, { line_1: '1 Mill Lane' })
  await livesAt(ada, { line_1: '2 Ford Lane', kind: 'second_home' })
  await livesAt(await child('Reed', 'Half'), { line_1: '2 Ford Lane' })
  assert.deepEqual(await othersOf(ada), ['Half Reed: Same second home, surname differs'])
})

test('a refuge ties nobody to anybody, for those who know that it is one and for those who do not', async () => {
  const ada = await child('Cole', 'Ada')
  const ben = await child('Dunn', 'Ben')
  for (const one of [ada, ben]) await livesAt(one, { line_1: '7 Quiet Street' })
  assert.deepEqual(await othersOf(ada), ['Ben Dunn: Same home, surname differs'])
  const placed = await child('Lowe', 'Placed')
  await livesAt(placed, { line_1: '7 Quiet Street', source: 'protected_placement' })
  for (const role of ['cme_officer', 'team_manager', 'school_head', 'school_safeguarding_lead'])
    for (const one of [ada, ben, placed]) assert.deepEqual(await othersOf(one, role), [], role)
})

test('a school is shown those of its own roll only, and nobody an address of whom it does not see', async () => {
  const ada = await child('Elder', 'Ada')
  const ben = await child('Elder', 'Ben')
  const elsewhere = await plantChild(county, {
    surname: 'Elder',
    forename: 'Cy',
    rolls: [['2026-09-01', null, { school_urn: 990002 }]],
  })
  for (const one of [ada, ben, elsewhere]) await livesAt(one, { line_1: '3 Top Road' })
  const both = ['Ben Elder: Same home, same surname', 'Cy Elder: Same home, same surname']
  assert.deepEqual(await othersOf(ada), both)
  assert.deepEqual(await othersOf(ada, 'school_office'), both.slice(0, 1))
  assert.deepEqual(await othersOf(ada, 'school_senco'), [])
})

test('from somebody at the same address a brother or sister is recorded in one step', async () => {
  const [ada, ben] = [await child('Fenn', 'Ada'), await child('Fenn', 'Ben')]
  for (const one of [ada, ben]) await livesAt(one, { line_1: '5 Fen Way' })
  const officer = await app.as(await county.person('cme_officer'))
  const page = await officer.get(`/children/${ada}/people`)
  const href = page.$('a:contains("Record as brother or sister")').attr('href') ?? ''
  const form = await officer.get(href)
  const given = (name: string) =>
    form.$(`[name=${name}]:checked, select[name=${name}], input[type=text][name=${name}]`).val()
  const fields = ['kind', 'other', 'parental_responsibility', 'lives_with'].map(name => [name, String(given(name))])
  const keys = ['seen', 'once'].map(name => [
    name,
    form.$(`form[data-onroll-form] input[name=${name}]`).attr('value') ?? '',
  ])
  const done = await officer.post(href, Object.fromEntries([...fields, ...keys]))
  assert.equal(done.location, `/children/${ada}/people`)
  const after = await officer.get(`/children/${ada}/people`)
  assert.match(after.$('[aria-label="Brothers and sisters"]').text(), /Ben Fenn/)
  assert.match(after.$('[aria-label="Others at this address, by the lists"]').text(), /Recorded above/)
})
