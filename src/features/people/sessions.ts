import { createHash, randomBytes } from 'node:crypto'
import { CompiledQuery, sql } from 'kysely'
import type { Door, Read, SignInAsk } from '../../ground/database/door.ts'
import type { FieldClass, Person, Scope } from '../../ground/database/identity.ts'
import type { Day } from '../../rulebook/index.ts'
import { matchesPassword, matchNobody } from './passwords.ts'
import type { Strangers } from './strangers.ts'

/** A session ends twelve hours after it began, or after twelve hours in which nothing was asked. */
const lasts = '12 hours'

const hashOf = (token: string): Buffer => createHash('sha256').update(token).digest()

/** The sign-in functions asked within a transaction that is already open, so that a request never holds two connections. */
export const askIn =
  (tx: Read): SignInAsk =>
  async <Row extends object>(text: string, values: readonly unknown[]) =>
    (await tx.getExecutor().executeQuery<Row>(CompiledQuery.raw(text, [...values]))).rows

export type SignInAnswer =
  | { ok: true; account_id: string; memberships: Membership[] }
  /** `wait_until` while tries are locked out. One answer for a wrong password and for an address nobody has. */
  | { ok: false; wait_until: Date | null }

export interface Membership {
  membership_id: string
  authority_id: string
  authority_name: string
  role: string
  role_label: string
  organisation_name: string
}

/**
 * Checks an email address and a password. After five wrong ones the account waits 15 seconds, and twice as long after each
 * further one, up to an hour; while it waits even the right password is not tried. Of tries at one address that come at the
 * same moment one is checked and the others wait, so that many at once get no more guesses than one after another.
 */
export async function checkSignIn(
  ask: SignInAsk,
  strangers: Strangers,
  given: { email: string; password: string },
  now: Date,
  today: Day,
): Promise<SignInAnswer> {
  const { email, password } = given
  const [turn] = await ask<{ mine: boolean }>(
    'SELECT pg_try_advisory_xact_lock(hashtextextended(lower($1), 7206024)) AS mine',
    [email],
  )
  if (!turn?.mine) return { ok: false, wait_until: new Date(now.getTime() + 1000) }
  const [account] = await ask<{
    account_id: string
    password_hash: string
    locked_until: Date | null
    disabled: boolean
  }>('SELECT * FROM account_for_sign_in($1)', [email])
  const waiting = account ? account.locked_until : strangers.waitUntil(email, now)
  if (waiting && waiting > now) return { ok: false, wait_until: waiting }
  if (!account) {
    await matchNobody(password)
    return { ok: false, wait_until: strangers.failed(email, now) }
  }
  const matches = await matchesPassword(account.password_hash, password)
  if (!matches || account.disabled) {
    const [row] = await ask<{ until: Date | null }>('SELECT record_sign_in_failure($1, $2) AS until', [
      account.account_id,
      now,
    ])
    return { ok: false, wait_until: row?.until ?? null }
  }
  return { ok: true, account_id: account.account_id, memberships: await membershipsOf(ask, account.account_id, today) }
}

/** The memberships that an account holds on a day. */
export const membershipsOf = (ask: SignInAsk, account_id: string, today: Day): Promise<Membership[]> =>
  ask<Membership>('SELECT * FROM memberships_for_sign_in($1, $2)', [account_id, today])

/** Begins a session in one membership. @returns the token for the cookie, which is kept nowhere else. */
export async function beginSession(
  ask: SignInAsk,
  account_id: string,
  membership_id: string,
  now: Date,
): Promise<string> {
  const token = randomBytes(32).toString('base64url')
  await ask('SELECT start_session($1, $2, $3, $4, $5)', [account_id, membership_id, hashOf(token), now, lasts])
  return token
}

/** As `beginSession`, outside any transaction. */
export const startSession = (door: Door, account_id: string, membership_id: string, now: Date): Promise<string> =>
  door.signIn(ask => beginSession(ask, account_id, membership_id, now))

