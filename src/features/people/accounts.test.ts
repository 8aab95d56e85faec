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
const administrator = await county.person('administrator')
const manager = await county.person('team_manager')
const officer = await county.person('cme_officer')
const admin = await app.as(administrator)

const organisation = async (code: string): Promise<string> =>
  (await county.superuser.query('SELECT id FROM organisation WHERE code = $1', [code])).rows[0].id
const once = () => crypto.randomUUID()

test('accounts are listed with their roles, narrowed by what the address says', async () => {
  const names = async (path: string) => {
    const page = await admin.get(path)
    assert.equal(page.status, 200)
    return page
      .$('main tbody th a')
      .toArray()
      .map(link => page.$(link).text())
  }
  assert.deepEqual(
    await names('/accounts'),
    [administrator, officer, manager].map(person => person.account_name),
  )
  assert.deepEqual(
    await names('/accounts?sort=name&direction=desc'),
    [manager, officer, administrator].map(({ account_name }) => account_name),
  )
  assert.deepEqual(await names('/accounts?role=cme_officer'), [officer.account_name])
  assert.deepEqual(await names(`/accounts?organisation=${manager.organisation_id}`), [manager.account_name])
  assert.deepEqual(await names('/accounts?signed_in=yes'), [administrator.account_name])
  assert.deepEqual(await names('/accounts?locked=yes'), [])
  assert.deepEqual(await names('/accounts?disabled=yes'), [])
  assert.deepEqual(await names(`/accounts?after=${officer.account_id}`), [manager.account_name])
  assert.deepEqual(await names(`/accounts?before=${officer.account_id}`), [administrator.account_name])
})

test('an account is found by a part of its name or address, and a wildcard is only a letter', async () => {
  await admin.get('/accounts')
  assert.equal(
    (await admin.post('/accounts/find', { q: 'MISSING_edu' })).$('main tbody a').text(),
    officer.account_name,
  )
  assert.match((await admin.post('/accounts/find', { q: '%' })).$('main').text(), /No account has that/)
  assert.equal((await admin.post('/accounts/find', { q: ' ' })).status, 422)
})

test('a new account signs in with the password shown once, chooses its own, and begins on its first page', async () => {
  await admin.get('/accounts/add')
  const fields = {
    name: 'Priya Shah',
    email: 'Priya.Shah@example.org',
    role: 'practitioner',
    organisation_id: await organisation('fair_access'),
    once: once(),
  }
  const added = await admin.post('/accounts/add', fields)
  assert.equal(added.status, 200)
  const password = added.$('.onroll-typed').text()
  assert.match(password, /^[a-z2-9]{4}(-[a-z2-9]{4}){3}$/)
  assert.equal(added.response.headers['cache-control'], 'no-store')

  const again = await admin.post('/accounts/add', fields)
  assert.match(again.location ?? '', /^\/accounts\/[0-9a-f-]{36}$/)
  assert.doesNotMatch((await admin.get(again.location ?? '')).html, new RegExp(password))

  const visitor = app.nobody()
  await visitor.get('/sign-in')
  assert.equal((await visitor.post('/sign-in', { email: fields.email, password })).location, '/account/password')
})

test('an account is not added twice, nor with a role that is for another kind of organisation', async () => {
  await admin.get('/accounts/add')
  const fields = { name: 'Ben Cole', email: 'ben.cole@example.org', role: 'school_head' }
  const wrong = await admin.post('/accounts/add', { ...fields, organisation_id: await organisation('fair_access') })
  assert.equal(wrong.status, 422)
  assert.match(wrong.$('.govuk-error-summary').text(), /that the role Headteacher is for/)
  assert.equal(wrong.$('input[name=name]').attr('value'), 'Ben Cole')
  const taken = await admin.post('/accounts/add', {
    ...fields,
    email: 'CME_officer.missing_education@example.org',
    organisation_id: await organisation('school-990001'),
  })
  assert.match(taken.$('.govuk-error-summary').text(), /signs in with this email address already/)
})

