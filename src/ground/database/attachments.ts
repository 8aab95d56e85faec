import { readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { makeOwnedFolder, writeOwned } from './owned-files.ts'
import { isStillAlive, markOf, type ProcessMark } from './processes.ts'

/** Notes that this process uses the server, in a file of its own, and returns the file's path. Call under the folder's lock. */
export function attach(folder: string): string {
  const users = join(folder, 'users')
  makeOwnedFolder(users)
  const path = join(users, `${process.pid}-${Math.random().toString(36).slice(2, 8)}`)
  writeOwned(path, JSON.stringify(markOf(process.pid)), 0o644)
  return path
}

export function detach(path: string): void {
  rmSync(path, { force: true })
}

function markIn(path: string): ProcessMark | null {
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch {
    return null
  }
}

/** How many attachments belong to living processes; those of dead ones are struck off. Call under the folder's lock. */
export function countAttached(folder: string): number {
  const users = join(folder, 'users')
  makeOwnedFolder(users)
  let living = 0
  for (const name of readdirSync(users)) {
    const mark = markIn(join(users, name))
    if (mark && isStillAlive(mark)) living += 1
    else rmSync(join(users, name), { force: true })
  }
  return living
}

export function strikeOffAll(folder: string): void {
  rmSync(join(folder, 'users'), { recursive: true, force: true })
}
