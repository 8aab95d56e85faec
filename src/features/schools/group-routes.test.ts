import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type TestApp, testApp } from '../../../test/support/app.ts'
import { type TestCounty, testCounty } from '../../../test/support/county.ts'

let county: TestCounty
let app: TestApp
before(async () => {
  county = await testCounty()
  app = await testApp(county)
})
after(async () => {
  await app.close()
  await county.drop()
})
const as = async (role: string) => app.as(await county.person(role))
type Page = Awaited<ReturnType<Awaited<ReturnType<typeof as>>['get']>>
/** What stands on the page, a space between one cell and the next. */
const text = ({ $ }: Page) => {
  $('main').find('td, th, dt, dd, li, p, h1, h2, a').append(' ')
  return $('main').text().replaceAll(/\s+/g, ' ')
}

/** The keys and hidden fields of the form that stands in a page. */
const hidden = ({ $ }: Page): Record<string, string> =>
  Object.fromEntries(
    $('main form input[type=hidden]')
      .toArray()
      .map(input => [$(input).attr('name') ?? '', $(input).attr('value') ?? '']),
  )

const september = { from_day: '1', from_month: '9', from_year: '2026' }
const made = { kind: 'family', name: 'Brook family', starts_on_day: '1', starts_on_month: '9', starts_on_year: '2024' }

test('a family is made, schools are put in after a preview, and a second press leads to the same place', async () => {
  const manager = await as('team_manager')
  const form = await manager.get('/schools/groups/new')
  const answer = await manager.post('/schools/groups/new', { ...hidden(form), ...made })
  assert.equal(answer.status, 303)
  const family = answer.location ?? ''
  assert.equal((await manager.post('/schools/groups/new', { ...hidden(form), ...made })).location, family)
  const twin = await manager.post('/schools/groups/new', made)
  assert.equal(twin.status, 422)
  assert.match(twin.$('.govuk-error-summary').text(), /There is a group of this kind with that name/)

  await manager.get(`${family}/add`)
  const wrong = await manager.post(`${family}/add`, { ...september, schools: '990001\nNo Such School' })
  assert.match(wrong.$('.govuk-error-summary').text(), /Line 2: No school in the register is called “No Such School”/)
  const preview = await manager.post(`${family}/add`, {
    ...september,
    schools: '990001\nMarl Valley Academy',
    reason: 'New map.',
  })
  assert.match(text(preview), /This would put 2 schools into a group/)
  const confirmed = await manager.post('/schools/groups/import/confirm', hidden(preview))
  assert.equal(confirmed.location, family)
  assert.equal((await manager.post('/schools/groups/import/confirm', hidden(preview))).location, family)
  assert.match(text(await manager.get(family)), /Ashby Brook Primary School Primary Since 1 Sep 2026/)
  assert.match(text(await manager.get('/schools/groups')), /Brook family 2/)
})

test('a preview that others have overtaken is refused, and so is a form of a group that has changed since', async () => {
  const manager = await as('team_manager')
  const family = (await manager.get('/schools/groups')).$('a:contains("Brook family")').attr('href') ?? ''
  const csv = 'urn,kind,group,from\n990002,family,Valley family,2026-10-01\n'
  await manager.get('/schools/groups/import')
  const preview = await manager.upload(
    '/schools/groups/import',
    {},
    { field: 'groups', name: 'groups.csv', content: csv },
  )
  assert.match(text(preview), /Valley family \(Family of schools\), from 1 Oct 2026.*Brook family/)
  const rename = await manager.get(`${family}/rename`)
  const to = { name: 'Brooks', from_day: '1', from_month: '11', from_year: '2026' }
  assert.equal((await manager.post(`${family}/rename`, { ...hidden(rename), ...to })).status, 303)
  assert.equal((await manager.post('/schools/groups/import/confirm', hidden(preview))).status, 409)
  const { once: _, ...stale } = hidden(rename)
  assert.equal((await manager.post(`${family}/rename`, { ...stale, ...to, name: 'Streams' })).status, 409)
  assert.match(text(await manager.get(family)), /Called until 1 Nov 2026 Brook family/)
})

