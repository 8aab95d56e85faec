import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { testApp, type Visitor } from '../../../test/support/app.ts'
import { errorsOf, keysOf, openedCase, send } from '../../../test/support/case-forms.ts'
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
const atSchool = (surname: string, forename = 'Sam') =>
  plantChild(county, { surname, forename, lives: [['2026-09-01', null]], rolls: [['2026-09-01', null]] })
const people = (child: string) => `/children/${child}/people`
const add = (who: Visitor, child: string, kind: string, fields: Record<string, string>) =>
  send(who, `${people(child)}/${kind}/new`, fields)
const textOfPage = async (who: Visitor, child: string) => (await who.get(people(child))).$('main').text()
const mother = {
  kind: 'parent',
  name: 'Rowan Elder',
  parental_responsibility: 'yes',
  responsibility_because: 'Birth certificate seen',
  lives_with: 'home',
  phone: '07700 900123',
}
const sister = { kind: 'sibling', parental_responsibility: 'not_known', lives_with: 'home' }
/** What a link in the row of somebody leads to. */
const linkIn = async (who: Visitor, child: string, name: string, text: string) => {
  const page = await who.get(people(child))
  return page.$(`tr:contains("${name}") a:contains("${text}")`).attr('href') ?? ''
}

test('a parent is recorded with what shows parental responsibility, changes, and the past stays to be read', async () => {
  const child = await atSchool('Alder')
  assert.match(await textOfPage(officer, child), /Nobody is recorded yet/)
  const refused = await add(officer, child, 'family', { ...mother, responsibility_because: '' })
  assert.deepEqual(errorsOf(refused), ['Enter what shows who has parental responsibility'])
  assert.equal(refused.$('#name').attr('value'), 'Rowan Elder')
  const done = await add(officer, child, 'family', { ...mother, starts_on: '2020-01-01' })
  assert.equal(done.location, people(child))
  assert.match(await textOfPage(officer, child), /Rowan Elder\s*Parent\s*Yes\s*Birth certificate seen/)
  const change = await linkIn(officer, child, 'Rowan Elder', 'Has changed')
  const before = await officer.get(change)
  assert.equal(before.$('#name').attr('value'), 'Rowan Elder')
  const moved = await send(officer, change, { ...mother, lives_with: 'elsewhere', changed_on: '2026-11-02' })
  assert.equal(moved.location, people(child))
  const page = await officer.get(people(child))
  assert.match(page.$('table').first().text(), /Somewhere else/)
  assert.doesNotMatch(page.$('table').first().text(), /At the child’s home/)
  assert.match(page.$('details').text(), /1 Jan 2020 to 1 Nov 2026/)
  const { rows } = await county.superuser.query(
    `SELECT starts_on::text, ends_on::text, retracted_at IS NULL AS believed FROM relation_fact WHERE name = 'Rowan Elder' ORDER BY recorded_at, ends_on`,
  )
  assert.deepEqual(rows, [
    { starts_on: '2020-01-01', ends_on: null, believed: false },
    { starts_on: '2020-01-01', ends_on: '2026-11-02', believed: true },
    { starts_on: '2026-11-02', ends_on: null, believed: true },
  ])
})

test('what was never true is not what has ended: it says why, and is not believed of any day', async () => {
  const child = await atSchool('Birch')
  await add(officer, child, 'family', { ...mother, name: 'Wrong Person', starts_on: '2024-01-01' })
  const never = await linkIn(officer, child, 'Wrong Person', 'Was never true')
  const empty = await send(officer, never, {})
  assert.deepEqual(errorsOf(empty), ['Choose why it was never true', 'Enter what shows it'])
  const done = await send(officer, never, { reason: 'another_child', because: 'Of the family next door.' })
  assert.equal(done.location, people(child))
  const page = await officer.get(people(child))
  assert.match(page.$('details').text(), /Never true: it is about another child\. Of the family next door/)
  assert.match((await officer.get(`/children/${child}`)).$('main').text(), /Never true: Parent, Wrong Person/)
  const again = await officer.get(never)
  assert.equal(again.status, 404)
})

