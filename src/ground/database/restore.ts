import { stat } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import { listApplied, listPartitions, listTables, quoted } from './backup-contents.ts'
import type { BackupHeader, BackupReport, BackupTable } from './backup-format.ts'
import { readBackup } from './backup-read.ts'
import { isSameMigration } from './migrate.ts'
import { asOwner } from './owner-session.ts'
import { DatabaseRefusal } from './refusal.ts'

/** What a restore is told, beyond the file and the database. */
export interface RestoreOptions {
  owner_url: string
  file: string
  say?: (sentence: string) => void
  /** Migrates the database up to this number and no further. */
  migrateTo?: (migration: number) => Promise<unknown>
  /** Runs in the restore's own transaction, after the rows are back. */
  afterRestore?: (client: pg.Client) => Promise<unknown>
}

/** The newest migration of a database that holds nothing else; 0 when it holds nothing. Refuses any other. */
async function refuseUsed(client: pg.Client): Promise<number> {
  const tables = await listTables(client)
  const migration = (await listApplied(client)).at(-1)?.number ?? 0
  // What migrations themselves put in has their transaction's number; whatever has another was put in by use.
  const { rows } = migration
    ? await client.query<{ by: string[] }>('SELECT array_agg(DISTINCT xmin::text) AS by FROM public.migration')
    : { rows: [] }
  for (const table of tables.filter(({ schema }) => schema === 'public')) {
    const used = await client.query(`SELECT FROM ${quoted(table)} WHERE xmin::text <> ALL ($1::text[]) LIMIT 1`, [
      rows[0]?.by ?? [],
    ])
    if (used.rowCount) {
      throw new DatabaseRefusal(
        `The database already holds data (in the table ${table.name}), and a restore never adds to or replaces data. Restore into a new, empty database: name one in DATABASE_URL, or, for the PostgreSQL that comes with Onroll, stop Onroll and move its data folder away.`,
      )
    }
  }
  return migration
}

async function refuseOtherMigration(client: pg.Client, header: BackupHeader, file: string): Promise<void> {
  const applied = await listApplied(client)
  const now = applied.at(-1)?.number ?? 0
  if (now !== header.migration) {
    throw new DatabaseRefusal(
      `${file} is a backup at migration ${header.migration}, and the database is at migration ${now}. Restore it with the Onroll that made it, or with a later one into an empty database.`,
    )
  }
  const changed = header.migrations.find(({ number, checksum }) => {
    return !isSameMigration(number, checksum, applied.find(one => one.number === number)?.checksum)
  })
  if (changed) {
    throw new DatabaseRefusal(
      `${file} was made by another Onroll, whose migration ${changed.number} differs from this one's. Restore it with that one.`,
    )
  }
}

async function refuseMissing(client: pg.Client, header: BackupHeader): Promise<void> {
  const there = new Map((await listTables(client)).map(table => [quoted(table), new Set(table.columns)]))
  const leaves = new Set(header.partitions.map(quoted))
  for (const table of header.tables.filter(one => !leaves.has(quoted(one)))) {
    const columns = there.get(quoted(table))
    const lacking = table.columns.find(name => !columns?.has(name))
    if (lacking === undefined) continue
    throw new DatabaseRefusal(
      `The backup holds ${table.schema}.${table.name}.${lacking}, which the database lacks. Restore it with the Onroll that made it.`,
    )
  }
}

/** Partitions are made in the course of time, so the ones in the file may not be there yet. */
async function makePartitions(client: pg.Client, header: BackupHeader): Promise<void> {
  const there = new Set((await listPartitions(client)).map(quoted))
  for (const partition of header.partitions.filter(one => !there.has(quoted(one)))) {
    const [name, parent] = [quoted(partition), quoted(partition.parent)]
    const by = partition.key === null ? '' : `PARTITION BY ${partition.key}`
    const { rows } = await client.query<{ owner: string; is_secured: boolean }>(
      'SELECT pg_get_userbyid(relowner) AS owner, relrowsecurity AS is_secured FROM pg_class WHERE oid = $1::regclass',
      [parent],
    )
    await client.query(`CREATE TABLE ${name} PARTITION OF ${parent} ${partition.bound} ${by}`)
    for (const { owner, is_secured } of rows) {
      await client.query(`ALTER TABLE ${name} OWNER TO ${client.escapeIdentifier(owner)}`)
      if (is_secured) await client.query(`ALTER TABLE ${name} ENABLE ROW LEVEL SECURITY`)
    }
  }
}

async function begin(client: pg.Client): Promise<void> {
  await client.query('BEGIN')
  try {
    await client.query('SET LOCAL session_replication_role = replica')
  } catch {
    throw new DatabaseRefusal(
      'The owner of the tables may not switch triggers off, which a restore must. As a superuser run: GRANT SET ON PARAMETER session_replication_role TO the owner; then restore again.',
    )
  }
}

async function fill(client: pg.Client, header: BackupHeader, file: string): Promise<number> {
  const whole = [...new Set(header.tables.map(table => quoted(table.into)))].join(', ')
  await client.query(`LOCK TABLE ${whole} IN ACCESS EXCLUSIVE MODE`)
  // Asked again now that nobody else can write: Onroll may have been started on the database meanwhile.
  await refuseUsed(client)
  await client.query(`TRUNCATE ${whole}`)
  await makePartitions(client, header)
  let total = 0
  const load = async (table: BackupTable, pieces: AsyncIterable<Buffer>): Promise<number> => {
    const columns = table.columns.map(name => client.escapeIdentifier(name)).join(', ')
    const into = copyFrom(`COPY ${quoted(table.into)} (${columns}) FROM STDIN (FORMAT ${table.format})`)
    await pipeline(Readable.from(pieces), client.query(into))
    total += into.rowCount
    return into.rowCount
  }
  await readBackup(file, load)
  for (const sequence of header.sequences) {
    const value = [quoted(sequence), sequence.last_value, sequence.is_called]
    await client.query('SELECT setval($1::regclass, $2::bigint, $3)', value)
  }
  return total
}

/**
 * Puts a backup back into a database that holds nothing but, perhaps, what migrations put in, all of it or nothing. The
 * file is read and checked from end to end before anything is touched, and checked again while its rows go in.
 *
 * Throws DatabaseRefusal when the file is not a whole backup, when the database holds data, or when it is not at the
 * file's migration and `migrateTo` does not bring it there.
 */
export async function restore(o: RestoreOptions): Promise<BackupReport> {
  const header = await readBackup(o.file)
  const before = await asOwner(o.owner_url, refuseUsed)
  if (before < header.migration) await o.migrateTo?.(header.migration)
  return asOwner(o.owner_url, async client => {
    await refuseOtherMigration(client, header, o.file)
    await refuseMissing(client, header)
    let rows = 0
    try {
      await begin(client)
      rows = await fill(client, header, o.file)
      await o.afterRestore?.(client)
      await client.query('COMMIT')
    } catch (error) {
      await client.query('ROLLBACK').catch(() => undefined)
      throw error
    }
    await client.query('ANALYZE')
    const tables = header.tables.length
    o.say?.(`Restored ${rows} rows of ${tables} tables from ${o.file}, as they were at ${header.made_at}.`)
    return { migration: header.migration, tables, rows, bytes: (await stat(o.file)).size }
  })
}
