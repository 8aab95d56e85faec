import { randomBytes } from 'node:crypto'
import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { writeOwned } from './owned-files.ts'
import { DatabaseRefusal } from './refusal.ts'

/** What `server.json` says of a folder's own PostgreSQL server. Readable by its owner only: it holds the password. */
export interface ServerFile {
  /** The folder that this file was written for; a copied folder is told by it. */
  folder: string
  data_folder: string
  port: number
  /** The server's process, or 0 when it was stopped. */
  pid: number
  superuser: string
  password: string
}

const pathIn = (folder: string) => join(folder, 'server.json')

function errorCode(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined
}

/** The folder's server file, or null when there is none. Throws DatabaseRefusal when it cannot be read. */
export function readServerFile(folder: string): ServerFile | null {
  let text: string
  try {
    text = readFileSync(pathIn(folder), 'utf8')
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return null
    if (errorCode(error) !== 'EACCES') throw error
    throw new DatabaseRefusal(
      `${pathIn(folder)} belongs to another account: start Onroll as the account that first started it here.`,
    )
  }
  try {
    const file: ServerFile = JSON.parse(text)
    if (typeof file.password === 'string' && typeof file.data_folder === 'string') return file
  } catch {
    // Falls through to the sentence below: half a file is as bad as a foreign one.
  }
  throw new DatabaseRefusal(
    `${pathIn(folder)} is damaged. Move it away; Onroll then sets a new password and writes it anew.`,
  )
}

export function newServerFile(folder: string, data_folder: string): ServerFile {
  const password = randomBytes(24).toString('base64url')
  return { folder, data_folder, port: 0, pid: 0, superuser: 'postgres', password }
}

export function writeServerFile(folder: string, file: ServerFile): void {
  writeOwned(pathIn(folder), `${JSON.stringify(file, null, 2)}\n`, 0o600)
}

/** Whether `folder` holds a copy of a folder that is still where the server file says, not that folder moved. */
export function isCopy(folder: string, file: ServerFile): boolean {
  if (file.folder === folder) return false
  try {
    const there = statSync(pathIn(file.folder))
    const here = statSync(pathIn(folder))
    return there.ino !== here.ino || there.dev !== here.dev
  } catch {
    return false
  }
}
