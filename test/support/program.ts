import { type ChildProcess, spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { readServerFile } from '../../src/ground/database/server-file.ts'
import { removeWith } from './server-neighbours.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const longestStart = 4 * 60_000

/** Onroll as a person starts it: a process of its own with an embedded database and the demonstration county. */
export interface RunningProgram {
  address: string
  data_folder: string
  /** What it has printed. */
  printed(): string
  stop(): Promise<void>
}

/** Starts the program on an empty database and waits for the address that it prints. Throws Error with what it printed. */
export async function startOnroll(children: number, settings: Record<string, string> = {}): Promise<RunningProgram> {
  mkdirSync(`${root}data`, { recursive: true })
  const data_folder = mkdtempSync(`${root}data/journey-`)
  let printed = ''
  const child = spawn(process.execPath, ['src/main.ts'], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...process.env,
      NODE_ENV: 'development',
      DATA_FOLDER: data_folder,
      PORT: String(20_000 + (process.pid % 20_000)),
      DEMONSTRATION: 'yes',
      DEMONSTRATION_CHILDREN: String(children),
      LOG_LEVEL: 'warn',
      RATE_LIMIT: '100000',
      ...settings,
    },
  })
  for (const stream of [child.stdout, child.stderr]) stream.on('data', part => (printed += part))
  const stop = async () => {
    await ended(child)
    removeWith(data_folder, readServerFile(data_folder)?.data_folder)
  }
  try {
    const address = await printedAddress(child, () => printed)
    return { address, data_folder, printed: () => printed, stop }
  } catch (problem) {
    await stop()
    throw problem
  }
}

function printedAddress(child: ChildProcess, printed: () => string): Promise<string> {
  return new Promise((resolve, reject) => {
    const fail = () => reject(new Error(`Onroll did not start. It printed:\n${printed()}`))
    const late = setTimeout(fail, longestStart)
    child.once('exit', fail)
    child.stdout?.on('data', () => {
      const found = /Onroll is at (http:\S+)/.exec(printed())?.[1]
      if (found === undefined) return
      clearTimeout(late)
      child.off('exit', fail)
      resolve(found)
    })
  })
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = new Promise(resolve => child.once('exit', resolve))
  child.kill('SIGTERM')
  await gone
}
