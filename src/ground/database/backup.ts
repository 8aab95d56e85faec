import { createWriteStream } from 'node:fs'
import { open, rename, rm, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createZstdCompress } from 'node:zlib'
import type pg from 'pg'
import { to as copyTo } from 'pg-copy-streams'
import { describeContents, quoted } from './backup-contents.ts'
import { type BackupHeader, type BackupReport, type BackupTable, FIRST_LINE } from './backup-format.ts'
import { type RowSource, writeFrames } from './backup-write.ts'
import { asOwner } from './owner-session.ts'

export { restore } from './restore.ts'

function readTable(client: pg.Client, table: BackupTable): RowSource {
  const columns = table.columns.map(name => client.escapeIdentifier(name)).join(', ')
  const stream = client.query(copyTo(`COPY ${quoted(table)} (${columns}) TO STDOUT (FORMAT ${table.format})`))
  return { pieces: stream, rows: () => stream.rowCount }
}

async function write(client: pg.Client, header: BackupHeader, draft: string): Promise<number> {
  let rows = 0
  async function* compressed(source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    yield Buffer.from(FIRST_LINE)
    yield* Readable.from(source).compose(createZstdCompress())
  }
  const counted = (table: BackupTable): RowSource => {
    const source = readTable(client, table)
    const count = () => {
      rows += source.rows()
      return source.rows()
    }
    return { pieces: source.pieces, rows: count }
  }
  const file = createWriteStream(draft, { flags: 'wx', mode: 0o600, flush: true })
  await pipeline(compressed(writeFrames(header, counted)), file)
  return rows
}

async function putInPlace(draft: string, file: string): Promise<void> {
  await rename(draft, file)
  if (process.platform === 'win32') return
  // The rename itself is only safe once the folder is on disk.
  const folder = await open(dirname(file), 'r')
  await folder.sync().finally(() => folder.close())
}

/**
 * Writes everything in the database, as it is at one moment, to `file`: every table's rows, the sequences and the
 * number of the newest migration. The database may be in use. The file appears only when it is whole and on disk, is
 * readable by its owner only, and replaces one of the same name. Roles and settings of the server are not in it.
 *
 * Throws DatabaseRefusal when the database was never migrated.
 */
export async function backup(o: {
  owner_url: string
  file: string
  say?: (sentence: string) => void
}): Promise<BackupReport> {
  const draft = `${o.file}.part`
  await rm(draft, { force: true })
  try {
    const report = await asOwner(o.owner_url, async client => {
      await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY')
      const header = await describeContents(client)
      // Against a TRUNCATE or a migration, which an open snapshot does not see past.
      await client.query(`LOCK TABLE ${header.tables.map(quoted).join(', ')} IN ACCESS SHARE MODE`)
      const rows = await write(client, header, draft)
      await client.query('COMMIT')
      return { migration: header.migration, tables: header.tables.length, rows }
    })
    await putInPlace(draft, o.file)
    const { size } = await stat(o.file)
    o.say?.(`Backed up ${report.rows} rows of ${report.tables} tables to ${o.file} (${Math.ceil(size / 1024)} KB).`)
    return { ...report, bytes: size }
  } finally {
    await rm(draft, { force: true })
  }
}
