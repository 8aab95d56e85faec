import type { PlantedWorld } from './planted.ts'
import { type Asker, holds } from './policy.ts'
import type { Attempt } from './write-policy.ts'

/** Who may group schools and name their officers, and who writes down what an import of the register changed. */
export function attemptsOnSchools(world: PlantedWorld): Attempt[] {
  const group = String(world.rows.get('school_group')?.[0]?.row.id)
  const count = (table: string, who: Asker) =>
    holds(who, 'schools.change')
      ? (world.rows.get(table) ?? []).filter(({ row }) => row.authority_id === who.authority_id).length
      : 0
  const added = (name: string, sql: string): Attempt => ({ name, sql, may: who => holds(who, 'schools.change') })
  return [
    added(
      'a family of schools',
      `INSERT INTO school_group (authority_id, kind, name, name_key, starts_on) VALUES ($authority, 'family', 'tried', 'tried', '2026-01-01')`,
    ),
    added(
      'a name that a family had',
      `INSERT INTO school_group_former_name (authority_id, group_id, name, until_on) VALUES ($authority, '${group}', 'tried', '2026-01-01')`,
    ),
    added(
      'a school of a family',
      `INSERT INTO school_group_member (authority_id, group_id, kind, school_urn, starts_on) VALUES ($authority, '${group}', 'family', 990002, '2026-01-01')`,
    ),
    added(
      'an officer of a school',
      `INSERT INTO school_officer (authority_id, role, school_urn, name, starts_on) VALUES ($authority, 'send', 990002, 'tried', '2026-01-01')`,
    ),
    {
      name: 'every family renamed',
      sql: `UPDATE school_group SET code = 'tried'`,
      may: who => count('school_group', who),
    },
    {
      name: 'every school taken out',
      sql: 'UPDATE school_group_member SET retracted_at = now()',
      may: who => count('school_group_member', who),
    },
    {
      name: 'every officer ended',
      sql: `UPDATE school_officer SET ends_on = '2027-01-01'`,
      may: who => count('school_officer', who),
    },
    {
      name: 'an import of the register',
      sql: `INSERT INTO register_import (kind, as_at, sha256, rows_read, rows_added, rows_changed, rows_refused, rows_noted)
        VALUES ('schools', '2026-01-01', repeat('0', 64), 0, 0, 0, 0, 0)`,
      may: who => holds(who, 'schools.import'),
    },
    {
      name: 'a change by an import of the register',
      sql: `INSERT INTO register_change (import_id, urn, field, kind) VALUES ('${group}', 990001, 'name', 'renamed')`,
      may: who => holds(who, 'schools.import'),
    },
    {
      name: 'a trust',
      sql: `INSERT INTO trust (code, name) VALUES ('tried', 'tried')`,
      may: who => holds(who, 'schools.import'),
    },
    {
      name: 'a school of a trust',
      sql: `INSERT INTO school_trust (urn, starts_on, trust_code, began_before) VALUES (990001, '2026-01-01', 'tried', false)`,
      may: who => holds(who, 'schools.import'),
    },
  ]
}
