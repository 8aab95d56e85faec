import assert from 'node:assert/strict'
import { existsSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import pg from 'pg'
import { removeWith, temporaryFolder } from '../../../test/support/server-neighbours.ts'
import { backup, restore } from './backup.ts'
import { attachCluster, type Cluster } from './embedded.ts'
import { refuseOldServer } from './versions.ts'

// Every kind of column, key and table that the schema has, and those that are hard to carry.
const FIRST_MIGRATION = `
  CREATE EXTENSION btree_gist;
  CREATE TYPE mood AS ENUM ('calm', 'cross');
  CREATE DOMAIN postcode AS text CHECK (VALUE ~ '^Z');
  CREATE TABLE migration (number int PRIMARY KEY, name text, checksum text, applied_at timestamptz DEFAULT now());
  CREATE TABLE code (key text PRIMARY KEY, label text);
  INSERT INTO code VALUES ('a', 'as migrated');
  CREATE TABLE child_state (
    authority_id int, person_id uuid, starts_on date, ends_on date,
    during daterange GENERATED ALWAYS AS (daterange(starts_on, ends_on)) STORED,
    state text, PRIMARY KEY (authority_id, person_id, during WITHOUT OVERLAPS));
  CREATE TABLE "Odd ""names""" (
    id bigint GENERATED ALWAYS AS IDENTITY (START 100) PRIMARY KEY, "order" serial, dropped int,
    document jsonb, bytes bytea, span daterange, moods mood[], mood mood, home postcode, of_table regclass,
    amount numeric, at timestamptz, tags text[], length int GENERATED ALWAYS AS (octet_length(bytes)) VIRTUAL,
    parent_id bigint REFERENCES "Odd ""names""");
  ALTER TABLE "Odd ""names""" DROP COLUMN dropped;
  CREATE TABLE audit_event (seq bigint GENERATED ALWAYS AS IDENTITY, at date, what text) PARTITION BY RANGE (at);
  ALTER TABLE audit_event ENABLE ROW LEVEL SECURITY;
  CREATE TABLE audit_event_rest PARTITION OF audit_event DEFAULT;
  CREATE SCHEMA pgboss;
  CREATE TABLE pgboss.job (id int PRIMARY KEY, state mood DEFAULT 'calm');
  CREATE TABLE empty (id int);
  CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'insert only by use'; END $$;
  CREATE TRIGGER refuse BEFORE INSERT ON code FOR EACH ROW EXECUTE FUNCTION refuse();
  CREATE TRIGGER keep BEFORE TRUNCATE ON code FOR EACH STATEMENT EXECUTE FUNCTION refuse();`

const USE = `
  SET session_replication_role = replica;
  INSERT INTO code VALUES ('b', 'of our own');
  RESET session_replication_role;
  INSERT INTO child_state (authority_id, person_id, starts_on, ends_on, state)
    SELECT 899, uuidv7(), '2020-01-01'::date + n, NULLIF('2021-01-01'::date + n, '2021-01-05'), 'on_roll' FROM generate_series(1, 500) AS n;
  INSERT INTO "Odd ""names""" (document, bytes, span, moods, mood, home, of_table, amount, at, tags) VALUES
    ('{"a": [1, null, "é\\n"]}', decode(repeat('00ff5c0a', 900000), 'hex'), '[2026-01-01,)', '{cross,calm}', 'cross', 'ZY1',
     'audit_event', 'NaN', 'infinity', '{"a,b",NULL}'),
    (NULL, '', 'empty', '{}', NULL, NULL, NULL, 1e30, '2026-06-30 23:30:00.123456+00', '{}');
  UPDATE "Odd ""names""" SET parent_id = 201 - id;
  CREATE TABLE audit_event_2026_01 PARTITION OF audit_event FOR VALUES FROM ('2026-01-01') TO ('2026-02-01');
  INSERT INTO audit_event (at, what) SELECT '2025-12-20'::date + n, repeat('é', n) FROM generate_series(1, 60) AS n;
  INSERT INTO pgboss.job VALUES (1, 'cross');`

const CONTENTS = {
  code: 'SELECT * FROM code ORDER BY key',
  child_state: 'SELECT * FROM child_state ORDER BY person_id',
  odd: 'SELECT *, of_table::text AS of_table, sha256(bytes) AS bytes FROM "Odd ""names""" ORDER BY id',
  audit: 'SELECT tableoid::regclass::text AS part, * FROM audit_event ORDER BY seq',
  job: 'SELECT * FROM pgboss.job',
  migration: 'SELECT * FROM migration ORDER BY number',
  secured: `SELECT relname, relrowsecurity FROM pg_class WHERE relname LIKE 'audit_event%' AND relkind = 'p'`,
}

const folder = temporaryFolder()
let cluster: Cluster
let names = 0
let source = ''
const file = join(folder, 'whole.backup')

async function run(url: string, sql: string): Promise<pg.QueryResultRow[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    const result: pg.QueryResult | pg.QueryResult[] = await client.query(sql)
    return (Array.isArray(result) ? result.at(-1) : result)?.rows ?? []
  } finally {
    await client.end()
  }
}

