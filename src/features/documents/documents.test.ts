import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { testApp, type Visitor } from '../../../test/support/app.ts'
import { errorsOf, keysOf, send } from '../../../test/support/case-forms.ts'
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
const officer = await app.as(await county.person('cme_officer'))
const child = (surname: string) =>
  plantChild(county, { surname, lives: [['2026-09-01', null]], rolls: [['2026-09-01', null]] })
const pdf = '%PDF-1.7 a letter'
const letter = { kind: 'letter', title: 'Letter from the doctor', dated_on: '2026-10-01', field_class: 'education' }

async function add(
  who: Visitor,
  id: string,
  fields: Record<string, string>,
  name = 'letter.pdf',
  content: string | Buffer = pdf,
) {
  const path = `/children/${id}/documents/new`
  const form = await who.get(path)
  return who.upload(path, { ...keysOf(form), ...fields }, { field: 'document_file', name, content })
}
const titles = async (who: Visitor, id: string, query = '') => {
  const page = await who.get(`/children/${id}/documents${query}`)
  return page
    .$('tbody th')
    .toArray()
    .map(cell => page.$(cell).find('a').text() || page.$(cell).text())
}

test('a document is kept as it came, is opened as a download, and each opening is recorded', async () => {
  const id = await child('Alder')
  assert.match((await officer.get(`/children/${id}/documents`)).$('main').text(), /add the first/)
  assert.equal((await add(officer, id, letter)).location, `/children/${id}/documents`)
  assert.deepEqual(await titles(officer, id), ['Letter from the doctor'])
  const href = (await officer.get(`/children/${id}/documents`)).$('tbody a').first().attr('href') ?? ''
  const { response, html } = await officer.get(href)
  assert.equal(html, pdf)
  assert.match(String(response.headers['content-disposition']), /^attachment; filename="letter.pdf"/)
  assert.equal(response.headers['x-content-type-options'], 'nosniff')
  // What is streamed is recorded when its transaction ends, which is after the last byte.
  let opened = 0
  for (let tries = 0; opened === 0 && tries < 200; tries++) {
    const { rowCount } = await county.superuser.query(
      `SELECT FROM audit_event WHERE action = 'document opened' AND child_ids = ARRAY[$1::uuid]`,
      [id],
    )
    opened = rowCount ?? 0
    if (opened === 0) await new Promise(done => setTimeout(done, 20))
  }
  assert.equal(opened, 1)
  assert.match(
    (await officer.get(`/children/${id}`)).$('.onroll-story').text(),
    /Added: Letter, “Letter from the doctor”/,
  )
})

test('a file that is not what its name says is refused, and what was typed stays', async () => {
  const id = await child('Birch')
  const refusals: [string, string | Buffer, RegExp][] = [
    ['page.html', '<script>alert(1)</script>', /Choose a PDF/],
    ['letter.pdf', '<html><script>alert(1)</script>', /called \.pdf, but it is not a PDF/],
    ['photo.png', Buffer.from([0xff, 0xd8, 0xff, 0xe0]), /not a PNG picture/],
    ['letter.docx', 'PK plain', /not a Word document/],
    ['note.txt', Buffer.from([0x4d, 0x5a, 0, 0, 1]), /not a text file/],
    ['letter.pdf', '', /is empty/],
  ]
  for (const [name, content, why] of refusals) {
    const page = await add(officer, id, letter, name, content)
    assert.equal(page.status, 422, name)
    assert.match(errorsOf(page).join(), why)
    assert.equal(page.$('#title').attr('value'), 'Letter from the doctor')
  }
  const form = await officer.get(`/children/${id}/documents/new`)
  const none = await officer.post(`/children/${id}/documents/new`, { ...keysOf(form), ...letter })
  assert.deepEqual(errorsOf(none), ['Choose the document'])
  assert.deepEqual(await titles(officer, id), [])
  const kept = await county.superuser.query('SELECT FROM file WHERE person_id = $1', [id])
  assert.equal(kept.rowCount, 0)
})

