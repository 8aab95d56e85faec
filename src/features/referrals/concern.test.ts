import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { type Page, testApp } from '../../../test/support/app.ts'
import { aConcern, fillIn, hiddenOf, later, sendConcern, slipOn } from '../../../test/support/concern-form.ts'
import { testCounty } from '../../../test/support/county.ts'
import { addDays } from '../../rulebook/index.ts'

const county = await testCounty()
const app = await testApp(county)
after(async () => {
  await app.close()
  await county.drop()
})

const errorsOf = (page: Page) =>
  page
    .$('.govuk-error-summary a')
    .toArray()
    .map(link => page.$(link).text())
const rowsOf = async (table: string) => (await county.superuser.query(`SELECT * FROM ${table} ORDER BY 1, 2`)).rows

test('what to do for a child in danger stands before the first question, which is about the route', async () => {
  const page = await app.nobody().get('/concern')
  assert.equal(page.status, 200)
  const text = page.$('main').text().replaceAll(/\s+/g, ' ')
  assert.ok(text.indexOf('ring 999') >= 0 && text.indexOf('ring 999') < text.indexOf('Which of these is it?'))
  assert.equal(page.$('input[name=answer]').length, 6)
  assert.equal(page.$('input[name=forename]').length, 0)
  assert.match(text, /sent home or told to stay away/)
})

test('a concern goes from page to page to its acknowledgement, and nothing of the child stands in an address or a cookie', async () => {
  const visitor = app.nobody()
  const check = await fillIn(visitor, aConcern)
  assert.equal(check.status, 200)
  assert.match(check.$('main').text(), /Ada[\s\S]*Lark[\s\S]*1 March 2015[\s\S]*Seen in the park/)
  assert.deepEqual(await rowsOf('referral'), [], 'nothing is kept before it is sent')
  later(app, 60)
  const done = await visitor.post('/concern/send', hiddenOf(check))
  assert.equal(done.status, 200)
  assert.equal(done.location, null)
  const { reference, code } = slipOn(done)
  assert.match(reference, /^[A-Z0-9]{4}-[A-Z0-9]{4}$/)
  assert.match(code, /^[A-Z0-9]{4}-[A-Z0-9]{4}-[A-Z0-9]{4}$/)
  assert.doesNotMatch(done.html, /Lark/)
  for (const cookie of [...check.response.cookies, ...done.response.cookies])
    assert.match(cookie.name, /visit$/, 'only the cookie that a form is tied to')
  const [kept] = await rowsOf('referral')
  assert.deepEqual(
    [kept.reference, kept.referred_as, kept.team, kept.state, kept.person_id, kept.referred_by],
    [reference, 'public', 'fair_access', 'received', null, null],
  )
  const [slip] = await rowsOf('referral_slip')
  assert.doesNotMatch(JSON.stringify(slip), new RegExp(code))
  assert.equal(slip.answers, null)

  const again = await visitor.post('/concern/send', hiddenOf(check))
  assert.deepEqual(slipOn(again), { reference, code }, 'a second press gives the same slip')
  assert.equal((await rowsOf('referral')).length, 1)
})

test('each page says what is missing and how to mend it, and keeps what was typed', async () => {
  const visitor = app.nobody()
  const first = await visitor.get('/concern')
  const none = await visitor.post('/concern', { ...hiddenOf(first), go: 'next' })
  assert.equal(none.status, 422)
  assert.deepEqual(errorsOf(none), ['Choose what is happening'])
  const child = await visitor.post('/concern', { ...hiddenOf(none), answer: 'refusing', go: 'next' })
  const typed = {
    forename: 'Ada',
    surname: '',
    born_on_day: '31',
    born_on_month: '2',
    born_on_year: '2015',
    postcode: 'NG',
  }
  const wrong = await visitor.post('/concern', { ...hiddenOf(child), ...typed, go: 'next' })
  assert.equal(wrong.status, 422)
  assert.deepEqual(errorsOf(wrong), [
    'Enter the child’s last name',
    'The date of birth must be a real date, like 3 11 2026',
    'Enter a full postcode, like NG7 1AA, or leave it empty',
  ])
  assert.equal(wrong.$('#forename').attr('value'), 'Ada')
  assert.equal(wrong.$('#born_on_day').attr('value'), '31')
  assert.equal(hiddenOf(wrong).answer, 'refusing')
  const back = await visitor.post('/concern', { ...hiddenOf(wrong), ...typed, go: 'back' })
  assert.equal(back.$('input[name=answer]:checked').attr('value'), 'refusing')
  assert.equal(hiddenOf(back).forename, 'Ada', 'going back loses nothing')
})

test('from the summary one page is changed, and the summary comes back with everything', async () => {
  const visitor = app.nobody()
  const check = await fillIn(visitor, { ...aConcern, concern: 'First\nand second line' })
  const change = await visitor.post('/concern', { ...hiddenOf(check), go: 'change:child' })
  assert.equal(change.$('#surname').attr('value'), 'Lark')
  const summary = await visitor.post('/concern', {
    ...hiddenOf(change),
    ...{ forename: 'Ada', surname: 'Wren', go: 'next' },
  })
  assert.match(summary.$('h1').text(), /Check your answers/)
  assert.match(summary.$('main').text(), /Wren/)
  assert.match(summary.$('main').text(), /First\nand second line/)
})

