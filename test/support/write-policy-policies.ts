import type { Planted, PlantedWorld } from './planted.ts'
import { holds } from './policy.ts'
import type { Attempt } from './write-policy.ts'

/** Who may decide a policy and ask what it would change: whoever changes settings, in their own name. The engine counts. */
export function attemptsOnPolicies(world: PlantedWorld): Attempt[] {
  const { authority_id, person_id, name } = world.child('on roll at A')
  const rowsOf = (table: string) => (world.rows.get(table) ?? []).map(({ row }) => row)
  const none = () => false
  const engine = (who: Planted) => who.kind === 'engine' && who.authority_id === authority_id
  const inOwnName = (who: Planted) => who.kind === 'person' && holds(who, 'settings.change')
  const preview = (
    asker: string,
  ) => `INSERT INTO policy_preview (authority_id, pack, overrides, starts_on, reason, rests_on, asked_by)
    VALUES ($authority, 'default', '[]', '2026-02-01', 'tried', 'none', ${asker})`
  const decision = (
    asker: string,
  ) => `INSERT INTO authority_policy (authority_id, pack, overrides, starts_on, reason, decided_by)
    VALUES ($authority, 'default', '[]', '2026-02-01', 'tried', ${asker})`
  return [
    { name: 'a preview of a policy', sql: preview('$account'), may: inOwnName },
    { name: 'a preview in another’s name', sql: preview(`'${person_id}'`), may: none },
    { name: 'a policy decided', sql: decision('$account'), may: inOwnName },
    { name: 'a policy decided in another’s name', sql: decision(`'${person_id}'`), may: none },
    {
      name: 'every policy taken back',
      sql: `UPDATE authority_policy SET retracted_at = now(), retracted_by = decided_by, retracted_reason = 'tried'`,
      may: who =>
        holds(who, 'settings.change')
          ? rowsOf('authority_policy').filter(row => row.authority_id === who.authority_id).length
          : 0,
    },
    { name: 'a policy changed after it was decided', sql: `UPDATE authority_policy SET overrides = '[]'`, may: none },
    { name: 'a policy struck out', sql: 'DELETE FROM authority_policy', may: none },
    {
      name: 'the counts of a preview',
      sql: `INSERT INTO policy_preview_result (authority_id, preview_id, on_day, children, touched, counts)
        VALUES ('${authority_id}', uuidv7(), '2026-01-01', 1, 1, '[]')`,
      may: engine,
    },
    { name: 'the counts of a preview changed', sql: 'UPDATE policy_preview_result SET touched = 0', may: none },
    {
      name: `“${name}” in the sample of a preview`,
      sql: `INSERT INTO policy_preview_child (authority_id, preview_id, person_id, sealed, what, before, after)
        VALUES ('${authority_id}', uuidv7(), '${person_id}', false, 'band', 'red', 'green')`,
      may: engine,
    },
    { name: 'a child taken out of a sample', sql: 'DELETE FROM policy_preview_child', may: none },
  ]
}
