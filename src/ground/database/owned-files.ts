import {
  chmodSync,
  chownSync,
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  renameSync,
  statSync,
  writeSync,
} from 'node:fs'
import { dirname } from 'node:path'

/** Gives what root makes in a user's folder to that user, who could not start Onroll there any more otherwise. */
function giveToOwnerOf(folder: string, path: string): void {
  if (process.getuid?.() !== 0) return
  const { uid, gid } = statSync(folder)
  chownSync(path, uid, gid)
}

/** Writes a file whole or not at all, on disk on return, with exactly this mode whatever the caller's mask. */
export function writeOwned(path: string, text: string, mode: number): void {
  const draft = `${path}.${process.pid}.${Math.random().toString(36).slice(2)}`
  const descriptor = openSync(draft, 'wx', 0o600)
  writeSync(descriptor, text)
  fsyncSync(descriptor)
  closeSync(descriptor)
  chmodSync(draft, mode)
  giveToOwnerOf(dirname(path), draft)
  renameSync(draft, path)
}

export function makeOwnedFolder(path: string): void {
  if (mkdirSync(path, { recursive: true, mode: 0o700 })) giveToOwnerOf(dirname(path), path)
}