export async function endSession(ask: SignInAsk, token: string, now: Date): Promise<void> {
  await ask('SELECT end_session($1, $2)', [hashOf(token), now])
}

/** Who a session's token stands for now; null when it ended, ran out, or the membership or account did. */
export async function personOfSession(ask: SignInAsk, token: string, now: Date, today: Day): Promise<Person | null> {
  const [found] = await ask<SessionRow>(
    `SELECT ${ofRole}, touch_session($1, $2)::text AS touched FROM session_identity($1, $2) s JOIN role r ON r.code = s.role`,
    [hashOf(token), now],
  )
  return found ? personOf(found, today) : null
}

/** Who the secret of a calendar's address stands for; null when it was ended, or the membership or account did. */
export async function personOfFeed(ask: SignInAsk, secret: string, today: Day): Promise<Person | null> {
  const [found] = await ask<SessionRow>(
    `SELECT ${ofRole} FROM feed_identity($1, $2) s JOIN role r ON r.code = s.role`,
    [hashOf(secret), today],
  )
  return found ? personOf(found, today) : null
}

const ofRole = `s.*, r.label AS role_label, r.scope, r.classes, r.first_page,
  ARRAY(SELECT permission FROM role_permission WHERE role = s.role) AS permissions`

interface SessionRow {
  session_id: string | null
  account_id: string
  account_name: string
  must_change_password: boolean
  authority_id: string
  membership_id: string
  role: string
  role_label: string
  organisation_id: string
  organisation_name: string
  organisation_kind: string
  school_urn: number | null
  scope: Scope
  classes: FieldClass[]
  first_page: string
  permissions: string[]
}

/** A person as a session's row tells it. Somebody who must change the password may do nothing before that. */
export const personOf = (row: SessionRow, today: Day): Person => ({
  kind: 'person',
  authority_id: row.authority_id,
  account_id: row.account_id,
  account_name: row.account_name,
  session_id: row.session_id,
  membership_id: row.membership_id,
  role: row.role,
  role_label: row.role_label,
  organisation_id: row.organisation_id,
  organisation_name: row.organisation_name,
  organisation_kind: row.organisation_kind,
  scope: row.scope,
  classes: row.classes,
  first_page: row.first_page,
  must_change_password: row.must_change_password,
  permissions: new Set(row.must_change_password ? [] : row.permissions),
  // A school's membership reaches its school; a governor's scope is figures, so it reaches none.
  schools: row.scope === 'school' && row.school_urn !== null ? [row.school_urn] : [],
  today,
})

/**
 * As whom an account may act here today with a permission: each of its memberships that holds it, by whose sight what is handed
 * to that person is drawn. None where the reader may not see memberships, or the account was disabled.
 */
export async function actingAs(tx: Read, account_id: string, permission: string, today: Day): Promise<Person[]> {
  const { rows } = await sql<SessionRow>`
    SELECT NULL AS session_id, a.id AS account_id, a.name AS account_name, false AS must_change_password, m.authority_id, m.id AS membership_id, m.role,
      o.id AS organisation_id, o.name AS organisation_name, o.kind AS organisation_kind, o.school_urn, r.label AS role_label, r.scope, r.classes, r.first_page,
      ARRAY(SELECT permission FROM role_permission WHERE role = m.role) AS permissions
    FROM membership m JOIN account a ON a.id = m.account_id AND a.disabled_at IS NULL JOIN role r ON r.code = m.role
    JOIN organisation o ON o.authority_id = m.authority_id AND o.id = m.organisation_id
    WHERE m.account_id = ${account_id} AND m.starts_on <= ${today}::date AND (m.ends_on IS NULL OR m.ends_on > ${today}::date)
      AND EXISTS (SELECT FROM role_permission p WHERE p.role = m.role AND p.permission = ${permission}) ORDER BY m.id`.execute(
    tx,
  )
  return rows.map(row => personOf(row, today))
}
