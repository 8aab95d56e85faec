import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'

/** The lock file that a PostgreSQL server keeps in its data folder for as long as it runs. */
export interface LockFile {
  pid: number
  port: number
}

/** Reads `postmaster.pid`, or null when there is none. Its lines: process, data folder, start, port, … */
export function readLockFile(data_folder: string): LockFile | null {
  try {
    const lines = readFileSync(join(data_folder, 'postmaster.pid'), 'utf8').split('\n')
    // A server that is only just starting has not yet written its port.
    return { pid: Math.abs(Number(lines[0])), port: Number(lines[3] ?? 0) }
  } catch {
    return null
  }
}

export function serverUrl(port: number, role: string, password: string, database: string): string {
  const [user, secret, name] = [role, password, database].map(encodeURIComponent)
  return `postgres://${user}:${secret}@127.0.0.1:${port}/${name}`
}

export type Answer = 'yes' | 'starting' | 'wrong password' | 'no'

/** Whether a server answers at `url`; with `data_folder`, only if it is the server on that folder. */
export async function answersAt(url: string, data_folder?: string): Promise<Answer> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 3000 })
  client.on('error', () => undefined)
  try {
    await client.connect()
    const { rows } = await client.query<{ folder: string }>(`SELECT current_setting('data_directory') AS folder`)
    return data_folder === undefined || rows[0]?.folder === data_folder ? 'yes' : 'no'
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined
    // 57P03: starting up or recovering. 28P01: the password is another one.
    if (code === '57P03') return 'starting'
    return code === '28P01' ? 'wrong password' : 'no'
  } finally {
    await client.end().catch(() => undefined)
  }
}

/** Creates `database` if the server at `url` has none of that name; returns whether it did. */
export async function ensureDatabase(url: string, database: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    const { rowCount } = await client.query('SELECT FROM pg_database WHERE datname = $1', [database])
    if (rowCount) return false
    await client.query(`CREATE DATABASE ${client.escapeIdentifier(database)}`)
    return true
  } finally {
    await client.end()
  }
}
