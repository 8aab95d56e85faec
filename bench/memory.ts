import { readdirSync, readFileSync } from 'node:fs'
import type pg from 'pg'

/** Bytes of a page of memory as the kernel counts them. */
const page = 4096

const parentOf = (pid: number | string): number => {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
  return Number(stat.slice(stat.lastIndexOf(')') + 4).split(' ')[0])
}

/** Resident size in MB of this process and of all that it or the database's server has started; 0 where there is no /proc. */
function residentNow(server: number): number {
  let processes: string[]
  try {
    processes = readdirSync('/proc').filter(name => /^\d+$/.test(name))
  } catch {
    return 0
  }
  const parents = new Map<number, number>()
  const own = new Map<number, number>()
  for (const name of processes) {
    try {
      parents.set(Number(name), parentOf(name))
      const [, resident = '0', shared = '0'] = readFileSync(`/proc/${name}/statm`, 'utf8').split(' ')
      // What processes share (PostgreSQL's buffers, most of all) would be counted once for each of them.
      own.set(Number(name), ((Number(resident) - Number(shared)) * page) / 2 ** 20)
    } catch {
      // It ended while we looked.
    }
  }
  const ours = (pid: number): boolean =>
    pid === process.pid || pid === server || (parents.has(pid) && pid > 1 && ours(parents.get(pid) ?? 0))
  return [...own].reduce((sum, [pid, size]) => sum + (ours(pid) ? size : 0), 0)
}

/**
 * Looks every second at what all processes hold, until it is stopped.
 * @param database a connection to the server whose processes count too.
 * @returns the most they held, in MB: what each has for itself, and the server's shared buffers once.
 */
export async function watchMemory(database: pg.Client): Promise<() => number> {
  const { rows } = await database.query<{ pid: number; buffers: number }>(
    `SELECT pg_backend_pid() AS pid, setting::integer / 128 AS buffers FROM pg_settings WHERE name = 'shared_buffers'`,
  )
  const { pid: backend, buffers: shared_buffers } = rows[0] ?? { pid: 0, buffers: 0 }
  const server = parentOf(backend)
  let most = 0
  const look = () => {
    most = Math.max(most, residentNow(server))
  }
  const timer = setInterval(look, 1000)
  return () => {
    clearInterval(timer)
    look()
    return most + shared_buffers
  }
}

/**
 * Looks five times a second at what this process and all that it started hold, until it is stopped.
 * @returns the most they held at once, in MB.
 */
export function watchOwnMemory(): () => number {
  let most = 0
  const look = () => {
    most = Math.max(most, residentNow(0))
  }
  const timer = setInterval(look, 200)
  return () => {
    clearInterval(timer)
    look()
    return most
  }
}
