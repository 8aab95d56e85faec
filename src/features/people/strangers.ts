import { createHash } from 'node:crypto'

/** Seconds to wait after so many wrong passwords: none up to four, 15 at the fifth, twice as long each time, an hour at most. */
export const waitAfter = (failures: number): number => (failures < 5 ? 0 : Math.min(15 * 2 ** (failures - 5), 3600))

/** Tries at addresses that nobody has, counted so that they wait as an account does: else waiting would tell who has one. */
export interface Strangers {
  waitUntil(email: string, now: Date): Date | null
  failed(email: string, now: Date): Date | null
}

/** Kept in this process only, hashed, and no more than `most` at once: the oldest are forgotten first. */
export function countStrangers(most = 10_000): Strangers {
  const tries = new Map<string, { failures: number; until: Date | null }>()
  const keyOf = (email: string): string => createHash('sha256').update(email.toLowerCase()).digest('base64')
  return {
    waitUntil(email, now) {
      const until = tries.get(keyOf(email))?.until ?? null
      return until && until > now ? until : null
    },
    failed(email, now) {
      const key = keyOf(email)
      const failures = (tries.get(key)?.failures ?? 0) + 1
      const seconds = waitAfter(failures)
      const until = seconds === 0 ? null : new Date(now.getTime() + seconds * 1000)
      tries.delete(key)
      tries.set(key, { failures, until })
      for (const oldest of tries.keys()) {
        if (tries.size <= most) break
        tries.delete(oldest)
      }
      return until
    },
  }
}
