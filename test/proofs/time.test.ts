import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Look } from '../../src/ground/look.ts'
import { asDay, londonDay } from '../../src/rulebook/index.ts'
import { freshDatabase } from '../support/database.ts'
import { engineOf } from '../support/sealing.ts'

/** Instants at which a machine on UTC and the law on Europe/London may disagree about the day. */
const instants: [instant: string, day: string][] = [
  ['2026-06-15T22:59:59Z', '2026-06-15'],
  ['2026-06-15T23:00:00Z', '2026-06-16'],
  ['2026-06-15T23:30:00Z', '2026-06-16'],
  ['2026-06-16T00:30:00Z', '2026-06-16'],
  // The night on which the clocks go forward: Sunday 29 March 2026, 01:00 becomes 02:00.
  ['2026-03-28T23:30:00Z', '2026-03-28'],
  ['2026-03-29T00:30:00Z', '2026-03-29'],
  ['2026-03-29T01:30:00Z', '2026-03-29'],
  ['2026-03-29T22:59:59Z', '2026-03-29'],
  ['2026-03-29T23:30:00Z', '2026-03-30'],
  // The night on which they go back: Sunday 25 October 2026, 02:00 becomes 01:00.
  ['2026-10-24T22:59:59Z', '2026-10-24'],
  ['2026-10-24T23:30:00Z', '2026-10-25'],
  ['2026-10-25T00:30:00Z', '2026-10-25'],
  ['2026-10-25T01:30:00Z', '2026-10-25'],
  ['2026-10-25T23:30:00Z', '2026-10-25'],
  ['2026-10-26T00:00:00Z', '2026-10-26'],
  ['2026-01-15T23:30:00Z', '2026-01-15'],
]

for (const [instant, day] of instants) {
  test(`${instant} is the London day ${day}`, () => assert.equal(londonDay(instant), day))
}

test('PostgreSQL counts the same London days, in the functions of sign-in too', async () => {
  const database = await freshDatabase()
  try {
    for (const [instant, day] of instants) {
      const { rows } = await database.superuser.query(
        `SELECT (($1::timestamptz AT TIME ZONE 'Europe/London')::date)::text AS day`,
        [instant],
      )
      assert.equal(rows[0].day, day, instant)
    }
  } finally {
    await database.drop()
  }
})

test('a role that ends on a day is gone at London’s midnight, also when the machine’s day is another', async () => {
  const database = await freshDatabase()
  try {
    const { rows } = await database.superuser.query(`
      WITH authority AS (INSERT INTO authority (code, name, short_name, out_of_hours_number) VALUES ('899', 'a', 'a', '1') RETURNING id),
      account AS (INSERT INTO account (email, name, password_hash) VALUES ('a@example.org', 'a', '') RETURNING id),
      office AS (INSERT INTO organisation (authority_id, kind, code, name) SELECT id, 'council_team', 'a', 'a' FROM authority RETURNING *),
      member AS (INSERT INTO membership (authority_id, account_id, organisation_id, role, starts_on, ends_on)
        SELECT o.authority_id, a.id, o.id, 'cme_officer', '2026-06-10', '2026-06-16' FROM office o, account a RETURNING *)
      SELECT account_id, id FROM member`)
    await database.superuser.query(`SELECT start_session($1, $2, '\\x01', '2026-06-15T12:00Z', '12 hours')`, [
      rows[0].account_id,
      rows[0].id,
    ])
    const signedIn = async (at: string) =>
      (await database.superuser.query(`SELECT FROM session_identity('\\x01', $1)`, [at])).rowCount
    assert.equal(await signedIn('2026-06-15T22:59:00Z'), 1)
    assert.equal(await signedIn('2026-06-15T23:30:00Z'), 0)
  } finally {
    await database.drop()
  }
})

test('a child who leaves a school is within its reach until London’s midnight: the day told is the day asked', async () => {
  const database = await freshDatabase()
  try {
    const { rows } = await database.superuser.query(`
      WITH authority AS (INSERT INTO authority (code, name, short_name, out_of_hours_number) VALUES ('899', 'a', 'a', '1') RETURNING id),
      child AS (INSERT INTO person (authority_id) SELECT id FROM authority RETURNING *),
      reach AS (INSERT INTO child_reach (authority_id, person_id, reach_key, starts_on, ends_on, made_by)
        SELECT authority_id, id, 'school:990001', '2026-03-01', '2026-06-16', 'a' FROM child)
      SELECT authority_id FROM child`)
    const seen = (instant: string) => {
      const engine = engineOf(rows[0].authority_id)
      const head = { ...engine, kind: 'person' as const, today: londonDay(instant), ...headOfA }
      return database.door.read(head, new Look({ purpose: 'proof', route: 'proof' }), async tx =>
        tx.selectFrom('person').select('id').execute(),
      )
    }
    assert.equal((await seen('2026-06-15T22:59:59Z')).length, 1)
    assert.equal((await seen('2026-06-15T23:30:00Z')).length, 0)
    assert.equal((await seen('2026-02-28T23:30:00Z')).length, 0)
  } finally {
    await database.drop()
  }
})

const nobody = '01900000-0000-7000-8000-000000000002'
const headOfA = {
  account_id: nobody,
  account_name: 'A head',
  session_id: null,
  membership_id: nobody,
  role: 'school_head',
  role_label: 'Headteacher',
  organisation_id: nobody,
  organisation_name: 'A school',
  organisation_kind: 'school',
  scope: 'school' as const,
  classes: ['identity' as const],
  permissions: new Set<string>(),
  schools: [990001],
  first_page: '/',
  must_change_password: false,
}

test('the London day of an instant is the same whatever zone the machine is in', () => {
  const zone = process.env.TZ
  try {
    for (const machine of ['UTC', 'Europe/London', 'Pacific/Auckland', 'America/Los_Angeles']) {
      process.env.TZ = machine
      assert.equal(londonDay('2026-06-15T23:30:00Z'), asDay('2026-06-16'), machine)
      assert.equal(londonDay('2026-10-25T00:30:00Z'), asDay('2026-10-25'), machine)
    }
  } finally {
    if (zone === undefined) delete process.env.TZ
    else process.env.TZ = zone
  }
})
