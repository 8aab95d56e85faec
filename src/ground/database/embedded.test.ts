import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { cpSync, existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import {
  cloneInto,
  removeWith,
  serverProcess,
  startNeighbour,
  temporaryFolder,
} from '../../../test/support/server-neighbours.ts'
import { attachCluster, type Cluster, stopCluster } from './embedded.ts'
import { isAlive } from './processes.ts'

const isRoot = process.getuid?.() === 0
const number = (flag: string) => Number(execFileSync('id', [flag, 'nobody'], { encoding: 'utf8' }))
const nobody = isRoot ? { uid: number('-u'), gid: number('-g') } : undefined

const folders = new Map<string, string | undefined>()
after(() => {
  for (const [folder, data_folder] of folders) removeWith(folder, data_folder)
})

function newFolder(owner = undefined as typeof nobody): string {
  const folder = temporaryFolder(owner)
  folders.set(folder, undefined)
  return folder
}

async function attachTo(folder: string, said: string[] = []): Promise<Cluster> {
  const cluster = await attachCluster({ folder, say: sentence => said.push(sentence) })
  folders.set(folder, cluster.data_folder)
  return cluster
}

async function ask<T extends pg.QueryResultRow>(url: string, sql: string): Promise<T[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query<T>(sql)).rows
  } finally {
    await client.end()
  }
}

async function untilGone(pid: number): Promise<void> {
  while (isAlive(pid)) await pause(20)
}

test('the first start makes a server of our own, shut to everyone else, and the last one out stops it', async () => {
  const folder = newFolder()
  const said: string[] = []
  const cluster = await attachTo(join(folder, 'data'), said)
  folders.set(folder, cluster.data_folder)
  assert.equal(cluster.started_here, true)
  const [settings] = await ask(
    cluster.owner_url,
    `SELECT current_database() AS name, current_setting('server_version_num')::int / 10000 AS major,
       current_setting('jit') AS jit, current_setting('timezone') AS timezone, current_setting('listen_addresses') AS heard_at,
       current_setting('max_wal_size') AS max_wal_size, current_setting('synchronous_commit') AS synchronous_commit,
       upper('zoë') AS upper, datlocprovider AS provider, datlocale AS locale, pg_encoding_to_char(encoding) AS encoding
     FROM pg_database WHERE datname = current_database()`,
  )
  assert.deepEqual(settings, {
    name: 'onroll',
    major: 18,
    jit: 'off',
    timezone: 'UTC',
    heard_at: '127.0.0.1',
    max_wal_size: '4GB',
    synchronous_commit: 'on',
    upper: 'ZOË',
    provider: 'b',
    locale: 'C.UTF-8',
    encoding: 'UTF8',
  })
  assert.equal(statSync(join(folder, 'data/server.json')).mode & 0o777, 0o600)
  assert.equal(statSync(join(folder, 'data')).mode & 0o777, 0o700)
  await assert.rejects(ask(cluster.url('postgres', 'guess', 'onroll'), 'SELECT 1'), /password authentication failed/)
  const pid = serverProcess(cluster)
  assert.notEqual(pid, 0)
  assert.notEqual(statSync(cluster.data_folder).uid, 0, 'PostgreSQL never runs as root')
  // Root's server cannot enter a folder of root's; an ordinary user's data stay with the user.
  assert.equal(cluster.data_folder.startsWith(folder), !isRoot)
  assert.equal(
    said.some(sentence => sentence.includes(cluster.data_folder)),
    isRoot,
  )

  const once_more = await attachTo(join(folder, 'data'))
  assert.equal(once_more.started_here, false)
  await cluster.release()
  await cluster.release()
  assert.equal(serverProcess(cluster), pid, 'the second use still stands')
  await once_more.release()
  assert.equal(serverProcess(cluster), 0)
  assert.equal(isAlive(pid), false)
})

test('accented letters are letters to pg_trgm too', async () => {
  const cluster = await attachTo(newFolder())
  await ask(cluster.owner_url, 'CREATE EXTENSION pg_trgm')
  const [row] = await ask(cluster.owner_url, `SELECT 'Zoë' % 'Zoë' AS is_like, show_trgm('ë') AS trigrams`)
  assert.equal(row?.is_like, true)
  assert.equal(row?.trigrams.length, 2)
  await cluster.release()
})

