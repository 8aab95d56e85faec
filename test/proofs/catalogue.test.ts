import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { after, before, test } from 'node:test'
import { catalogueFaults } from '../support/catalogue.ts'
import { freshDatabase, type TestDatabase } from '../support/database.ts'
import { describeTables } from '../support/describe-tables.ts'

let database: TestDatabase
before(async () => {
  database = await freshDatabase()
})
after(() => database?.drop())

test('nothing in the catalogue breaks the rules that who sees what stands on', async () => {
  assert.deepEqual(await catalogueFaults(database.superuser), [])
})

test('the types of the tables are those that the migrations make', async () => {
  const written = readFileSync(new URL('../../src/ground/database/tables.ts', import.meta.url), 'utf8')
  assert.equal(written, await describeTables(database.superuser), 'Run: npm run tables')
})
