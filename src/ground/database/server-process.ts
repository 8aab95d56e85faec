import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { createServer } from 'node:net'
import { dirname, join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { giveTo, type Place } from './place.ts'
import { answersAt, readLockFile, serverUrl } from './postmaster.ts'
import { DatabaseRefusal } from './refusal.ts'
import type { ServerFile } from './server-file.ts'
import { serverSettings } from './server-settings.ts'

const LOG_KEPT_BYTES = 10 * 1024 * 1024
const STARTS = 20

function program(place: Place, name: string): string {
  return join(place.binaries, 'bin', process.platform === 'win32' ? `${name}.exe` : name)
}

/** As whom and where PostgreSQL's programs run. None of the caller's PG… settings reach them. */
function surroundings(place: Place): SpawnOptions {
  const { PATH, SystemRoot, TMPDIR } = process.env
  const env = { PATH, SystemRoot, TMPDIR, LC_MESSAGES: 'C', TZ: 'UTC' }
  return { cwd: dirname(place.data_folder), env, ...(place.account ?? {}) }
}

async function run(
  place: Place,
  name: string,
  words: string[],
  input = '',
): Promise<{ code: number | null; output: string }> {
  const child = spawn(program(place, name), words, { ...surroundings(place), stdio: 'pipe' })
  let output = ''
  child.stdout?.on('data', chunk => (output += chunk))
  child.stderr?.on('data', chunk => (output += chunk))
  child.stdin?.on('error', () => undefined)
  child.stdin?.end(input)
  const [code]: (number | null)[] = await once(child, 'close')
  return { code: code ?? null, output }
}

function putInPlace(draft: string, data_folder: string): void {
  try {
    renameSync(draft, data_folder)
  } catch {
    throw new DatabaseRefusal(
      `${data_folder} is in the way: it holds files, but no database. Move it away and start again.`,
    )
  }
}

/**
 * Makes a new, empty cluster. It appears in its place only when it is whole.
 *
 * Text sorts by PostgreSQL's own C.UTF-8, the same on every machine. What a letter is, `pg_trgm` asks the operating
 * system, so its character type must be a UTF-8 one too, by whichever name this system has it.
 */
export async function createData(place: Place, file: ServerFile): Promise<void> {
  const draft = `${place.data_folder}.part`
  const password_file = `${place.data_folder}.password`
  try {
    for (const character_type of ['C.UTF-8', 'en_US.UTF-8', 'en_GB.UTF-8', 'UTF-8', 'C']) {
      rmSync(draft, { recursive: true, force: true })
      mkdirSync(draft, { mode: 0o700 })
      giveTo(draft, place.account)
      writeFileSync(password_file, file.password, { mode: 0o600 })
      giveTo(password_file, place.account)
      const locale = [
        '--locale-provider=builtin',
        '--builtin-locale=C.UTF-8',
        '--locale=C',
        `--lc-ctype=${character_type}`,
      ]
      const access = ['--auth=scram-sha-256', `--username=${file.superuser}`, `--pwfile=${password_file}`]
      const { code, output } = await run(place, 'initdb', ['-D', draft, '--encoding=UTF8', ...locale, ...access])
      if (code === 0) {
        putInPlace(draft, place.data_folder)
        return
      }
      if (!/locale/.test(output)) throw new DatabaseRefusal(`The database could not be made: ${lastLines(output)}`)
    }
  } finally {
    rmSync(password_file, { force: true })
    rmSync(draft, { recursive: true, force: true })
  }
}

function lastLines(text: string): string {
  return text.trim().split('\n').slice(-4).join(' ').trim()
}

async function freePort(wished: number): Promise<number> {
  const server = createServer()
  try {
    for (const port of [wished, 0]) {
      const isFree = await new Promise<boolean>(resolve => {
        server.once('error', () => resolve(false))
        server.listen(port, '127.0.0.1', () => resolve(true))
      })
      const address = server.address()
      if (isFree && address !== null && typeof address !== 'string') return address.port
    }
  } finally {
    server.close()
  }
  throw new DatabaseRefusal('This machine has no free port on 127.0.0.1 for the database.')
}

function openLog(place: Place): number {
  if (existsSync(place.log_file) && statSync(place.log_file).size > LOG_KEPT_BYTES) {
    renameSync(place.log_file, `${place.log_file}.1`)
  }
  const log = openSync(place.log_file, 'a', 0o600)
  giveTo(place.log_file, place.account)
  return log
}

/** Gives the superuser the password of the server file, for data whose server file was lost. The server must not run. */
async function setPassword(place: Place, file: ServerFile): Promise<void> {
  const statement = `ALTER ROLE ${file.superuser} PASSWORD '${file.password}'\n`
  const { code, output } = await run(place, 'postgres', ['--single', '-D', place.data_folder, 'postgres'], statement)
  if (code !== 0) throw new DatabaseRefusal(`The database's password could not be set anew: ${lastLines(output)}`)
}

type Outcome = 'ready' | 'gone' | 'wrong password'

async function outcomeOf(child: ChildProcess, place: Place, url: string): Promise<Outcome> {
  // Recovery after a crash may take minutes: as long as the process lives, it is on its way.
  while (child.pid !== undefined && child.exitCode === null && child.signalCode === null) {
    const answer = await answersAt(url)
    // Before our server has its lock file, whoever answers at the port is a stranger.
    const isFromOurs = readLockFile(place.data_folder)?.pid === child.pid
    if (answer === 'yes' && isFromOurs) return 'ready'
    if (answer === 'wrong password' && isFromOurs) return 'wrong password'
    await pause(30)
  }
  return 'gone'
}

function spawnServer(place: Place, port: number): ChildProcess {
  const settings = Object.entries(serverSettings()).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  const log = openLog(place)
  const words = ['-D', place.data_folder, '-p', String(port), ...settings]
  const stdio: SpawnOptions['stdio'] = ['ignore', log, log]
  const child = spawn(program(place, 'postgres'), words, { ...surroundings(place), detached: true, stdio })
  child.on('error', () => undefined)
  child.unref()
  closeSync(log)
  return child
}

/**
 * Starts the server and waits until it answers; it lives on when this process ends. Data that know another password
 * than the server file, because that was lost, are taught the file's.
 */
export async function startServer(place: Place, file: ServerFile): Promise<{ pid: number; port: number }> {
  for (let start = 1; ; start += 1) {
    const port = await freePort(start === 1 ? file.port : 0)
    const child = spawnServer(place, port)
    const outcome = await outcomeOf(child, place, serverUrl(port, file.superuser, file.password, 'postgres'))
    if (outcome === 'ready' && child.pid !== undefined) return { pid: child.pid, port }
    if (outcome === 'wrong password') {
      await stopServer(place)
      await setPassword(place, file)
    } else {
      const said = lastLines(readFileSync(place.log_file, 'utf8')) || 'PostgreSQL could not be run.'
      // The port was taken meanwhile, or the processes of a killed server are still on their way out.
      const isPassing = /could not bind|Address already in use|still in use/.test(said)
      if (!isPassing || start === STARTS) throw new DatabaseRefusal(`The database did not start: ${said}`)
      await pause(500)
    }
  }
}

/** Stops the server; on return it is gone. Open connections are closed, unfinished transactions undone. */
export async function stopServer(place: Place): Promise<void> {
  for (const mode of ['fast', 'immediate']) {
    const { code } = await run(place, 'pg_ctl', ['stop', '-D', place.data_folder, '-m', mode, '-w', '-t', '60', '-s'])
    if (code === 0 || !existsSync(join(place.data_folder, 'postmaster.pid'))) return
  }
  throw new DatabaseRefusal(`The database on ${place.data_folder} does not stop; see ${place.log_file}.`)
}