test('a session ended by an administrator is dead at its next request', async () => {
  const visitor = await app.as(officer)
  assert.equal((await visitor.get('/account')).status, 200)
  assert.match((await admin.get(`/accounts/${officer.account_id}`)).$('main').text(), /last used/)
  const confirm = await admin.get(`/accounts/${officer.account_id}/sessions/end`)
  assert.match(confirm.$('main').text(), /signed out on every device/)
  assert.equal((await visitor.get('/account')).status, 200)
  const ended = await admin.post(`/accounts/${officer.account_id}/sessions/end`)
  assert.equal(ended.location, `/accounts/${officer.account_id}`)
  assert.equal((await visitor.get('/account')).location, '/sign-in?next=%2Faccount')
})

test('a new password ends the sessions, opens a locked account, and must be changed', async () => {
  const person = await county.person('fair_access_officer')
  const visitor = await app.as(person)
  await county.superuser.query('UPDATE account SET failed_attempts = 9, locked_until = $2 WHERE id = $1', [
    person.account_id,
    new Date(`${county.today}T13:00:00Z`),
  ])
  const path = `/accounts/${person.account_id}`
  assert.match((await admin.get(path)).$('main').text(), /Locked out by wrong passwords until 17 Nov 2026 at 13:00/)
  await admin.get(`${path}/password`)
  const key = once()
  const password = (await admin.post(`${path}/password`, { once: key })).$('.onroll-typed').text()
  assert.equal((await admin.post(`${path}/password`, { once: key })).location, path)
  assert.equal((await visitor.get('/account')).location, '/sign-in?next=%2Faccount')
  const again = app.nobody()
  await again.get('/sign-in')
  const email = 'fair_access_officer.fair_access@example.org'
  assert.equal((await again.post('/sign-in', { email, password })).location, '/account/password')
})

test('a leaver loses sight at once, and cannot come back', async () => {
  const leaver = await county.person('virtual_school')
  const visitor = await app.as(leaver)
  assert.equal((await visitor.get('/account')).status, 200)
  const path = `/accounts/${leaver.account_id}/memberships/${leaver.membership_id}/end`
  assert.match((await admin.get(path)).$('main').text(), /sees nothing more through this role/)
  assert.equal((await admin.post(path)).status, 303)
  assert.equal((await visitor.get('/account')).location, '/sign-in?next=%2Faccount')
  const again = app.nobody()
  await again.get('/sign-in')
  const tried = await again.post('/sign-in', {
    email: 'virtual_school.virtual_school@example.org',
    password: 'a long enough password',
  })
  assert.match(tried.$('.govuk-error-summary').text(), /no role here now/)
  assert.equal((await admin.post(path)).status, 409)
  assert.match((await admin.get('/accounts?left=yes')).$('main tbody').text(), /No role now/)
})

test('a disabled account is out at once and cannot sign in, until it is let in again', async () => {
  const person = await county.person('youth_justice')
  const visitor = await app.as(person)
  const path = `/accounts/${person.account_id}`
  assert.match((await admin.get(`${path}/disable`)).$('main').text(), /cannot sign in again/)
  assert.equal((await admin.post(`${path}/disable`)).location, path)
  assert.equal((await visitor.get('/account')).location, '/sign-in?next=%2Faccount')
  const given = { email: 'youth_justice.fair_access@example.org', password: 'a long enough password' }
  await visitor.get('/sign-in')
  assert.equal((await visitor.post('/sign-in', given)).status, 422)
  assert.equal((await admin.get('/accounts?disabled=yes')).$('main tbody a').text(), person.account_name)
  assert.match((await admin.get(path)).$('main button').text(), /Let this account in again/)
  await admin.post(`${path}/enable`)
  assert.equal((await visitor.post('/sign-in', given)).status, 303)
})