test('a form that is sent twice is carried out once, and one drawn before another’s change is answered with both', async () => {
  const child = await atSchool('Cedar')
  const path = `${people(child)}/family/new`
  const form = await officer.get(path)
  const fields = { ...keysOf(form), ...mother, name: 'Once Only' }
  assert.equal((await officer.post(path, fields)).location, people(child))
  assert.equal((await officer.post(path, fields)).location, people(child))
  const count = await county.superuser.query(`SELECT FROM relation_fact WHERE name = 'Once Only'`)
  assert.equal(count.rowCount, 1)
  const stale = await officer.post(path, { ...fields, once: crypto.randomUUID(), name: 'Second Thought' })
  assert.equal(stale.status, 409)
  assert.match(stale.$('main').text(), /Second Thought/)
  assert.doesNotMatch(await textOfPage(officer, child), /Second Thought/)
})

test('a sister who is on Onroll is written on both, ends on both, and was never true on both', async () => {
  const [a, b] = [await atSchool('Dogwood', 'Ada'), await atSchool('Dogwood', 'Bea')]
  const done = await add(officer, a, 'family', { ...sister, other: `/children/${b}`, starts_on: '2025-01-01' })
  assert.equal(done.location, people(a))
  assert.match(await textOfPage(officer, a), /Bea Dogwood/)
  assert.match(await textOfPage(officer, b), /Ada Dogwood/)
  const end = await linkIn(officer, b, 'Ada Dogwood', 'Has ended')
  await send(officer, end, { changed_on: '2026-11-10', because: '' })
  for (const child of [a, b]) assert.match(await textOfPage(officer, child), /None are recorded that you may see/)
  await add(officer, a, 'family', { ...sister, other: `/children/${b}` })
  const never = await linkIn(officer, b, 'Ada Dogwood', 'Was never true')
  await send(officer, never, { reason: 'told_wrongly', because: 'Cousins.' })
  for (const child of [a, b]) assert.match(await textOfPage(officer, child), /None are recorded that you may see/)
  const audited = await county.superuser.query(
    `SELECT child_ids FROM audit_event WHERE action = 'child’s people viewed' AND $1 = ANY (child_ids) AND $2 = ANY (child_ids)`,
    [a, b],
  )
  assert.ok((audited.rowCount ?? 0) > 0, 'who is shown beside the child is in the audit too')
})

test('a sealed sister is not there, whether sealed before or after, and cannot be found by naming her', async () => {
  const [a, b, c] = [await atSchool('Elm', 'Ada'), await atSchool('Elm', 'Bea'), await atSchool('Elm', 'Cy')]
  await add(officer, a, 'family', { ...sister, other: `/children/${b}` })
  const manager = await county.person('team_manager')
  for (const child of [b, c])
    await county.write(manager, tx =>
      sealChild(tx, manager, { person_id: child, reason: 'Court order', review_on: asDay('2027-01-04'), named: [] }),
    )
  assert.doesNotMatch((await officer.get(people(a))).html, new RegExp(`Bea|${b}`))
  assert.doesNotMatch((await officer.get(`/children/${a}`)).html, new RegExp(`Bea|${b}`))
  const sealed = await add(officer, a, 'family', { ...sister, other: `/children/${c}` })
  const none = await add(officer, a, 'family', { ...sister, other: '/children/01900000-0000-7000-8000-000000000000' })
  assert.deepEqual(errorsOf(sealed), errorsOf(none))
  assert.match(errorsOf(none).join(), /No one child within your reach/)
  assert.match(await textOfPage(await app.as(manager), a), /Bea Elm/)
})

