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
const clerk = await app.as(await county.person('cme_officer'))
const managing = await county.person('team_manager')
const manager = await app.as(managing)
const fairAccess = await county.person('fair_access_officer')
const member = await app.as(fairAccess)
const head = await app.as(await county.person('school_head'))
const text = (page: Page) => page.$('main').text().replaceAll(/\s+/g, ' ')
const rowOf = (page: Page, name: string) => page.$(`main tbody tr:contains("${name}") a`).attr('href') ?? ''

// Today is Tuesday 17 November 2026. Wednesdays until Christmas: 18, 25 November, 2, 9, 16 December.
const alder = await openedCase(clerk, await plantChild(county, { surname: 'Alder', lives: [['2026-10-12', null]] }))
const birch = await openedCase(clerk, await plantChild(county, { surname: 'Birch', lives: [['2026-10-19', null]] }))
const begun = await send(clerk, '/panels/begin/M1', {
  ...{ title: 'Children Out of School meeting', purpose: 'Return to education', chair: 'Fair Access Team Manager' },
  ...{ entry: 'open_cases', every: 'weeks', count: '1', first_on: '2026-11-18' },
  may_decide: ['advice', 'fund_interim', 'return_on', 'close'],
})
const body = begun.location ?? ''
const seatFor = async (account_id: string, seat: string) => send(clerk, `${body}/seat`, { account_id, seat })
const meetings = async () =>
  (await clerk.get(body))
    .$('main a[href*="/panels/meetings/"]')
    .toArray()
    .map(link => link.attribs.href ?? '')

test('a body of the sources is offered as its source has it, and begun', async () => {
  const form = await clerk.get('/panels/begin/M2')
  assert.equal(form.$('#title').attr('value'), 'Vulnerable Children Education Commissioning panel')
  assert.equal(form.$('#count').attr('value'), '3')
  const list = await clerk.get('/panels')
  assert.match(text(list), /Children Out of School meeting.*Return to education/)
  assert.match(text(await clerk.get(body)), /Every week, from Wednesday 18 November 2026/)
})

test('its meetings are planned on the weekday, and none at Christmas', async () => {
  const planned = await send(clerk, `${body}/schedule`, { until: '2027-01-01' })
  assert.equal(planned.location, body)
  const page = text(await clerk.get(body))
  assert.match(
    page,
    /Wednesday 16 December 2026.*Wednesday 9 December.*Wednesday 2 December.*Wednesday 25 November.*Wednesday 18 November 2026/,
  )
  assert.doesNotMatch(page, /23 December|30 December/)
  const again = await send(clerk, `${body}/schedule`, { until: '2027-01-01' })
  assert.match(errorsOf(again).join(' '), /No further meeting/)
})

test('only who sits on the body sees its children; school staff not even that there is one', async () => {
  const at = (await meetings()).at(-1) ?? ''
  const built = await send(clerk, `${at}/agenda`, { order: 'opened' })
  assert.equal(built.location, at)
  const item = rowOf(await clerk.get(at), 'Alder')
  assert.match(text(await clerk.get(at)), /Sam Alder.*Sam Birch/)
  assert.doesNotMatch(text(await manager.get(at)), /Alder|Birch/)
  assert.equal((await manager.get(item)).status, 404)
  assert.equal((await head.get(body)).status, 403)
  await seatFor(managing.account_id, 'chair')
  await seatFor(fairAccess.account_id, 'member')
  assert.match(text(await manager.get(at)), /Sam Alder/)
  const twice = await seatFor(managing.account_id, 'member')
  assert.match(errorsOf(twice).join(' '), /sits on the body already/)
})

test('who declares a conflict sees nothing of that child at this meeting', async () => {
  const at = (await meetings()).at(-1) ?? ''
  const item = rowOf(await member.get(at), 'Birch')
  assert.match(errorsOf(await send(member, `${item}/conflict`, { kind: 'friend' })).join(' '), /Tick the box/)
  const declared = await send(member, `${item}/conflict`, { kind: 'friend', sure: 'yes' })
  assert.equal(declared.location, at)
  assert.doesNotMatch(text(await member.get(at)), /Birch/)
  for (const page of ['', '/brief', '/conflict']) assert.equal((await member.get(`${item}${page}`)).status, 404, page)
  assert.match(text(await manager.get(at)), /Birch/)
})

test('a child is heard: the decision comes back to the case, the action stands with its owner, and the next child follows', async () => {
  const at = (await meetings()).at(-1) ?? ''
  const [first, second] = [rowOf(await clerk.get(at), 'Alder'), rowOf(await clerk.get(at), 'Birch')]
  const page = await clerk.get(first)
  assert.match(text(page), /In brief.*State today: /)
  assert.equal(page.$('main a:contains("Next: Sam Birch")').attr('href'), second)
  const said = {
    discussion: 'The school has a place from January.',
    text: 'Twelve hours until then.',
    how_made: 'meeting',
  }
  const fund = {
    kind: 'fund_interim',
    provider: 'Riverside',
    weekly_hours: '12',
    from_on: '2026-11-23',
    until_on: '2027-01-08',
  }
  const incomplete = await send(clerk, first, { ...said, ...fund })
  assert.match(errorsOf(incomplete).join(' '), /Enter the cost a week/)
  assert.match(incomplete.$('textarea[name=discussion]').text(), /a place from January/)
  const half = await send(clerk, first, { ...said, ...fund, weekly_cost: '480', what: 'Book the taxi' })
  assert.match(errorsOf(half).join(' '), /fill in all three or none/)
  const other = await send(clerk, first, { ...said, ...fund, weekly_cost: '480', discussion: 'As for Sam Birch.' })
  assert.match(errorsOf(other).join(' '), /names Sam Birch, another child/)

  const [one, two] = [keysOf(await clerk.get(first)), keysOf(await manager.get(first))]
  const action = { what: 'Book the taxi', owner_id: managing.account_id, due_on: '2026-11-24' }
  const done = await clerk.post(first, { ...one, ...said, ...fund, ...action, weekly_cost: '480' })
  assert.equal(done.location, second)
  const late = await manager.post(first, { ...two, ...said, kind: 'advice', text: 'Something else.' })
  assert.equal(late.status, 409)
  assert.match(text(late), /Twelve hours until then/)
  assert.match(text(late), /Something else/)

  const story = text(await clerk.get(alder))
  assert.match(
    story,
    /Fund interim provision: Riverside, 12 hours a week at £480\.00 a week, from Monday 23 November 2026 until Friday 8 January 2027/,
  )
  assert.match(text(await manager.get('/today')), /Book the taxi/)
  assert.doesNotMatch(text(await clerk.get(birch)), /Riverside/)
})

