import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sealAudit, verifyAudit } from '../../src/ground/audit.ts'
import { Look } from '../../src/ground/look.ts'
import { freshDatabase, type TestDatabase } from '../support/database.ts'
import { audit, engineOf, sealAll } from '../support/sealing.ts'

const authority_id = '01900000-0000-7000-8000-000000000001'
let database: TestDatabase
let heads: string[]
before(async () => {
  database = await freshDatabase()
  heads = []
  for (const day of ['monday', 'tuesday', 'wednesday']) {
    await audit(database, authority_id, `${day} one`, `${day} two`, `${day} three`)
    await sealAll(database)
    heads.push((await verify()).head ?? '')
  }
})
after(() => database?.drop())

const verify = (head?: string) => verifyAudit(database.url('onroll_audit'), head)

/** Verifies while the log is tampered with as only the server's owner could, and puts it right again. */
async function tampered(statements: string[], mend: string[], head?: string): Promise<string[]> {
  for (const statement of statements) await database.superuser.query(statement)
  const { whole, faults } = await verify(head)
  for (const statement of mend) await database.superuser.query(statement)
  assert.equal(whole, faults.length === 0)
  return faults
}

const putAside = [
  'CREATE TABLE aside AS SELECT * FROM audit_event',
  'CREATE TABLE aside_seal AS SELECT * FROM audit_seal',
]
const putBack = [
  'TRUNCATE audit_event, audit_seal',
  'INSERT INTO audit_event OVERRIDING SYSTEM VALUE SELECT * FROM aside',
  'INSERT INTO audit_seal SELECT * FROM aside_seal',
  'DROP TABLE aside, aside_seal',
]

test('a log that nobody touched verifies, and every head that was kept outside is in its chain', async () => {
  for (const head of heads) assert.deepEqual((await verify(head)).faults, [])
  const { seals, events, unsealed } = await verify()
  assert.deepEqual({ seals: seals >= 3, events, unsealed }, { seals: true, events: 9, unsealed: 0 })
})

test('an event that was altered is found', async () => {
  const change = `UPDATE audit_event SET child_ids = '{${authority_id}}' WHERE action = 'tuesday two'`
  const faults = await tampered([...putAside, change], putBack)
  assert.match(faults.join(), /altered/)
})

test('each column of an event is under the seal', async () => {
  const { rows } = await database.superuser.query<{ name: string; type: string }>(
    `SELECT attname AS name, format_type(atttypid, NULL) AS type FROM pg_attribute WHERE attrelid = 'audit_event'::regclass AND attnum > 0 AND attname NOT IN ('era', 'xid', 'seq')`,
  )
  const others: Record<string, string> = {
    'timestamp with time zone': `at + interval '1 microsecond'`,
    uuid: 'uuidv7()',
    text: `'anonymous'`,
    'uuid[]': `ARRAY[uuidv7()]`,
    'text[]': `'{other}'`,
  }
  assert.ok(rows.length > 10)
  for (const { name, type } of rows) {
    const change = `UPDATE audit_event SET ${name} = ${others[type]} WHERE action = 'tuesday two'`
    assert.match((await tampered([...putAside, change], putBack)).join(), /altered/, name)
  }
})

test('an event that was removed is found', async () => {
  const faults = await tampered([...putAside, `DELETE FROM audit_event WHERE action = 'monday one'`], putBack)
  assert.match(faults.join(), /some were removed/)
})

test('an event put in later, inside what was sealed, is found', async () => {
  const late = `INSERT INTO audit_event (at, era, xid, seq, kind, action, route, purpose) OVERRIDING SYSTEM VALUE
    SELECT at, era, xid, seq + 1000, 'engine', 'late', 'late', 'late' FROM audit_event WHERE action = 'tuesday two'`
  assert.match((await tampered([...putAside, late], putBack)).join(), /put in later/)
})