test('a second process joins the first, outlives it, and stops the server as the last one', async () => {
  const folder = newFolder()
  const cluster = await attachTo(folder)
  const neighbour = await startNeighbour(folder)
  assert.equal(neighbour.cluster.started_here, false)
  assert.equal(neighbour.cluster.port, cluster.port)
  const pid = serverProcess(cluster)
  await cluster.release()
  assert.equal(serverProcess(cluster), pid)
  assert.equal((await ask(neighbour.cluster.owner_url, 'SELECT 1 AS one'))[0]?.one, 1)
  await neighbour.leave()
  assert.equal(isAlive(pid), false)
})

test('the server of a process that was killed is adopted by the next and stopped by it', async () => {
  const folder = newFolder()
  const neighbour = await startNeighbour(folder)
  const pid = serverProcess(neighbour.cluster)
  await neighbour.kill()
  assert.equal(isAlive(pid), true, 'the server outlives its starter')
  const cluster = await attachTo(folder)
  assert.equal(cluster.started_here, false)
  assert.equal(serverProcess(cluster), pid)
  await cluster.release()
  assert.equal(isAlive(pid), false)
})

test('after the server itself was killed the next start recovers what was committed', async () => {
  const folder = newFolder()
  const cluster = await attachTo(folder)
  await ask(cluster.owner_url, 'CREATE TABLE kept AS SELECT 7 AS seven')
  const pid = serverProcess(cluster)
  process.kill(pid, 'SIGKILL')
  await untilGone(pid)
  assert.ok(existsSync(join(cluster.data_folder, 'postmaster.pid')), 'its lock is left behind')
  const again = await attachTo(folder)
  assert.equal(again.started_here, true)
  assert.deepEqual(await ask(again.owner_url, 'SELECT seven FROM kept'), [{ seven: 7 }])
  await again.release()
  await cluster.release()
  assert.equal(serverProcess(again), 0)
})

test('a lock whose number was given to a stranger is cleared, and the stranger left alone', async () => {
  const folder = newFolder()
  const cluster = await attachTo(folder)
  const lock_file = join(cluster.data_folder, 'postmaster.pid')
  const lock = readFileSync(lock_file, 'utf8')
  await cluster.release()
  writeFileSync(lock_file, lock.replace(/^\d+/, String(process.pid)))
  const again = await attachTo(folder)
  assert.equal(again.started_here, true)
  assert.notEqual(serverProcess(again), process.pid)
  await again.release()
})

test('of processes that start at the same moment in an empty folder one makes the server and all use it', async () => {
  const folder = newFolder()
  const neighbours = await Promise.all([1, 2, 3].map(() => startNeighbour(folder)))
  folders.set(folder, neighbours[0]?.cluster.data_folder)
  assert.equal(neighbours.filter(({ cluster }) => cluster.started_here).length, 1)
  assert.equal(new Set(neighbours.map(({ cluster }) => cluster.owner_url)).size, 1)
  const pids = neighbours.map(({ cluster }) => serverProcess(cluster))
  await Promise.all(neighbours.map(neighbour => neighbour.leave()))
  assert.equal(isAlive(pids[0] ?? 0), false)
})

test('stopping a folder stops its server whoever uses it, and later releases do no harm', async () => {
  const folder = newFolder()
  const cluster = await attachTo(folder)
  const neighbour = await startNeighbour(folder)
  await stopCluster(folder)
  assert.equal(serverProcess(cluster), 0)
  const again = await attachTo(folder)
  await cluster.release()
  await neighbour.leave()
  assert.notEqual(serverProcess(again), 0, 'the uses of before the stop count no more')
  await again.release()
  assert.equal(serverProcess(again), 0)
})

