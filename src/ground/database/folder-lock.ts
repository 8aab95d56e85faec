import { existsSync, linkSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { writeOwned } from './owned-files.ts'
import { isStillAlive, markOf, type ProcessMark } from './processes.ts'

const TURN = /^turn\.(\d+)$/
const TURN_OR_DRAFT = /^turn\.(\d+)/
const READABLE = 0o644
const LOOK_AGAIN_MS = 40
const SAY_AFTER_MS = 3000

function latestTurn(folder: string): number {
  const turns = readdirSync(folder).map(name => Number(TURN.exec(name)?.[1] ?? 0))
  return Math.max(0, ...turns)
}

function holderOf(path: string): ProcessMark | null {
  try {
    const mark: ProcessMark = JSON.parse(readFileSync(path, 'utf8'))
    return mark.pid && isStillAlive(mark) ? mark : null
  } catch {
    return null
  }
}

/** Puts a whole file at `path`, in one step, only if there is none. */
function createWhole(path: string, text: string): boolean {
  const draft = `${path}.${process.pid}.${Math.random().toString(36).slice(2)}`
  writeOwned(draft, text, READABLE)
  try {
    linkSync(draft, path)
    return true
  } catch (error) {
    // EEXIST: another was first. ENOENT: later turns came and went, and took our draft away with the old ones.
    if (error instanceof Error && 'code' in error && (error.code === 'EEXIST' || error.code === 'ENOENT')) return false
    throw error
  } finally {
    rmSync(draft, { force: true })
  }
}

function clearEarlier(folder: string, turn: number): void {
  for (const name of readdirSync(folder)) {
    const found = TURN_OR_DRAFT.exec(name)
    if (found && Number(found[1]) < turn) rmSync(join(folder, name), { force: true })
  }
}

async function takeTurn(folder: string, say: (sentence: string) => void): Promise<number> {
  const began = performance.now()
  let said = false
  for (;;) {
    const latest = latestTurn(folder)
    const holder = holderOf(join(folder, `turn.${latest}`))
    if (!holder) {
      const mine = latest + 1
      const isCreated = createWhole(join(folder, `turn.${mine}`), JSON.stringify(markOf(process.pid)))
      if (isCreated && latestTurn(folder) === mine) {
        clearEarlier(folder, mine)
        return mine
      }
      if (isCreated) rmSync(join(folder, `turn.${mine}`), { force: true })
      continue
    }
    if (!said && performance.now() - began > SAY_AFTER_MS) {
      say(`Waiting for process ${holder.pid}, which is starting or stopping the database.`)
      said = true
    }
    await pause(LOOK_AGAIN_MS)
  }
}

/**
 * Runs `work` while no other process, and no other call in this one, does so in the same folder. A holder that died is
 * passed over.
 *
 * Turns are numbered files and the highest one says who holds the folder. Nobody ever removes the highest, so a dead
 * holder's lock needs no deleting, which two waiting processes could not do without one deleting the other's new lock.
 */
export async function withFolderLock<T>(
  folder: string,
  work: () => Promise<T>,
  say: (sentence: string) => void = () => {},
): Promise<T> {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const turn = await takeTurn(folder, say)
  try {
    return await work()
  } finally {
    // Someone may have removed the folder meanwhile; there is nothing to hand on then.
    if (existsSync(folder)) writeOwned(join(folder, `turn.${turn}`), '{"pid":0,"born":""}', READABLE)
  }
}
