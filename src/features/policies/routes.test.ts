import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type Page, type TestApp, testApp, type Visitor } from '../../../test/support/app.ts'
import { type TestCounty, testCounty } from '../../../test/support/county.ts'

let county: TestCounty
let app: TestApp
let administrator: Visitor
let officer: Visitor
before(async () => {
  county = await testCounty()
  app = await testApp(county)
  administrator = await app.as(await county.person('administrator'))
  officer = await app.as(await county.person('cme_officer'))
})
after(async () => {
  await app.close()
  await county.drop()
})

const onceOf = (page: Page) => page.$('main form input[name=once]').attr('value') ?? ''
const from = (year: string) => ({
  starts_on_day: '1',
  starts_on_month: '12',
  starts_on_year: year,
  reason: 'Cabinet, item 7',
})
const rowOf = (page: Page, label: string): string[] =>
  page
    .$(`th[scope=row]:contains("${label}")`)
    .first()
    .parent()
    .find('td')
    .toArray()
    .map(cell => page.$(cell).text().trim())
const errorsOf = (page: Page): string[] =>
  page
    .$('.govuk-error-summary__list a')
    .toArray()
    .map(link => page.$(link).text())
const ask = async (pack: string, typed: Record<string, string>): Promise<Page> => {
  const form = await administrator.get(`/policies/change/${pack}`)
  return administrator.post(`/policies/change/${pack}`, { ...from('2026'), once: onceOf(form), ...typed })
}

test('everybody at the council reads the policy, and only who changes settings may change it', async () => {
  for (const role of ['cme_officer', 'social_worker', 'director', 'auditor', 'duty_officer']) {
    const visitor = await app.as(await county.person(role))
    const page = await visitor.get('/policies')
    assert.equal(page.status, 200, role)
    assert.equal(page.$('a[href="/policies/change"]').length, 0, role)
    assert.equal((await visitor.get('/policies/compare?a=default&b=rutland-2014')).status, 200, role)
    for (const path of ['/policies/change', '/policies/change/default'])
      assert.equal((await visitor.get(path)).status, 403, `${role} ${path}`)
    assert.equal((await visitor.post('/policies/change/default', from('2026'))).status, 403, role)
  }
  for (const role of ['school_head', 'governor', 'provider_lead'])
    assert.equal((await (await app.as(await county.person(role))).get('/policies')).status, 403, role)
})

test('each number stands with where it comes from, and what the policy leaves open is said', async () => {
  const page = await officer.get('/policies')
  const row = (label: string) => rowOf(page, label).join(' | ')
  const text = page.$('main').text().replaceAll(/\s+/g, ' ')
  assert.match(text, /In force today: Bands of 2015 and escalation of 2019/)
  assert.match(row('Full time'), /^25 hours a week \| The authority’s own policy \[\?\] not settled/)
  assert.match(row('Green over'), /^15 hours a week \| RAG3, S1 \[63–65\] \[F\] read in its source/)
  assert.match(row('Persistent absence'), /^This policy does not say \| A6/)
  assert.match(row('CME Board'), /^Every 2 months \| Service Director for Education, Learning and Skills \| S4/)
  assert.match(text, /S4: .*Children Missing Education Strategy/)
  assert.match(text, /It names no band for 11 to 15 hours a week/)
  assert.match(text, /Its source does not say: what makes a case one of high or of medium concern/)
  assert.match(text, /home education is lawful/)
  assert.match(text, /Nothing was decided yet/)
})

test('two packs stand side by side, and the lines that differ say so', async () => {
  const page = await officer.get('/policies/compare?a=nottinghamshire-2015&b=nottinghamshire-2019')
  const row = (label: string) => rowOf(page, label)
  assert.deepEqual(row('Green over'), ['15 hours a week', 'This policy does not say', 'Yes'])
  assert.deepEqual(row('Full time'), ['This policy does not say', 'This policy does not say', 'No'])
  assert.match(row('Level two after').join(), /This policy does not say,20 school days,Yes/)
  assert.match(row('CME').join(), /Monthly; chair: Service Director for Education, Standards and Inclusion/)
  assert.equal((await officer.get('/policies/compare?a=nowhere')).status, 422)
})

test('a change that cannot be meant comes back with a sentence that says how to mend it, and with what was typed', async () => {
  const wrong: [string, Record<string, string>, RegExp][] = [
    ['nottinghamshire-2015', {}, /Enter how many hours are full time.*Enter why so many hours/],
    ['default', { amber_under_hours: '18', amber_under_hours_because: 'More' }, /is both green and amber/],
    ['default', { full_time_hours: '15', full_time_hours_because: 'Less' }, /nobody could be green with less/],
    ['default', { green_over_hours: '16' }, /Enter why “Green over” is another than the pack’s/],
    ['default', { green_over_hours_because: 'Because' }, /You gave a reason and changed nothing of “Green over”/],
    [
      'default',
      { green_over_hours: '15', green_over_hours_because: 'Same' },
      /The pack says that of “Green over” already/,
    ],
    ['default', { level_two: '15', level_two_because: 'Sooner' }, /Enter both for “Level two after”/],
    [
      'default',
      { full_time_hours: 'many', full_time_hours_because: 'x' },
      /must be a number with at most 1 decimal place/,
    ],
    ['default', { cme_board_chair: 'Director' }, /Enter why CME Board is another/],
    ['default', { reason: '' }, /Enter who decided it and why/],
    ['default', { starts_on_year: '2014' }, /must be Wednesday 1 April 2015 or later/],
  ]
  for (const [pack, typed, sentence] of wrong) {
    const page = await ask(pack, typed)
    assert.equal(page.status, 422, String(sentence))
    assert.match(errorsOf(page).join(' '), sentence)
    for (const [name, value] of Object.entries(typed)) {
      const field = page.$(`[name="${name}"]`)
      assert.equal(field.is('textarea') ? field.text().trim() : field.attr('value'), value, name)
      assert.equal(field.closest('details:not([open])').length, 0, `${name} is not hidden`)
    }
  }
  const { rows } = await county.superuser.query('SELECT FROM policy_preview')
  assert.equal(rows.length, 0)
})

test('a pack that is not there is no page', async () => {
  assert.equal((await administrator.get('/policies/change/nowhere')).status, 404)
  assert.equal((await officer.get('/policies/previews/00000000-0000-7000-8000-000000000000')).status, 404)
})
