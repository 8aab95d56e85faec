import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { testApp, type Visitor } from '../../../test/support/app.ts'
import { keysOf, openedCase, send } from '../../../test/support/case-forms.ts'
import { testCounty } from '../../../test/support/county.ts'
import { recordAfterReading, recordingOf } from '../../../test/support/happenings.ts'
import { plantChild } from '../../../test/support/plant-children.ts'
import { sealChild } from '../children/index.ts'
import { hashPassword } from '../people/passwords.ts'

// Today is Tuesday 17 November 2026.
const county = await testCounty()
const app = await testApp(county)
after(async () => {
  await app.close()
  await county.drop()
})
const cme = await county.person('cme_officer')
const officer = await app.as(cme)
const page = '/account/calendar'

/** Makes the feed of a person; gives its address. */
async function made(visitor: Visitor): Promise<string> {
  const form = await visitor.get(page)
  const shown = await visitor.post(page, keysOf(form))
  return shown.$('main a[href$=".ics"]').attr('href') ?? ''
}
const read = (address: string, headers: Record<string, string> = {}) =>
  app.web.inject({ method: 'GET', url: address, headers })
const unfolded = (text: string) => text.replaceAll('\r\n ', '').split('\r\n')
const summaries = (text: string) => unfolded(text).flatMap(line => (line.startsWith('SUMMARY:') ? [line.slice(8)] : []))

/** A child without education since 5 October, with a case that the officer leads. */
async function led(surname: string): Promise<{ id: string; reference: string }> {
  const id = await plantChild(county, { surname, lives: [['2026-10-05', null]] })
  const href = await openedCase(officer, id)
  const form = await officer.get(`${href}/allocate`)
  const choice = form.$(`#officer option:contains("${cme.account_name}")`).attr('value') ?? ''
  await send(officer, `${href}/allocate`, { officer: choice, note: 'Mine.' })
  const { rows } = await county.superuser.query('SELECT reference FROM council_case WHERE person_id = $1', [id])
  return { id, reference: rows[0]?.reference }
}

test('an address answers a program without a session, with the own open work and no name', async () => {
  const { id, reference } = await led('Ashgrove')
  await plantChild(county, { surname: 'Nobodys', lives: [['2026-10-05', null]] })
  const address = await made(officer)
  assert.match(address, /^\/due-dates\/[\w-]{43}\/onroll\.ics$/)
  const answer = await read(address)
  assert.equal(answer.statusCode, 200)
  assert.match(String(answer.headers['content-type']), /^text\/calendar/)
  assert.deepEqual(summaries(answer.body), [
    `${reference}: The decision on section 19 in writing`,
    `${reference}: Level two: missing education for 20 days`,
  ])
  assert.doesNotMatch(answer.body, /Ashgrove|Sam|Nobodys/)
  const [link] = unfolded(answer.body).flatMap(line =>
    line.startsWith('URL:') ? [new URL(line.slice(4)).pathname] : [],
  )
  assert.equal((await officer.get(link ?? '')).status, 200)
  const { rows } = await county.superuser.query(
    `SELECT kind, account_id, child_ids FROM audit_event WHERE action = 'own calendar feed read' ORDER BY at DESC LIMIT 1`,
  )
  assert.deepEqual(rows[0], { kind: 'person', account_id: cme.account_id, child_ids: [id] })
})

test('asked again, it says that nothing changed; when something did, it says what', async () => {
  const address = await made(officer)
  const tag = String((await read(address)).headers.etag)
  assert.equal((await read(address, { 'if-none-match': tag })).statusCode, 304)
  await led('Birchmere')
  assert.equal((await read(address, { 'if-none-match': tag })).statusCode, 200)
})

test('a new address ends the one before; an ended one, and a guessed one, are no page', async () => {
  const before = await made(officer)
  const now = await made(officer)
  assert.equal((await read(before)).statusCode, 404)
  assert.equal((await read(now)).statusCode, 200)
  await officer.get(page)
  assert.equal((await officer.post(`${page}/end`)).location, page)
  assert.equal((await read(now)).statusCode, 404)
  assert.equal((await read(`/due-dates/${'a'.repeat(43)}/onroll.ics`)).statusCode, 404)
  assert.match((await officer.get(page)).$('main').text(), /There is no address yet/)
})

test('the secret is shown once and kept nowhere; the same press makes one address', async () => {
  const form = await officer.get(page)
  const shown = await officer.post(page, keysOf(form))
  const secret = shown.$('main a[href$=".ics"]').attr('href')?.split('/')[2] ?? ''
  assert.equal((await officer.post(page, keysOf(form))).location, page)
  assert.doesNotMatch((await officer.get(page)).html, new RegExp(secret))
  const { rows } = await county.superuser.query('SELECT * FROM calendar_feed')
  assert.doesNotMatch(JSON.stringify(rows), new RegExp(secret))
  assert.equal((await read(`/due-dates/${secret}/onroll.ics`)).statusCode, 200)
})

