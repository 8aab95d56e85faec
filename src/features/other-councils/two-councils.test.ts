import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { type Page, testApp, type Visitor } from '../../../test/support/app.ts'
import { errorsOf, keysOf, openedCase, send } from '../../../test/support/case-forms.ts'
import { testCounty } from '../../../test/support/county.ts'
import { plantChild } from '../../../test/support/plant-children.ts'

// Two councils, each with a database and a program of its own.
const [here, there] = [await testCounty(), await testCounty()]
await there.superuser.query(`UPDATE authority SET code = '891', name = 'Southmere Council' WHERE id = $1`, [
  there.authority_id,
])
const [ours, theirs] = [await testApp(here), await testApp(there)]
after(async () => {
  await ours.close()
  await theirs.close()
  await here.drop()
  await there.drop()
})
const officer = await ours.as(await here.person('cme_officer'))
const asked = await theirs.as(await there.person('cme_officer'))
const [ourKeys, theirKeys] = [
  await ours.as(await here.person('administrator')),
  await theirs.as(await there.person('administrator')),
]
const text = (page: Page, of = 'main') => page.$(of).text().replaceAll(/\s+/g, ' ')

async function keyOf(keeper: Visitor): Promise<{ key_file: string; fingerprint: string }> {
  await send(keeper, '/other-councils/key', { sure: 'yes' })
  const fingerprint = (await keeper.get('/other-councils')).$('main strong.onroll-whole').first().text()
  return { fingerprint, key_file: (await keeper.get('/other-councils/key-file')).response.payload }
}
const fileOn = async (visitor: Visitor, path: string | null): Promise<string> => {
  const { response } = await visitor.get(`${path}/file`)
  assert.match(String(response.headers['content-disposition']), /attachment/)
  return response.payload
}
async function read(visitor: Visitor, content: string): Promise<Page> {
  const form = await visitor.get('/packets/read')
  return visitor.upload('/packets/read', keysOf(form), { field: 'packet_file', name: 'a.json', content })
}
async function missing(surname: string): Promise<{ child: string; href: string }> {
  const child = await plantChild(here, { surname, forename: 'Isla', lives: [['2026-10-19', null]] })
  return { child, href: await openedCase(officer, child, { opened_because: 'Excluded, and a plan of protection.' }) }
}
const councilIn = (page: Page) => page.$('#council option:contains("Southmere")').attr('value') ?? ''

test('a key is used only once its fingerprint was compared', async () => {
  const [mine, yours] = [await keyOf(ourKeys), await keyOf(theirKeys)]
  const how = { checked_how: 'Their head of inclusion, by telephone' }
  const wrong = await send(ourKeys, '/other-councils/add', { ...yours, ...how, fingerprint: mine.fingerprint })
  assert.match(errorsOf(wrong).join(' '), /is not that of this file/)
  const own = await send(ourKeys, '/other-councils/add', { ...mine, ...how })
  assert.match(errorsOf(own).join(' '), /key of your own council/)
  const added = await send(ourKeys, '/other-councils/add', {
    ...yours,
    ...how,
    fingerprint: yours.fingerprint.toLowerCase(),
  })
  assert.equal(added.location, '/other-councils')
  assert.match(errorsOf(await send(ourKeys, '/other-councils/add', { ...yours, ...how })).join(' '), /end it first/)
  assert.equal((await send(theirKeys, '/other-councils/add', { ...mine, ...how })).location, '/other-councils')
  assert.equal((await officer.get('/other-councils/add')).status, 403)
})

