import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { after, before, test } from 'node:test'
import { type TestApp, testApp } from '../../../test/support/app.ts'
import { inPieces } from '../../../test/support/byte-streams.ts'
import { type TestCounty, testCounty } from '../../../test/support/county.ts'
import { importRegister } from './actions.ts'
import { importLinks } from './import-links.ts'

const fixture = (name: string) => readFileSync(new URL(`../../../test/fixtures/register/${name}`, import.meta.url))

let county: TestCounty
let app: TestApp
before(async () => {
  county = await testCounty()
  app = await testApp(county)
  const manager = await county.person('team_manager')
  const many = Array.from(
    { length: 30 },
    (_, n) =>
      `9901${String(n).padStart(2, '0')},899,${6000 + n},Hill School ${String(n).padStart(2, '0')},Hilltown,ZY2 ${n % 10}AA,,`,
  )
  const register =
    'URN,LA (code),EstablishmentNumber,EstablishmentName,Town,Postcode,OpenDate,CloseDate\n' +
    `${many.join('\n')}\n990020,899,5001,Old Marl School,Marl,ZY1 1AA,,31-08-2014\n990021,899,5002,New Marl School,Marl,ZY1 1AA,01-09-2014,\n990030,898,5003,Southmere School,Mere,ZX1 1AA,,\n`
  await county.write(manager, tx => importRegister(tx, inPieces(register), { as_at: county.today }))
  await county.write(manager, tx =>
    importLinks(
      tx,
      inPieces('URN,LinkURN,LinkName,LinkType,LinkEstablishedDate\n990020,990021,New,Successor,01-09-2014\n'),
    ),
  )
})
after(async () => {
  await app.close()
  await county.drop()
})
const as = async (role: string) => app.as(await county.person(role))

test('the list shows our schools, and goes on and back by URN', async () => {
  const officer = await as('cme_officer')
  const first = await officer.get('/schools')
  assert.equal(first.status, 200)
  const names = (page: typeof first) =>
    page
      .$('tbody th')
      .toArray()
      .map(cell => page.$(cell).text())
  assert.deepEqual(names(first).slice(0, 2), ['Ashby Brook Primary School', 'Hill School 00'])
  assert.equal(names(first).length, 25)
  assert.ok(!first.html.includes('Southmere School'))
  const second = await officer.get(first.$('a[rel=next]').attr('href') ?? '')
  assert.equal(names(second).length, 9)
  const back = await officer.get(second.$('a[rel=prev]').attr('href') ?? '')
  assert.deepEqual(names(back), names(first))
})

for (const [query, names] of [
  ['q=old+marl', ['New Marl School', 'Old Marl School']],
  ['q=hilltown&status=open&sort=urn', null],
  ['q=ashbey+brok', ['Ashby Brook Primary School']],
  ['q=mrl+vally+acadamy', ['Marl Valley Academy']],
  ['q=zzzzqq', []],
  ['sector=alternative', []],
  ['q=990021', ['New Marl School']],
  ['q=899/5001', ['Old Marl School']],
  ['q=zy1+1aa&sort=urn&direction=desc', ['New Marl School', 'Old Marl School']],
  ['q=southmere', []],
  ['q=southmere&elsewhere=yes', ['Southmere School']],
  ['status=closed', ['Old Marl School']],
  ['phase=primary', ['Ashby Brook Primary School', 'Marl Valley Academy']],
  ['trust=9001&q=old+marl', ['New Marl School', 'Old Marl School']],
] as const) {
  test(`schools narrowed by ${query}`, async () => {
    const page = await (await as('cme_officer')).get(`/schools?${query}`)
    const found = page
      .$('tbody th a')
      .toArray()
      .map(cell => page.$(cell).text())
    if (names === null) assert.equal(found.length, 25)
    else assert.deepEqual(found, names)
    const [name = '', value = ''] = query.split('&')[0]?.split('=') ?? []
    if (name === 'q')
      assert.equal(page.$('form[aria-label="Narrow the list"] input[name=q]').attr('value'), value.replaceAll('+', ' '))
  })
}

test('a school that was found by what it was once called says so; a name that is spelt nearly so, too', async () => {
  const officer = await as('cme_officer')
  assert.match((await officer.get('/schools?q=old+marl')).$('tbody').text(), /New Marl School\s*Once Old Marl School/)
  assert.match(
    (await officer.get('/schools?q=ashbey+brok')).$('main').text(),
    /No school is called “ashbey brok”\. These are spelt like it/,
  )
})

test('the whole list as CSV, every page of it', async () => {
  const { response } = await (await as('cme_officer')).get('/schools.csv?q=hill')
  assert.equal(response.body.trim().split('\r\n').length, 31)
  assert.match(response.body, /990103,8996003,Hill School 03/)
})