test('a school’s calendar holds what the school owes for children on its roll, and nothing else', async () => {
  const head = await app.as(await county.person('school_head'))
  const onRoll = (surname: string, urn: number) =>
    plantChild(county, {
      ...{ surname, lives: [['2026-09-01', null]] },
      rolls: [['2026-09-01', null, { school_urn: urn }]],
    })
  const ours = await onRoll('Cedarholm', 990001)
  const theirs = await onRoll('Damsonby', 990002)
  for (const [id, school] of [
    [ours, '990001'],
    [theirs, '990002'],
  ] as const)
    await recordAfterReading(officer, recordingOf(id, 'pupil_added'), { school, starts_on: '2026-11-16' })
  await recordAfterReading(officer, recordingOf(ours, 'ehc_requested'), { starts_on: '2026-11-02' })
  const answer = await read(await made(head))
  assert.deepEqual(summaries(answer.body), ['New-pupil return'])
})

test('sealed records, children of others and what an account no longer may stand in no calendar', async () => {
  const { id } = await led('Elderby')
  const address = await made(officer)
  const count = async () => summaries((await read(address)).body).length
  const before = await count()
  await county.write(cme, tx =>
    sealChild(tx, cme, { person_id: id, reason: 'A risk', review_on: county.today, named: [] }),
  )
  assert.equal(await count(), before - 2)
  await county.superuser.query('UPDATE membership SET ends_on = $2 WHERE id = $1', [cme.membership_id, county.today])
  assert.equal((await read(address)).statusCode, 404)
  await county.superuser.query('UPDATE membership SET ends_on = NULL WHERE id = $1', [cme.membership_id])
  await county.superuser.query('UPDATE account SET disabled_at = now() WHERE id = $1', [cme.account_id])
  assert.equal((await read(address)).statusCode, 404)
  await county.superuser.query('UPDATE account SET disabled_at = NULL WHERE id = $1', [cme.account_id])
})

test('an address ends with the password that its owner had when it was made, and the page says that it does', async () => {
  const [person, change] = [await county.person('send_officer'), '/account/password']
  const visitor = await app.as(person)
  assert.match((await visitor.get(page)).$('main').text(), /ends when you change your password/)
  const address = await made(visitor)
  const { rows: others } = await county.superuser.query<{ n: number }>(
    'SELECT count(*)::integer AS n FROM calendar_feed WHERE ended_at IS NULL AND account_id <> $1',
    [person.account_id],
  )
  const current = 'three words before'
  await county.superuser.query('UPDATE account SET password_hash = $2 WHERE id = $1', [
    person.account_id,
    await hashPassword(current),
  ])
  assert.equal((await read(address)).statusCode, 404)

  const again = await made(visitor)
  const form = await visitor.get(change)
  const fields = {
    ...keysOf(form),
    current_password: current,
    new_password: 'other words after',
    new_password_again: 'other words after',
  }
  assert.equal((await visitor.post(change, { ...fields, current_password: 'wrong words' })).status, 422)
  assert.equal((await read(again)).statusCode, 200)
  const done = await visitor.post(change, fields)
  assert.equal(done.location, '/account', done.$('main').text())
  assert.equal((await read(again)).statusCode, 404)
  const { rows: after } = await county.superuser.query(
    'SELECT count(*)::integer AS n FROM calendar_feed WHERE ended_at IS NULL AND account_id <> $1',
    [person.account_id],
  )
  assert.deepEqual(after, others)
})

test('an account that is closed and opened again has no address until its owner makes one', async () => {
  const person = await county.person('fair_access_officer')
  const address = await made(await app.as(person))
  const administrator = await app.as(await county.person('administrator'))
  const form = await administrator.get(`/accounts/${person.account_id}/disable`)
  for (const step of ['disable', 'enable']) {
    const done = await administrator.post(`/accounts/${person.account_id}/${step}`, keysOf(form))
    assert.equal(done.location, `/accounts/${person.account_id}`)
    assert.equal((await read(address)).statusCode, 404, step)
  }
})

test('nobody makes a feed for another, and none is read that is not one’s own', async () => {
  const other = await county.person('practitioner')
  const rows = await county.read(other, tx => tx.selectFrom('calendar_feed').select('id').execute())
  assert.deepEqual(rows, [])
  await assert.rejects(
    county.write(other, tx =>
      tx
        .insertInto('calendar_feed')
        .values({
          ...{ authority_id: other.authority_id, account_id: other.account_id, membership_id: cme.membership_id },
          secret_hash: Buffer.from('x'),
        })
        .execute(),
    ),
    /row-level security/,
  )
  const director = await app.as(await county.person('director'))
  assert.equal((await director.get(page)).status, 403)
})
