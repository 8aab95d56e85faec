import type pg from 'pg'
import type { Asker, Row } from './policy.ts'

/** What a council adds to the register of schools: who sees it and who changes it, said a second time. */

const tables = ['school_group', 'school_group_former_name', 'school_group_member', 'school_officer'] as const

/** It is for everybody of the authority who may look up schools. */
export const seesSchools = (holds: (who: Asker, permission: string) => boolean) =>
  Object.fromEntries(
    tables.map(table => [
      table,
      (who: Asker, row: Row) => row.authority_id === who.authority_id && holds(who, 'schools.read'),
    ]),
  )

const ending = 'ended_at,ended_by,ends_on'
export const schoolPrivileges: Record<string, string> = {
  register_import: 'r a',
  register_change: 'r a',
  trust: 'r a w(name)',
  school_trust: 'r a w(begun_by,ended_by,ends_on,trust_code)',
  school_group: 'r a w(code,end_reason,ended_at,ended_by,ends_on,name,name_key,version)',
  school_group_former_name: 'r a',
  school_group_member: `r a w(end_reason,${ending},retract_reason,retracted_at,retracted_by)`,
  school_officer: `r a w(end_reason,${ending},retract_reason,retracted_at,retracted_by)`,
}

/** A family with a school in it, a name that it had, and its officer. */
export async function plantSchools(db: pg.ClientBase, authority_id: string): Promise<void> {
  await db.query(
    `WITH made AS (INSERT INTO school_group (authority_id, kind, name, name_key, starts_on)
       VALUES ($1, 'family', 'Planted', 'planted', '2026-01-01') RETURNING id),
     named AS (INSERT INTO school_group_former_name (authority_id, group_id, name, until_on) SELECT $1, id, 'Sown', '2026-02-01' FROM made),
     member AS (INSERT INTO school_group_member (authority_id, group_id, kind, school_urn, starts_on)
       SELECT $1, id, 'family', 990001, '2026-01-01' FROM made)
     INSERT INTO school_officer (authority_id, role, group_id, name, starts_on) SELECT $1, 'fair_access', id, 'Planted', '2026-01-01' FROM made`,
    [authority_id],
  )
}
