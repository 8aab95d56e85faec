import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { testApp } from '../../../test/support/app.ts'
import { testCounty } from '../../../test/support/county.ts'
import { doWork, engineWork } from '../../../test/support/engine-work.ts'
import { plantChild } from '../../../test/support/plant-children.ts'
import { asDay } from '../../rulebook/index.ts'
import { type Balance, countBalance } from './balance.ts'
import { checkLedger, checkText } from './check.ts'
import { againJob, askToCountBalance, balanceJob } from './recount.ts'

const county = await testCounty()
const officer = await county.person('cme_officer')
const app = await testApp(county)
const visitor = await app.as(officer)
after(async () => {
  await app.close()
  await county.drop()
})

const figures = ({ by_facts, by_states, facts_without_state, state_without_facts, book_apart }: Balance) => ({
  by_facts,
  by_states,
  facts_without_state,
  state_without_facts,
  book_apart,
})
const balance = (on: string) =>
  engineWork(county)
    .write('counted', tx => countBalance(tx, asDay(on), null))
    .then(figures)
const agreed = (children: number) => ({
  by_facts: children,
  by_states: children,
  facts_without_state: 0,
  state_without_facts: 0,
  book_apart: 0,
})

const beforeAnybody = {
  page: await visitor.get('/ledger/balance'),
  opened: await visitor.get('/ledger/balance/children?side=facts_without_state'),
  // Where there is no child there is nothing to count at night.
  asked: await askToCountBalance(app.parts, county.today),
}
const resident = await plantChild(county, { surname: 'Resident', lives: [['2026-09-01', null]] })
const orphan = await plantChild(county, {
  surname: 'Orphan',
  lives: [['2026-09-01', null, { in_area: false, source: 'social_care' }]],
})
await plantChild(county, { surname: 'Commuter', rolls: [['2026-09-01', '2026-12-01', { school_urn: 990002 }]] })
await plantChild(county, { surname: 'Elsewhere', rolls: [['2026-09-01', null, { school_urn: null, in_area: false }]] })
// Of the health list of this area, with a home outside: ours until a school there has the child.
await plantChild(county, {
  surname: 'Listed',
  lives: [['2026-09-01', null, { in_area: false }]],
  rolls: [['2026-11-11', null, { school_urn: null, in_area: false }]],
})
await plantChild(county, { surname: 'Moved', circumstances: [['2026-10-01', null, { kind: 'moved_away' }]] })
await plantChild(county, { surname: 'Taught', provisions: [['2026-10-01', null, { kind: 'home_education' }]] })
await plantChild(county, {
  surname: 'Lost',
  lives: [['2026-09-01', null]],
  circumstances: [['2026-11-10', null, { kind: 'died' }]],
})

test('before anybody counted, the page says so and how to start', () => {
  const { page, opened, asked } = beforeAnybody
  assert.match(page.$('.govuk-body-l').text(), /not been counted yet/)
  assert.equal(page.$('button:contains("Count both sides now")').length, 1)
  assert.equal(opened.status, 404)
  assert.deepEqual(asked, [])
})

test('both sides follow the written rule on any day', async () => {
  assert.deepEqual(await balance('2026-08-31'), agreed(0))
  assert.deepEqual(await balance('2026-09-15'), agreed(4))
  assert.deepEqual(await balance('2026-11-10'), agreed(6))
  assert.deepEqual(await balance('2026-11-11'), agreed(4))
  assert.deepEqual(await balance('2026-12-01'), agreed(3))
})

test('a retracted fact is on neither side', async () => {
  const { rows } = await county.superuser.query<{ id: string }>(
    `INSERT INTO address_fact (authority_id, record_id, starts_on, source, in_area, retracted_at)
     SELECT authority_id, id, '2026-09-01', 'health', true, now() FROM record WHERE person_id = $1 RETURNING id`,
    [orphan],
  )
  assert.equal(rows.length, 1)
  assert.deepEqual(await balance('2026-11-17'), agreed(4))
})

test('a balance that holds says so, with when it was counted and by whom', async () => {
  await doWork(county, balanceJob)
  const page = await visitor.get('/ledger/balance')
  assert.match(page.$('.govuk-body-l').text(), /The two sides agree/)
  assert.match(page.$('main').text(), /Counted on .* for Tuesday 17 November 2026, as every night/)
  assert.equal(page.$('main a[href^="/ledger/balance/children"]').length, 0)
  assert.equal((await visitor.get('/ledger/balance/children')).status, 404)
})

