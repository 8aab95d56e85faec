import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type Page, type TestApp, testApp, type Visitor } from '../../../test/support/app.ts'
import { confirmChange, pageText } from '../../../test/support/calendar-pages.ts'
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
const text = pageText
const confirm = (preview: Page, who = administrator) => confirmChange(preview, who)
const standing = async () => {
  const { rows } = await county.superuser.query<{ key: string }>(
    `SELECT concat_ws(' ', school_urn, kind, starts_on::text, last_on::text) AS key FROM calendar_entry WHERE retracted_at IS NULL ORDER BY 1`,
  )
  return rows.map(({ key }) => key)
}
test('a year is copied to the next, edited, previewed and saved', async () => {
  const form = await administrator.get('/calendars/copy?year=2026')
  assert.equal(form.$('#first_1').attr('value'), '31 August 2027')
  assert.match(form.$('#first_1-hint').text(), /Was Tuesday 1 September 2026/)
  const fields: Record<string, string> = {}
  form.$('main form [name]').each((_, field) => {
    const name = form.$(field).attr('name') ?? ''
    fields[name] =
      (form.$(field).is('select') ? form.$(field).find('option[selected]') : form.$(field)).attr('value') ?? ''
  })
  const wrong = await administrator.post('/calendars/copy?year=2026', { ...fields, first_1: '31 September 2027' })
  assert.equal(wrong.status, 422)
  assert.match(
    wrong.$('.govuk-error-summary a[href="#first_1"]').text(),
    /First day of line 1: .*September 2027 has no day 31/,
  )
  assert.equal(wrong.$('#first_1').attr('value'), '31 September 2027')

  const summer = Object.entries(fields)
    .find(([, value]) => value === 'Summer 2028')?.[0]
    .replace('name_', '')
  const preview = await administrator.post('/calendars/copy?year=2026', {
    ...fields,
    first_1: '1 September 2027',
    [`first_${summer}`]: '24/04/2028',
  })
  assert.match(text(preview), /Summer 2028 Mon 24 Apr 2028 Wed 19 Jul 2028/)
  assert.match(text(preview), /2027\/28: \d+ school days\./)
  await confirm(preview)
  const saved = await administrator.get('/calendars?year=2027')
  assert.match(text(saved), /Autumn 2027 Wed 1 Sep 2027 Fri 17 Dec 2027/)
  const again = await administrator.get('/calendars/copy?year=2026')
  assert.match(text(again), /2027\/28 has \d+ entries already/)
})

test('bank holidays are previewed and added once', async () => {
  const page = await administrator.get('/calendars')
  assert.equal(page.$('form[action="/calendars/bank-holidays"]').length, 1)
  const preview = await administrator.post('/calendars/bank-holidays')
  assert.match(text(preview), /would record 40 entries/)
  await confirm(preview)
  const after = await administrator.get('/calendars')
  assert.match(after.$('.onroll-flash').text(), /40 entries recorded/)
  assert.equal(after.$('form[action="/calendars/bank-holidays"]').length, 0)
})

test('a file is previewed, changes nothing until it is confirmed, and then only once', async () => {
  const before = await standing()
  const preview = await upload(
    '990001,inset,2026-11-20,,INSET day\n990001,closure,2026-11-31,,Snow\n990001,closure,2026-12-01,,Burst pipe\n',
  )
  assert.equal(preview.status, 200)
  assert.match(text(preview), /would record 2 entries and take back 0 entries/)
  assert.match(text(preview), /3\s*Left out\s*start: “2026-11-31” does not exist/)
  assert.deepEqual(await standing(), before)

  await confirm(preview)
  const own = ['990001 closure 2026-12-01 2026-12-01', '990001 inset 2026-11-20 2026-11-20']
  assert.deepEqual(await standing(), [...before, ...own].sort())
  await confirm(preview)
  assert.equal((await standing()).length, before.length + 2)

  const school = await administrator.get('/schools/990001/calendar')
  assert.match(
    text(school),
    /Closed from Tue 1 Dec 2026: change\s*Burst pipe\s*Tue 1 Dec 2026\s*Tue 1 Dec 2026\s*The school’s own/,
  )
  const other = await administrator.get('/schools/990002/calendar')
  assert.match(text(other), /follows the authority’s calendar/)
  assert.equal((await administrator.get('/schools/999999/calendar')).status, 404)
  assert.match(text(await administrator.get('/calendars')), /Ashby Brook Primary School\s*1 INSET day, 1 closure/)
})

test('an iCalendar file of one school: what its titles say is taken in, the rest is listed with the reason', async () => {
  const event = (from: string, title: string, length = 1) =>
    `BEGIN:VEVENT\r\nDTSTART;VALUE=DATE:${from}\r\nDURATION:P${length}D\r\nSUMMARY:${title}\r\nEND:VEVENT\r\n`
  const content = `BEGIN:VCALENDAR\r\n${event('20261026', 'Half term', 5)}${event('20261130', 'INSET day')}${event('20261203', 'Parents’ evening')}END:VCALENDAR\r\n`
  const send = (school: string) =>
    administrator.upload('/calendars/import', { school }, { field: 'calendars', name: 'school.ics', content })
  await administrator.get('/calendars/import')
  const preview = await send('990001')
  assert.match(text(preview), /would record 2 entries and take back 1 entry/)
  assert.match(text(preview), /Would be taken back.* INSET day INSET day Fri 20 Nov 2026/)
  assert.match(text(preview), /Would be recorded.* INSET day INSET day Mon 30 Nov 2026 .*Ashby Brook Primary School/)
  assert.match(text(preview), /12\s*Left out\s*“Parents’ evening” \(3 Dec 2026\) does not say which kind of day it is/)
  await confirm(preview)
  const school = text(await administrator.get('/schools/990001/calendar'))
  assert.match(school, /Burst pipe/, 'the file holds no closures and replaces none')
  assert.match(school, /Mon 30 Nov 2026/)
  const nowhere = await send('Nowhere School')
  assert.equal(nowhere.status, 422)
  assert.match(nowhere.$('.govuk-error-summary a[href="#school"]').text(), /No school in the register is called/)
})

test('a preview drawn before somebody else’s change is refused with 409', async () => {
  const mine = await upload('990002,closure,2026-11-24,,Flood\n')
  await confirm(await upload('990002,closure,2026-11-25,,Storm\n'))
  const before = await standing()
  const refused = await confirm(mine)
  assert.equal(refused.status, 409)
  assert.match(text(refused), /A file of term dates: 1 recorded/)
  assert.deepEqual(await standing(), before)
})

test('what no preview of ours carries is not made', async () => {
  const before = await standing()
  const preview = await upload('990002,closure,2026-11-26,,Ice\n')
  preview.$('input[name=record]').attr('value', 'calendar,kind,start\nauthority,vacation,2026-11-26')
  assert.equal((await confirm(preview)).status, 400)
  preview.$('input[name=record]').attr('value', '')
  preview.$('input[name=retract]').attr('value', '00000000-0000-7000-8000-000000000000')
  assert.equal((await confirm(preview)).status, 400)
  const officer = await app.as(await county.person('cme_officer'))
  await officer.get('/calendars')
  assert.equal((await confirm(await upload('990002,closure,2026-11-26,,Ice\n'), officer)).status, 403)
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
  assert.match(text(same), /changes nothing: all of its 1 entry/)
  assert.equal(same.$('form[action="/calendars/changes"]').length, 0)
})
