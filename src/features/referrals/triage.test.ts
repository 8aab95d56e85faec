import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { type Page, testApp, type Visitor } from '../../../test/support/app.ts'
import { errorsOf, keysOf } from '../../../test/support/case-forms.ts'
import { aConcern, type Slip, sendConcern } from '../../../test/support/concern-form.ts'
import { testCounty } from '../../../test/support/county.ts'
import { plantChild } from '../../../test/support/plant-children.ts'
import { asDay } from '../../rulebook/index.ts'
import { sealChild } from '../children/index.ts'

const county = await testCounty()
const app = await testApp(county)
after(async () => {
  await app.close()
  await county.drop()
})
const cme = await county.person('cme_officer')
const officer = await app.as(cme)
const manager = await county.person('team_manager')

const concernOf = (surname: string, more: Record<string, string> = {}): Record<string, string> => ({
  ...aConcern,
  surname,
  ...more,
})
const tell = (surname: string, more: Record<string, string> = {}) =>
  sendConcern(app, app.nobody(), concernOf(surname, more))

/** The page of the referral that a slip was given for. */
async function hrefOf({ reference }: Slip): Promise<string> {
  const { rows } = await county.superuser.query('SELECT id FROM referral WHERE reference = $1', [reference])
  return `/referrals/${rows[0].id}`
}
const keys = (page: Page) => ({
  once: page.$('main input[name=once]').first().attr('value') ?? '',
  seen: page.$('main input[name=seen]').first().attr('value') ?? '',
})
async function name(visitor: Visitor, href: string, person_id: string): Promise<Page> {
  const page = await visitor.get(href)
  return visitor.post(`${href}/child`, { ...keys(page), person_id })
}
async function decide(visitor: Visitor, href: string, fields: Record<string, string>): Promise<Page> {
  const page = await visitor.get(href)
  return visitor.post(`${href}/decide`, { ...keysOf(page), note: 'Looked into.', ...fields })
}
const status = async ({ reference, code }: Slip): Promise<string> => {
  const visitor = app.nobody()
  await visitor.get('/concern/status')
  const page = await visitor.post('/concern/status', { reference, code })
  assert.equal(page.status, 200)
  return page.html
    .replaceAll(/nonce="[^"]*"/g, '')
    .replaceAll(/name="_csrf" value="[^"]*"/g, '')
    .replaceAll(/nonce-[\w+/=]*/g, '')
}
const stateOn = (html: string) => /<strong>(Received|Being looked at|Finished)<\/strong>/.exec(html)?.[1]

test('the queue shows age, signals and the suggested team, the oldest first, and keeps schools out', async () => {
  await tell('Quince', { answer: 'sent_home', social_care: 'yes' })
  await tell('Rowan', { answer: 'whereabouts_unknown' })
  const page = await officer.get('/referrals')
  assert.equal(page.status, 200)
  const rows = page
    .$('tbody tr')
    .toArray()
    .map(row => page.$(row).text().replaceAll(/\s+/g, ' '))
  assert.equal(rows.length, 2)
  assert.match(
    rows[0] ?? '',
    /Ada Quince.*Plan of social care; Sent home or told to stay away; Aged 11.*Fair Access team; also Children’s Social Care/,
  )
  assert.match(rows[1] ?? '', /Ada Rowan.*Whereabouts unknown.*Children Missing Education Officer/)
  const head = await app.as(await county.person('school_head'))
  assert.equal((await head.get('/referrals')).status, 403)
})