async function newDatabase(): Promise<string> {
  names += 1
  await run(cluster.owner_url, `CREATE DATABASE d${names}`)
  return cluster.owner_url.replace(/onroll$/, `d${names}`)
}

/** Migrates as the program does: what a migration puts in and the note that it ran are one transaction. */
const migrate = (url: string) => async (to: number) => {
  const applied = `INSERT INTO migration VALUES (1, 'first', 'aa')`
  await run(url, `BEGIN; ${FIRST_MIGRATION} ${applied}; COMMIT`)
  if (to > 1)
    await run(url, `BEGIN; CREATE TABLE later (id int); INSERT INTO migration VALUES (2, 'second', 'bb'); COMMIT`)
}

async function contentsOf(url: string): Promise<Record<string, pg.QueryResultRow[]>> {
  const found: Record<string, pg.QueryResultRow[]> = {}
  for (const [name, sql] of Object.entries(CONTENTS)) found[name] = await run(url, sql)
  return found
}

const tablesIn = async (url: string) => (await run(url, `SELECT FROM pg_tables WHERE schemaname = 'public'`)).length

before(async () => {
  cluster = await attachCluster({ folder: join(folder, 'data') })
  source = await newDatabase()
  await migrate(source)(1)
  await run(source, USE)
  await backup({ owner_url: source, file })
})

after(async () => {
  await cluster.release()
  removeWith(folder, cluster.data_folder)
})

test('what is restored into an empty database is what was backed up', async () => {
  const target = await newDatabase()
  const said: string[] = []
  let in_hook = 0
  const report = await restore({
    owner_url: target,
    file,
    say: sentence => said.push(sentence),
    migrateTo: migrate(target),
    afterRestore: async client => {
      in_hook = (await client.query('SELECT FROM audit_event')).rowCount ?? 0
    },
  })
  assert.deepEqual(await contentsOf(target), await contentsOf(source))
  assert.equal(in_hook, 60)
  assert.equal(report.migration, 1)
  assert.equal(report.rows, 2 + 500 + 2 + 60 + 1 + 1)
  assert.match(said.join(), /Restored 566 rows/)
  // What comes next counts on from there, and the rules of the schema hold again.
  const insert = `INSERT INTO "Odd ""names""" DEFAULT VALUES RETURNING id, "order"`
  assert.deepEqual(await run(target, insert), [{ id: '102', order: 3 }])
  await assert.rejects(run(target, `INSERT INTO code VALUES ('c', 'x')`), /insert only by use/)
  await assert.rejects(
    run(target, 'INSERT INTO child_state SELECT authority_id, person_id, starts_on FROM child_state'),
    /violates exclusion constraint/,
  )
})

test('a database that was migrated and not used takes a restore, and what migrations put in is not doubled', async () => {
  const target = await newDatabase()
  await migrate(target)(1)
  await restore({ owner_url: target, file })
  assert.deepEqual(await contentsOf(target), await contentsOf(source))
})

test('a database that was used takes none, and keeps what it has', async () => {
  const target = await newDatabase()
  await migrate(target)(1)
  await run(target, 'INSERT INTO empty VALUES (5)')
  await assert.rejects(
    restore({ owner_url: target, file }),
    /already holds data \(in the table empty\).*new, empty database/,
  )
  assert.deepEqual(await run(target, 'SELECT id FROM empty'), [{ id: 5 }])
  assert.equal((await run(target, 'SELECT FROM code')).length, 1)
})

test('a restore at another migration is refused naming both', async () => {
  const target = await newDatabase()
  await migrate(target)(2)
  await assert.rejects(restore({ owner_url: target, file }), /at migration 1, and the database is at migration 2/)
  const empty = await newDatabase()
  await assert.rejects(restore({ owner_url: empty, file }), /at migration 1, and the database is at migration 0/)
  const edited = await newDatabase()
  await migrate(edited)(1)
  await run(edited, `BEGIN; DELETE FROM migration; INSERT INTO migration VALUES (1, 'first', 'changed'); COMMIT`)
  await run(edited, 'DELETE FROM code')
  await assert.rejects(restore({ owner_url: edited, file }), /migration 1 differs/)
})

test('a file that was cut short, altered, lengthened or is none is refused before anything is touched', async () => {
  const target = await newDatabase()
  const whole = readFileSync(file)
  const bad = join(folder, 'bad.backup')
  const tryIt = () => restore({ owner_url: target, file: bad, migrateTo: migrate(target) })
  for (const size of [17, 400, Math.floor(whole.length / 2), whole.length - 1]) {
    writeFileSync(bad, whole)
    truncateSync(bad, size)
    await assert.rejects(tryIt(), /damaged or was cut short/, `cut at ${size} of ${whole.length}`)
  }
  for (const at of [30, Math.floor(whole.length / 3), whole.length - 20]) {
    const altered = Buffer.from(whole)
    altered.writeUInt8(altered.readUInt8(at) ^ 0x10, at)
    writeFileSync(bad, altered)
    await assert.rejects(tryIt(), /damaged or was cut short/, `altered at ${at} of ${whole.length}`)
  }
  writeFileSync(bad, Buffer.concat([whole, whole]))
  await assert.rejects(tryIt(), /damaged or was cut short/)
  writeFileSync(bad, 'upn,surname\n')
  await assert.rejects(tryIt(), /not a backup/)
  await assert.rejects(restore({ owner_url: target, file: join(folder, 'absent') }), /cannot be read/)
  assert.equal(await tablesIn(target), 0)
})