test('a lost server file does not lock anyone out of the data, whether the server runs or not', async () => {
  const folder = newFolder()
  const neighbour = await startNeighbour(folder)
  await ask(neighbour.cluster.owner_url, 'CREATE TABLE kept AS SELECT 7 AS seven')
  await neighbour.kill()
  rmSync(join(folder, 'server.json'))
  const running = await attachTo(folder)
  assert.deepEqual(await ask(running.owner_url, 'SELECT seven FROM kept'), [{ seven: 7 }])
  await running.release()
  rmSync(join(folder, 'server.json'))
  const stopped = await attachTo(folder)
  assert.deepEqual(await ask(stopped.owner_url, 'SELECT seven FROM kept'), [{ seven: 7 }])
  await assert.rejects(ask(running.owner_url, 'SELECT 1'), 'the old password is no longer good')
  await stopped.release()
})

test('a copied folder gets a server of its own, and one copied while its data were being written is refused', async () => {
  const folder = newFolder()
  const cluster = await attachTo(folder)
  const torn = newFolder()
  cpSync(folder, torn, { recursive: true })
  // Root's data are not in the folder, so that its copy holds none: it starts empty.
  if (isRoot) {
    const empty = await attachTo(torn)
    assert.notEqual(empty.data_folder, cluster.data_folder)
    await empty.release()
    assert.equal(serverProcess(empty), 0, 'the uses of the first folder are not counted here')
  } else {
    await assert.rejects(attachTo(torn), /copied from .* while the database ran there.*onroll backup FILE/)
  }
  await cluster.release()

  const copy = newFolder()
  cpSync(folder, copy, { recursive: true })
  const first = await attachTo(folder)
  const said: string[] = []
  const other = await attachTo(copy, said)
  assert.notEqual(other.data_folder, first.data_folder)
  assert.notEqual(serverProcess(other), serverProcess(first))
  assert.ok(said.some(sentence => sentence.includes('is a copy of')))
  await other.release()
  assert.equal(serverProcess(other), 0)
  assert.equal((await ask(first.owner_url, 'SELECT 1 AS one'))[0]?.one, 1)
  await first.release()
})

test('data of another major version are refused with the way out, and left as they are', async () => {
  const folder = newFolder()
  const cluster = await attachTo(folder)
  await cluster.release()
  const version = join(cluster.data_folder, 'PG_VERSION')
  for (const [major, text] of [
    [17, '17\n'],
    [19, '19\n'],
  ] as const) {
    writeFileSync(version, text)
    await assert.rejects(attachTo(folder), error => {
      assert.match(
        String(error),
        new RegExp(`made by PostgreSQL ${major}, .* has PostgreSQL 18.*onroll backup FILE.*onroll restore FILE`),
      )
      return true
    })
    assert.equal(readFileSync(version, 'utf8'), text)
  }
  writeFileSync(version, '18\n')
  const again = await attachTo(folder)
  await again.release()
})

test('a clone in a folder that only its owner may enter works, as root and as an ordinary user', async () => {
  const mine = cloneInto(newFolder())
  const first = await startNeighbour(join(mine, 'data'), { clone: mine })
  folders.set(mine, first.cluster.data_folder)
  assert.equal(first.cluster.data_folder.startsWith(mine), !isRoot)
  assert.equal((await ask(first.cluster.owner_url, 'SELECT 1 AS one'))[0]?.one, 1)
  await first.leave()
  assert.equal(serverProcess(first.cluster), 0)
  if (!nobody) return

  const theirs = cloneInto(newFolder(nobody), nobody)
  const as_user = await startNeighbour(join(theirs, 'data'), { clone: theirs, account: nobody })
  assert.equal(as_user.cluster.data_folder, join(theirs, 'data/postgres'))
  assert.equal(statSync(as_user.cluster.data_folder).uid, nobody.uid)
  assert.deepEqual(as_user.said, [])
  // Root may look in on a user's server and must leave it to the user.
  const as_root = await attachCluster({ folder: join(theirs, 'data') })
  assert.equal(as_root.started_here, false)
  await as_user.leave()
  assert.notEqual(serverProcess(as_root), 0)
  await as_root.release()
  assert.equal(serverProcess(as_root), 0)
  const later = await attachCluster({ folder: join(theirs, 'data') })
  assert.equal(later.data_folder, as_user.cluster.data_folder)
  await later.release()
  const back = await startNeighbour(join(theirs, 'data'), { clone: theirs, account: nobody })
  await back.leave()
  assert.equal(serverProcess(back.cluster), 0)
})