test('the status says one word of three, byte for byte the same for a known, an unknown, a sealed and a found child', async () => {
  const known = await plantChild(county, { forename: 'Ada', surname: 'Sallow', lives: [['2026-09-01', null]] })
  const sealed = await plantChild(county, { forename: 'Ada', surname: 'Tamarisk', lives: [['2026-09-01', null]] })
  const found = await plantChild(county, {
    ...{ forename: 'Ada', surname: 'Ulmus' },
    ...{ lives: [['2026-09-01', null]], rolls: [['2026-09-01', null]] },
  })
  await county.write(manager, tx =>
    sealChild(tx, manager, { person_id: sealed, reason: 'Court order', review_on: asDay('2027-01-04'), named: [] }),
  )
  const slips = [await tell('Nobody'), await tell('Sallow'), await tell('Tamarisk'), await tell('Ulmus')]
  const [unknownOne, knownOne, sealedOne, foundOne] = slips
  assert.ok(unknownOne && knownOne && sealedOne && foundOne)
  const same = async (word: string) => {
    const pages = await Promise.all(slips.map(status))
    assert.deepEqual(
      pages.map(stateOn),
      slips.map(() => word),
    )
    assert.equal(new Set(pages).size, 1)
  }
  await same('Received')

  const named = await app.as(manager)
  assert.equal((await name(named, await hrefOf(knownOne), known)).status, 303)
  assert.equal((await name(named, await hrefOf(sealedOne), sealed)).status, 303)
  assert.equal((await name(named, await hrefOf(foundOne), found)).status, 303)
  const page = await named.get(await hrefOf(unknownOne))
  assert.equal((await named.post(`${await hrefOf(unknownOne)}/take`, keysOf(page))).status, 303)
  await same('Being looked at')

  assert.equal(
    (await decide(named, await hrefOf(unknownOne), { outcome: 'refused', refused_because: 'not_enough' })).status,
    303,
  )
  assert.equal((await decide(named, await hrefOf(knownOne), { outcome: 'coos' })).status, 303)
  assert.equal((await decide(named, await hrefOf(sealedOne), { outcome: 'advised' })).status, 303)
  assert.equal(
    (await decide(named, await hrefOf(foundOne), { outcome: 'refused', refused_because: 'in_education' })).status,
    303,
  )
  await same('Finished')
})

test('a wrong code, a wrong reference and somebody else’s code are answered alike', async () => {
  const [mine, theirs] = [await tell('Vetch'), await tell('Willow')]
  const visitor = app.nobody()
  await visitor.get('/concern/status')
  for (const tried of [
    { reference: mine.reference, code: theirs.code },
    { reference: 'AAAA-AAAA', code: mine.code },
    { reference: mine.reference, code: 'AAAA-AAAA-AAAA' },
  ]) {
    const page = await visitor.post('/concern/status', tried)
    assert.equal(page.status, 422)
    assert.deepEqual(errorsOf(page), [
      'Nothing has this reference and code: check both. A code stops working some months after it was given',
    ])
  }
})

test('a second referral about one child is told to officers, and to nobody who referred', async () => {
  const first = await tell('Yarrow')
  const second = await sendConcern(app, app.nobody(), concernOf('yarrow', { forename: 'ADA' }))
  const page = await officer.get(await hrefOf(second))
  assert.match(page.$('main').text(), /Other referrals that seem to be about this child/)
  assert.match(page.$('#earlier').parent().text(), new RegExp(first.reference))
  assert.match(page.$('ul[aria-label="Signals"]').text(), /1 other referral/)
  assert.equal(await status(first), await status(second))
  const head = await app.as(await county.person('school_head'))
  const slip = await sendConcern(app, head, concernOf('Yarrow'), '/referrals/new')
  const ours = await head.get('/referrals/ours')
  assert.match(ours.$('main').text(), new RegExp(slip.reference))
  assert.doesNotMatch(ours.html, new RegExp(`${first.reference}|other referral`))
  const other = await tell('Yarrow', { born_on_year: '2012' })
  assert.doesNotMatch((await officer.get(await hrefOf(other))).$('main').text(), /Other referrals that seem/)
})

