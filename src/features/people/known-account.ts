import type { Read } from '../../ground/database/door.ts'
import { Missing } from '../../ground/web/errors.ts'
import { accountById, type OneAccount } from './queries.ts'

/** The account that an address names. Throws Missing where this authority has none such. */
export async function knownAccount(tx: Read, id: string): Promise<OneAccount> {
  const account = await accountById(tx, id)
  if (!account) throw new Missing()
  return account
}

/** Whom a change is about, as a page that asks first says it. */
export const whomOf = (account: OneAccount) => [
  { term: 'Name', text: account.name },
  { term: 'Email address', text: account.email },
]
