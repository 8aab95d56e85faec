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
const password = 'a long enough password'
const better = 'marble kettle orchard'

test('the account page says who I am and what my role sees, in words', async () => {
  const visitor = await app.as(await county.person('school_office'))
  const page = await visitor.get('/account')
  assert.equal(page.status, 200)
  const text = page.$('main').text()
  for (const words of [
    'School office',
    'Ashby Brook Primary School',
    'Marlshire County Council',
    'on your school’s roll',
  ])
    assert.ok(text.includes(words), words)
  assert.match(text, /Addresses and contacts/)
  assert.doesNotMatch(text, /social care|Another of your roles/)
})

test('a changed password ends every other session, and this one goes on under a new cookie', async () => {
  const person = await county.person('practitioner')
  const [here, there] = [await app.as(person), await app.as(person)]
  await here.get('/account/password')
  const changed = await here.post('/account/password', {
    current_password: password,
    new_password: better,
    new_password_again: better,
  })
  assert.equal(changed.location, '/account')
  assert.equal((await here.get('/account')).status, 200)
  assert.equal((await there.get('/account')).location, '/sign-in?next=%2Faccount')

  const visitor = app.nobody()
  await visitor.get('/sign-in')
  const email = 'practitioner.fair_access@example.org'
  assert.equal((await visitor.post('/sign-in', { email, password })).status, 422)
  assert.equal((await visitor.post('/sign-in', { email, password: better })).location, '/today')
})

test('a password that will not do is refused with its reason, and nothing is changed', async () => {
  const person = await county.person('fair_access_officer')
  const visitor = await app.as(person)
  await visitor.get('/account/password')
  const tried = async (current_password: string, new_password: string, new_password_again = new_password) => {
    const page = await visitor.post('/account/password', { current_password, new_password, new_password_again })
    assert.equal(page.status, 422)
    return page.$('.govuk-error-summary a').first().text()
  }
  assert.match(await tried('not my password', better), /Current password is not right/)
  assert.match(await tried(password, 'short'), /12 characters or more/)
  assert.match(await tried(password, 'aaaaaaaaaaaaaaa'), /same few characters/)
  assert.match(await tried(password, 'password and more'), /everybody tries first/)
  assert.match(await tried(password, 'fair_access_officer.fair_access!'), /your own email address/)
  assert.match(await tried(password, better, 'marble kettle'), /must be the same/)
  assert.match(await tried(password, password), /must not be the one you have now/)
  const { rows } = await county.superuser.query(
    "SELECT 1 FROM audit_event WHERE action = 'password changed' AND account_id = $1",
    [person.account_id],
  )
  assert.equal(rows.length, 0)
})

test('my other sessions end, and mine does not', async () => {
  const person = await county.person('director')
  const [here, there, elsewhere] = [await app.as(person), await app.as(person), await app.as(person)]
  assert.equal((await here.get('/account')).$('main li:contains("last used")').length, 3)
  await here.post('/account/sessions/end')
  const page = await here.get('/account')
  assert.match(page.$('.onroll-flash').text(), /Your 2 other sessions are ended/)
  assert.equal(page.$('main li:contains("last used")').length, 1)
  for (const other of [there, elsewhere])
    assert.equal((await other.get('/account')).location, '/sign-in?next=%2Faccount')
})

test('who must change the password can do nothing else until it is changed', async () => {
  const person = await county.person('cme_officer')
  await county.superuser.query('UPDATE account SET must_change_password = true WHERE id = $1', [person.account_id])
  const visitor = await app.as(person)
  assert.equal((await visitor.get('/')).location, '/account/password')
  for (const path of ['/organisations', '/accounts', '/choose']) {
    const page = await visitor.get(path)
    assert.equal(page.status, 403, path)
    assert.match(page.html, /href="\/account\/password"/)
  }
  const own = await visitor.get('/account')
  assert.equal(own.$('nav[aria-label=Main]').length, 0)
  await visitor.get('/account/password')
  const done = await visitor.post('/account/password', {
    current_password: password,
    new_password: better,
    new_password_again: better,
  })
  assert.equal(done.location, person.first_page)
  assert.equal((await visitor.get('/choose')).location, '/')
})
