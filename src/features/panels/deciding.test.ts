import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { type Page, testApp } from '../../../test/support/app.ts'
import { errorsOf, keysOf, openedCase, send } from '../../../test/support/case-forms.ts'
import { testCounty } from '../../../test/support/county.ts'
import { plantChild } from '../../../test/support/plant-children.ts'

const county = await testCounty()
const app = await testApp(county)
after(async () => {
  await app.close()
  await county.drop()
})
const clerking = await county.person('cme_officer')
const clerk = await app.as(clerking)
const managing = await county.person('team_manager')
const chair = await app.as(managing)
const text = (page: Page) => page.$('main').text().replaceAll(/\s+/g, ' ')
const rowOf = (page: Page, name: string) => page.$(`main tbody th:contains("${name}") a`).attr('href') ?? ''
const named = (page: Page) =>
  page
    .$('main tbody th a')
    .toArray()
    .map(link => page.$(link).text().split(' ').at(-1))

// Today is Tuesday 17 November 2026.
const cases: Record<string, string> = {}
for (const surname of ['Alder', 'Birch', 'Cedar', 'Elder'])
  cases[surname] = await openedCase(clerk, await plantChild(county, { surname, lives: [['2026-10-12', null]] }))
const caseOf = (name: string) => cases[name] ?? ''
const referenceOf = async (surname: string) => {
  const { rows } = await county.superuser.query<{ reference: string }>(
    'SELECT reference FROM council_case WHERE id = $1',
    [caseOf(surname).split('/').at(-1)],
  )
  return rows[0]?.reference ?? ''
}
const proposed = async (surname: string) =>
  county.superuser.query(
    `INSERT INTO ladder_step (authority_id, case_id, person_id, sealed, level, judged, summary, proposed_on, proposed_by)
     SELECT authority_id, id, person_id, sealed, 2, '[]', 'What is asked', '2026-11-10', $2 FROM council_case WHERE id = $1`,
    [caseOf(surname).split('/').at(-1), managing.account_id],
  )
await proposed('Alder')
await proposed('Birch')
const begun = await send(clerk, '/panels/begin/M2', {
  ...{ title: 'Commissioning panel', purpose: 'Interim education', chair: 'Group Manager' },
  ...{ entry: 'level_2', every: 'dates', count: '1', first_on: '2026-11-18', quorum: '2', quorum_chair: 'yes' },
  ...{ may_decide: ['advice', 'fund_interim', 'escalate', 'return_on'], yearly_budget: '10000' },
})
const body = begun.location ?? ''
await send(clerk, `${body}/seat`, { account_id: managing.account_id, seat: 'chair' })
const meets = async (meets_on: string) => {
  await send(clerk, `${body}/meeting`, { meets_on })
  return (await clerk.get(body)).$('main a[href*="/panels/meetings/"]').first().attr('href') ?? ''
}
const first = await meets('2026-11-17')
const advice = { discussion: 'Talked over.', kind: 'advice', text: 'Ask both heads.', how_made: 'meeting' }
const fund = {
  ...{ discussion: 'Nobody has a place.', kind: 'fund_interim', text: 'Ten hours.', how_made: 'meeting' },
  ...{
    provider: 'Riverside',
    weekly_hours: '10',
    weekly_cost: '350.00',
    from_on: '2026-11-23',
    until_on: '2026-12-06',
  },
}

test('the chair adds one case by hand, and only one that they may see', async () => {
  await send(clerk, `${first}/agenda`, { order: 'opened' })
  assert.deepEqual(named(await clerk.get(first)), ['Alder', 'Birch'])
  const reference = await referenceOf('Cedar')
  const none = await send(clerk, `${first}/add`, { reference: 'X-1', because: 'Asked for.' })
  assert.match(errorsOf(none).join(' '), /No open case that you may see/)
  assert.equal(none.$('#reference').attr('value'), 'X-1')
  assert.equal(
    (await send(chair, `${first}/add`, { reference: reference.toLowerCase(), because: 'Asked for.' })).location,
    first,
  )
  assert.match(text(await clerk.get(first)), /Sam Cedar.*Proposed\. Asked for/)
  assert.match(errorsOf(await send(chair, `${first}/add`, { reference, because: 'Again.' })).join(' '), /already/)
})

test('a child is moved up and down with buttons, and the order stays when the agenda is drawn up again', async () => {
  const page = await clerk.get(first)
  const up = page.$('main form[action$="/up"]').last().attr('action') ?? ''
  const keys = { once: page.$('main form input[name=once]').last().attr('value') ?? '' }
  assert.match(page.$('main form button').last().text(), /Move Sam Cedar up/)
  assert.equal((await clerk.post(up, keys)).location, first)
  assert.deepEqual(named(await clerk.get(first)), ['Alder', 'Cedar', 'Birch'])
  const again = await clerk.get(`${first}/agenda`)
  assert.equal(again.$('input[name=order]:checked').attr('value'), 'hand')
  await send(clerk, `${first}/agenda`, { order: 'hand' })
  assert.deepEqual(named(await clerk.get(first)), ['Alder', 'Cedar', 'Birch'])
})

test('without a quorum the meeting says what it lacks and decides nothing itself; the chair alone may, with a reason', async () => {
  assert.match(text(await clerk.get(first)), /No quorum.*0 of at least 2 people are there.*Nobody is in the chair/)
  const item = rowOf(await clerk.get(first), 'Alder')
  const refused = await send(clerk, item, fund)
  assert.match(errorsOf(refused).join(' '), /no quorum.*Nobody is in the chair/i)
  assert.match(refused.$('textarea[name=discussion]').text(), /Nobody has a place/)
  assert.match(errorsOf(await send(clerk, item, { ...fund, how_made: 'chair' })).join(' '), /why it could not wait/)
  const alone = { ...fund, how_made: 'chair', made_because: 'He is out from Monday.' }
  assert.notEqual((await send(clerk, item, alone)).location, null)
  assert.match(
    text(await clerk.get(caseOf('Alder'))),
    /By the chair alone, to be ratified by the next meeting: He is out from Monday/,
  )
})