test('what a school sent is seen by that school with what was decided, and by no other school', async () => {
  const head = await app.as(await county.person('school_head'))
  const other = await app.as(await county.person('school_head', 'school-990002'))
  const slip = await sendConcern(app, head, concernOf('Zinnia', { groups: 'exclusion_risk' }), '/referrals/new')
  const { rows } = await county.superuser.query(
    'SELECT referred_as, reach_key, team FROM referral WHERE reference = $1',
    [slip.reference],
  )
  assert.deepEqual(rows, [{ referred_as: 'school', reach_key: 'school:990001', team: 'partnership' }])
  assert.match((await head.get('/referrals/ours')).$('main').text(), /Ada Zinnia.*Received/s)
  assert.doesNotMatch((await other.get('/referrals/ours')).html, /Zinnia/)
  await decide(officer, await hrefOf(slip), {
    outcome: 'refused',
    refused_because: 'known',
    note: 'Only for officers.',
  })
  const ours = await head.get('/referrals/ours')
  assert.match(ours.$('main').text(), /Finished.*Not taken up: It is being dealt with/s)
  assert.doesNotMatch(ours.html, /Only for officers/)
  assert.equal((await head.get(await hrefOf(slip))).status, 403)
})

test('an officer takes a caller’s concern down, and the caller gets a slip', async () => {
  const slip = await sendConcern(
    app,
    officer,
    concernOf('Alder', { referrer_name: 'Mrs Alder' }),
    '/referrals/for-caller',
  )
  assert.equal(stateOn(await status(slip)), 'Received')
  const page = await officer.get(await hrefOf(slip))
  assert.match(page.$('main').text(), /A caller, taken down by an officer, Mrs Alder/)
})

test('who the child is: one of those that may be, and from then on the referral is as protected as the child', async () => {
  const child = await plantChild(county, { forename: 'Ada', surname: 'Birch', lives: [['2026-09-01', null]] })
  const slip = await tell('Birch')
  const href = await hrefOf(slip)
  const page = await officer.get(href)
  assert.match(page.$('#who').parent().text(), /Ada Birch.*Born 1 Mar/s)
  assert.equal((await name(officer, href, child)).location, href)
  assert.match((await officer.get(href)).$('#who').parent().html() ?? '', new RegExp(`/children/${child}`))
  await county.write(manager, tx =>
    sealChild(tx, manager, { person_id: child, reason: 'Court order', review_on: asDay('2027-01-04'), named: [] }),
  )
  assert.equal((await officer.get(href)).status, 404)
  assert.doesNotMatch((await officer.get('/referrals')).html, /Birch/)
  assert.equal((await (await app.as(manager)).get(href)).status, 200)
  assert.equal((await name(officer, await hrefOf(await tell('Birch')), child)).status, 404, 'nor can it be named')
})

