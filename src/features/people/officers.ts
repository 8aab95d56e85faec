import { sql } from 'kysely'
import type { Read } from '../../ground/database/door.ts'
import type { Identity } from '../../ground/database/identity.ts'

/** The council's people who hold a permission today, by name, as choices for a form: the value is the account's id. */
export async function officersWith(
  tx: Read,
  identity: Pick<Identity, 'today'>,
  permission: string,
): Promise<{ value: string; text: string; organisation_id: string }[]> {
  const { rows } = await sql<{ value: string; text: string; organisation_id: string }>`
    SELECT DISTINCT ON (a.name, a.id) a.id AS value, a.name || ', ' || r.label AS text, m.organisation_id FROM membership m
    JOIN account a ON a.id = m.account_id AND a.disabled_at IS NULL JOIN role r ON r.code = m.role AND r.organisation_kind = 'council_team'
    JOIN role_permission p ON p.role = m.role AND p.permission = ${permission}
    WHERE m.starts_on <= ${identity.today} AND (m.ends_on IS NULL OR m.ends_on > ${identity.today}) ORDER BY a.name, a.id, r.sort`.execute(
    tx,
  )
  return rows
}