test('an account that works in another authority too is not taken over from here', async () => {
  const person = await county.person('social_worker')
  await county.superuser.query(`
    WITH other AS (INSERT INTO authority (code, name, short_name, out_of_hours_number, demonstration)
        VALUES ('898', 'Southmere Council', 'Southmere', '01632 960998', true) RETURNING id),
      team AS (INSERT INTO organisation (authority_id, kind, code, name)
        SELECT id, 'council_team', 'social_care', 'Social care' FROM other RETURNING authority_id, id)
    INSERT INTO membership (authority_id, account_id, organisation_id, role, starts_on)
    SELECT authority_id, '${person.account_id}', id, 'social_worker', '2020-01-01' FROM team`)
  for (const change of ['password', 'disable']) {
    const page = await admin.post(`/accounts/${person.account_id}/${change}`)
    assert.equal(page.status, 403, change)
    assert.match(page.$('main').text(), /works in another authority too/)
  }
})

test('a role is added once, and one that began today ends today', async () => {
  const path = `/accounts/${manager.account_id}`
  await admin.get(`${path}/memberships/add`)
  const role = { role: 'auditor', organisation_id: await organisation('information_governance') }
  assert.equal((await admin.post(`${path}/memberships/add`, role)).location, path)
  assert.match(
    (await admin.post(`${path}/memberships/add`, role)).$('.govuk-error-summary').text(),
    /this role there already/,
  )
  const page = await admin.get(path)
  const end = page.$('tr:contains("auditor") a').attr('href') ?? ''
  assert.equal((await admin.post(end)).status, 303)
  const { rows } = await county.superuser.query("SELECT ends_on::text FROM membership WHERE role = 'auditor'")
  assert.deepEqual(rows, [{ ends_on: '2026-11-17' }])
})

test('nobody gives themselves a role, ends their own or sets their own password here', async () => {
  const path = `/accounts/${administrator.account_id}`
  assert.equal((await admin.get(path)).$('a:contains("Add a role")').length, 0)
  await admin.get(`${path}/memberships/add`)
  const role = { role: 'cme_officer', organisation_id: await organisation('missing_education') }
  assert.equal((await admin.post(`${path}/memberships/add`, role)).status, 403)
  assert.equal((await admin.post(`${path}/password`)).status, 403)
  assert.equal((await admin.post(`${path}/memberships/${administrator.membership_id}/end`)).status, 403)
  const { rows } = await county.superuser.query(
    'SELECT role FROM membership WHERE account_id = $1 AND ends_on IS NULL',
    [administrator.account_id],
  )
  assert.deepEqual(rows, [{ role: 'administrator' }])
})

test('who may only read accounts is offered no change and refused one; others do not see them', async () => {
  const reader = await app.as(manager)
  const page = await reader.get(`/accounts/${officer.account_id}`)
  assert.equal(page.status, 200)
  assert.equal(page.$('main a[href*="/memberships/"], main a[href$="/password"]').length, 0)
  assert.equal((await reader.post(`/accounts/${officer.account_id}/sessions/end`)).status, 403)
  const other = await app.as(officer)
  for (const path of ['/accounts', '/organisations', `/accounts/${manager.account_id}`])
    assert.equal((await other.get(path)).status, 403, path)
})

test('an account of another authority is not there', async () => {
  const { rows } = await county.superuser.query(
    "INSERT INTO account (email, name, password_hash) VALUES ('elsewhere@example.org', 'Elsewhere', 'x') RETURNING id",
  )
  assert.equal((await admin.get(`/accounts/${rows[0].id}`)).status, 404)
  assert.doesNotMatch((await admin.get('/accounts')).html, /Elsewhere/)
})

test('organisations are listed with how many hold a role in each', async () => {
  const page = await admin.get('/organisations?kind=provider')
  assert.deepEqual(page.$('main tbody th').text(), 'Riverside Learning')
  const teams = await admin.get('/organisations?kind=council_team&size=100')
  assert.match(teams.$('tr:contains("Information and Systems Team") td').last().text(), /^1 people/)
})
