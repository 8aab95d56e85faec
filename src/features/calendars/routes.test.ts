import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type Page, type TestApp, testApp, type Visitor } from '../../../test/support/app.ts'
import { type TestCounty, testCounty } from '../../../test/support/county.ts'

let county: TestCounty
let app: TestApp
let administrator: Visitor
before(async () => {
  county = await testCounty()
  app = await testApp(county)
  administrator = await app.as(await county.person('administrator'))
})
after(async () => {
  await app.close()
  await county.drop()
})

const upload = async (rows: string): Promise<Page> => {
  await administrator.get('/calendars/import')
  const file = { field: 'calendars', name: 'terms.csv', content: `calendar,kind,start,end,name\n${rows}` }
  return administrator.upload('/calendars/import', {}, file)
}
const confirm = (preview: Page) => {
  const form = preview.$('form[action="/calendars/import/confirm"]')
  const value = (name: string) => form.find(`input[name=${name}]`).attr('value') ?? ''
  return administrator.post('/calendars/import/confirm', {
    entries: value('entries'),
    seen: value('seen'),
    once: value('once'),
  })
}
const standing = async () => {
  const { rows } = await county.superuser.query<{ key: string }>(
    `SELECT concat_ws(' ', school_urn, kind, starts_on::text) AS key FROM calendar_entry WHERE retracted_at IS NULL ORDER BY 1`,
  )
  return rows.map(({ key }) => key)
}

test('the calendar shows the year’s terms, how many school days it has and what is missing', async () => {
  const officer = await app.as(await county.person('cme_officer'))
  const page = await officer.get('/calendars')
  assert.equal(page.status, 200)
  assert.match(page.$('figcaption').text(), /school days in 2026\/27, from Wednesday 2 September 2026/)
  assert.match(page.$('main').text(), /2026\/27 has no bank holidays/)
  assert.match(page.$('main').text(), /Autumn 2026\s*1 Sep 2026\s*18 Dec 2026\s*73/)
  assert.equal(page.$('a[href="/calendars/import"]').length, 0)
  assert.match((await officer.get('/calendars?year=2027')).$('main').text(), /There are no term dates for 2027\/28/)
  assert.equal((await officer.get('/calendars/import')).status, 403)
  assert.equal((await (await app.as(await county.person('governor'))).get('/calendars')).status, 403)
})

test('bank holidays are added with one press', async () => {
  const page = await administrator.get('/calendars')
  assert.equal(page.$('form[action="/calendars/bank-holidays"]').length, 1)
  assert.equal((await administrator.post('/calendars/bank-holidays')).location, '/calendars')
  const after = await administrator.get('/calendars')
  assert.match(after.$('.onroll-flash').text(), /40 bank holidays were added/)
  assert.equal(after.$('form[action="/calendars/bank-holidays"]').length, 0)
})

test('a file is previewed, changes nothing until it is confirmed, and then only once', async () => {
  const before = await standing()
  const preview = await upload(
    '990001,inset,2026-11-20,,INSET day\n990001,closure,2026-11-31,,Snow\n990001,closure,2026-12-01,,Burst pipe\n',
  )
  assert.equal(preview.status, 200)
  assert.match(preview.$('main').text(), /would record 2 entries and take back 0 entries/)
  assert.match(preview.$('main').text(), /3\s*Left out\s*start: “2026-11-31” does not exist/)
  assert.deepEqual(await standing(), before)

  const done = await confirm(preview)
  assert.equal(done.location, '/calendars')
  assert.deepEqual(await standing(), [...before, '990001 closure 2026-12-01', '990001 inset 2026-11-20'].sort())
  assert.equal((await confirm(preview)).location, '/calendars')
  assert.equal((await standing()).length, before.length + 2)

  const school = await administrator.get('/schools/990001/calendar')
  assert.match(school.$('main').text(), /Closed\s*Burst pipe\s*1 Dec 2026\s*1 Dec 2026\s*The school’s own/)
  const other = await administrator.get('/schools/990002/calendar')
  assert.match(other.$('main').text(), /follows the authority’s calendar/)
  assert.equal((await administrator.get('/schools/999999/calendar')).status, 404)
  const list = await administrator.get('/calendars')
  assert.match(list.$('main').text(), /Ashby Brook Primary School\s*1 INSET day, 1 closure/)
})

test('a preview drawn before somebody else’s change is refused with 409', async () => {
  const mine = await upload('990002,closure,2026-11-24,,Flood\n')
  await confirm(await upload('990002,closure,2026-11-25,,Storm\n'))
  const before = await standing()
  const refused = await confirm(mine)
  assert.equal(refused.status, 409)
  assert.match(refused.$('main').text(), /The file’s entries: 1/)
  assert.deepEqual(await standing(), before)
})

test('a file that cannot be read comes back with the reason; one that says nothing new offers no button', async () => {
  const page = await administrator.get('/calendars/import')
  assert.equal(page.status, 200)
  const bad = await administrator.upload(
    '/calendars/import',
    {},
    { field: 'calendars', name: 'x', content: 'A,B\n1,2\n' },
  )
  assert.equal(bad.status, 422)
  assert.match(bad.$('.govuk-error-summary a[href="#calendars"]').text(), /not a file of term dates/)
  assert.match((await administrator.post('/calendars/import')).$('.govuk-error-summary').text(), /Choose the file/)
  const same = await upload('990002,closure,2026-11-25,,Storm\n')
  assert.match(same.$('main').text(), /changes nothing: all of its 1 entry/)
  assert.equal(same.$('form[action="/calendars/import/confirm"]').length, 0)
})