test('each opens the documents of the own classes, and whoever added one goes on seeing it', async () => {
  const id = await child('Cedar')
  const head = await app.as(await county.person('school_head'))
  const lead = await app.as(await county.person('school_safeguarding_lead'))
  const senco = await app.as(await county.person('school_senco'))
  const office = await app.as(await county.person('school_office'))
  const other = await app.as(await county.person('practitioner'))
  const order = { ...letter, kind: 'court_order', title: 'Prohibited steps order' }
  const refused = await add(officer, id, order)
  assert.match(errorsOf(refused).join(), /for a court order/)
  await add(officer, id, letter)
  await add(officer, id, { ...order, field_class: 'care_detail' })
  await add(officer, id, { ...letter, title: 'Where they live', field_class: 'address' })
  const ofOrder =
    (await officer.get(`/children/${id}/documents`)).$('a:contains("Prohibited steps")').attr('href') ?? ''
  assert.equal((await officer.get(ofOrder)).status, 200)
  for (const [who, sees] of [
    [head, ['Letter from the doctor', 'Where they live']],
    [senco, ['Letter from the doctor']],
    [office, ['Where they live']],
    [lead, ['Letter from the doctor', 'Prohibited steps order', 'Where they live']],
    [other, ['Letter from the doctor', 'Where they live']],
  ] as const) {
    assert.deepEqual((await titles(who, id)).sort(), sees)
    assert.equal((await who.get(ofOrder)).status, who === lead ? 200 : 404)
    assert.doesNotMatch((await who.get(`/children/${id}`)).html, who === lead ? /^$/ : /Prohibited steps/)
  }
  assert.deepEqual(await titles(officer, id, '?kind=court_order'), ['Prohibited steps order'])
  assert.equal((await head.get(`/children/${id}/documents/new`)).status, 403)
})

test('a withdrawn document stays named with its reason, and nobody opens it', async () => {
  const id = await child('Dogwood')
  await add(officer, id, letter)
  const page = await officer.get(`/children/${id}/documents`)
  const href = page.$('tbody a').first().attr('href') ?? ''
  const withdraw = page.$('a:contains("Withdraw")').attr('href') ?? ''
  assert.deepEqual(errorsOf(await send(officer, withdraw, {})), ['Enter why it is withdrawn'])
  await send(officer, withdraw, { withdrawn_because: 'About another child.' })
  const after = await officer.get(`/children/${id}/documents`)
  assert.match(after.$('tbody').text(), /Withdrawn .* by .*: About another child\./)
  assert.equal(after.$('tbody a').length, 0)
  assert.equal((await officer.get(href)).status, 404)
  const kept = await county.superuser.query('SELECT FROM file WHERE person_id = $1', [id])
  assert.equal(kept.rowCount, 1, 'nothing is deleted by use')
})

test('the documents of a sealed child are there for nobody who is not named, by any address', async () => {
  const id = await child('Elm')
  await add(officer, id, letter)
  const href = (await officer.get(`/children/${id}/documents`)).$('tbody a').first().attr('href') ?? ''
  const manager = await county.person('team_manager')
  await county.write(manager, tx =>
    sealChild(tx, manager, { person_id: id, reason: 'Court order', review_on: asDay('2027-01-04'), named: [] }),
  )
  for (const path of [href, `${href}/withdraw`, `/children/${id}/documents`, `/children/${id}/documents/new`])
    assert.equal((await officer.get(path)).status, 404, path)
  assert.equal((await (await app.as(manager)).get(href)).status, 200)
})

test('a document of one child is not opened by the address of another', async () => {
  const [a, b] = [await child('Fir'), await child('Gorse')]
  await add(officer, a, letter)
  const href = (await officer.get(`/children/${a}/documents`)).$('tbody a').first().attr('href') ?? ''
  assert.equal((await officer.get(href.replace(a, b))).status, 404)
})
