import pg from 'pg'
import { installQueue } from '../jobs/queue.ts'
import { type Door, openDoor } from './door.ts'
import { attachCluster } from './embedded.ts'
import { listMigrations, migrate } from './migrate.ts'
import { prepareDatabase } from './prepare.ts'
import { DatabaseRefusal } from './refusal.ts'

/** Where the database is. Without `database_url` it is the embedded server of `data_folder`. */
export interface DatabasePlace {
  database_url: string | null
  /** May become onroll_owner: for migrations and backups. */
  owner_url: string | null
  /** May become onroll_auditor. */
  auditor_url: string | null
  data_folder: string
}

/** A database that is ready for this version of the program. */
export interface Connection {
  door: Door
  app_url: string
  /** Null when this process was not given the owner's connection. */
  owner_url: string | null
  auditor_url: string | null
  /** A superuser of the embedded server, for restoring; null on a server of your own. */
  superuser_url: string | null
  embedded: boolean
  close(): Promise<void>
}

/**
 * Reaches the database: starts or joins the embedded server and migrates it, or connects to your own.
 * @throws DatabaseRefusal in a sentence: a server under PostgreSQL 18, a schema that is not this version's.
 */
export async function connect(place: DatabasePlace, say: (sentence: string) => void): Promise<Connection> {
  if (place.database_url === null) return connectEmbedded(place.data_folder, say, migrateAll)
  await refuseUnready(place.database_url)
  return connectOwn(place, place.database_url)
}

/**
 * The same without migrating or looking at what is there: for restoring a backup, which may be of an older version.
 * @throws DatabaseRefusal when the embedded server cannot be had.
 */
export async function connectAsItIs(place: DatabasePlace, say: (sentence: string) => void): Promise<Connection> {
  return place.database_url === null
    ? connectEmbedded(place.data_folder, say, async () => undefined)
    : connectOwn(place, place.database_url)
}

async function connectEmbedded(
  folder: string,
  say: (sentence: string) => void,
  prepare: (owner_url: string) => Promise<unknown>,
): Promise<Connection> {
  const cluster = await attachCluster({ folder, say })
  try {
    const password = decodeURIComponent(new URL(cluster.owner_url).password)
    await prepareDatabase(cluster.owner_url, { database: 'onroll', password })
    const owner_url = asRole(cluster.url('onroll_migrate', password, 'onroll'), 'onroll_owner')
    await prepare(owner_url)
    const app_url = cluster.url('onroll_web', password, 'onroll')
    const door = openDoor(app_url)
    return {
      door,
      app_url,
      owner_url,
      auditor_url: cluster.url('onroll_audit', password, 'onroll'),
      superuser_url: cluster.owner_url,
      embedded: true,
      close: async () => {
        await door.close()
        await cluster.release()
      },
    }
  } catch (error) {
    await cluster.release()
    throw error
  }
}

function connectOwn(place: DatabasePlace, app_url: string): Connection {
  const door = openDoor(app_url)
  return {
    door,
    app_url,
    owner_url: place.owner_url && asRole(place.owner_url, 'onroll_owner'),
    auditor_url: place.auditor_url,
    superuser_url: place.owner_url,
    embedded: false,
    close: () => door.close(),
  }
}

/** Any number that only Onroll uses: two that start at once prepare the database one after the other. */
const lock = 7_206_024

/**
 * Migrates, installs the queue, and makes the audit log's partitions of this month and the next two (in UTC) before its
 * first event comes: what `onroll migrate` does. @returns the names of the migrations that were run.
 */
export async function migrateAll(owner_url: string): Promise<string[]> {
  const client = new pg.Client({ connectionString: owner_url, application_name: 'onroll migrate' })
  await client.connect()
  try {
    await client.query(`SELECT pg_advisory_lock(${lock})`)
    const ran = await migrate(owner_url)
    await installQueue(owner_url)
    await client.query('SELECT make_audit_partitions($1::date, 2)', [new Date().toISOString().slice(0, 10)])
    return ran
  } finally {
    await client.end()
  }
}

/** The same connection with another role as its own from the start, so that what it makes belongs to that role. */
export function asRole(url: string, role: string): string {
  const changed = new URL(url)
  changed.searchParams.set('options', `-c role=${role}`)
  return changed.href
}

async function refuseUnready(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  try {
    await client.connect()
  } catch (error) {
    throw new DatabaseRefusal(
      `The database of DATABASE_URL does not answer: ${(error as Error).message}. Check that it runs and that the address, user and password are right.`,
    )
  }
  try {
    const { rows } = await client.query<{ version: string; owner: boolean }>(
      `SELECT current_setting('server_version') AS version, pg_has_role(current_user, 'pg_database_owner', 'MEMBER') OR rolsuper OR rolbypassrls AS owner
       FROM pg_roles WHERE rolname = current_user`,
    )
    const [server] = rows
    if (server && Number.parseInt(server.version, 10) < 18) {
      throw new DatabaseRefusal(
        `Onroll needs PostgreSQL 18 or newer, and this server is ${server.version}. Upgrade the server, or leave DATABASE_URL out to use the embedded one.`,
      )
    }
    if (server?.owner) {
      throw new DatabaseRefusal(
        'DATABASE_URL names a user who could bypass the rules of who sees what. Give it a user that is only a member of onroll_app.',
      )
    }
    const applied = await client.query<{ newest: number | null }>('SELECT max(number) AS newest FROM migration').then(
      found => found.rows[0]?.newest ?? 0,
      () => 0,
    )
    const wanted = listMigrations().at(-1)?.number ?? 0
    if (applied !== wanted) {
      throw new DatabaseRefusal(
        `The database is at migration ${applied} and this Onroll needs ${wanted}. Run: npx onroll migrate`,
      )
    }
  } finally {
    await client.end().catch(() => undefined)
  }
}
