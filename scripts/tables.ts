// Writes src/ground/database/tables.ts from a migrated database; with --check, fails when the file is not current.
import { readFileSync, writeFileSync } from 'node:fs'
import { freshDatabase } from '../test/support/database.ts'
import { describeTables } from '../test/support/describe-tables.ts'

const file = new URL('../src/ground/database/tables.ts', import.meta.url)
const database = await freshDatabase()
const made = await describeTables(database.superuser)
await database.drop()
if (process.argv.includes('--check')) {
  if (readFileSync(file, 'utf8') !== made) {
    console.error('src/ground/database/tables.ts is not what the migrations make. Run: npm run tables')
    process.exitCode = 1
  }
} else {
  writeFileSync(file, made)
}
