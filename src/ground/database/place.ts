import { createHash } from 'node:crypto'
import { accessSync, chmodSync, chownSync, constants, existsSync, mkdirSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { type Account, accountForRoot } from './account.ts'
import { completeBinaries, copyBinaries, findBinaries } from './binaries.ts'
import { DatabaseRefusal } from './refusal.ts'

/** Where a folder's server keeps its data, what it runs from and as whom. */
export interface Place {
  data_folder: string
  log_file: string
  /** Holds `bin`, `lib` and `share`. */
  binaries: string
  major: number
  /** Who the server runs as when that is not whoever runs this program. */
  account: Account | null
}

const isRoot = () => process.getuid?.() === 0

function ownerOf(path: string): Account | null {
  try {
    const { uid, gid } = statSync(path)
    return { uid, gid }
  } catch {
    return null
  }
}

/** `/var/lib` where there is one that can be written to: a temporary folder may be swept at the next start. */
function baseOutside(): string {
  try {
    accessSync('/var/lib', constants.W_OK)
    return '/var/lib'
  } catch {
    return tmpdir()
  }
}

function homeOutside(folder: string, account: Account): string {
  const name = `onroll-${createHash('sha256').update(folder).digest('hex').slice(0, 12)}`
  const home = join(baseOutside(), name)
  mkdirSync(home, { recursive: true, mode: 0o700 })
  const owner = ownerOf(home)
  if (owner?.uid !== 0 && owner?.uid !== account.uid) {
    throw new DatabaseRefusal(`${home} belongs to another account and is not trusted. Remove it and start again.`)
  }
  chmodSync(home, 0o700)
  chownSync(home, account.uid, account.gid)
  return home
}

/**
 * Decides the place for `folder`. An ordinary user's data lie in the folder itself. Root's lie outside, because the
 * server then runs as an account of its own, which cannot enter a clone that only root may enter.
 *
 * @param known the data folder that the server file names, which stays the place when a clone is moved
 */
export function placeFor(folder: string, known: string | null): Place {
  const found = findBinaries()
  const inside = join(folder, 'postgres')
  if (!isRoot()) {
    if (known && known !== inside && !existsSync(inside) && existsSync(dirname(known))) {
      throw new DatabaseRefusal(
        `The data of ${folder} are in ${known}, because root started Onroll there first: start it as root.`,
      )
    }
    completeBinaries(found.root)
    return {
      data_folder: inside,
      log_file: join(folder, 'postgres.log'),
      binaries: found.root,
      major: found.major,
      account: null,
    }
  }
  const user = ownerOf(inside)
  if (user && user.uid !== 0) {
    const binaries = copyBinaries(found, baseOutside())
    return { data_folder: inside, log_file: join(folder, 'postgres.log'), binaries, major: found.major, account: user }
  }
  const data_folder = known && ownerOf(known) ? known : null
  const account = (data_folder ? ownerOf(data_folder) : null) ?? accountForRoot()
  const home = data_folder ? dirname(data_folder) : homeOutside(folder, account)
  return {
    data_folder: join(home, 'postgres'),
    log_file: join(home, 'postgres.log'),
    binaries: copyBinaries(found, baseOutside()),
    major: found.major,
    account,
  }
}

/** Gives a file that root has made to the account that must use it. */
export function giveTo(path: string, account: Account | null): void {
  if (account) chownSync(path, account.uid, account.gid)
}
