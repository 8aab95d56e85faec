import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { testApp } from '../../../test/support/app.ts'
import { keysOf } from '../../../test/support/case-forms.ts'
import { testCounty } from '../../../test/support/county.ts'
import { plantChild } from '../../../test/support/plant-children.ts'
import { addDays } from '../../rulebook/index.ts'
import { sealChild } from '../children/index.ts'
import { watchSeals } from './watch.ts'

const county = await testCounty()
const app = await testApp(county)
after(async () => {
  await app.close()
  await county.drop()
})
const manager = await county.person('team_manager')
const officer = await county.person('cme_officer')
const practitioner = await county.person('practitioner')
const duty = await county.person('duty_officer')
const administrator = await county.person('administrator')
const [holder, sealer, reader, onDuty, admin] = await Promise.all(
  [manager, officer, practitioner, duty, administrator].map(person => app.as(person)),
)
if (!holder || !sealer || !reader || !onDuty || !admin) throw new Error('five visitors')

const say = (day: string, name: string) => {
  const [year = '', month = '', date = ''] = day.split('-')
  return { [`${name}_day`]: String(Number(date)), [`${name}_month`]: String(Number(month)), [`${name}_year`]: year }
}
const plant = (surname: string) => plantChild(county, { surname, lives: [['2026-09-01', null]] })
const seal = (person_id: string, ...named: string[]) =>
  county.write(officer, tx =>
    sealChild(tx, officer, { person_id, reason: 'Planted.', review_on: addDays(county.today, 30), named }),
  )
const noticesOf = async (person: typeof manager) =>
  (await county.superuser.query('SELECT kind, text FROM notice WHERE account_id = $1 ORDER BY id', [person.account_id]))
    .rows

test('sealing asks first and says what will happen to whom, then does it; the page of the seal names who answers for it', async () => {
  const id = await plant('Heron')
  const path = `/children/${id}/seal`
  const page = await sealer.get(path)
  const said = {
    ...{ reason_code: 'protected_address', reason: 'Order 12.', named: practitioner.account_id },
    ...say('2027-03-01', 'review_on'),
  }
  const asked = await sealer.post(path, { ...keysOf(page), ...said })
  assert.equal(asked.status, 200)
  assert.match(asked.$('main').text(), /gone at once: from search, lists/)
  assert.match(asked.$('main').text(), /practitioner fair_access/)
  assert.equal((await holder.get(`/children/${id}`)).status, 200, 'asking first seals nothing')
  const hidden = Object.fromEntries(
    asked
      .$('main form input[type=hidden]')
      .toArray()
      .map(input => [asked.$(input).attr('name') ?? '', asked.$(input).attr('value') ?? '']),
  )
  assert.equal((await sealer.post(path, hidden)).location, `/children/${id}`)
  assert.equal((await holder.get(`/children/${id}`)).status, 404)
  const seen = (await reader.get(path)).$('main').text()
  assert.match(seen, /You see this record and decide nothing about its seal/)
  assert.match(seen, /cme_officer missing_education/)
  assert.equal((await reader.get(`${path}/review`)).status, 403)
})

test('somebody is named with a reason and an end, told of it, and the record is gone for them when it ends', async () => {
  const id = await plant('Plover')
  await seal(id)
  const path = `/children/${id}/seal/names`
  const page = await sealer.get(path)
  const wrong = await sealer.post(path, { ...keysOf(page), account_id: manager.account_id, why: '' })
  assert.equal(wrong.status, 422)
  const done = await sealer.post(path, {
    ...keysOf(page),
    ...{ account_id: manager.account_id, why: 'Covers for the owner.' },
    ...say('2027-01-15', 'until'),
  })
  assert.equal(done.location, `/children/${id}/seal`)
  assert.equal((await holder.get(`/children/${id}`)).status, 200)
  assert.match(
    (await noticesOf(manager)).map(row => row.text).join(),
    /named you on a sealed record, until the end of Friday 15 January 2027/,
  )
  await county.superuser.query(
    `UPDATE seal_name SET until = now() - interval '1 second' WHERE person_id = $1 AND until IS NOT NULL`,
    [id],
  )
  assert.equal((await holder.get(`/children/${id}`)).status, 404)
  const again = await sealer.post(path, {
    ...keysOf(await sealer.get(path)),
    account_id: manager.account_id,
    why: 'Again.',
  })
  assert.equal(again.status, 303)
  assert.equal((await holder.get(`/children/${id}`)).status, 200)
})