test('a closed school says when it closed and what came after it; its successor what came before', async () => {
  const officer = await as('cme_officer')
  const closed = await officer.get('/schools/990020')
  assert.match(closed.$('main').text(), /Closed on Sunday 31 August 2014/)
  assert.equal(closed.$('a[href="/schools/990021"]').text(), 'New Marl School')
  assert.match((await officer.get('/schools/990021')).$('main').text(), /Schools before it\s+Old Marl School/)
  for (const urn of ['999999', 'register2', '0']) assert.equal((await officer.get(`/schools/${urn}`)).status, 404)
})

test('how many children are on roll is for those who see the ledger; only the county’s officers open it', async () => {
  await county.superuser.query(
    `INSERT INTO child_movement (authority_id, day, state, school_urn, sealed, change) VALUES
      ($1, '2026-09-01', 'on_roll', 990021, false, 12), ($1, '2026-10-01', 'on_roll', 990021, false, -2), ($1, '2027-01-01', 'on_roll', 990021, false, 5)`,
    [county.authority_id],
  )
  const officer = await (await as('cme_officer')).get('/schools/990021')
  assert.equal(officer.$('a[href="/children?school=990021"]').text(), '10 children')
  const director = await (await as('director')).get('/schools/990021')
  assert.match(director.$('main').text(), /On its roll today by the ledger: 10 children/)
  assert.equal(director.$('a[href^="/children"]').length, 0)
  const head = await (await as('school_head')).get('/schools/990021')
  assert.doesNotMatch(head.$('main').text(), /ledger/)
})

test('the register is brought in over the web, and leads to what it changed and what was wrong by line', async () => {
  const manager = await as('team_manager')
  await manager.get('/schools/register')
  const file = { field: 'register', name: 'edubasealldata.csv', content: fixture('edubasealldata.csv') }
  const sent = await manager.upload('/schools/register', {}, file)
  assert.equal(sent.status, 303)
  const done = await manager.get(sent.location ?? '')
  assert.match(done.$('main').text(), /3 schools read in all of England: 1 new, 2 changed, 0 as they were/)
  const renamed = await manager.get(`${sent.location}?kind=renamed`)
  assert.match(
    renamed.$('table').first().text(),
    /St Zoë’s Primary School\s*Renamed\s*Name\s*Ashby Brook Primary School\s*St Zoë’s Primary School/,
  )
  assert.match(done.$('table').last().text(), /5\s*Left out\s*This row was left out: URN “abc”/)
  const again = await manager.get((await manager.upload('/schools/register', {}, file)).location ?? '')
  assert.match(again.$('main').text(), /Nothing has changed: all 3 schools/)
  const links = { field: 'links', name: 'links.csv', content: fixture('links_edubasealldata.csv') }
  const linked = await manager.get((await manager.upload('/schools/register/links', {}, links)).location ?? '')
  assert.match(linked.$('main').text(), /3 links read/)
  const { response } = await manager.get(`${sent.location}/changes.csv`)
  assert.match(
    response.body,
    /990001,St Zoë’s Primary School,renamed,name,Ashby Brook Primary School,St Zoë’s Primary School/,
  )
})

test('a file’s day is read from its name, and an older file than the newest is refused with both days', async () => {
  const manager = await as('team_manager')
  await manager.get('/schools/register')
  const old = { field: 'register', name: 'edubasealldata20260901.csv', content: fixture('edubasealldata.csv') }
  const page = await manager.upload('/schools/register', {}, old)
  assert.equal(page.status, 422)
  assert.match(
    page.$('.govuk-error-summary').text(),
    /of Tuesday 1 September 2026, and the register here is of Tuesday 17 November 2026/,
  )
})

test('a file that is no register comes back with the reason at the field', async () => {
  const manager = await as('team_manager')
  await manager.get('/schools/register')
  for (const [content, reason] of [
    ['UPN,Surname\nA,B\n', /not an extract of the national register/],
    ['', /This file is empty/],
    ['PK\u0003\u0004', /zip archive/],
  ] as const) {
    const page = await manager.upload('/schools/register', {}, { field: 'register', name: 'x.csv', content })
    assert.equal(page.status, 422)
    assert.match(page.$('.govuk-error-summary a[href="#register"]').text(), reason)
  }
  assert.match((await manager.post('/schools/register')).$('.govuk-error-summary').text(), /Choose the file/)
})

test('who may not import is told so; who may not look up schools sees none', async () => {
  const officer = await as('cme_officer')
  assert.equal((await officer.get('/schools/register')).$('form[enctype]').length, 0)
  const file = { field: 'register', name: 'x.csv', content: fixture('edubasealldata.csv') }
  assert.equal((await officer.upload('/schools/register', {}, file)).status, 403)
  assert.equal((await (await as('governor')).get('/schools')).status, 403)
  assert.match((await app.nobody().get('/schools')).location ?? '', /^\/sign-in/)
})