test('taken out from a day, with a reason; the day must lie after the school came in', async () => {
  const manager = await as('cme_officer')
  const family = (await manager.get('/schools/groups')).$('a:contains("Brooks")').attr('href') ?? ''
  const form = await manager.get(`${family}/take-out`)
  const member_ids = form.$('input[name=member_ids]').first().attr('value') ?? ''
  const out = {
    ...hidden(form),
    member_ids,
    how: 'changed',
    on_day: '1',
    on_month: '9',
    on_year: '2026',
    reason: 'Moved.',
  }
  const early = await manager.post(`${family}/take-out`, out)
  assert.match(early.$('.govuk-error-summary').text(), /came in on 1 Sep 2026, not before that day/)
  assert.equal((await manager.post(`${family}/take-out`, { ...out, on_month: '11' })).status, 303)
  assert.match(text(await manager.get(family)), /Ashby Brook Primary School : From 1 Sep 2026 until 1 Nov 2026/)
})

test('an officer named for a family is shown on each of its schools, in the list and in the export, until taken off', async () => {
  const manager = await as('team_manager')
  const family = (await manager.get('/schools/groups')).$('a:contains("Brooks")').attr('href') ?? ''
  const form = await manager.get(`${family}/officers/new`)
  const day = { starts_on_day: '1', starts_on_month: '9', starts_on_year: '2026' }
  const other = {
    ...hidden(form),
    ...day,
    role: 'fair_access',
    who: 'other',
    name: 'Wren Ashdown',
    phone: '01632 960111',
  }
  const bad = await manager.post(`${family}/officers/new`, { ...other, email: 'nobody' })
  assert.equal(bad.$('#email').attr('value'), 'nobody')
  assert.equal(bad.status, 422)
  assert.equal((await manager.post(`${family}/officers/new`, other)).status, 303)
  const seen = text(await (await as('school_head')).get('/schools/990002'))
  assert.match(seen, /Fair access officer Wren Ashdown 01632 960111 1 Sep 2026 Family of schools: Brooks/)
  assert.match((await manager.get('/schools/officers.csv')).response.body, /Wren Ashdown,fair_access,Brooks,family/)
  assert.match(text(await manager.get('/schools/officers?role=fair_access')), /Wren Ashdown/)
  assert.doesNotMatch(text(await manager.get('/schools/officers?role=send')), /Wren Ashdown/)

  const end = (await manager.get(family)).$('a:contains("Take off")').attr('href') ?? ''
  const ending = { ...hidden(await manager.get(end)), how: 'never', reason: 'The wrong family.' }
  assert.equal((await manager.post(end, ending)).location, family)
  assert.doesNotMatch(text(await manager.get('/schools/990002')), /Wren Ashdown/)
})

test('the groups as a file, which is read back to the same', async () => {
  const manager = await as('team_manager')
  const { response } = await manager.get('/schools/groups.csv')
  assert.match(response.body, /990001,Ashby Brook Primary School,family,Brooks,2026-09-01,2026-10-31/)
  await manager.get('/schools/groups/import')
  const file = { field: 'groups', name: 'groups.csv', content: response.body }
  assert.match(
    text(await manager.upload('/schools/groups/import', {}, file)),
    /This changes nothing: all 2 are as it says/,
  )
})

test('who may look up schools sees the groups; who may not change them is told so; others see none', async () => {
  const head = await as('school_head')
  const page = await head.get('/schools/groups')
  assert.equal(page.status, 200)
  assert.equal(page.$('a[href="/schools/groups/new"]').length, 0)
  for (const path of ['/schools/groups/new', '/schools/groups/import', '/schools/990001/officers/new'])
    assert.equal((await head.get(path)).status, 403, path)
  assert.equal((await (await as('governor')).get('/schools/groups')).status, 403)
})