test('a child whom nobody knew gets a record, a case and an officer in two presses', async () => {
  const slip = await tell('Cedar')
  const href = await hrefOf(slip)
  const early = await decide(officer, href, { outcome: 'allocated', officer: cme.membership_id })
  assert.equal(early.status, 422)
  assert.deepEqual(errorsOf(early), ['Say first who the child is: a case is about a child with a record'])
  assert.equal(early.$('#note').text().trim(), 'Looked into.')
  assert.equal((await name(officer, href, 'new')).location, href)
  const nobody = await decide(officer, href, { outcome: 'allocated' })
  assert.deepEqual(errorsOf(nobody), ['Choose the officer it is allocated to'])
  const done = await decide(officer, href, { outcome: 'allocated', officer: cme.membership_id })
  assert.match(done.location ?? '', /^\/cases\//)
  const opened = await officer.get(done.location ?? '')
  assert.match(opened.$('main').text(), /Ada Cedar/)
  assert.match(opened.$('main').text(), /Seen in the park/)
  const page = await officer.get(href)
  assert.match(page.$('#done').parent().text(), /Allocated to an officer.*Looked into\./s)
  assert.equal(page.$('#decide').length, 0)

  const again = await tell('Cedar')
  const { rows } = await county.superuser.query('SELECT person_id FROM referral WHERE reference = $1', [slip.reference])
  await name(officer, await hrefOf(again), rows[0].person_id)
  const second = await decide(officer, await hrefOf(again), { outcome: 'allocated', officer: cme.membership_id })
  assert.equal(second.location, done.location, 'a child has one open case: the second referral is put to it')
})

test('advice and refusal are decided for several at once, with a note; what opens a case is not', async () => {
  const slips = [await tell('Daphne'), await tell('Elder')]
  const ids = await Promise.all(slips.map(async slip => (await hrefOf(slip)).split('/')[2] ?? ''))
  const page = await officer.get('/referrals')
  const post = (fields: Record<string, string | string[]>) =>
    officer.post('/referrals/decide', { ...keysOf(page), ...fields })
  assert.deepEqual(errorsOf(await post({ chosen: ids, outcome: 'refused' })), ['Enter a note'])
  const why = await post({ chosen: ids, outcome: 'refused', note: 'Not ours.' })
  assert.deepEqual(errorsOf(why), ['Choose why it is refused'])
  assert.equal(why.$('input[name=chosen]:checked').length, 2, 'what was chosen stays chosen')
  assert.equal(why.$('#note').text().trim(), 'Not ours.')
  assert.deepEqual(errorsOf(await post({ note: 'Same advice.', outcome: 'advised' })), ['Choose at least one referral'])
  assert.equal((await post({ chosen: ids, note: 'Same advice.', outcome: 'advised' })).location, '/referrals')
  assert.deepEqual((await Promise.all(slips.map(status))).map(stateOn), ['Finished', 'Finished'])
  const third = await tell('Elder')
  const other = (await hrefOf(third)).split('/')[2] ?? ''
  const fresh = await officer.get('/referrals')
  await officer.post('/referrals/decide', { ...keysOf(fresh), chosen: other, note: 'A case.', outcome: 'allocated' })
  assert.equal(stateOn(await status(third)), 'Received', 'no case is opened for several at once')
})

test('two officers decide at once: the second is told, and nothing of the first is lost', async () => {
  const href = await hrefOf(await tell('Fennel'))
  const [mine, theirs] = [await officer.get(href), await (await app.as(manager)).get(href)]
  const other = await app.as(manager)
  await other.get(href)
  assert.equal((await other.post(`${href}/decide`, { ...keysOf(theirs), note: 'First.', outcome: 'coos' })).status, 303)
  const late = await officer.post(`${href}/decide`, { ...keysOf(mine), note: 'Second.', outcome: 'advised' })
  assert.equal(late.status, 409)
  const { rows } = await county.superuser.query(`SELECT outcome FROM referral WHERE surname = 'Fennel'`)
  assert.deepEqual(rows, [{ outcome: 'coos' }])
})

test('what is older than the limit with nobody’s name on it stands on Today, until somebody takes it', async () => {
  await county.superuser.query(`UPDATE referral SET taken_by = $1 WHERE taken_by IS NULL`, [cme.account_id])
  const slip = await tell('Gorse')
  const href = await hrefOf(slip)
  const late = async () => (await officer.get('/today')).$('main').text().includes('over the limit')
  // The county's day is a Tuesday. Received on a Friday, the second working day after is today.
  await county.superuser.query(`UPDATE referral SET received_on = '2026-11-13' WHERE surname = 'Gorse'`)
  assert.equal(await late(), false)
  await county.superuser.query(`UPDATE referral SET received_on = '2026-11-12' WHERE surname = 'Gorse'`)
  assert.equal(await late(), true)
  assert.match((await officer.get('/referrals?late=yes')).$('tbody').text(), /Gorse.*Late, nobody’s/s)
  const page = await officer.get(href)
  await officer.post(`${href}/take`, keysOf(page))
  assert.equal(await late(), false)
})
