import { execFileSync } from 'node:child_process'
import { readFileSync, readlinkSync, statSync } from 'node:fs'

/** Names one process for good: numbers are given out again, a number with its moment of birth is not. */
export interface ProcessMark {
  pid: number
  /** Text that differs between two processes of the same number; empty where the system does not tell. */
  born: string
}

function errorCode(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : ''
}

function linuxStat(pid: number): { state: string; ticks: string } | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8')
    // The second field is the program's name in brackets and may itself hold blanks and brackets.
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
    return { state: fields[0] ?? '', ticks: fields[19] ?? '' }
  } catch {
    return null
  }
}

function ps(pid: number, column: string): string {
  if (process.platform === 'win32') return ''
  try {
    return execFileSync('ps', ['-o', `${column}=`, '-p', String(pid)], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
      env: { PATH: '/bin:/usr/bin', LC_ALL: 'C' },
    }).trim()
  } catch {
    return ''
  }
}

/** Whether some process has this number, be it a dead one that its parent has not yet collected. */
export function isTaken(pid: number): boolean {
  if (!Number.isSafeInteger(pid) || pid <= 0) return false
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return errorCode(error) === 'EPERM'
  }
}

/** Whether a process of this number runs. */
export function isAlive(pid: number): boolean {
  if (!isTaken(pid)) return false
  const state = linuxStat(pid)?.state
  return state !== 'Z' && state !== 'X'
}

export function markOf(pid: number): ProcessMark {
  if (process.platform !== 'linux') return { pid, born: ps(pid, 'lstart') }
  const stat = linuxStat(pid)
  if (!stat) return { pid, born: '' }
  return { pid, born: `${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()} ${stat.ticks}` }
}

/** Whether the very process that was marked still runs, and not a later one that was given its number. */
export function isStillAlive(mark: ProcessMark): boolean {
  if (!isAlive(mark.pid)) return false
  const now = markOf(mark.pid)
  return mark.born === '' || now.born === '' || now.born === mark.born
}

function cwdOf(pid: number): string | null {
  try {
    return readlinkSync(`/proc/${pid}/cwd`)
  } catch (error) {
    if (errorCode(error) === 'EACCES') return null
    throw error
  }
}

/** Whether process `pid` is a PostgreSQL server on `data_folder`; 'unknown' where the system does not tell. */
export function whoseServer(pid: number, data_folder: string): 'ours' | 'foreign' | 'unknown' {
  if (!isAlive(pid)) return 'foreign'
  if (process.platform === 'win32') return 'unknown'
  if (process.platform !== 'linux') {
    const command = ps(pid, 'command')
    return command.includes('postgres') && command.includes(data_folder) ? 'ours' : 'foreign'
  }
  try {
    // PostgreSQL runs on no data but those of its own account.
    if (statSync(`/proc/${pid}`).uid !== statSync(data_folder).uid) return 'foreign'
    if (!readFileSync(`/proc/${pid}/comm`, 'utf8').startsWith('postgres')) return 'foreign'
    const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0')
    // A server steps into its data folder, which stays its own even when someone renames it. Root in a container may
    // not look where another account's process stands, and must take its command line for it.
    const stands_in = cwdOf(pid)
    if (stands_in !== null) return stands_in === data_folder ? 'ours' : 'foreign'
    return command.includes(data_folder) ? 'ours' : 'unknown'
  } catch (error) {
    return errorCode(error) === 'ENOENT' ? 'foreign' : 'unknown'
  }
}
