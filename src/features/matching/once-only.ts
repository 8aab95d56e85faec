import { sql } from 'kysely'
import type { Write } from '../../ground/database/door.ts'
import type { Person } from '../../ground/database/identity.ts'
import { UsedAlready, usedBefore, useOnce } from '../../ground/database/once.ts'
import { Stale } from '../../ground/database/stale.ts'
import { Conflict, Missing } from '../../ground/web/errors.ts'
import { NotThere } from './refused.ts'

/**
 * Does a decision once and wholly: a second press leads where the first did, one who is not there is a page that is not there, and what was
 * changed meanwhile is not decided over. What is refused leaves nothing behind, so that the page can be drawn again.
 * @returns where it leads.
 */
export async function onceOnly(
  tx: Write,
  actor: Person,
  once: string,
  href: string | (() => string),
  { stale }: { stale: string },
  work: () => Promise<unknown>,
): Promise<string> {
  const led = await usedBefore(tx, once)
  if (led) return led
  await sql`SAVEPOINT deciding`.execute(tx)
  try {
    await work()
    const leads = typeof href === 'string' ? href : href()
    await useOnce(tx, actor, once, leads)
    return leads
  } catch (problem) {
    if (problem instanceof UsedAlready) return problem.result
    await sql`ROLLBACK TO SAVEPOINT deciding`.execute(tx)
    if (problem instanceof NotThere) throw new Missing()
    if (problem instanceof Stale)
      throw new Conflict('Somebody changed one of the records, or decided on the two, after you opened the page.', [], {
        href: stale,
        text: 'See them as they are now',
      })
    throw problem
  }
}