test('a restore that fails at its very end leaves nothing behind', async () => {
  const target = await newDatabase()
  await migrate(target)(1)
  const afterRestore = () => Promise.reject(new Error('the hook failed'))
  await assert.rejects(restore({ owner_url: target, file, afterRestore }), /the hook failed/)
  assert.deepEqual(await run(target, 'SELECT key FROM code'), [{ key: 'a' }])
  await restore({ owner_url: target, file })
  assert.deepEqual(await contentsOf(target), await contentsOf(source))
})

test('the file appears whole, for its owner only, and a backup that fails leaves the last one', async () => {
  assert.equal(statSync(file).mode & 0o777, 0o600)
  assert.equal(existsSync(`${file}.part`), false)
  const was = readFileSync(file)
  const never_migrated = await newDatabase()
  await assert.rejects(backup({ owner_url: never_migrated, file }), /never migrated/)
  assert.ok(readFileSync(file).equals(was))
})

test('a backup shows one moment, whatever is written meanwhile', async () => {
  const url = await newDatabase()
  await migrate(url)(1)
  const tables = 'CREATE TABLE a_first (id int); CREATE TABLE m_between (text text); CREATE TABLE z_last (id int)'
  await run(url, tables)
  // Long enough to read that much is written between the first table and the last.
  await run(url, 'INSERT INTO m_between SELECT repeat(md5(n::text), 10) FROM generate_series(1, 100000) AS n')
  const writer = new pg.Client({ connectionString: url })
  await writer.connect()
  let is_over = false
  const writing = (async () => {
    while (!is_over) await writer.query('BEGIN; INSERT INTO a_first VALUES (1); INSERT INTO z_last VALUES (1); COMMIT')
    await writer.end()
  })()
  const moving = join(folder, 'moving.backup')
  await backup({ owner_url: url, file: moving })
  is_over = true
  await writing
  const target = await newDatabase()
  const withBoth = async (to: number) => {
    await migrate(target)(to)
    await run(target, tables)
  }
  await restore({ owner_url: target, file: moving, migrateTo: withBoth })
  const count = '(SELECT count(*)::int FROM a_first) AS first, (SELECT count(*)::int FROM z_last) AS last'
  const [counts] = await run(target, `SELECT ${count}`)
  assert.equal(counts?.first, counts?.last)
})

test('an owner that is no superuser can do both once it may switch triggers off, and is told so before', async () => {
  await run(
    cluster.owner_url,
    `CREATE ROLE keeper; CREATE ROLE runner LOGIN NOINHERIT PASSWORD 'x'; GRANT keeper TO runner`,
  )
  const url = await newDatabase()
  const asRunner = url.replace(/\/\/.*?@/, '//runner:x@')
  await migrate(url)(1)
  await run(
    url,
    `DO $$ DECLARE t regclass; BEGIN
       FOR t IN SELECT oid FROM pg_class WHERE relkind IN ('r', 'p') AND relnamespace IN ('public'::regnamespace, 'pgboss'::regnamespace)
       LOOP EXECUTE format('ALTER TABLE %s OWNER TO keeper', t); END LOOP;
     END $$; GRANT ALL ON SCHEMA public, pgboss TO keeper`,
  )
  await assert.rejects(restore({ owner_url: asRunner, file }), /GRANT SET ON PARAMETER session_replication_role/)
  await run(url, 'GRANT SET ON PARAMETER session_replication_role TO keeper')
  await restore({ owner_url: asRunner, file })
  assert.deepEqual(await contentsOf(url), await contentsOf(source))
  const theirs = join(folder, 'theirs.backup')
  const report = await backup({ owner_url: asRunner, file: theirs })
  assert.equal(report.rows, 566)
})

test('a server that is too old, or without an extension, is refused with what to do', async () => {
  const client = new pg.Client({ connectionString: cluster.owner_url })
  await client.connect()
  await refuseOldServer(client)
  // The real server, made to answer like another one.
  await client.query(`CREATE SCHEMA other; SET search_path = other, pg_catalog;
    CREATE VIEW other.pg_available_extensions AS SELECT name FROM pg_catalog.pg_available_extensions WHERE name <> 'unaccent'`)
  await assert.rejects(refuseOldServer(client), /does not offer unaccent/)
  await client.query(`CREATE FUNCTION other.current_setting(text) RETURNS text LANGUAGE sql
    RETURN CASE $1 WHEN 'server_version' THEN '17.6' ELSE '170006' END`)
  await assert.rejects(refuseOldServer(client), /is PostgreSQL 17\.6, and Onroll needs 18 or later/)
  await client.end()
})
