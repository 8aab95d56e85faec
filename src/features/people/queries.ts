import { sql } from 'kysely'
import type { Read } from '../../ground/database/door.ts'
import type { Day } from '../../rulebook/index.ts'

export interface RoleChoice {
  code: string
  label: string
  organisation_kind: string
}
export interface OrganisationChoice {
  id: string
  name: string
  kind: string
}

export const roleChoices = (tx: Read): Promise<RoleChoice[]> =>
  tx.selectFrom('role').select(['code', 'label', 'organisation_kind']).orderBy('sort').execute()

/** The organisations that are open, as a form offers them: teams first. */
export const organisationChoices = (tx: Read): Promise<OrganisationChoice[]> =>
  tx
    .selectFrom('organisation')
    .where('closed_at', 'is', null)
    .select(['id', 'name', 'kind'])
    .orderBy('kind')
    .orderBy('name')
    .execute()

/** What the holders of a role may do, in the permissions' own words. */
export async function permissionLabels(tx: Read, role: string): Promise<string[]> {
  const rows = await tx
    .selectFrom('permission')
    .innerJoin('role_permission', 'role_permission.permission', 'permission.code')
    .where('role_permission.role', '=', role)
    .select('permission.label')
    .orderBy('permission.label')
    .execute()
  return rows.map(row => row.label)
}

export interface MadeUpPerson {
  account_id: string
  name: string
  role_label: string
  organisation_name: string
  organisation_kind: string
}

/** The made-up people of a demonstration, each with the first of their roles. None where the authority's children are real. */
export async function madeUpPeople(tx: Read, today: Day): Promise<MadeUpPerson[]> {
  const { rows } = await sql<MadeUpPerson>`
    SELECT a.id AS account_id, a.name, m.role_label, m.organisation_name, r.organisation_kind
    FROM account a
    CROSS JOIN LATERAL (SELECT * FROM memberships_for_sign_in(a.id, ${today}::date) LIMIT 1) m
    JOIN role r ON r.code = m.role
    JOIN authority t ON t.id = m.authority_id AND t.demonstration
    WHERE a.made_up AND a.disabled_at IS NULL
    ORDER BY r.sort, m.organisation_name, a.name`.execute(tx)
  return rows
}

export interface OneAccount {
  id: string
  name: string
  email: string
  locked_until: Date | null
  disabled_at: Date | null
}

/** An account that has or had a role in this authority. */
export const accountById = (tx: Read, id: string): Promise<OneAccount | undefined> =>
  tx
    .selectFrom('account')
    .where('id', '=', id)
    .where('id', 'in', tx.selectFrom('membership').select('account_id'))
    .select(['id', 'name', 'email', 'locked_until', 'disabled_at'])
    .executeTakeFirst()

export const emailOf = async (tx: Read, account_id: string): Promise<string> =>
  (await tx.selectFrom('account').where('id', '=', account_id).select('email').executeTakeFirst())?.email ?? ''

/** Whether somebody, in whichever authority, signs in with this address already. */
export const emailIsTaken = async (tx: Read, email: string): Promise<boolean> =>
  (await tx
    .selectFrom('account')
    .where(on => on(on.fn<string>('lower', ['email']), '=', email.toLowerCase()))
    .select('id')
    .executeTakeFirst()) !== undefined

export interface AccountMembership {
  id: string
  role: string
  role_label: string
  organisation_id: string
  organisation_name: string
  starts_on: Day
  ends_on: Day | null
}

/** Every role that an account has or had in this authority, the newest first. */
export const membershipsOfAccount = (tx: Read, account_id: string): Promise<AccountMembership[]> =>
  tx
    .selectFrom('membership as m')
    .innerJoin('role as r', 'r.code', 'm.role')
    .innerJoin('organisation as o', on =>
      on.onRef('o.authority_id', '=', 'm.authority_id').onRef('o.id', '=', 'm.organisation_id'),
    )
    .where('m.account_id', '=', account_id)
    .select([
      'm.id',
      'm.role',
      'r.label as role_label',
      'm.organisation_id',
      'o.name as organisation_name',
      'm.starts_on',
      'm.ends_on',
    ])
    .orderBy('m.starts_on', 'desc')
    .orderBy('m.id', 'desc')
    .execute()

export interface LiveSession {
  session_id: string
  started_at: Date
  seen_at: Date
}

/** The sessions of an account that are open now. For those who hold `accounts.read`. */
export async function liveSessions(tx: Read, account_id: string, now: Date): Promise<LiveSession[]> {
  const { rows } = await sql<LiveSession>`
    SELECT session_id, started_at, seen_at FROM live_sessions(${now}) WHERE account_id = ${account_id}`.execute(tx)
  return rows
}

/** The open sessions of whoever asks, in every authority. */
export async function ownSessions(tx: Read, now: Date): Promise<LiveSession[]> {
  const { rows } = await sql<LiveSession>`SELECT session_id, started_at, seen_at FROM own_sessions(${now})`.execute(tx)
  return rows
}
