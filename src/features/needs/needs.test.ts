import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { testApp, type Visitor } from '../../../test/support/app.ts'
import { errorsOf, send } from '../../../test/support/case-forms.ts'
import { testCounty } from '../../../test/support/county.ts'
import { plantChild } from '../../../test/support/plant-children.ts'
import { needs } from '../../rulebook/index.ts'

const county = await testCounty()
const app = await testApp(county)
after(async () => {
  await app.close()
  await county.drop()
})
const officer = await app.as(await county.person('cme_officer'))
const manager = await app.as(await county.person('team_manager'))
const child = (surname: string) =>
  plantChild(county, { surname, lives: [['2026-09-01', null]], rolls: [['2026-09-01', null]] })
const add = (who: Visitor, id: string, kind: string, fields: Record<string, string> = {}) =>
  send(who, `/children/${id}/needs/new`, { kind, evidence: 'Told by the team', starts_on: '2026-06-01', ...fields })
const flagsOf = async (who: Visitor, id: string) =>
  (await who.get(`/children/${id}`)).$('.onroll-child dt:contains("Flags") + dd').text()

test('the book of needs and the database hold the same codes, each of the same class', async () => {
  const { rows } = await county.superuser.query('SELECT code, field_class FROM need_kind ORDER BY code')
  const book = needs.map(({ code, field_class }) => ({ code, field_class }))
  assert.deepEqual(
    rows,
    book.toSorted((a, b) => (a.code < b.code ? -1 : 1)),
  )
  assert.equal(new Set(book.map(({ code }) => code)).size, book.length)
})

test('a need is recorded with its days and evidence, stands in the banner while it holds, and ends', async () => {
  const id = await child('Alder')
  assert.match((await officer.get(`/children/${id}/needs`)).$('main').text(), /No need is recorded that you are shown/)
  const refused = await send(officer, `/children/${id}/needs/new`, { kind: 'ehc_plan' })
  assert.deepEqual(errorsOf(refused), ['Enter what shows it', 'Enter the day from which it is so'])
  assert.equal((await add(officer, id, 'ehc_plan')).location, `/children/${id}/needs`)
  assert.equal(await flagsOf(officer, id), 'EHC plan')
  assert.deepEqual(errorsOf(await add(officer, id, 'ehc_plan')), [
    'This need is recorded already: say on the child’s needs what has changed about it',
  ])
  const page = await officer.get(`/children/${id}/needs`)
  assert.match(page.$('tbody').text(), /Children and Families Act 2014 s. 37 and 42\s*\[K\] unverified/)
  await send(officer, page.$('a:contains("Has ended")').attr('href') ?? '', {
    changed_on: '2026-11-02',
    because: 'Ceased',
  })
  assert.equal(await flagsOf(officer, id), '')
  assert.match(
    (await officer.get(`/children/${id}/needs`)).$('details').text(),
    /1 Jun 2026 to 1 Nov 2026\s*Ended\. Ceased/,
  )
  const story = (await officer.get(`/children/${id}`)).$('.onroll-story').text()
  assert.match(story, /Began: Education, health and care plan/)
  assert.match(story, /Ended: Education, health and care plan/)
})

test('each is shown the needs of the own classes only, in the banner, the page, the story and the form', async () => {
  const id = await child('Birch')
  for (const kind of ['sen_support', 'young_carer', 'domestic_abuse']) await add(manager, id, kind)
  const seen = async (role: string) => {
    const visitor = await app.as(await county.person(role))
    const [page, story] = [await visitor.get(`/children/${id}/needs`), await visitor.get(`/children/${id}`)]
    const texts = ['Special educational needs support', 'Young carer', 'Domestic abuse at home']
    const onPage = texts.filter(text => page.$('tbody').text().includes(text))
    const inStory = texts.filter(text => story.$('.onroll-story').text().includes(text))
    assert.deepEqual(inStory, onPage, role)
    return { flags: story.$('.onroll-child dt:contains("Flags") + dd').text(), said: page.$('main').text() }
  }
  const all = 'SEN support, Young carer, Domestic abuse'
  assert.equal((await seen('team_manager')).flags, all)
  assert.equal((await seen('school_safeguarding_lead')).flags, all)
  const head = await seen('school_head')
  assert.equal(head.flags, 'SEN support, Young carer')
  assert.match(head.said, /these classes only: education, care status\. There may be others/)
  assert.equal((await seen('school_senco')).flags, 'SEN support, Young carer')
  assert.equal((await seen('school_attendance')).flags, 'SEN support')
  const office = await seen('school_office')
  assert.equal(office.flags, '')
  assert.match(office.said, /That none stand here says nothing about the child/)
  const form = await officer.get(`/children/${id}/needs/new`)
  assert.equal(form.$('option[value=domestic_abuse]').length, 0)
  assert.deepEqual(errorsOf(await add(officer, id, 'domestic_abuse')), ['Choose the need'])
})

test('no row can be shown to more people than its kind allows', async () => {
  const id = await child('Cedar')
  const made = county.superuser.query(
    `INSERT INTO need_fact (authority_id, record_id, starts_on, source, kind, field_class, evidence)
     SELECT authority_id, id, '2026-01-01', source, 'protection_plan', 'education', 'x' FROM record WHERE person_id = $1 LIMIT 1`,
    [id],
  )
  await assert.rejects(made, /foreign key/)
})
