import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { after, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { sealAudit, verifyAudit } from '../../src/ground/audit.ts'
import { backupTo, restoreFrom } from '../../src/ground/database/backup-commands.ts'
import { type Connection, connect, connectAsItIs } from '../../src/ground/database/connect.ts'
import { listMigrations } from '../../src/ground/database/migrate.ts'
import { openQueue } from '../../src/ground/jobs/queue.ts'
import { Look } from '../../src/ground/look.ts'
import { catalogueFaults } from '../support/catalogue.ts'
import { officerIn } from '../support/officer.ts'
import { audit, sealAll } from '../support/sealing.ts'
import { removeWith, temporaryFolder } from '../support/server-neighbours.ts'

const folders = { first: temporaryFolder(), second: temporaryFolder() }
const placeOf = (data_folder: string) => ({ database_url: null, owner_url: null, auditor_url: null, data_folder })
const program = fileURLToPath(new URL('../support/connecting.ts', import.meta.url))
const quiet = () => undefined
const dataFolders = new Map<string, string>()
after(() => {
  for (const folder of Object.values(folders)) removeWith(folder, dataFolders.get(folder))
})

async function superuserOf(connection: Connection): Promise<pg.Client> {
  const url = new URL(connection.superuser_url ?? '')
  url.pathname = '/onroll'
  const client = new pg.Client({ connectionString: url.href })
  await client.connect()
  return client
}

async function inProcess(folder: string) {
  const child = spawn(process.execPath, [program, folder], { stdio: ['pipe', 'pipe', 'inherit'] })
  const gone = once(child, 'exit')
  const [line]: string[] = await Promise.race([once(createInterface({ input: child.stdout }), 'line'), gone])
  const found: { ready: boolean; app_url: string } = JSON.parse(line ?? '{}')
  return {
    found,
    leave: async () => {
      child.stdin.write('leave\n')
      const [code] = await gone
      return code
    },
  }
}

test('a fresh folder becomes a database for two processes at once, and is found again afterwards', async () => {
  const [one, two] = await Promise.all([inProcess(folders.first), inProcess(folders.first)])
  assert.deepEqual([one.found.ready, two.found.ready], [true, true])
  assert.equal(one.found.app_url, two.found.app_url)
  assert.equal(await one.leave(), 0)
  assert.equal(await two.leave(), 0)

  const again = await connect(placeOf(folders.first), quiet)
  const superuser = await superuserOf(again)
  try {
    const { rows: place } = await superuser.query(`SELECT current_setting('data_directory') AS folder`)
    dataFolders.set(folders.first, place[0].folder)
    const { rows } = await superuser.query('SELECT count(*)::int AS migrations FROM migration')
    assert.equal(rows[0].migrations, listMigrations().length)
    assert.deepEqual(await catalogueFaults(superuser), [])
  } finally {
    await superuser.end()
    await again.close()
  }
})

test('a backup is restored elsewhere: the rows, the queue, and a log that still verifies and goes on in a new era', async () => {
  const file = join(folders.first, 'a.backup')
  const from = await connect(placeOf(folders.first), quiet)
  const before = await superuserOf(from)
  const officer = await officerIn({ superuser: before })
  const source = { door: from.door, superuser: before }
  await audit(source, officer.authority_id, 'before one', 'before two')
  await sealAll(source)
  const { head } = await verifyAudit(from.auditor_url ?? '')
  await audit(source, officer.authority_id, 'not sealed yet')
  const asking = await openQueue(from.app_url, false)
  const job = await from.door.write(officer, new Look({ purpose: 'asked', route: 'proof' }), tx =>
    asking.enqueue(tx, officer, { kind: 'a', title: 'a', subject_id: null }),
  )
  await asking.close()
  const wrote = await backupTo(from, file, quiet)
  await before.end()
  await from.close()

  const to = await connectAsItIs(placeOf(folders.second), quiet)
  const restored = await restoreFrom(to, file, quiet)
  const superuser = await superuserOf(to)
  const copy = { door: to.door, superuser }
  try {
    const { rows: place } = await superuser.query(`SELECT current_setting('data_directory') AS folder`)
    dataFolders.set(folders.second, place[0].folder)
    assert.equal(restored.rows, wrote.rows)
    assert.deepEqual(await catalogueFaults(superuser), [])
    const { rows: eras } = await superuser.query('SELECT era, because FROM database_era ORDER BY era')
    assert.deepEqual(eras, [
      { era: 1, because: 'created' },
      { era: 2, because: 'restored' },
    ])
    const queued = await superuser.query(`SELECT FROM pgboss.job WHERE data->>'job_id' = $1`, [job])
    assert.equal(queued.rowCount, 1)

    assert.deepEqual((await verifyAudit(to.auditor_url ?? '', head ?? '')).faults, [])
    await audit(copy, officer.authority_id, 'after one', 'after two')
    await to.door.signIn(sealAudit)
    await sealAll(copy)
    const { whole, events, unsealed } = await verifyAudit(to.auditor_url ?? '', head ?? '')
    assert.deepEqual({ whole, events, unsealed }, { whole: true, events: 6, unsealed: 0 })
    await assert.rejects(restoreFrom(to, file, quiet), /already holds data/)
  } finally {
    await superuser.end()
    await to.close()
  }
})
