import { randomInt } from 'node:crypto'
import { hash, verify } from '@node-rs/argon2'

/** The library's number for argon2id: its const enum cannot be read where types are only stripped. */
const argon2id = 2

/** argon2id with 19 MiB, two passes, one lane: the first of the OWASP password storage cheat sheet's settings. */
const settings = { algorithm: argon2id, memoryCost: 19 * 1024, timeCost: 2, parallelism: 1 }

export const hashPassword = (password: string): Promise<string> => hash(password, settings)

/** Never throws: a hash that cannot be read is a password that does not match. */
export const matchesPassword = (kept: string, password: string): Promise<boolean> =>
  verify(kept, password).catch(() => false)

let nobody: Promise<string> | undefined

/** Takes as long as a real check, so that an address nobody has cannot be told from a wrong password. */
export const matchNobody = async (password: string): Promise<false> => {
  nobody ??= hashPassword('nobody has this password')
  await matchesPassword(await nobody, password)
  return false
}

const common = ['password', 'onroll', '123456', 'qwerty', 'letmein', 'welcome']

/** What is wrong with a new password, as a sentence; null when it will do. */
export function passwordProblem(password: string, email: string): string | null {
  if (password.length < 12)
    return 'Password must be 12 characters or more: three or four words that do not belong together make a good one'
  const plain = password.toLowerCase()
  if (new Set(plain).size < 5) return 'Password must not be the same few characters again and again'
  if (common.some(word => plain.startsWith(word)))
    return 'Password must not begin with a word that everybody tries first'
  const name = email.split('@')[0]?.toLowerCase() ?? ''
  if (name.length > 3 && plain.includes(name)) return 'Password must not contain your own email address'
  return null
}

const letters = 'abcdefghjkmnpqrstuvwxyz23456789'

/** A password to be told once and changed at the first sign-in: 16 characters (79 bits), none of which reads as another. */
export const oneTimePassword = (): string =>
  Array.from({ length: 4 }, () => Array.from({ length: 4 }, () => letters[randomInt(letters.length)]).join('')).join(
    '-',
  )