test('counting is asked for by a press, once however often it is pressed, and can be followed and stopped', async () => {
  const page = await visitor.get('/ledger/balance')
  const once = page.$('form[action="/ledger/balance"] input[name=once]').attr('value') ?? ''
  const first = await visitor.post('/ledger/balance', { once })
  assert.match(first.location ?? '', /^\/ledger\/work\//)
  assert.equal((await visitor.post('/ledger/balance', { once })).location, first.location)
  const again = await visitor.get('/ledger/balance')
  assert.match(again.$('main').text(), /Count both sides of the ledger: under way/)
  const progress = await visitor.get(first.location ?? '')
  assert.match(progress.$('main').text(), /Waiting for a worker/)
  await visitor.post(`${first.location}/cancel`)
  const { rows } = await county.superuser.query('SELECT cancel_asked FROM job WHERE kind = $1', ['ledger-balance'])
  assert.deepEqual(rows, [{ cancel_asked: true }])
  const practitioner = await app.as(await county.person('practitioner'))
  const seen = await practitioner.get('/ledger/balance')
  assert.deepEqual([seen.status, seen.$('main button, main a[href="/ledger/again"]').length], [200, 0])
  assert.equal((await practitioner.get('/ledger/again')).status, 403)
  assert.equal((await practitioner.post('/ledger/balance')).status, 403)
})

test('a state that is gone and a state that nothing bears out stand in suspense by name, until all is worked out anew', async () => {
  const before = await visitor.get('/ledger.csv?from=2026-09-01&on=2026-11-17')
  await county.superuser.query('DELETE FROM child_state WHERE person_id = $1', [resident])
  await county.superuser.query(
    `INSERT INTO child_state (authority_id, person_id, starts_on, state, in_area, because, citations, fact_ids)
     VALUES ($1, $2, '2026-09-01', 'on_roll', true, 'Nothing bears it out.', '{}', '{}')`,
    [county.authority_id, orphan],
  )
  await doWork(county, balanceJob)
  const page = await visitor.get('/ledger/balance')
  assert.match(page.$('.govuk-body-l').text(), /do not agree about 2 children/)
  const named = page
    .$('table:contains("Children on one side only") tbody tr')
    .toArray()
    .map(row => page.$(row).text().replaceAll(/\s+/g, ' ').trim())
  assert.equal(named.length, 2)
  assert.ok(
    named.some(line => /^Resident, Sam ?Facts but no state ?No state ?17 Nov 2026 ?Nobody$/.test(line)),
    named.join(' '),
  )
  assert.ok(
    named.some(line => /^Orphan, Sam ?A state without facts ?On roll/.test(line)),
    named.join(' '),
  )
  const { rows: looked } = await county.superuser.query<{ child_ids: string[] }>(
    `SELECT child_ids FROM audit_event WHERE action = 'ledger balance viewed' ORDER BY seq DESC LIMIT 1`,
  )
  assert.deepEqual(looked[0]?.child_ids.toSorted(), [resident, orphan].toSorted())
  for (const [side, child] of [
    ['facts_without_state', /^Resident, Sam.*No state/],
    ['state_without_facts', /^Orphan, Sam.*Nothing bears it out/],
  ] as const) {
    const list = await visitor.get(page.$(`a[href$="side=${side}"]`).attr('href') ?? '')
    assert.match(list.$('tbody tr').text().replaceAll(/\s+/g, ' ').trim(), child)
  }
  const csv = await visitor.get('/ledger/balance/children.csv?side=facts_without_state')
  assert.match(csv.html, /\r\nSam,Resident,2015-03-01,,,,,,\r\n$/)
  // The book still says what the states said before somebody reached past the program: it differs by the two.
  const { rows } = await county.superuser.query(
    'SELECT book_apart FROM ledger_balance ORDER BY counted_at DESC, id DESC LIMIT 1',
  )
  assert.deepEqual(rows, [{ book_apart: 2 }])

  const asked = await visitor.get('/ledger/again')
  assert.match(asked.$('main').text(), /Every child’s states, bands and clocks are worked out again/)
  assert.match((await visitor.post('/ledger/again')).location ?? '', /^\/ledger\/work\//)
  await doWork(county, againJob)
  const mended = await visitor.get('/ledger/balance')
  assert.match(mended.$('.govuk-body-l').text(), /The two sides agree/)
  assert.doesNotMatch(mended.$('main').text(), /Resident|Orphan/)
  assert.equal((await visitor.get('/ledger.csv?from=2026-09-01&on=2026-11-17')).html, before.html)
})

test('the count of the night is asked for once a day', async () => {
  await county.superuser.query('DELETE FROM ledger_balance_child')
  await county.superuser.query('DELETE FROM ledger_tally')
  await county.superuser.query('DELETE FROM ledger_balance')
  await county.superuser.query(`UPDATE job SET state = 'done', asked_at = now() - interval '2 hours'`)
  assert.deepEqual(await askToCountBalance(app.parts, county.today), [county.authority_id])
  assert.deepEqual(await askToCountBalance(app.parts, county.today), [])
  await county.superuser.query(`UPDATE job SET state = 'done', asked_at = now() - interval '2 hours'`)
  await doWork(county, balanceJob)
  assert.deepEqual(await askToCountBalance(app.parts, county.today), [])
})

test('the check finds a child in two states, one in a state without a cause, one in no account, and a move that no state made', async () => {
  await doWork(county, againJob)
  const check = () => engineWork(county).read('checked', tx => checkLedger(tx, county.today))
  assert.equal((await check()).holds, true)
  const [lost] = [await plantChild(county, { surname: 'Check', lives: [['2026-09-01', null]] })]
  // The database refuses two states on one day: its key is taken away to see that the check would find them all the same.
  await county.superuser.query('ALTER TABLE child_state DROP CONSTRAINT one_state_a_day')
  await county.superuser.query(
    `INSERT INTO child_state (authority_id, person_id, starts_on, state, in_area, because, citations, fact_ids)
     SELECT authority_id, person_id, '2026-10-01', 'home_educated', true, 'by hand', '{}', '{}' FROM child_state WHERE person_id = $1 LIMIT 1`,
    [lost],
  )
  await county.superuser.query('DELETE FROM child_suspense WHERE person_id = $1', [lost])
  await county.superuser.query(`UPDATE child_state SET fact_ids = ARRAY[uuidv7()] WHERE person_id = $1`, [resident])
  const found = await check()
  assert.equal(found.holds, false)
  assert.deepEqual([found.faults.two_states, found.faults.without_cause, found.faults.account_apart], [1, 1, 1])
  assert.equal(found.book_apart, 1)
  assert.match(checkText(county.today, found), /FAILED:\n {2}Two states on one day: 1/)
  await doWork(county, balanceJob)
  const opened = await visitor.get('/ledger/balance/children?side=without_cause')
  assert.match(opened.$('tbody').text(), /Resident/)
})