test('the owner stays until the seal is handed over, and the last who can sign in stays', async () => {
  const id = await plant('Dunlin')
  await seal(id, manager.account_id)
  const end = async (account: string) => {
    const { rows } = await county.superuser.query(
      'SELECT id FROM seal_name WHERE person_id = $1 AND account_id = $2 AND ended_at IS NULL',
      [id, account],
    )
    return `/children/${id}/seal/names/${rows[0].id}/end`
  }
  await sealer.get(`/children/${id}/seal`)
  const refused = await sealer.post(await end(officer.account_id))
  assert.equal(refused.status, 409)
  assert.match(refused.$('main').text(), /Hand it over to somebody else first/)
  await holder.get(`/children/${id}/seal`)
  assert.equal((await holder.get(`/children/${id}/seal/hand-over`)).status, 403, 'only the owner hands over')
  const path = `/children/${id}/seal/hand-over`
  const [one, two] = [await sealer.get(path), await sealer.get(path)]
  const to = { to_account: manager.account_id, because: 'Moves to another team.' }
  assert.equal((await sealer.post(path, { ...keysOf(one), ...to })).location, `/children/${id}/seal`)
  assert.equal((await sealer.post(path, { ...keysOf(two), ...to })).status, 409)
  await sealer.get(`/children/${id}/seal`)
  assert.equal((await sealer.post(await end(officer.account_id))).location, '/sealed')
  assert.equal((await sealer.get(`/children/${id}`)).status, 404)
  await holder.get(`/children/${id}/seal`)
  assert.equal((await holder.post(await end(manager.account_id))).status, 409)
  assert.equal((await holder.get(`/children/${id}`)).status, 200)
})

test('a review that comes, is due and is overdue is told to the owner once each, and never lifts the seal', async () => {
  const id = await plant('Knot')
  await seal(id)
  const told = async () => (await noticesOf(officer)).filter(row => row.kind === 'seal_review').length
  const before = await told()
  const on = async (days: number) => {
    await watchSeals({ door: county.door }, addDays(county.today, days))
    await watchSeals({ door: county.door }, addDays(county.today, days))
    return (
      await county.superuser.query(
        `SELECT count(*)::int AS n FROM notice WHERE person_id = $1 AND kind = 'seal_review'`,
        [id],
      )
    ).rows[0].n
  }
  assert.equal(before, 0)
  assert.deepEqual(
    [await on(15), await on(16), await on(20), await on(30), await on(31), await on(37), await on(38)],
    [0, 1, 1, 2, 3, 3, 4],
  )
  assert.equal((await holder.get(`/children/${id}`)).status, 404)
  const path = `/children/${id}/seal/review`
  const kept = await sealer.post(path, {
    ...keysOf(await sealer.get(path)),
    because: 'The order still holds.',
    ...say('2027-06-01', 'review_on'),
  })
  assert.equal(kept.location, `/children/${id}/seal`)
  assert.match((await sealer.get(`/children/${id}/seal`)).$('main').text(), /Tuesday 1 June 2027/)
  assert.equal(await on(45), 4)
})

test('those left on a seal learn that one can no longer sign in; where nobody is left, whoever may seal takes over', async () => {
  const id = await plant('Avocet')
  const second = await county.person('cme_officer', 'fair_access')
  await county.write(second, tx =>
    sealChild(tx, second, {
      person_id: id,
      reason: 'Planted.',
      review_on: addDays(county.today, 300),
      named: [practitioner.account_id],
    }),
  )
  const { rows } = await county.superuser.query('SELECT id FROM seal WHERE person_id = $1', [id])
  const path = `/sealed/${rows[0].id}/take-over`
  const because = { because: 'Everybody named has left.' }
  assert.equal(
    (await holder.post(path, { ...keysOf(await holder.get(path)), ...because })).status,
    404,
    'while somebody is left',
  )
  await county.superuser.query('UPDATE account SET disabled_at = now() WHERE id = $1', [second.account_id])
  await watchSeals({ door: county.door }, county.today)
  assert.match(
    (await noticesOf(practitioner)).map(row => row.text).join(),
    /Whoever answered for a sealed record .* can no longer sign in/,
  )
  await county.superuser.query('UPDATE membership SET ends_on = $2 WHERE account_id = $1', [
    practitioner.account_id,
    county.today,
  ])
  await watchSeals({ door: county.door }, county.today)
  const orphan = (await noticesOf(manager)).filter(row => row.kind === 'seal_orphaned')
  assert.equal(orphan.length, 1)
  assert.equal((await holder.get(`/children/${id}`)).status, 404)
  assert.equal(
    (await holder.post(path, { ...keysOf(await holder.get(path)), ...because })).location,
    `/children/${id}/seal`,
  )
  assert.equal((await holder.get(`/children/${id}`)).status, 200)
  assert.match((await holder.get('/sealed')).$('main').text(), /You/)
  await county.superuser.query('UPDATE membership SET ends_on = NULL WHERE account_id = $1', [practitioner.account_id])
})

test('the administrator switches opening on with a reason; before that nobody opens anything', async () => {
  const before = await onDuty.get('/protected/open')
  assert.match(before.$('main').text(), /not switched on in this council/)
  const path = '/settings/switches/break_glass'
  const page = await admin.get(path)
  const done = await admin.post(path, {
    ...keysOf(page),
    ...say(county.today, 'from'),
    reason: 'Decided by the director.',
  })
  assert.equal(done.location, '/settings/switches')
  const list = (await admin.get('/settings/switches')).$('main').text()
  assert.match(list, /On since Tuesday 17 November 2026/)
  assert.match(list, /Decided by the director/)
  assert.equal((await sealer.get(path)).status, 403)
})