test('the sheet says that nothing recorded is not safe, then stands first where a contact is recorded and on the banner', async () => {
  const child = await plantChild(county, { surname: 'Fir', lives: [['2026-10-19', null]] })
  const href = await openedCase(officer, child)
  const sheetOf = async (path: string) => (await officer.get(path)).$('section[aria-label="Safe contact"]').text()
  for (const path of [people(child), `${href}/contact`])
    assert.match(await sheetOf(path), /Nothing is recorded about safe contact. That does not mean/)
  const empty = await add(officer, child, 'safe-contact', { kind: 'must_not_be_told', review_on: '2027-02-01' })
  assert.deepEqual(errorsOf(empty), ['Enter who must not be told, and what'])
  await add(officer, child, 'safe-contact', {
    kind: 'must_not_be_told',
    who: 'The father, of the new address',
    review_on: '2027-02-01',
  })
  await add(officer, child, 'safe-contact', { kind: 'interpreter', language: 'bsl', review_on: '2027-02-01' })
  for (const path of [people(child), `${href}/contact`]) {
    const sheet = await sheetOf(path)
    assert.match(sheet, /Somebody must not be told: The father, of the new address/)
    assert.match(sheet, /Interpreter needed: British Sign Language/)
    assert.doesNotMatch(sheet, /Nothing is recorded/)
  }
  const form = await officer.get(`${href}/contact`)
  assert.ok(
    form.html.indexOf('must not be told') < form.html.indexOf('Were they reached?'),
    'the sheet stands before the form',
  )
  assert.match(
    (await officer.get(`/children/${child}/education`)).$('.onroll-child').text(),
    /someone must not be told, interpreter/,
  )
})

test('each role is shown its classes: an office addresses, a SENCO the siblings and professionals, outsiders little', async () => {
  const [child, other] = [await atSchool('Gorse', 'Ada'), await atSchool('Gorse', 'Bea')]
  await add(officer, child, 'family', mother)
  await add(officer, child, 'family', { ...sister, other: `/children/${other}` })
  await add(officer, child, 'family', { ...mother, kind: 'foster_carer', name: 'Foster Person' })
  await add(officer, child, 'professionals', { role: 'social_worker', name: 'Sasha Worker' })
  await add(officer, child, 'safe-contact', { kind: 'no_post', review_on: '2027-02-01' })
  const seen = async (role: string) => {
    const text = await textOfPage(await app.as(await county.person(role)), child)
    return ['Rowan Elder', 'Foster Person', 'Bea Gorse', 'Sasha Worker', 'Do not write by post'].filter(one =>
      text.includes(one),
    )
  }
  const all = ['Rowan Elder', 'Foster Person', 'Bea Gorse', 'Sasha Worker', 'Do not write by post']
  assert.deepEqual(await seen('school_head'), all)
  assert.deepEqual(await seen('school_office'), ['Rowan Elder', 'Bea Gorse', 'Do not write by post'])
  assert.deepEqual(await seen('school_senco'), ['Bea Gorse', 'Sasha Worker'])
  const senco = await app.as(await county.person('school_senco'))
  const page = await senco.get(people(child))
  assert.match(page.$('main').text(), /How this family may be contacted is not shown to your role/)
  assert.equal(page.$('a:contains("Record a parent")').length, 0)
  assert.equal((await senco.get(`${people(child)}/family/new`)).status, 403)
  for (const role of ['social_worker', 'partner_agency'])
    assert.equal((await (await app.as(await county.person(role))).get(people(child))).status, 404, role)
})

test('a social worker records on a child whom the team works with, though not what lists say', async () => {
  const child = await atSchool('Hazel')
  const worker = await county.person('social_worker')
  await county.superuser.query(
    `INSERT INTO child_reach (authority_id, person_id, reach_key, starts_on, made_by) VALUES ($1, $2, $3, '2026-01-01', 'test')`,
    [county.authority_id, child, `team:${worker.organisation_id}`],
  )
  const visitor = await app.as(worker)
  const done = await add(visitor, child, 'professionals', { role: 'social_worker', name: 'Sasha Worker' })
  assert.equal(done.location, people(child))
  assert.match(await textOfPage(officer, child), /Sasha Worker/)
})
