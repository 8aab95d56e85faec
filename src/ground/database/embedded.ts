import { existsSync, mkdirSync, readFileSync, realpathSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { attach, countAttached, detach, strikeOffAll } from './attachments.ts'
import { withFolderLock } from './folder-lock.ts'
import { type Place, placeFor } from './place.ts'
import { answersAt, ensureDatabase, type LockFile, readLockFile, serverUrl } from './postmaster.ts'
import { isTaken, whoseServer } from './processes.ts'
import { DatabaseRefusal } from './refusal.ts'
import { isCopy, newServerFile, readServerFile, type ServerFile, writeServerFile } from './server-file.ts'
import { createData, startServer, stopServer } from './server-process.ts'

/** A folder's own PostgreSQL server, in use by this process until `release`. */
export interface Cluster {
  host: string
  port: number
  /** The superuser's connection to the database `onroll`. */
  owner_url: string
  data_folder: string
  /** False when another process, or an earlier one that was killed, had started it. */
  started_here: boolean
  url(role: string, password: string, database: string): string
  /** Ends this use. The last one out stops the server, and returns when it is gone. May be called twice. */
  release(): Promise<void>
}

type Say = (sentence: string) => void

const ANSWER_WAIT_MS = 10_000

const hasData = (place: Place) => existsSync(join(place.data_folder, 'PG_VERSION'))

function refuseOtherMajor(place: Place): void {
  if (!hasData(place)) return
  const made_with = Number(readFileSync(join(place.data_folder, 'PG_VERSION'), 'utf8'))
  if (made_with === place.major) return
  throw new DatabaseRefusal(
    `The data in ${place.data_folder} were made by PostgreSQL ${made_with}, and this Onroll has PostgreSQL ${place.major}. Make a backup with the Onroll that made them (onroll backup FILE), then restore it with this one into an empty folder (onroll restore FILE).`,
  )
}

/** Sees to a folder that was copied, whose server file and notes speak of the first one. */
function settleCopy(folder: string, first: string, place: Place, say: Say): void {
  if (place.data_folder.startsWith(folder) && existsSync(join(place.data_folder, 'postmaster.pid'))) {
    throw new DatabaseRefusal(
      `${folder} was copied from ${first} while the database ran there, and such a copy cannot be trusted. Stop Onroll there and copy it again, or use onroll backup FILE and onroll restore FILE.`,
    )
  }
  say(`${folder} is a copy of ${first}, which is still there: this one gets a server of its own.`)
  strikeOffAll(folder)
}

/** The server file of `folder` and where its server belongs, the copy of another folder told from that folder moved. */
function settle(folder: string, say: Say): { place: Place; file: ServerFile } {
  const found = readServerFile(folder)
  const copied = found !== null && isCopy(folder, found)
  const place = placeFor(folder, copied ? null : (found?.data_folder ?? null))
  if (copied) settleCopy(folder, found.folder, place, say)
  if (!found && hasData(place)) {
    say(`Found the data of an earlier Onroll in ${place.data_folder}, and goes on with them.`)
  }
  const file = found ? { ...found, folder, data_folder: place.data_folder } : newServerFile(folder, place.data_folder)
  return { place, file: copied ? { ...file, port: 0, pid: 0 } : file }
}

/** The server that runs on the place's data, or null. A lock file left by the dead or held by a stranger is no server. */
async function runningServer(place: Place, file: ServerFile, say: Say): Promise<LockFile | null> {
  const began = performance.now()
  let said = false
  for (;;) {
    const lock = readLockFile(place.data_folder)
    // PostgreSQL itself clears the lock of a process that is gone.
    if (!lock || !isTaken(lock.pid)) return null
    const whose = whoseServer(lock.pid, place.data_folder)
    if (whose === 'foreign') {
      // Its number was given to someone else: PostgreSQL would take that for a server and refuse to start. That no
      // child of the dead server lives on, it makes sure of by the shared memory, not by this file.
      rmSync(join(place.data_folder, 'postmaster.pid'), { force: true })
      return null
    }
    const url = serverUrl(lock.port, file.superuser, file.password, 'postgres')
    const answer = lock.port ? await answersAt(url, whose === 'ours' ? undefined : place.data_folder) : 'starting'
    if (answer === 'yes') return lock
    if (answer === 'wrong password' && whose === 'ours') {
      // The server file was lost while the server ran; the password is set when it starts.
      await stopServer(place)
      return null
    }
    const isLate = performance.now() - began > ANSWER_WAIT_MS
    if (isLate && whose === 'unknown') {
      throw new DatabaseRefusal(
        `Process ${lock.pid} may be a PostgreSQL server on ${place.data_folder}, but does not answer as one. Stop it, then start again.`,
      )
    }
    if (isLate && !said) say(`Waiting for the database (process ${lock.pid}), which runs but does not answer yet.`)
    said ||= isLate
    await pause(50)
  }
}

async function start(place: Place, file: ServerFile, folder: string, say: Say): Promise<ServerFile> {
  // The password is on disk before the first server knows it: a crash in between must not lock us out.
  writeServerFile(folder, file)
  if (!hasData(place)) {
    if (place.account) {
      say(`PostgreSQL does not run as root, so it runs as another account and keeps its data in ${place.data_folder}.`)
    }
    await createData(place, file)
  }
  const server = { ...file, ...(await startServer(place, file)) }
  writeServerFile(folder, server)
  return server
}

/**
 * Attaches to the PostgreSQL server of `folder`, and starts it, made anew if need be, when none runs. Any number of
 * processes may attach at the same moment. Throws DatabaseRefusal with a sentence when the server cannot be had.
 *
 * @param o.folder holds `server.json` and, unless root runs this, the data; made if missing, readable by its owner only
 * @param o.say receives what the person at the keyboard should know, a sentence at a time
 */
export async function attachCluster(o: { folder: string; say?: Say }): Promise<Cluster> {
  const say = o.say ?? (() => undefined)
  mkdirSync(o.folder, { recursive: true, mode: 0o700 })
  const folder = realpathSync(o.folder)
  return withFolderLock(
    folder,
    async () => {
      const { place, file } = settle(folder, say)
      refuseOtherMajor(place)
      const running = await runningServer(place, file, say)
      const server = running ? { ...file, ...running } : await start(place, file, folder, say)
      if (running) writeServerFile(folder, server)
      const url = (role: string, password: string, database: string) => serverUrl(server.port, role, password, database)
      await ensureDatabase(url(server.superuser, server.password, 'postgres'), 'onroll')
      const attachment = attach(folder)
      return {
        host: '127.0.0.1',
        port: server.port,
        owner_url: url(server.superuser, server.password, 'onroll'),
        data_folder: place.data_folder,
        started_here: running === null,
        url,
        release: () => release(folder, attachment),
      }
    },
    say,
  )
}

async function stopIfRunning(folder: string): Promise<void> {
  const { place, file } = settle(folder, () => undefined)
  if (await runningServer(place, file, () => undefined)) await stopServer(place)
  if (existsSync(join(folder, 'server.json'))) writeServerFile(folder, { ...file, pid: 0 })
}

async function release(folder: string, attachment: string): Promise<void> {
  // A folder that was removed meanwhile has no server to stop.
  if (!existsSync(folder)) return
  await withFolderLock(folder, async () => {
    if (!existsSync(attachment)) return
    detach(attachment)
    if (countAttached(folder) === 0) await stopIfRunning(folder)
  })
}

/** Stops the server of `folder` whoever still uses it. Does nothing when none runs. */
export async function stopCluster(folder: string): Promise<void> {
  if (!existsSync(folder)) return
  const real = realpathSync(folder)
  await withFolderLock(real, async () => {
    strikeOffAll(real)
    await stopIfRunning(real)
  })
}