test('an event put in later, before everything that was sealed, is found', async () => {
  const late = `INSERT INTO audit_event (at, era, xid, kind, action, route, purpose)
    SELECT at, era, '1', 'engine', 'late', 'late', 'late' FROM audit_event WHERE action = 'tuesday two'`
  assert.match((await tampered([...putAside, late], putBack)).join(), /put in later/)
})

test('a seal that is gone is found', async () => {
  const faults = await tampered([...putAside, 'DELETE FROM audit_seal WHERE number = 2'], putBack)
  assert.match(faults.join(), /seal is missing/)
})

test('a whole chain sealed anew is found by the head kept outside, and by nothing else', async () => {
  const reseal = [
    ...putAside,
    `UPDATE audit_event SET action = 'nothing' WHERE action = 'tuesday two'`,
    'TRUNCATE audit_seal',
    'SELECT seal_audit(1000)',
  ]
  assert.deepEqual(await tampered(reseal, putBack), [])
  assert.match((await tampered(reseal, putBack, heads[0])).join(), /kept outside/)
})

test('an end that was cut off is found by the head kept outside', async () => {
  const cut = [
    ...putAside,
    `DELETE FROM audit_event e USING audit_seal s WHERE s.number = 3 AND (e.era, e.xid, e.seq) >= (s.from_era, s.from_xid, s.from_seq)`,
    'DELETE FROM audit_seal WHERE number >= 3',
  ]
  assert.match((await tampered(cut, putBack, heads.at(-1))).join(), /kept outside/)
})

test('the events of a long transaction are not passed over when others are sealed', async () => {
  const slow = Promise.withResolvers<void>()
  const begun = Promise.withResolvers<void>()
  const long = database.door.write(engineOf(authority_id), new Look({ purpose: 'long', route: 'proof' }), async tx => {
    await tx.client.query('SELECT pg_current_xact_id()')
    begun.resolve()
    await slow.promise
  })
  await begun.promise
  await audit(database, authority_id, 'quick one', 'quick two')
  await database.door.signIn(ask => ask('SELECT seal_audit(1000)', []))
  slow.resolve()
  await long
  await sealAll(database)
  const { whole, events, unsealed } = await verify(heads.at(-1))
  assert.deepEqual({ whole, events, unsealed }, { whole: true, events: 12, unsealed: 0 })
})

test('two that seal at once seal each event once', async () => {
  await audit(database, authority_id, 'a', 'b', 'c')
  const seal = () => database.door.signIn(sealAudit)
  await Promise.all([seal(), seal(), seal()])
  await sealAll(database)
  const { whole, events, unsealed } = await verify()
  assert.deepEqual({ whole, events, unsealed }, { whole: true, events: 15, unsealed: 0 })
})

test('a month that began before its partition was made goes on without one, and the next ones get theirs', async () => {
  const { superuser } = database
  await superuser.query('BEGIN')
  await superuser.query(`DO $$ DECLARE part text; BEGIN
    FOR part IN SELECT inhrelid::regclass::text FROM pg_inherits WHERE inhparent = 'audit_event'::regclass LOOP
      IF part <> 'audit_event_rest' THEN EXECUTE 'DROP TABLE ' || part; END IF;
    END LOOP; END $$`)
  await superuser.query(
    `INSERT INTO audit_event (at, kind, action, route, purpose) VALUES ('2031-03-31 23:30Z', 'engine', 'a', 'a', 'a')`,
  )
  await superuser.query(`SELECT make_audit_partitions('2031-03-31', 2)`)
  const { rows } = await superuser.query<{ part: string }>(
    `SELECT inhrelid::regclass::text AS part FROM pg_inherits WHERE inhparent = 'audit_event'::regclass ORDER BY 1`,
  )
  await superuser.query('ROLLBACK')
  assert.deepEqual(
    rows.map(row => row.part),
    ['audit_event_2031_04', 'audit_event_2031_05', 'audit_event_rest'],
  )
})
