import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { type Page, testApp } from '../../../test/support/app.ts'
import { testCounty } from '../../../test/support/county.ts'
import { SetUp } from './set-up.ts'

const county = await testCounty()
const app = await testApp(county)
const officer = await county.person('cme_officer')
const setUp = await SetUp.open(`${county.url('onroll_migrate')}?options=-c%20role%3Donroll_owner`)
after(async () => {
  await setUp.close()
  await app.close()
  await county.drop()
})

const email = 'cme_officer.missing_education@example.org'
const password = 'a long enough password'
const errorsOf = (page: Page) =>
  page
    .$('.govuk-error-summary a')
    .toArray()
    .map(link => page.$(link).text())
const audited = async () =>
  (await county.superuser.query('SELECT action, kind, account_id FROM audit_event ORDER BY era, xid, seq')).rows

async function signIn(fields: Record<string, string>, query = '') {
  const visitor = app.nobody()
  await visitor.get(`/sign-in${query}`)
  return { visitor, page: await visitor.post(`/sign-in${query}`, fields) }
}

test('the first address asks a visitor to sign in, and the page has one form for it', async () => {
  assert.equal((await app.nobody().get('/')).location, '/sign-in')
  const page = await app.nobody().get('/sign-in')
  assert.equal(page.status, 200)
  assert.equal(page.$('h1').text(), 'Sign in')
  assert.equal(page.$('input[name=password]').attr('autocomplete'), 'current-password')
})

test('the right password leads to the first page of the role, in its own name in the audit', async () => {
  const { visitor, page } = await signIn({ email: email.toUpperCase(), password })
  assert.equal(page.status, 303)
  assert.equal(page.location, '/today')
  assert.equal((await visitor.get('/sign-in')).location, '/')
  assert.equal((await visitor.get('/')).location, '/today')
  const event = (await audited()).find(row => row.action === 'signed in')
  assert.deepEqual([event?.kind, event?.account_id], ['person', officer.account_id])
})

test('signing in leads on to where the visitor came for, on this site only', async () => {
  const onward = async (next: string) =>
    (await signIn({ email, password }, `?next=${encodeURIComponent(next)}`)).page.location
  assert.equal(await onward('/account?x=1'), '/account?x=1')
  for (const elsewhere of ['https://example.org/', '//example.org', '/\\example.org', 'javascript:alert(1)', 'today'])
    assert.equal(await onward(elsewhere), '/today', elsewhere)
})

test('a wrong password and an address nobody has are one answer, and the audit holds neither', async () => {
  const wrong = (await signIn({ email, password: 'not this one at all' })).page
  const unknown = (await signIn({ email: 'nobody.here@example.org', password: 'not this one at all' })).page
  assert.equal(wrong.status, 422)
  assert.deepEqual(errorsOf(wrong), ['The email address or the password is not right: check both'])
  assert.deepEqual(errorsOf(unknown), errorsOf(wrong))
  assert.equal(wrong.$('input[name=email]').attr('value'), email)
  assert.doesNotMatch(wrong.html, /not this one at all/)
  const { rows } = await county.superuser.query(
    "SELECT row_to_json(e)::text AS line FROM audit_event e WHERE action = 'sign-in failed'",
  )
  assert.equal(rows.length, 2)
  assert.doesNotMatch(JSON.stringify(rows), /@|not this one/)
})

test('an empty form says what is missing', async () => {
  assert.deepEqual(errorsOf((await signIn({})).page), ['Enter your email address', 'Enter your password'])
})

test('a locked account says how long to wait, and its right password is not tried', async () => {
  await county.person('practitioner')
  const other = 'practitioner.fair_access@example.org'
  await county.superuser.query('UPDATE account SET failed_attempts = 4 WHERE email = $1', [other])
  const fifth = (await signIn({ email: other, password: 'not this one at all' })).page
  assert.match(errorsOf(fifth)[0] ?? '', /wait 15 seconds/)
  const right = (await signIn({ email: other, password })).page
  assert.match(errorsOf(right)[0] ?? '', /wait 15 seconds/)
  assert.equal((await audited()).filter(row => row.action === 'sign-in locked out').length, 2)
})

