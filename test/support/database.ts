import { createHash, randomBytes } from 'node:crypto'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { asRole, migrateAll } from '../../src/ground/database/connect.ts'
import { type Door, openDoor } from '../../src/ground/database/door.ts'
import { attachCluster, type Cluster } from '../../src/ground/database/embedded.ts'
import { listMigrations } from '../../src/ground/database/migrate.ts'
import { type Login, prepareDatabase } from '../../src/ground/database/prepare.ts'

/** Where a server of throw-away databases lies, and whether it waits until what it was told is on the disk. */
interface Server {
  folder: string
  waits: boolean
}

const ofTests: Server = { folder: fileURLToPath(new URL('../../data/test', import.meta.url)), waits: false }
/** The server on which speed is measured waits for the disk, as a server in use does. */
export const ofBench: Server = {
  folder: fileURLToPath(new URL('../../data/bench-server', import.meta.url)),
  waits: true,
}
const password = 'a-password-of-tests-only'

/** A database of one test file's own, copied from a migrated template. */
export interface TestDatabase {
  readonly door: Door
  readonly name: string
  /** A superuser's connection: for planting what the application could not. */
  readonly superuser: pg.Client
  url(login: Login): string
  superuserUrl: string
  /** Lets the database be, for another run. */
  close(): Promise<void>
  drop(): Promise<void>
}

/** The template of these migrations, made once and then copied in about 50 ms. Older templates are removed. */
async function template(cluster: Cluster, client: pg.Client, server: Server): Promise<string> {
  const checksum = createHash('sha256')
  for (const file of listMigrations()) checksum.update(file.checksum)
  const name = `onroll_template_${checksum.digest('hex').slice(0, 12)}`
  await client.query('SELECT pg_advisory_lock(7206023)')
  if (!server.waits) await forgetDisks(client)
  const { rowCount } = await client.query('SELECT FROM pg_database WHERE datname = $1 AND datistemplate', [name])
  if (rowCount === 0) {
    await client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`)
    await prepareDatabase(cluster.owner_url, { database: name, password })
    await migrateAll(asRole(cluster.url('onroll_migrate', password, name), 'onroll_owner'))
    await client.query(`ALTER DATABASE ${name} WITH is_template true`)
  }
  await client.query('SELECT pg_advisory_unlock(7206023)')
  return name
}

/**
 * The test server waits for no disk: what it holds is made again at will, and a database to each file is copied and dropped
 * many times a minute.
 */
async function forgetDisks(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ fsync: string }>(`SELECT current_setting('fsync') AS fsync`)
  if (rows[0]?.fsync === 'off') return
  for (const name of ['fsync', 'full_page_writes']) await client.query(`ALTER SYSTEM SET ${name} = off`)
  await client.query('SELECT pg_reload_conf()')
}

/** Starts or joins the test server and copies the template. Call `drop` when the test file is done. */
export async function freshDatabase(server = ofTests): Promise<TestDatabase> {
  const { cluster, maker } = await serverOf(server)
  return copied(cluster, maker, await template(cluster, maker, server))
}

async function serverOf({ folder }: Server): Promise<{ cluster: Cluster; maker: pg.Client }> {
  const cluster = await attachCluster({ folder })
  const maker = new pg.Client({ connectionString: cluster.owner_url })
  await maker.connect()
  return { cluster, maker }
}

/** A copy of the database of this name, which the first who asks makes and the others wait for. */
export async function lendDatabase(shared: string, make: () => Promise<TestDatabase>): Promise<TestDatabase> {
  const { cluster, maker } = await serverOf(ofTests)
  await maker.query('SELECT pg_advisory_lock(7206024)')
  const { rowCount } = await maker.query('SELECT FROM pg_database WHERE datname = $1', [shared])
  if (rowCount === 0) {
    const made = await make()
    await made.close()
    await maker.query(`ALTER DATABASE ${made.name} RENAME TO ${shared}`)
  }
  const copy = await copied(cluster, maker, shared)
  await maker.query('SELECT pg_advisory_unlock(7206024)')
  return copy
}

/** Removes a database that was lent. */
export async function dropShared(shared: string): Promise<void> {
  const { cluster, maker } = await serverOf(ofTests)
  await maker.query(`DROP DATABASE IF EXISTS ${shared} WITH (FORCE)`)
  await maker.end()
  await cluster.release()
}

async function copied(cluster: Cluster, maker: pg.Client, from: string): Promise<TestDatabase> {
  const name = `onroll_test_${randomBytes(6).toString('hex')}`
  await maker.query(`CREATE DATABASE ${name} TEMPLATE ${from} STRATEGY FILE_COPY OWNER onroll_owner`)
  await maker.query(`REVOKE ALL ON DATABASE ${name} FROM PUBLIC`)
  await maker.query(`GRANT CONNECT, TEMPORARY ON DATABASE ${name} TO onroll_app, onroll_auditor`)
  return opened(cluster, maker, name)
}

/**
 * A database that an earlier run left, brought up to date by newer migrations; null when there is none of that name. Throws Error for
 * one of other migrations, and leaves it where it is: it may have taken an hour to fill.
 */
export async function openedDatabase(name: string, server = ofTests): Promise<TestDatabase | null> {
  const { cluster, maker } = await serverOf(server)
  const { rowCount } = await maker.query('SELECT FROM pg_database WHERE datname = $1', [name])
  if (rowCount !== 1) {
    await maker.end()
    await cluster.release()
    return null
  }
  const found = await opened(cluster, maker, name)
  const { rows } = await found.superuser.query<{ checksum: string }>('SELECT checksum FROM migration ORDER BY number')
  const wanted = listMigrations().map(file => file.checksum)
  if (rows.every((row, at) => row.checksum === wanted[at])) {
    if (rows.length < wanted.length)
      await migrateAll(asRole(cluster.url('onroll_migrate', password, name), 'onroll_owner'))
    return found
  }
  await found.close()
  throw new Error(`The database ${name} in ${server.folder} is of other migrations. Remove that folder to begin again.`)
}

async function opened(cluster: Cluster, maker: pg.Client, name: string): Promise<TestDatabase> {
  const superuserUrl = cluster.owner_url.replace(/\/onroll$/, `/${name}`)
  const superuser = new pg.Client({ connectionString: superuserUrl })
  await superuser.connect()
  const door = openDoor(cluster.url('onroll_web', password, name), 4)
  const leave = async () => {
    await maker.end()
    await cluster.release()
  }
  const letGo = async () => {
    await door.close()
    await superuser.end()
  }
  return {
    door,
    name,
    superuser,
    superuserUrl,
    url: login => cluster.url(login, password, name),
    close: async () => {
      await letGo()
      await leave()
    },
    drop: async () => {
      await letGo()
      await maker.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`)
      await leave()
    },
  }
}
