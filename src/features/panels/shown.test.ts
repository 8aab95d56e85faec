import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { type Page, testApp } from '../../../test/support/app.ts'
import { keysOf, openedCase, send } from '../../../test/support/case-forms.ts'
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
const sitting = await county.person('practitioner')
const member = await app.as(sitting)
const coming = await county.person('team_manager')
const substitute = await app.as(coming)
const text = (page: Page) => page.$('main').text().replaceAll(/\s+/g, ' ')
const rowOf = (page: Page, name: string) => page.$(`main tbody th:contains("${name}") a`).attr('href') ?? ''

for (const surname of ['Alder', 'Birch', 'Cedar'])
  await openedCase(clerk, await plantChild(county, { surname, lives: [['2026-10-12', null]] }))
const begun = await send(clerk, '/panels/begin/M1', {
  ...{ title: 'Children Out of School meeting', purpose: 'Return to education', chair: 'Manager' },
  ...{ entry: 'open_cases', every: 'dates', count: '1', first_on: '2026-11-18', may_decide: ['advice'] },
})
const body = begun.location ?? ''
await send(clerk, `${body}/seat`, { account_id: sitting.account_id, seat: 'member' })
await send(clerk, `${body}/meeting`, { meets_on: '2026-11-17' })
const at = (await clerk.get(body)).$('main a[href*="/panels/meetings/"]').first().attr('href') ?? ''
await send(clerk, `${at}/agenda`, { order: 'reference' })
const attend = (account_id: string, how: string, substitute_id = '') =>
  send(clerk, `${at}/attendance`, { account_id, how, substitute_id })

test('the shared screen shows nothing until it is known who is there', async () => {
  assert.match(text(await clerk.get(`${at}/live`)), /Nothing is shown until attendance says who is there/)
  await attend(sitting.account_id, 'substitute')
  const page = text(await clerk.get(`${at}/live`))
  assert.match(page, /A substitute has to be named/)
  assert.doesNotMatch(page, /Alder|Birch|Cedar/)
  assert.equal((await member.get(`${at}/papers`)).status, 200)
})

test('the shared screen shows one child at a time, the next a link or a key away', async () => {
  await attend(clerking.account_id, 'room')
  await attend(sitting.account_id, 'remote')
  const page = await clerk.get(`${at}/live`)
  assert.match(text(page), /^.*Sam Alder.*Item 1 of 3.*Why it is here: The case is open.*State today/)
  assert.doesNotMatch(text(page), /Birch|Cedar/)
  const next = page.$('#next-item').attr('href') ?? ''
  assert.equal(page.$('[data-onroll-key=ArrowRight]').attr('data-onroll-follow'), 'next-item')
  assert.match(text(await clerk.get(next)), /Sam Birch.*Item 2 of 3/)
})

test('with a conflict of interest in the room nothing of that child is shown; once its holder has left, it is', async () => {
  const item = rowOf(await member.get(at), 'Birch').replace('/brief', '')
  await send(member, `${item}/conflict`, { kind: 'friend', sure: 'yes' })
  const page = text(await clerk.get(`${at}/live?item=2`))
  assert.match(page, /Item 2.*Somebody who is there may not see this child/)
  assert.doesNotMatch(page, /Birch|Sam|Why it is here/)
  await attend(sitting.account_id, 'apologies')
  assert.match(text(await clerk.get(`${at}/live?item=2`)), /Sam Birch/)
})

test('a substitute sees the children of the one meeting to which they came', async () => {
  assert.doesNotMatch(text(await substitute.get(at)), /Alder/)
  await attend(sitting.account_id, 'substitute', coming.account_id)
  assert.match(text(await clerk.get(at)), /came instead/)
  assert.match(text(await substitute.get(at)), /Sam Alder.*Sam Birch.*Sam Cedar/)
  await send(clerk, `${body}/meeting`, { meets_on: '2026-11-24' })
  const other = (await clerk.get(body)).$('main a[href*="/panels/meetings/"]').first().attr('href') ?? ''
  await send(clerk, `${other}/agenda`, { order: 'reference' })
  assert.match(text(await clerk.get(other)), /Sam Alder/)
  assert.doesNotMatch(text(await substitute.get(other)), /Alder|Birch|Cedar/)
})

test('papers: a numbered copy for each member with their name, what they may see, and who opened it', async () => {
  assert.doesNotMatch(text(await member.get(`${at}/papers`)), /Open your copy/)
  await send(clerk, `${at}/papers/publish`, { read: 'yes' })
  const own = `${at}/papers/${sitting.account_id}`
  assert.match(text(await clerk.get(`${at}/papers`)), new RegExp(`${sitting.account_name} ?Not yet`))
  assert.equal((await member.get(own)).location, `${at}/papers`, 'a copy is opened before it is read')
  const papers = await member.get(`${at}/papers`)
  assert.equal((await member.post(`${own}/open`, keysOf(papers))).location, own)
  const pack = text(await member.get(own))
  assert.match(pack, new RegExp(`Copy 2 of 2, for ${sitting.account_name} only`))
  assert.match(pack, /Sam Alder.*Sam Cedar/)
  assert.doesNotMatch(pack, /Birch/)
  assert.match(text(await clerk.get(`${at}/papers`)), new RegExp(`${sitting.account_name} ?\\d+ \\w+ \\d+ at`))
  assert.equal((await member.get(`${at}/papers/${clerking.account_id}`)).status, 404)
})

test('whoever runs the meeting prints the copy of another with what that one may see', async () => {
  const theirs = `${at}/papers/${sitting.account_id}`
  await clerk.post(`${theirs}/open`, keysOf(await clerk.get(`${at}/papers`)))
  const pack = text(await clerk.get(theirs))
  assert.match(pack, new RegExp(`for ${sitting.account_name} only.*Sam Alder`))
  assert.doesNotMatch(pack, /Birch/)
  assert.match(text(await clerk.get(`${at}/papers`)), /printed by/)
})

test('papers that were withdrawn open no longer, and say why', async () => {
  await send(clerk, `${at}/papers/withdraw`, { because: 'Drawn up too early.' })
  assert.match(text(await member.get(`${at}/papers`)), /Not published.*Withdrawn by .*: Drawn up too early/)
  assert.equal((await member.get(`${at}/papers/${sitting.account_id}`)).status, 404)
})