test('a form without its token is refused', async () => {
  const page = await app.nobody().post('/sign-in', { email, password })
  assert.equal(page.status, 403)
  assert.match(page.$('h1').text(), /out of date/)
  assert.equal((await app.nobody().post(`/become/${officer.account_id}`)).status, 403)
})

test('the made-up people stand on the page of a demonstration, and one press becomes one of them', async () => {
  const visitor = app.nobody()
  const page = await visitor.get('/sign-in?next=%2Faccount')
  assert.match(page.$('main').text(), /every child here is made up/)
  assert.match(page.$('caption').text(), /Council teams/)
  const action = page.$(`form[action^="/become/${officer.account_id}"]`).attr('action') ?? ''
  const became = await visitor.post(action)
  assert.equal(became.location, '/account')
  assert.match((await visitor.get('/account')).$('main').text(), /Children Missing Education Officer/)
  assert.ok((await audited()).some(row => row.action === 'signed in as a made-up person'))
})

test('nobody is become who is not made up, or outside a demonstration', async () => {
  const visitor = app.nobody()
  await visitor.get('/sign-in')
  await county.superuser.query('UPDATE account SET made_up = false WHERE id = $1', [officer.account_id])
  assert.equal((await visitor.post(`/become/${officer.account_id}`)).status, 404)
  await county.superuser.query('UPDATE account SET made_up = true WHERE id = $1', [officer.account_id])

  await county.superuser.query('UPDATE authority SET demonstration = false')
  assert.equal((await visitor.post(`/become/${officer.account_id}`)).status, 404)
  assert.equal((await visitor.get('/sign-in')).$('form[action^="/become"]').length, 0)
  await county.superuser.query('UPDATE authority SET demonstration = true')

  const serious = await testApp(county, { demonstration: false })
  const stranger = serious.nobody()
  assert.equal((await stranger.get('/sign-in')).$('form[action^="/become"]').length, 0)
  assert.equal((await stranger.post(`/become/${officer.account_id}`)).status, 404)
  await serious.close()
})

test('signing out ends the session itself, not only the cookie', async () => {
  const { visitor } = await signIn({ email, password })
  await visitor.get('/account')
  const { rows } = await county.superuser.query(
    'SELECT count(*)::int AS open FROM account_session WHERE ended_at IS NULL',
  )
  assert.equal((await visitor.post('/sign-out')).location, '/sign-in')
  const { rows: then } = await county.superuser.query(
    'SELECT count(*)::int AS open FROM account_session WHERE ended_at IS NULL',
  )
  assert.equal(then[0].open, rows[0].open - 1)
  assert.equal((await visitor.get('/account')).location, '/sign-in?next=%2Faccount')
})

test('somebody with several roles chooses one, and takes up another later', async () => {
  const today = county.today
  const id = await setUp.addAccount(
    county.authority_id,
    {
      ...{ email: 'two.roles@example.org', name: 'Two Roles', role: 'director', organisation_code: 'directorate' },
      ...{ password, must_change: false, made_up: false },
    },
    today,
  )
  await county.superuser.query(
    `INSERT INTO membership (authority_id, account_id, organisation_id, role, starts_on)
     SELECT authority_id, $1, id, 'auditor', $2 FROM organisation WHERE code = 'information_governance'`,
    [id, today],
  )
  const { visitor, page } = await signIn({ email: 'two.roles@example.org', password })
  assert.equal(page.location, '/choose')
  const choose = await visitor.get('/choose')
  const auditor = choose.$('tr:contains("auditor") input[name=membership_id]').attr('value') ?? ''
  assert.equal((await visitor.post('/choose', { membership_id: auditor })).location, '/audit')
  assert.match((await visitor.get('/account')).$('.onroll-header__role').text(), /auditor/)
  assert.equal((await visitor.post('/choose', { membership_id: officer.membership_id })).status, 404)
})

test('somebody whose roles have all ended is told so, and is not let in', async () => {
  const person = await county.person('team_officer')
  await county.superuser.query('UPDATE membership SET ends_on = $2 WHERE account_id = $1', [
    person.account_id,
    county.today,
  ])
  const { visitor, page } = await signIn({ email: 'team_officer.fair_access@example.org', password })
  assert.match(errorsOf(page)[0] ?? '', /no role here now/)
  assert.equal((await visitor.get('/account')).location, '/sign-in?next=%2Faccount')
})
