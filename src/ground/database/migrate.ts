import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import pg from 'pg'

const folder = new URL('../../../database/', import.meta.url)

export interface Migration {
  readonly number: number
  readonly name: string
  readonly checksum: string
  readonly text: string
}

/** The migrations of this version of the program, in order. */
export function listMigrations(): Migration[] {
  return readdirSync(folder)
    .filter(name => /^\d{4}-.*\.sql$/.test(name))
    .sort()
    .map(name => {
      const text = readFileSync(new URL(name, folder), 'utf8')
      return { number: Number(name.slice(0, 4)), name, text, checksum: createHash('sha256').update(text).digest('hex') }
    })
}

/**
 * Whether a migration that was run is the file of this version. The few that ran from a text which was taken back again stand in
 * database/SUPERSEDED, with where their difference went.
 */
export function isSameMigration(number: number, checksum: string, file: string | undefined): boolean {
  if (checksum === file) return true
  const before = `${String(number).padStart(4, '0')} ${checksum} `
  return readFileSync(new URL('SUPERSEDED', folder), 'utf8')
    .split('\n')
    .some(line => line.startsWith(before))
}

/** Why a database cannot be brought to this version, in a sentence for whoever runs it. */
export class MigrationRefused extends Error {}

/** Any number that only Onroll uses: two that migrate at once wait for each other. */
const lock = 7_206_021

/**
 * Brings a database up to this version: each file in a transaction of its own, under an advisory lock, as the owner role.
 * @param url a connection that may become `onroll_owner`.
 * @param to stop after this migration (restoring a backup of an older version); all when absent.
 * @returns the names of the migrations that were run.
 * @throws MigrationRefused when a landed file was edited, or the database is newer than this program.
 */
export async function migrate(url: string, to = Number.POSITIVE_INFINITY): Promise<string[]> {
  const client = new pg.Client({ connectionString: url, application_name: 'onroll migrate' })
  await client.connect()
  try {
    await client.query('SET client_min_messages = warning')
    await client.query(`SELECT pg_advisory_lock(${lock})`)
    await client.query('SET ROLE onroll_owner')
    await client.query(`CREATE TABLE IF NOT EXISTS migration (
      number integer PRIMARY KEY, name text NOT NULL, checksum text NOT NULL, applied_at timestamptz NOT NULL DEFAULT now())`)
    const applied = await client.query<{ number: number; name: string; checksum: string }>(
      'SELECT number, name, checksum FROM migration ORDER BY number',
    )
    const files = listMigrations()
    for (const row of applied.rows) {
      const file = files.find(one => one.number === row.number)
      if (!file)
        throw new MigrationRefused(
          `The database was made by a newer Onroll: it has migration ${row.name}. Start that version instead.`,
        )
      if (!isSameMigration(row.number, row.checksum, file.checksum)) {
        throw new MigrationRefused(
          `The migration ${row.name} was edited after it ran. Put the file back as it was and write the change as a new one.`,
        )
      }
    }
    const due = files.filter(file => file.number <= to && !applied.rows.some(row => row.number === file.number))
    for (const file of due) {
      await client.query('BEGIN')
      try {
        await client.query('INSERT INTO migration (number, name, checksum) VALUES ($1, $2, $3)', [
          file.number,
          file.name,
          file.checksum,
        ])
        await client.query(file.text)
        await client.query('COMMIT')
      } catch (error) {
        await client.query('ROLLBACK')
        throw new Error(`The migration ${file.name} failed: ${(error as Error).message}`, { cause: error })
      }
    }
    return due.map(file => file.name)
  } finally {
    await client.end()
  }
}
