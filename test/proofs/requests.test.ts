import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { FastifyInstance } from 'fastify'
import { sql } from 'kysely'
import { type Read, type Write, withEngineSight } from '../../src/ground/database/door.ts'
import { type Identity, may, type Person } from '../../src/ground/database/identity.ts'
import { makeLog } from '../../src/ground/log.ts'
import { Look } from '../../src/ground/look.ts'
import { buildWeb } from '../../src/ground/web/server.ts'
import { freshDatabase, type TestDatabase } from '../support/database.ts'
import { officerIn } from '../support/officer.ts'
import { engineOf } from '../support/sealing.ts'
import { tinySettings } from '../support/tiny-web.ts'

let database: TestDatabase
let officer: Person
let web: FastifyInstance
let children: string[]
before(async () => {
  database = await freshDatabase()
  officer = await officerIn(database)
  const { rows } = await database.superuser.query<{ id: string }>(
    'INSERT INTO person (authority_id) SELECT $1 FROM generate_series(1, 3) RETURNING id',
    [officer.authority_id],
  )
  children = rows.map(row => row.id).sort()
  web = await buildWeb<Identity, Read, Write>({
    settings: tinySettings(),
    log: makeLog({ logLevel: 'silent' }),
    today: () => officer.today,
    door: { identify: async () => officer, may, read: database.door.read, write: database.door.write },
    frame: () => ({
      authority: { name: 'Marlshire', logo_href: null, colour: null },
      person: null,
      navigation: [],
      search: null,
      demonstration: true,
    }),
    ready: async () => null,
    features: [
      {
        routes: page => {
          page.get('/all', { may: 'children.read', audit: 'children listed' }, async ({ tx, look, reply }) => {
            const rows = await tx.selectFrom('person').select('id').execute()
            look.saw(
              rows.map(row => row.id),
              ['surname'],
            )
            return reply.redirect('/elsewhere')
          })
          page.get('/broken', { may: 'children.read', audit: 'broken page' }, async ({ look }) => {
            look.saw(children)
            throw new Error('it broke')
          })
          page.get('/writing', { may: 'children.read', audit: 'a page that writes' }, async ({ tx, reply }) => {
            await sql`UPDATE person SET version = 99`.execute(tx)
            return reply.redirect('/elsewhere')
          })
        },
      },
    ],
  })
})
after(async () => {
  await web?.close()
  await database?.drop()
})

interface Event {
  action: string
  route: string
  kind: string
  account_id: string | null
  child_ids: string[]
  field_names: string[]
}
/** The events that something left. */
async function left(work: () => Promise<unknown>): Promise<Event[]> {
  const { rows: last } = await database.superuser.query('SELECT coalesce(max(seq), 0) AS seq FROM audit_event')
  await work()
  const { rows } = await database.superuser.query<Event>(
    'SELECT action, route, kind, account_id, child_ids, field_names FROM audit_event WHERE seq > $1 ORDER BY seq',
    [last[0].seq],
  )
  return rows
}
const look = (purpose: string) => new Look({ purpose, route: 'proof' })
const versions = async () => {
  const { rows } = await database.superuser.query<{ version: number }>('SELECT DISTINCT version FROM person')
  return rows.map(row => row.version)
}

test('a request leaves one event: who, what, and every child that it showed', async () => {
  const events = await left(() => web.inject('/all'))
  assert.deepEqual(events, [
    {
      action: 'children listed',
      route: '/all',
      kind: 'person',
      account_id: officer.account_id,
      child_ids: children,
      field_names: ['surname'],
    },
  ])
})

test('a request that fails shows nobody and leaves no event that says it did', async () => {
  assert.deepEqual(await left(async () => assert.equal((await web.inject('/broken')).statusCode, 500)), [])
})

test('a page that only reads cannot write: PostgreSQL refuses it', async () => {
  assert.deepEqual(await left(async () => assert.equal((await web.inject('/writing')).statusCode, 500)), [])
  assert.deepEqual(await versions(), [1])
  const writing = (as: Identity) =>
    database.door.read(as, look('reading'), tx =>
      sql`INSERT INTO person (authority_id) VALUES (${officer.authority_id})`.execute(tx),
    )
  await assert.rejects(writing(officer), { code: '25006' })
  await assert.rejects(writing(engineOf(officer.authority_id)), { code: '25006' })
})

test('an action that fails leaves no change, and no event that claims one', async () => {
  const events = await left(() =>
    assert.rejects(
      database.door.write(engineOf(officer.authority_id), look('changed'), async tx => {
        await sql`UPDATE person SET version = 50`.execute(tx)
        throw new Error('half-way')
      }),
      /half-way/,
    ),
  )
  assert.deepEqual([events, await versions()], [[], [1]])
})

test('an action leaves its change and its event together', async () => {
  const events = await left(() =>
    database.door.write(engineOf(officer.authority_id), look('changed'), tx =>
      sql`UPDATE person SET version = 2`.execute(tx),
    ),
  )
  assert.deepEqual([events.map(event => [event.action, event.kind]), await versions()], [[['changed', 'engine']], [2]])
})

test('an action done with the engine’s sight is the person’s own in the log, and the sight ends with it', async () => {
  const sightOf = (tx: Write) =>
    sql<{
      kind: string
      account: string
    }>`SELECT identity.kind() AS kind, current_setting('onroll.account') AS account`.execute(tx)
  const events = await left(() =>
    database.door.write(officer, look('evaluated'), async tx => {
      const within = await withEngineSight(tx, sightOf)
      assert.deepEqual(within.rows, [{ kind: 'engine', account: '' }])
      assert.deepEqual((await sightOf(tx)).rows, [{ kind: 'person', account: officer.account_id }])
    }),
  )
  assert.deepEqual(
    events.map(event => [event.kind, event.account_id]),
    [['person', officer.account_id]],
  )
})

test('what one transaction was told is not known to the next on the same connection', async () => {
  await database.door.write(officer, look('told'), async () => undefined)
  const told = await database.door.signIn(ask =>
    ask<{ kind: string | null }>(`SELECT nullif(current_setting('onroll.kind', true), '') AS kind`, []),
  )
  assert.deepEqual(told, [{ kind: null }])
})
