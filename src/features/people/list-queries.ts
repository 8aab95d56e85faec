import { type RawBuilder, sql } from 'kysely'
import type { Read } from '../../ground/database/door.ts'
import type { Direction } from '../../ground/web/lists.ts'
import type { Day } from '../../rulebook/index.ts'

/** The part of a list's state by which its page is cut. */
interface Cut {
  from: string | null
  order: Direction
  beyond: '>' | '<'
  limit: number
}

export interface AccountsAsked extends Cut {
  filters: {
    role: string | null
    organisation: string | null
    signed_in: true | null
    locked: true | null
    disabled: true | null
    left: true | null
  }
}

export interface AccountRow {
  id: string
  name: string
  email: string
  /** Null when the account has no role now. */
  roles: string | null
  locked: boolean
  disabled: boolean
  signed_in: boolean
}

/** A page of the accounts that have or had a role in this authority. */
export async function accountRows(tx: Read, asked: AccountsAsked, today: Day, now: Date): Promise<AccountRow[]> {
  const { filters, from, order, beyond, limit } = asked
  const live = sql`m.starts_on <= ${today}::date AND (m.ends_on IS NULL OR m.ends_on > ${today}::date)`
  const wanted: RawBuilder<unknown>[] = [sql`a.id IN (SELECT account_id FROM membership)`]
  if (filters.role !== null || filters.organisation !== null)
    wanted.push(sql`a.id IN (SELECT m.account_id FROM membership m WHERE ${live}
      AND (${filters.role}::text IS NULL OR m.role = ${filters.role})
      AND (${filters.organisation}::uuid IS NULL OR m.organisation_id = ${filters.organisation}::uuid))`)
  if (filters.left) wanted.push(sql`a.id NOT IN (SELECT m.account_id FROM membership m WHERE ${live})`)
  if (filters.locked) wanted.push(sql`a.locked_until > ${now}`)
  if (filters.disabled) wanted.push(sql`a.disabled_at IS NOT NULL`)
  if (filters.signed_in) wanted.push(sql`a.id IN (SELECT account_id FROM live_sessions(${now}))`)
  if (from !== null)
    wanted.push(sql`(a.name, a.id) ${sql.raw(beyond)} (SELECT name, id FROM account WHERE id = ${from}::uuid)`)
  const { rows } = await sql<AccountRow>`
    WITH page AS (
      SELECT a.id, a.name, a.email, coalesce(a.locked_until > ${now}, false) AS locked, a.disabled_at IS NOT NULL AS disabled
      FROM account a WHERE ${sql.join(wanted, sql` AND `)}
      ORDER BY a.name ${sql.raw(order)}, a.id ${sql.raw(order)} LIMIT ${sql.lit(limit)})
    SELECT page.*, held.roles, page.id IN (SELECT account_id FROM live_sessions(${now})) AS signed_in
    FROM page LEFT JOIN (
      SELECT m.account_id, string_agg(r.label || ', ' || o.name, '; ' ORDER BY r.sort, o.name) AS roles
      FROM membership m JOIN role r ON r.code = m.role
      JOIN organisation o ON o.authority_id = m.authority_id AND o.id = m.organisation_id
      WHERE ${live} AND m.account_id IN (SELECT id FROM page) GROUP BY m.account_id
    ) held ON held.account_id = page.id
    ORDER BY page.name ${sql.raw(order)}, page.id ${sql.raw(order)}`.execute(tx)
  return rows
}

/** The accounts of this authority whose name or email address holds a text: at most 50, by name. */
export const findAccounts = (tx: Read, text: string): Promise<{ id: string; name: string; email: string }[]> => {
  const like = `%${text.replaceAll(/[\\%_]/g, '\\$&')}%`
  return tx
    .selectFrom('account')
    .where('id', 'in', tx.selectFrom('membership').select('account_id'))
    .where(on => on.or([on('name', 'ilike', like), on('email', 'ilike', like)]))
    .select(['id', 'name', 'email'])
    .orderBy('name')
    .orderBy('id')
    .limit(50)
    .execute()
}

export interface OrganisationRow {
  id: string
  name: string
  kind: string
  closed: boolean
  members: number
}

/** A page of the authority's organisations, with how many people hold a role in each. */
export async function organisationRows(
  tx: Read,
  asked: Cut & { filters: { kind: string | null } },
  today: Day,
): Promise<OrganisationRow[]> {
  const { filters, from, order, beyond, limit } = asked
  const wanted: RawBuilder<unknown>[] = [sql`(${filters.kind}::text IS NULL OR o.kind = ${filters.kind})`]
  if (from !== null)
    wanted.push(sql`(o.name, o.id) ${sql.raw(beyond)} (SELECT name, id FROM organisation WHERE id = ${from}::uuid)`)
  const { rows } = await sql<OrganisationRow>`
    WITH page AS (
      SELECT o.authority_id, o.id, o.name, o.kind, o.closed_at IS NOT NULL AS closed
      FROM organisation o WHERE ${sql.join(wanted, sql` AND `)}
      ORDER BY o.name ${sql.raw(order)}, o.id ${sql.raw(order)} LIMIT ${sql.lit(limit)})
    SELECT page.id, page.name, page.kind, page.closed, count(m.id) AS members
    FROM page LEFT JOIN membership m ON m.authority_id = page.authority_id AND m.organisation_id = page.id
      AND m.starts_on <= ${today}::date AND (m.ends_on IS NULL OR m.ends_on > ${today}::date)
    GROUP BY page.id, page.name, page.kind, page.closed
    ORDER BY page.name ${sql.raw(order)}, page.id ${sql.raw(order)}`.execute(tx)
  return rows
}
