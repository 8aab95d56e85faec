import type { Write } from '../../ground/database/door.ts'
import type { Person } from '../../ground/database/identity.ts'
import { UsedAlready, usedBefore, useOnce } from '../../ground/database/once.ts'
import { Stale } from '../../ground/database/stale.ts'
import type { FormKeys } from '../../ground/web/forms.ts'
import { lockChild } from '../children/index.ts'

/** Why something cannot be recorded, in a sentence, and the field of the form that says how to mend it. Nothing was done. */
export class CaseRefused extends Error {
  readonly field: string
  constructor(field: string, sentence: string) {
    super(sentence)
    this.field = field
  }
}

/** What a form of a case was drawn from: the child's version and the case's own. */
export const seenOf = (found: { child_version: number; version: number }): string =>
  `${found.child_version}.${found.version}`

/**
 * Begins an action on a case: locks the child, so that actions on one child wait for each other, then sees whether this
 * form was sent before, then whether it was drawn before somebody else's change.
 * @throws UsedAlready, Stale. The single-use key is used up by `finish`, so that a refusal in between leaves it unused.
 */
export async function begin(tx: Write, of: { id: string; person_id: string }, keys: FormKeys): Promise<void> {
  await lockChild(tx, of.person_id, null)
  const led = await usedBefore(tx, keys.once)
  if (led !== null) throw new UsedAlready(led)
  const [, child, own] = /^(\d+)\.(\d+)$/.exec(keys.seen ?? '') ?? []
  if (child === undefined || own === undefined) throw new Stale()
  await lockChild(tx, of.person_id, Number(child))
  const now = await tx.selectFrom('council_case').where('id', '=', of.id).select('version').executeTakeFirstOrThrow()
  if (now.version !== Number(own)) throw new Stale()
}

/** Uses up the form's key. */
export const finish = (tx: Write, actor: Person, keys: FormKeys, href: string): Promise<void> =>
  useOnce(tx, actor, keys.once, href)