test('what a meeting said of a child is hidden in the case too from whoever has a conflict of interest', async () => {
  const at = (await meetings()).at(-1) ?? ''
  const item = rowOf(await clerk.get(at), 'Birch')
  const action = { what: 'Visit on Friday', owner_id: managing.account_id, due_on: '2026-11-27' }
  const said = { discussion: 'Seen at the market.', kind: 'advice', how_made: 'meeting', text: 'Ask the hostel.' }
  assert.equal((await send(clerk, item, { ...said, ...action })).location, at)
  assert.match(text(await clerk.get(birch)), /Ask the hostel/)
  const theirs = text(await member.get(birch))
  assert.match(theirs, /Sam Birch/)
  assert.doesNotMatch(theirs, /Ask the hostel|Visit on Friday|Seen at the market/)
})

test('minutes are approved by somebody else than their writer, land in the child’s record only, and are then never changed', async () => {
  const at = (await meetings()).at(-1) ?? ''
  const item = rowOf(await clerk.get(at), 'Alder')
  assert.match(errorsOf(await send(clerk, `${at}/approve`, { read: 'yes' })).join(' '), /somebody else wrote/)
  const edited = await send(clerk, `${item}/minute`, { text: 'Heard. A place from 11 January.' })
  assert.equal(edited.location, at)
  assert.match(
    errorsOf(await send(clerk, `${item}/minute`, { text: 'Like the Birch case.' })).join(' '),
    /another child/,
  )
  const approved = await send(manager, `${at}/approve`, { read: 'yes' })
  assert.equal(approved.location, at)
  assert.match(text(await clerk.get(alder)), /minute: ?Heard\. A place from 11 January/)
  assert.doesNotMatch(text(await clerk.get(birch)), /11 January/)
  assert.equal((await clerk.get(`${item}/minute`)).status, 404)
  await send(clerk, `${item}/addendum`, { text: 'The place is from 12 January.' })
  await send(manager, `${at}/approve`, { read: 'yes' })
  assert.match(text(await clerk.get(at)), /A place from 11 January.*addendum.*from 12 January/)
  for (const sql of [`UPDATE panel_minute SET text = 'x'`, `UPDATE panel_minute SET approved_by = written_by`])
    await assert.rejects(
      county.superuser
        .query(`BEGIN; SET LOCAL ROLE onroll_app; ${sql}`)
        .finally(() => county.superuser.query('ROLLBACK')),
    )
})

test('what is put off, and what a cancelled meeting did not hear, comes back to the next', async () => {
  const [, , , next, first] = await meetings()
  assert.ok(next && first)
  const item = rowOf(await clerk.get(first), 'Birch')
  assert.equal((await send(clerk, `${item}/defer`, { because: 'The family could not come.' })).location, first)
  await send(clerk, `${next}/agenda`, { order: 'band' })
  assert.match(text(await clerk.get(next)), /Sam Birch.*Comes back\. Deferred: The family could not come/)
  const heard = await clerk.get(`${first}/cancel`)
  assert.match(
    errorsOf(await clerk.post(`${first}/cancel`, { ...keysOf(heard), because: 'Snow.' })).join(' '),
    /took place/,
  )
  const off = await send(clerk, `${next}/cancel`, { because: 'Snow.', instead_on: '2026-11-26' })
  assert.equal(off.location, next)
  const page = await clerk.get(body)
  const thursday = page.$('main a:contains("26 November 2026")').attr('href') ?? ''
  assert.match(text(await clerk.get(thursday)), /Sam Birch.*Deferred: Snow/, 'it went along')
})

test('the calendar of a member holds the meetings of the body and no child’s name', async () => {
  const form = await member.get('/account/calendar')
  const made = await member.post('/account/calendar', keysOf(form))
  const url = made.$('main a[href$=".ics"]').attr('href') ?? ''
  const { body: calendar } = await app.web.inject({ method: 'GET', url })
  assert.match(calendar, /DTSTART;VALUE=DATE:20261216\r\n.*\r\nSUMMARY:Children Out of School meeting/)
  assert.match(calendar, /DTSTART;VALUE=DATE:20261126/)
  assert.doesNotMatch(calendar, /DTSTART;VALUE=DATE:20261125/, 'the meeting that was cancelled')
  assert.doesNotMatch(calendar, /Alder|Birch|Sam/)
})