test('a form that leaves a page out is not sent: that page comes back', async () => {
  const visitor = app.nobody()
  const check = await fillIn(visitor, aConcern)
  const { concern: _left, ...without } = hiddenOf(check)
  const page = await visitor.post('/concern/send', without)
  assert.equal(page.status, 422)
  assert.deepEqual(errorsOf(page), ['Enter what worries you'])
})

test('a program that fills in the hidden field, or is too fast, sends nothing; a person who was quick can send it again', async () => {
  const before = (await rowsOf('referral')).length
  const visitor = app.nobody()
  const check = await fillIn(visitor, aConcern)
  const fast = await visitor.post('/concern/send', hiddenOf(check))
  assert.equal(fast.status, 422)
  assert.match(errorsOf(fast)[0] ?? '', /wait ten seconds/)
  const forged = await visitor.post('/concern/send', { ...hiddenOf(check), opened: '1000.forged' })
  assert.equal(forged.status, 422)
  later(app, 60)
  const trapped = await visitor.post('/concern/send', { ...hiddenOf(fast), website: 'https://example.org' })
  assert.equal(trapped.status, 422)
  assert.equal((await rowsOf('referral')).length, before)
  assert.equal((await visitor.post('/concern/send', hiddenOf(fast))).status, 200)
  assert.equal((await rowsOf('referral')).length, before + 1)
})

test('a form is saved and continued by reference and code, and by nothing less', async () => {
  const visitor = app.nobody()
  const first = await visitor.get('/concern')
  const child = await visitor.post('/concern', { ...hiddenOf(first), answer: 'sent_home', go: 'next' })
  const saved = await visitor.post('/concern/save', { ...hiddenOf(child), forename: 'Bea', surname: 'Finch' })
  const slip = slipOn(saved)
  assert.match(saved.$('h1').text(), /saved/)

  const other = app.nobody()
  await other.get('/concern/continue')
  const wrong = await other.post('/concern/continue', { ...slip, code: 'AAAA-AAAA-AAAA' })
  assert.equal(wrong.status, 422)
  assert.doesNotMatch(wrong.html, /Finch/)
  const typed = { reference: slip.reference.toLowerCase().replace('-', ' '), code: slip.code.toLowerCase() }
  const resumed = await other.post('/concern/continue', typed)
  assert.equal(resumed.status, 200)
  assert.equal(hiddenOf(resumed).surname, 'Finch')
  assert.equal(resumed.$('input[name=social_care]').length, 3, 'it goes on where it was left')

  later(app, 60)
  const rest = { social_care: 'yes', concern: 'Sent home every Friday.' }
  const sent = await other.post('/concern/send', { ...hiddenOf(resumed), ...rest })
  assert.deepEqual(slipOn(sent), slip, 'the slip stays the same')
  await other.get('/concern/continue')
  assert.equal((await other.post('/concern/continue', slip)).status, 422, 'what was sent cannot be continued')
  const { rows } = await county.superuser.query(
    `SELECT team, other_teams, groups FROM referral WHERE surname = 'Finch'`,
  )
  assert.deepEqual(rows, [{ team: 'fair_access', other_teams: ['social_care'], groups: ['in_need_or_protection'] }])
})

test('a saved form and a code stop working on their day', async () => {
  const visitor = app.nobody()
  const first = await visitor.get('/concern')
  const draft = slipOn(await visitor.post('/concern/save', { ...hiddenOf(first), answer: 'no_roll' }))
  const sent = await sendConcern(app, app.nobody())
  const today = app.parts.today
  const works = async (on: number) => {
    app.parts.today = () => addDays(county.today, on)
    await visitor.get('/concern/continue')
    const saved = (await visitor.post('/concern/continue', { ...draft })).status === 200
    const status = (await visitor.post('/concern/status', { ...sent })).status === 200
    return [saved, status]
  }
  assert.deepEqual(await works(27), [true, true])
  assert.deepEqual(await works(28), [false, true])
  assert.deepEqual(await works(179), [false, true])
  assert.deepEqual(await works(180), [false, false])
  app.parts.today = today
})

test('nobody signed in reads a referral: the pages of officers ask to sign in', async () => {
  for (const path of ['/referrals', '/referrals/new', '/referrals/for-caller', '/referrals/ours'])
    assert.match((await app.nobody().get(path)).location ?? '', /^\/sign-in/, path)
})

test('one address sends so many concerns an hour and no more', async () => {
  const strict = await testApp(county)
  const visitor = strict.nobody()
  const page = await visitor.get('/concern')
  const statuses: number[] = []
  for (let tried = 0; tried < 22; tried++) statuses.push((await visitor.post('/concern/send', hiddenOf(page))).status)
  await strict.close()
  assert.deepEqual([statuses[0], statuses.at(-1)], [422, 429])
})