test('an enquiry goes out without a reason, is answered once, and the answer stands on the case', async () => {
  const { href } = await missing('Fernhollow')
  const form = await officer.get(`${href}/ask-council`)
  const made = await send(officer, `${href}/ask-council`, { council: councilIn(form), last_address: '' })
  const packet = await fileOn(officer, made.location)
  const inside = Buffer.from(JSON.parse(packet).packet, 'base64').toString('utf8')
  assert.match(inside, /Fernhollow/)
  assert.doesNotMatch(inside, /xcluded|protection|CME|MARL|Excl/)

  const came = await read(asked, packet)
  const enquiry = await asked.get(came.location ?? '')
  assert.match(text(enquiry), /Isla Fernhollow/)
  // Ten working days after Tuesday 17 November.
  assert.match(text(enquiry), /Tuesday 1 December 2026/)
  assert.equal((await read(asked, packet)).location, came.location, 'the same packet twice is one')
  const answer = {
    answer: 'accepted',
    from_on: '2026-11-02',
    contact: 'J. Moor, 01632 960111',
    note: 'Lives with an aunt.',
  }
  const unsaid = await send(asked, `${came.location}/answer`, { ...answer, from_on: '' })
  assert.match(errorsOf(unsaid).join(' '), /the day from which it is so/)
  const replied = await send(asked, `${came.location}/answer`, answer)
  assert.equal((await asked.get(`${came.location}/answer`)).status, 404)
  const reply = await fileOn(asked, replied.location)

  const back = await read(officer, reply)
  assert.match(
    text(await officer.get(back.location ?? '')),
    /The child is here, and we take responsibility, from Monday 2 November 2026/,
  )
  const page = await officer.get(href)
  assert.match(text(page, 'h3:contains("Asked of other councils") + div'), /Southmere Council.*we take responsibility/)
  assert.match(text(page), /Lives with an aunt\./)
  assert.match(text(await officer.get('/packets')), /Isla Fernhollow.*we take responsibility/)
})

test('what was altered, was meant for another, answers nothing, or comes from a key that ended is not opened', async () => {
  const { href } = await missing('Altered')
  const form = await officer.get(`${href}/ask-council`)
  const made = await send(officer, `${href}/ask-council`, { council: councilIn(form), last_address: '' })
  const packet = await fileOn(officer, made.location)
  const parts = JSON.parse(packet)
  const altered = Buffer.from(Buffer.from(parts.packet, 'base64').toString('utf8').replace('Altered', 'Another'))
  const tampered = await read(asked, JSON.stringify({ ...parts, packet: altered.toString('base64') }))
  assert.match(errorsOf(tampered).join(' '), /altered on its way/)
  assert.match(errorsOf(await read(officer, packet)).join(' '), /a key that nobody here has checked/)
  assert.match(errorsOf(await read(asked, 'x'.repeat(70_000))).join(' '), /too large to be a packet/)
  assert.match(errorsOf(await read(asked, '')).join(' '), /Choose the packet|no packet of a council/)

  const came = await read(asked, packet)
  const answer = { answer: 'not_known', from_on: '', contact: 'J. Moor', note: '' }
  const replied = await send(asked, `${came.location}/answer`, answer)
  const reply = await fileOn(asked, replied.location)
  const end = (await ourKeys.get('/other-councils')).$('main a[href$="/end"]').attr('href') ?? ''
  await send(ourKeys, end, { because: 'Their server was stolen.' })
  assert.match(errorsOf(await read(officer, reply)).join(' '), /a key that nobody here has checked/)
  assert.match(text(await officer.get(href)), /None yet/)
})

test('while a danger is feared no council is asked', async () => {
  const yours = { fingerprint: '', key_file: (await theirKeys.get('/other-councils/key-file')).response.payload }
  yours.fingerprint = (await theirKeys.get('/other-councils')).$('main strong.onroll-whole').first().text()
  await send(ourKeys, '/other-councils/add', { ...yours, checked_how: 'By telephone again' })
  const { href } = await missing('Feared')
  const { location } = await send(officer, `${href}/trace`, { about: 'find' })
  await send(officer, `${location}/steps/Q5`, { answer: 'unsure', said: 'tried' })
  const form = await officer.get(`${href}/ask-council`)
  const tried = await send(officer, `${href}/ask-council`, { council: councilIn(form), last_address: '' })
  assert.match(errorsOf(tried).join(' '), /A danger is feared: no other council is asked/)
})
