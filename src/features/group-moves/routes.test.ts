import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type Page, type TestApp, testApp } from '../../../test/support/app.ts'
import { child, type Moving, moving, primary, successor } from '../../../test/support/moving-groups.ts'
import { lookAgain } from '../../../test/support/plant-children.ts'
import { takeOutOfBook } from '../children/movements.ts'

let made: Moving
let app: TestApp
before(async () => {
  made = await moving()
  app = await testApp(made.county)
  await made.roll(
    '2026-06-10',
    [0, 1, 2, 3, 4, 5].map(n => child(n)),
  )
  const { rows } = await made.county.superuser.query(`SELECT person_id FROM child_summary WHERE surname = 'Child2'`)
  const ids = rows.map(row => row.person_id)
  await made.county.write(made.officer, tx => takeOutOfBook(tx, ids))
  await made.county.superuser.query('UPDATE person SET sealed = true WHERE id = ANY($1)', [ids])
  await lookAgain(made.county, ids)
})
after(async () => {
  await app?.close()
  await made?.county.drop()
})

const keys = (page: Page) => ({
  seen: page.$('input[name=seen]').attr('value') ?? '',
  once: page.$('input[name=once]').attr('value') ?? '',
})
const typed = {
  ...{ kind: 'conversion', from_1: String(primary), to: String(successor), moves_on: '2026-09-01' },
  ...{ year_group: '', from_2: '', from_3: '' },
}

test('only those who commit lists may move groups; nobody else finds the way', async () => {
  for (const role of ['practitioner', 'fair_access_officer', 'director', 'administrator']) {
    const visitor = await app.as(await made.county.person(role))
    assert.equal((await visitor.get('/group-moves')).status, 403, role)
    assert.equal((await visitor.post('/group-moves/new', typed)).status, 403, role)
  }
})

test('what is asked wrongly comes back with what was typed', async () => {
  const visitor = await app.as(made.officer)
  const form = await visitor.get('/group-moves/new')
  const wrong: [Record<string, string>, RegExp][] = [
    [{ to: 'Nowhere School' }, /No school in the register is called “Nowhere School”/],
    [{ to: String(primary) }, /is named twice/],
    [{ kind: 'rollover' }, /Choose the year group/],
    [{ moves_on: '2029-09-01' }, /must be .* or earlier/],
  ]
  for (const [change, sentence] of wrong) {
    const answer = await visitor.post('/group-moves/new', {
      ...typed,
      ...keys(form),
      once: crypto.randomUUID(),
      ...change,
    })
    assert.equal(answer.status, 422, JSON.stringify(change))
    assert.match(answer.$('.govuk-error-summary').text(), sentence)
    assert.equal(answer.$('input[name=from_1]').attr('value'), String(primary))
  }
})

test('a closed school that another has followed is offered, and its form filled in', async () => {
  await made.county.superuser.query(`UPDATE school SET status = 'closed', closed_on = '2026-08-31' WHERE urn = $1`, [
    primary,
  ])
  await made.county.superuser.query(
    `INSERT INTO school_link (urn, link_urn, link_type, established_on) VALUES ($1, $2, 'Successor', '2026-09-01')`,
    [primary, successor],
  )
  const visitor = await app.as(made.officer)
  const page = await visitor.get('/group-moves')
  const offered = page.$(`a[href="/group-moves/new?from=${primary}"]`)
  assert.match(
    offered.parent().text(),
    /Ashby Brook Primary School to Ashby Brook Academy.*5 children still on the old roll/s,
  )
  const form = await visitor.get(`/group-moves/new?from=${primary}`)
  assert.equal(form.$('input[name=to]').attr('value'), `Ashby Brook Academy (URN ${successor})`)
  assert.equal(form.$('input[name=kind]:checked').attr('value'), 'conversion')
  assert.equal(form.$('input[name=moves_on_year]').attr('value'), '2026')
})

test('preview, confirmation and undo: a sealed child is nowhere, a group that changed is looked at again, a second press does nothing', async () => {
  const visitor = await app.as(made.officer)
  const form = await visitor.get('/group-moves/new')
  const drafted = await visitor.post('/group-moves/new', { ...typed, ...keys(form) })
  assert.equal(drafted.status, 303)
  const path = drafted.location ?? ''
  const preview = await visitor.get(path)
  assert.match(preview.$('.onroll-figures').text(), /5\s*children will move/)
  assert.doesNotMatch(preview.html, /Child2/)
  assert.match(preview.html, /Child3/)

  const summary = await visitor.get(`${path}/confirm`)
  assert.match(summary.$('main').text(), /5 children leave the old roll/)
  await made.county.superuser.query(
    `UPDATE enrolment_fact SET retracted_at = now() WHERE id = (SELECT f.id FROM enrolment_fact f JOIN record r ON r.id = f.record_id JOIN child_summary n ON n.person_id = r.person_id WHERE n.surname = 'Child5')`,
  )
  const stale = await visitor.post(`${path}/confirm`, keys(summary))
  assert.equal(stale.status, 409)
  const again = await visitor.get(`${path}/confirm`)
  assert.match(again.$('main').text(), /4 children leave the old roll/)
  const confirmed = await visitor.post(`${path}/confirm`, keys(again))
  assert.deepEqual([confirmed.status, confirmed.location], [303, `${path}/progress`])
  const twice = await visitor.post(`${path}/confirm`, keys(again))
  assert.deepEqual([twice.status, twice.location], [303, `${path}/progress`])
  const { rows: jobs } = await made.county.superuser.query(`SELECT title FROM job WHERE kind = 'group-move'`)
  assert.deepEqual(jobs, [{ title: 'Ashby Brook Primary School converted to Ashby Brook Academy' }])
  assert.match((await visitor.get(path)).$('main').text(), /See how far it is/)

  const id = path.split('/').at(-1) ?? ''
  await made.carryOut(id)
  const done = await visitor.get(path)
  assert.match(done.$('.onroll-figures').text(), /4\s*children moved/)
  assert.doesNotMatch(done.html, /Child2/)
  const undo = await visitor.get(`${path}/undo`)
  assert.equal((await visitor.post(`${path}/undo`, { ...keys(undo), because: '' })).status, 422)
  const undone = await visitor.post(`${path}/undo`, { ...keys(undo), because: 'The wrong day.' })
  assert.equal(undone.location, `${path}/progress`)
  await made.takeBack(id)
  const after = await visitor.get(path)
  assert.match(after.$('.onroll-figures').text(), /4\s*children taken back by the undo/)
  assert.match(after.$('main').text(), /The wrong day/)
  const { rows } = await made.county.superuser.query(
    `SELECT count(*)::int AS sealed FROM group_move_child WHERE sealed AND undo = 'undone'`,
  )
  assert.deepEqual(rows, [{ sealed: 1 }], 'and the sealed child went and came back with them')
})
