import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { testCounty } from '../../../test/support/county.ts'
import { checkSignIn, personOfSession, startSession } from './sessions.ts'
import { countStrangers, waitAfter } from './strangers.ts'

const county = await testCounty()
after(() => county.drop())

const officer = await county.person('cme_officer')
const email = 'cme_officer.missing_education@example.org'
const noon = new Date(`${county.today}T12:00:00Z`)
const later = (seconds: number, than = noon) => new Date(than.getTime() + seconds * 1000)
const strangers = countStrangers()
const tried = (password: string, now: Date, address = email) =>
  county.door.signIn(ask => checkSignIn(ask, strangers, { email: address, password }, now, county.today))
const waits = async (address: string): Promise<(number | null)[]> => {
  const seconds: (number | null)[] = []
  let now = noon
  for (let turn = 0; turn < 8; turn++) {
    const answer = await tried('a wrong password', now, address)
    assert.equal(answer.ok, false)
    const until = answer.ok ? null : answer.wait_until
    seconds.push(until ? (until.getTime() - now.getTime()) / 1000 : null)
    now = until ?? now
  }
  return seconds
}

test('the wait after wrong passwords grows, the same for an account as for an address nobody has', async () => {
  const expected = [null, null, null, null, 15, 30, 60, 120]
  assert.deepEqual(await waits(email), expected)
  assert.deepEqual(await waits('nobody@example.org'), expected)
})

test('while an account waits its right password is not tried; afterwards it opens and the count begins again', async () => {
  const { rows } = await county.superuser.query('SELECT locked_until FROM account WHERE id = $1', [officer.account_id])
  const until: Date = rows[0].locked_until
  assert.deepEqual(await tried('a long enough password', later(-1, until)), { ok: false, wait_until: until })
  const answer = await tried('a long enough password', until)
  assert.equal(answer.ok && answer.account_id, officer.account_id)
  await startSession(county.door, officer.account_id, officer.membership_id, until)
  assert.deepEqual(await tried('a wrong password', until), { ok: false, wait_until: null })
})

test('a wait is never more than an hour, however often it is tried', async () => {
  await county.superuser.query('UPDATE account SET failed_attempts = 500, locked_until = NULL WHERE id = $1', [
    officer.account_id,
  ])
  assert.deepEqual(await tried('a wrong password', later(3000)), { ok: false, wait_until: later(6600) })
  await county.superuser.query('UPDATE account SET failed_attempts = 0, locked_until = NULL WHERE id = $1', [
    officer.account_id,
  ])
  assert.deepEqual([4, 5, 12, 13, 1000].map(waitAfter), [0, 15, 1920, 3600, 3600])
})

test('strangers are forgotten, the oldest first, when there are too many', () => {
  const few = countStrangers(2)
  for (let turn = 0; turn < 5; turn++) few.failed('first@example.org', noon)
  assert.deepEqual(few.waitUntil('FIRST@example.org', noon), later(15))
  few.failed('second@example.org', noon)
  few.failed('third@example.org', noon)
  assert.equal(few.waitUntil('first@example.org', noon), null)
})

test('a disabled account is answered as a wrong password', async () => {
  const person = await county.person('practitioner')
  await county.superuser.query('UPDATE account SET disabled_at = now() WHERE id = $1', [person.account_id])
  const answer = await tried('a long enough password', noon, 'practitioner.fair_access@example.org')
  assert.deepEqual(answer, { ok: false, wait_until: null })
})

test('of tries at one address at the same moment only one is checked', async () => {
  const answers = await county.door.signIn(async ask => {
    await ask('BEGIN', [])
    await ask('SELECT pg_advisory_xact_lock(hashtextextended($1, 7206024))', [email])
    const other = await tried('a long enough password', later(4000))
    await ask('ROLLBACK', [])
    return [other, await tried('a long enough password', later(4000))]
  })
  assert.deepEqual(
    answers.map(answer => answer.ok),
    [false, true],
  )
})

test('a session ends twelve hours after it began, when its role ends, and when the account is disabled', async () => {
  const manager = await county.person('team_manager')
  const token = await startSession(county.door, manager.account_id, manager.membership_id, noon)
  const alive = async (now: Date) =>
    (await county.door.signIn(ask => personOfSession(ask, token, now, county.today)))?.account_id ?? null
  assert.equal(await alive(later(12 * 3600 - 1)), manager.account_id)
  assert.equal(await alive(later(12 * 3600)), null)
  await county.superuser.query('UPDATE account SET disabled_at = now() WHERE id = $1', [manager.account_id])
  assert.equal(await alive(noon), null)
  await county.superuser.query('UPDATE account SET disabled_at = NULL WHERE id = $1', [manager.account_id])
  assert.equal(await alive(noon), manager.account_id)
  await county.superuser.query('UPDATE membership SET ends_on = $2 WHERE account_id = $1', [
    manager.account_id,
    county.today,
  ])
  assert.equal(await alive(noon), null)
})

test('a session begins only in a membership of the same account', async () => {
  await assert.rejects(startSession(county.door, officer.account_id, crypto.randomUUID(), noon), /no such membership/)
})
