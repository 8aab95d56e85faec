import type { Read, Write } from './door.ts'
import type { Person } from './identity.ts'

/** Where the form with this single-use key led when it was carried out before; null when it was not. */
export async function usedBefore(tx: Read, once: string): Promise<string | null> {
  const row = await tx.selectFrom('single_use').where('once', '=', once).select('result').executeTakeFirst()
  return row ? (row.result ?? '/') : null
}

/**
 * Uses up a form's key in the action's own transaction. Two presses at the same moment: the second waits for the first,
 * then fails on the key, and its route shows where the first led.
 * @throws UsedAlready when the key was used meanwhile.
 */
export async function useOnce(tx: Write, actor: Person, once: string, result: string): Promise<void> {
  const made = await tx
    .insertInto('single_use')
    .values({ authority_id: actor.authority_id, once, account_id: actor.account_id, result })
    .onConflict(on => on.doNothing())
    .returning('once')
    .executeTakeFirst()
  if (!made) throw new UsedAlready((await usedBefore(tx, once)) ?? '/')
}

/** The form was sent a second time; `result` is where the first led. Nothing was done twice. */
export class UsedAlready extends Error {
  readonly result: string
  constructor(result: string) {
    super('This form was sent before.')
    this.result = result
  }
}