test('a sealed record opens for a reason, for four hours, and its owner and everybody named are told at once', async () => {
  const id = await plant('Godwit')
  await seal(id, manager.account_id)
  const child = (
    await county.superuser.query('SELECT forename, born_on::text FROM child_summary WHERE person_id = $1', [id])
  ).rows[0]
  const path = '/protected/open'
  const page = await onDuty.get(path)
  const who = { known_by: 'name', forename: child.forename, surname: 'Godwit', ...say(child.born_on, 'born_on') }
  const why = { reason_code: 'missing_now', reason: 'Reported missing by the police at 2 am.' }
  assert.equal((await onDuty.post(path, { ...keysOf(page), ...who, ...why, reason: 'Too short' })).status, 422)
  assert.equal((await onDuty.get(`/children/${id}`)).status, 404)
  const opened = await onDuty.post(path, { ...keysOf(await onDuty.get(path)), ...who, ...why })
  assert.equal(opened.location, `/children/${id}`)
  assert.equal((await onDuty.get(`/children/${id}`)).status, 200)
  for (const person of [officer, manager])
    assert.match(
      (await noticesOf(person)).map(row => row.text).join(),
      /opened a sealed record that you are named on. The reason given: A child is missing now/,
    )
  assert.match(
    (await sealer.get(`/children/${id}`)).$('.onroll-child').text(),
    /Opened by duty_officer.*A child is missing now, until/s,
  )
  assert.match((await sealer.get(`/children/${id}/seal`)).$('main').text(), /Reported missing by the police at 2 am/)
  assert.equal((await onDuty.get(`/children/${id}/seal/names`)).status, 403)
  assert.equal((await onDuty.get(`/children/${id}/access`)).status, 404)
  const { rows } = await county.superuser.query(
    `SELECT action, purpose FROM audit_event WHERE account_id = $1 AND action LIKE 'sealed record%' AND $2 = ANY (child_ids)`,
    [duty.account_id, id],
  )
  assert.deepEqual(rows, [
    { action: 'sealed record opened for a reason', purpose: `A child is missing now: ${why.reason}` },
  ])
  await county.superuser.query(
    `UPDATE seal_name SET until = now() - interval '1 second' WHERE person_id = $1 AND glass`,
    [id],
  )
  assert.equal((await onDuty.get(`/children/${id}`)).status, 404)
})

test('whoever opened a record for a reason cannot lift its seal, even who may seal', async () => {
  const id = await plant('Whimbrel')
  await seal(id)
  const child = (
    await county.superuser.query('SELECT forename, born_on::text FROM child_summary WHERE person_id = $1', [id])
  ).rows[0]
  const path = '/protected/open'
  const done = await holder.post(path, {
    ...keysOf(await holder.get(path)),
    ...{ known_by: 'name', forename: child.forename, surname: 'Whimbrel', ...say(child.born_on, 'born_on') },
    ...{ reason_code: 'court_or_police', reason: 'A court asks for the school today.' },
  })
  assert.equal(done.location, `/children/${id}`)
  assert.equal((await holder.get(`/children/${id}/seal`)).$('form[action$="/unseal"]').length, 0)
  assert.equal((await holder.post(`/children/${id}/unseal`)).status, 403)
  assert.equal((await sealer.get(`/children/${id}`)).status, 200)
})

test('a miss answers the same for a child who is not there and for one who is not sealed, and five tries in an hour are the most', async () => {
  const open = await plant('Turnstone')
  const child = (
    await county.superuser.query('SELECT forename, born_on::text FROM child_summary WHERE person_id = $1', [open])
  ).rows[0]
  await county.superuser.query('DELETE FROM glass_try WHERE account_id = $1', [duty.account_id])
  const path = '/protected/open'
  const tryFor = async (surname: string) => {
    const answer = await onDuty.post(path, {
      ...keysOf(await onDuty.get(path)),
      ...{ known_by: 'name', forename: child.forename, surname, ...say(child.born_on, 'born_on') },
      ...{ reason_code: 'other', reason: 'Somebody asks at the door for the child.' },
    })
    const plain = answer.html.replaceAll(/nonce="[^"]*"|value="[^"]*"/g, '')
    return { status: answer.status, plain }
  }
  const [sealedAway, missing] = [await tryFor('Turnstone'), await tryFor('Nobodyhere')]
  assert.equal(sealedAway.status, 200)
  assert.match(missing.plain, /No sealed record opens with these details/)
  assert.deepEqual(sealedAway, missing)
  for (let i = 0; i < 3; i++) assert.equal((await tryFor('Nobodyhere')).status, 200)
  assert.equal((await tryFor('Nobodyhere')).status, 429)
})
