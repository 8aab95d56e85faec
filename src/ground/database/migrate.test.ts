import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { freshDatabase } from '../../../test/support/database.ts'
import { asRole } from './connect.ts'
import { MigrationRefused, migrate } from './migrate.ts'

const database = await freshDatabase()
after(() => database.drop())
const run = () => migrate(asRole(database.url('onroll_migrate'), 'onroll_owner'))
const ranFrom = (number: number, checksum: string) =>
  database.superuser.query('UPDATE migration SET checksum = $2 WHERE number = $1', [number, checksum])

test('a database of a text that was taken back goes on, and gets what that text had by the newer file', async () => {
  await ranFrom(5, '7df6492b373dfc33164c0737899a17c717f197e79d703f63c9d0b3e09e3d5715')
  await database.superuser.query('DELETE FROM migration WHERE number = 18')
  assert.deepEqual(await run(), ['0018-hide-protected-sources.sql'])
  const { rows } = await database.superuser.query(`SELECT qual FROM pg_policies WHERE policyname = 'source_read'`)
  assert.match(rows[0].qual, /protected/)
})

test('any other text of a migration that ran is refused', async () => {
  await ranFrom(5, '0'.repeat(64))
  await assert.rejects(
    run(),
    (problem: Error) => problem instanceof MigrationRefused && /0005.*edited/.test(problem.message),
  )
})