test('what a panel decides of a proposal answers it on the ladder', async () => {
  assert.match(text(await clerk.get(`${caseOf('Alder')}/ladder`)), /Interim education funded/)
  assert.doesNotMatch(text(await clerk.get(`${caseOf('Alder')}/ladder`)), /it waits for the/)
  assert.match(text(await clerk.get(`${caseOf('Birch')}/ladder`)), /it waits for the/)
})

test('a body decides only what it may', async () => {
  const item = rowOf(await clerk.get(first), 'Birch')
  assert.equal((await clerk.get(item)).$('input[name=kind][value=close]').length, 0)
  assert.match(errorsOf(await send(clerk, item, { ...advice, kind: 'close' })).join(' '), /Choose what was decided/)
})

test('with its quorum it decides: two weeks of 350 pounds are committed of ten thousand, and none once it is withdrawn', async () => {
  for (const [account_id, how] of [
    [managing.account_id, 'room'],
    [clerking.account_id, 'remote'],
  ] as const)
    await send(clerk, `${first}/attendance`, { account_id, how })
  const item = rowOf(await clerk.get(first), 'Birch')
  assert.match(errorsOf(await send(clerk, item, { ...fund, until_on: '2026-11-20' })).join(' '), /before the first/)
  assert.equal(text(await clerk.get(body)).includes('£700.00 of £10,000.00'), true, text(await clerk.get(body)))
  await send(clerk, item, fund)
  assert.match(text(await clerk.get(body)), /£1,400\.00 of £10,000\.00/)
  const decision_id = (await clerk.get(`${item}/withdraw`)).$('input[name=decision_id]').attr('value') ?? ''
  await send(clerk, `${item}/withdraw`, { decision_id, because: 'The wrong provider.' })
  assert.match(text(await clerk.get(body)), /£700\.00 of £10,000\.00/)
  assert.match(text(await clerk.get(caseOf('Birch'))), /withdrawn what was decided.*The wrong provider/)
  assert.equal((await clerk.get(`${item}/withdraw`)).status, 404)
})

test('what the chair decided alone stands on the next agenda until that meeting ratifies it', async () => {
  const next = await meets('2026-12-08')
  await send(clerk, `${next}/agenda`, { order: 'opened' })
  assert.match(text(await clerk.get(next)), /Sam Alder.*Comes back\. To be ratified: Ten hours/)
  const item = rowOf(await clerk.get(next), 'Alder')
  const decision_id = (await clerk.get(`${item}/ratify`)).$('input[name=decision_id]').attr('value') ?? ''
  assert.match(errorsOf(await send(clerk, `${item}/ratify`, { decision_id })).join(' '), /no quorum/)
  for (const account_id of [managing.account_id, clerking.account_id])
    await send(clerk, `${next}/attendance`, { account_id, how: 'room' })
  assert.equal((await send(clerk, `${item}/ratify`, { decision_id })).location, next)
  assert.match(text(await clerk.get(caseOf('Alder'))), /ratified what was decided on 17 Nov 2026/)
  assert.equal((await clerk.get(`${item}/ratify`)).status, 404)
})

test('the figures of a body: children considered, days from proposal to decision, actions done on time and not', async () => {
  const next = (await clerk.get(body)).$('main a[href*="/panels/meetings/"]').first().attr('href') ?? ''
  const reference = await referenceOf('Elder')
  const added = await send(clerk, `${next}/add`, { reference, because: 'Asked for.' })
  assert.equal(added.location, next, text(added))
  const item = rowOf(await clerk.get(next), 'Elder')
  await send(clerk, item, { ...advice, what: 'Ring the school', owner_id: managing.account_id, due_on: '2026-11-20' })
  assert.match(text(await clerk.get(`${body}/oversight`)), /Nobody|No action of it is overdue/)
  await county.superuser.query("UPDATE agreed_action SET due_on = '2026-11-16', agreed_on = '2026-11-10'")
  const page = text(await clerk.get(`${body}/oversight`))
  assert.match(page, /Children considered ?4/)
  assert.match(page, /Days from proposal to decision, the middle one ?7/)
  assert.match(page, /£700\.00 of £10,000\.00/)
  assert.match(page, /Sam Elder: Ring the school By .*, due 16 Nov 2026/)
  assert.match(text(await clerk.get(`${body}/oversight?year=2025`)), /Children considered ?0.*Nothing decided.*£0\.00/)
})

test('somebody who changes a body after another is shown both; a body that has ended meets no more', async () => {
  const values = {
    ...{ title: 'Commissioning panel', purpose: 'Interim education', chair: '', entry: 'level_2', every: 'dates' },
    ...{ count: '1', first_on: '2026-11-18', may_decide: ['advice'] },
  }
  const [one, two] = [keysOf(await clerk.get(`${body}/edit`)), keysOf(await chair.get(`${body}/edit`))]
  assert.equal((await clerk.post(`${body}/edit`, { ...one, ...values, title: 'Panel of the clerk' })).location, body)
  const late = await chair.post(`${body}/edit`, { ...two, ...values, title: 'Panel of the chair' })
  assert.equal(late.status, 409)
  assert.match(text(late), /Panel of the clerk.*Panel of the chair/)
  assert.equal((await send(clerk, `${body}/end`, { because: 'Merged into another.' })).location, body)
  assert.match(text(await clerk.get(body)), /Ended.*Merged into another/)
  assert.equal((await clerk.get(`${body}/meeting`)).status, 404)
})
