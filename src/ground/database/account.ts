import { execFileSync } from 'node:child_process'
import { DatabaseRefusal } from './refusal.ts'

/** An account of this machine, by number. */
export interface Account {
  uid: number
  gid: number
}

function ask(command: string, words: string[]): string | null {
  try {
    return execFileSync(command, words, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim()
  } catch {
    return null
  }
}

function lookUp(name: string): Account | null {
  const uid = ask('id', ['-u', name])
  const gid = ask('id', ['-g', name])
  return uid && gid && Number(uid) > 0 ? { uid: Number(uid), gid: Number(gid) } : null
}

/**
 * The account that a server started by root runs as: `onroll`, made if the machine can make accounts, else `nobody`.
 * It must be a listed account: `initdb` looks its name up. Throws DatabaseRefusal when there is neither.
 */
export function accountForRoot(): Account {
  const found = lookUp('onroll')
  if (found) return found
  const noLogin = ['--home-dir', '/nonexistent', '--no-create-home', '--shell', '/usr/sbin/nologin']
  const isMade = ask('useradd', ['--system', ...noLogin, 'onroll']) ?? ask('adduser', ['-S', '-D', '-H', 'onroll'])
  const account = (isMade === null ? null : lookUp('onroll')) ?? lookUp('onroll') ?? lookUp('nobody')
  if (account) return account
  throw new DatabaseRefusal(
    'PostgreSQL does not run as root, and this machine has no account "onroll" or "nobody" for it. Add one, start Onroll as an ordinary user, or give DATABASE_URL.',
  )
}
