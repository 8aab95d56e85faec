import { sql } from 'kysely'
import type { Write } from '../../ground/database/door.ts'
import type { Person } from '../../ground/database/identity.ts'
import { useOnce } from '../../ground/database/once.ts'
import { Stale } from '../../ground/database/stale.ts'
import { Refused } from '../../ground/web/errors.ts'
import { accountsUrl, accountUrl } from './addresses.ts'
import { hashPassword } from './passwords.ts'

export interface NewMembership {
  role: string
  organisation_id: string
}

/**
 * Adds an account with one role from today on, and a password that must be changed at the first sign-in.
 * @throws UsedAlready for a second press. @returns the account's id.
 */
export async function addAccount(
  tx: Write,
  actor: Person,
  input: NewMembership & { name: string; email: string; password: string; once: string },
): Promise<string> {
  await useOnce(tx, actor, input.once, accountsUrl)
  const hash = await hashPassword(input.password)
  const { rows } = await sql<{
    id: string
  }>`SELECT add_account(${input.email}, ${input.name}, ${hash}, true) AS id`.execute(tx)
  const id = rows[0]?.id ?? ''
  await addMembershipRow(tx, actor, id, input)
  await tx
    .updateTable('single_use')
    .set({ result: accountUrl(id) })
    .where('once', '=', input.once)
    .execute()
  return id
}

/** Gives an account a further role from today on. Throws Refused for the actor's own account, UsedAlready for a second press. */
export async function addMembership(
  tx: Write,
  actor: Person,
  input: NewMembership & { account_id: string; once: string },
): Promise<void> {
  if (input.account_id === actor.account_id)
    throw new Refused('Nobody gives themselves a role. Ask another system administrator.')
  await useOnce(tx, actor, input.once, accountUrl(input.account_id))
  await addMembershipRow(tx, actor, input.account_id, input)
}

const addMembershipRow = (tx: Write, actor: Person, account_id: string, given: NewMembership) =>
  tx
    .insertInto('membership')
    .values({
      authority_id: actor.authority_id,
      account_id,
      organisation_id: given.organisation_id,
      role: given.role,
      starts_on: actor.today,
    })
    .execute()

/**
 * Ends a role from today on, and with it every session that stands on it at the next request.
 * @throws Stale when somebody ended it before. Throws Refused for the actor's own role.
 */
export async function endMembership(
  tx: Write,
  actor: Person,
  input: { account_id: string; membership_id: string },
): Promise<void> {
  if (input.account_id === actor.account_id)
    throw new Refused('Nobody ends their own role. Ask another system administrator.')
  const ended = await tx
    .updateTable('membership')
    .set({ ends_on: actor.today })
    .where('account_id', '=', input.account_id)
    .where('id', '=', input.membership_id)
    .where(on => on.or([on('ends_on', 'is', null), on('ends_on', '>', actor.today)]))
    .returning('id')
    .executeTakeFirst()
  if (!ended) throw new Stale()
}

/** Ends every session of an account in this authority. @returns how many. */
export async function endSessions(tx: Write, _actor: Person, account_id: string, now: Date): Promise<number> {
  const { rows } = await sql<{ ended: number }>`SELECT end_sessions_of(${account_id}::uuid, ${now}) AS ended`.execute(
    tx,
  )
  return rows[0]?.ended ?? 0
}

/**
 * Sets a password that must be changed at the next sign-in, opens a locked account and ends its sessions here.
 * @throws Refused for one's own account, and for one that works in another authority too: whoever set its password could
 * act there.
 */
export async function resetPassword(
  tx: Write,
  actor: Person,
  input: { account_id: string; password: string; once: string; now: Date },
): Promise<void> {
  if (input.account_id === actor.account_id)
    throw new Refused('Change your own password on the page of your own account.')
  await useOnce(tx, actor, input.once, accountUrl(input.account_id))
  const hash = await hashPassword(input.password)
  await refusedBy(
    sql`SELECT set_password(${input.account_id}::uuid, ${hash}, true)`.execute(tx),
    'The person works in another authority too. Whoever looks after the server sets the password: npx onroll user reset.',
  )
  await endSessions(tx, actor, input.account_id, input.now)
}

/** Keeps an account from signing in anywhere and ends its sessions, or lets it in again. Throws Refused for one's own. */
export async function disableAccount(
  tx: Write,
  actor: Person,
  input: { account_id: string; disabled: boolean; now: Date },
): Promise<void> {
  if (input.account_id === actor.account_id)
    throw new Refused('Nobody disables their own account. Ask another system administrator.')
  await refusedBy(
    sql`SELECT disable_account(${input.account_id}::uuid, ${input.now}, ${input.disabled})`.execute(tx),
    'The person works in another authority too. End their role here instead.',
  )
}

/** PostgreSQL's "insufficient privilege" of a function that looked for itself, as a refusal that says who can. */
async function refusedBy(statement: Promise<unknown>, whoCan: string): Promise<void> {
  try {
    await statement
  } catch (problem) {
    if (problem instanceof Error && 'code' in problem && problem.code === '42501') throw new Refused(whoCan)
    throw problem
  }
}

/** Changes the actor's own password and ends all their sessions, this one too: the route begins another. */
export async function changePassword(
  tx: Write,
  actor: Person,
  input: { new_password: string; now: Date },
): Promise<void> {
  await sql`SELECT set_password(${actor.account_id}::uuid, ${await hashPassword(input.new_password)}, false)`.execute(
    tx,
  )
  await endSessions(tx, actor, actor.account_id, input.now)
}

/** The hash of the actor's own password. */
export async function ownPasswordHash(tx: Write): Promise<string> {
  const { rows } = await sql<{ hash: string }>`SELECT own_password_hash() AS hash`.execute(tx)
  return rows[0]?.hash ?? ''
}
