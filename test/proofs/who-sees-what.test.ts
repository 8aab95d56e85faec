import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import pg from 'pg'
import { sightFaults, writeFaults } from '../support/as-asker.ts'
import { freshDatabase, type TestDatabase } from '../support/database.ts'
import { type PlantedWorld, plantWorld } from '../support/planted.ts'

let database: TestDatabase
let world: PlantedWorld
before(async () => {
  database = await freshDatabase()
  world = await plantWorld(database)
})
after(() => database?.drop())

test('every table that is of an authority holds a row, so that each comparison could fail', () => {
  const empty = [...world.rows].filter(([, rows]) => rows.length === 0).map(([table]) => table)
  assert.deepEqual(empty, [])
})

test('every identity sees the rows that the second statement says, of every table, and no other', async () => {
  await database.superuser.query('BEGIN')
  const faults = await sightFaults(database.superuser, world)
  await database.superuser.query('ROLLBACK')
  assert.deepEqual(faults, [])
})

test('every identity may add and change what the second statement says, and nothing else', async () => {
  await database.superuser.query('BEGIN')
  const faults = await writeFaults(database.superuser, world)
  await database.superuser.query('ROLLBACK')
  assert.deepEqual(faults, [])
})

test('without an identity a query fails, on a new connection and on one that was used before', async () => {
  const client = new pg.Client({ connectionString: database.url('onroll_web') })
  await client.connect()
  try {
    const answered: string[] = []
    const tables = [...world.rows.keys()].filter(table => !['audit_event', 'audit_seal'].includes(table))
    for (const turn of ['new', 'used']) {
      for (const table of tables) {
        await client.query(`SELECT FROM ${table}`).then(
          found => answered.push(`${turn}: ${table} answered with ${found.rowCount} rows`),
          () => undefined,
        )
      }
      // What a transaction was told is gone after it; the setting's name stays known to the connection.
      await client.query('BEGIN')
      for (const [name, value] of Object.entries(world.asker('engine').settings))
        await client.query('SELECT set_config($1, $2, true)', [`onroll.${name}`, value])
      await client.query('COMMIT')
    }
    assert.deepEqual(answered, [])
  } finally {
    await client.end()
  }
})
