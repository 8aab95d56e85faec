import type { Planted, PlantedWorld } from './planted.ts'
import { exists, holds } from './policy.ts'
import type { Attempt } from './write-policy.ts'

/** Who may put a child in suspense (the engine), say who answers for what, and settle that a child is missing from a list. */
export function attemptsOnSuspense(world: PlantedWorld): Attempt[] {
  const child = world.child('on roll at A')
  const sealed = world.child('sealed')
  const { authority_id, person_id } = child
  const here = (who: Planted) => who.authority_id === authority_id
  const engine = (who: Planted) => who.kind === 'engine' && here(who)
  const none = () => false
  const listOf = (of: string) =>
    (world.rows.get('import_missing') ?? []).map(({ row }) => row).find(row => row.person_id === of) ?? {}
  const step = (of: typeof child) => {
    const { import_id, record_id } = listOf(of.person_id)
    return `INSERT INTO missing_step (authority_id, import_id, record_id, person_id, sealed, step, reason, note, said_by)
      VALUES ('${of.authority_id}', '${import_id}', '${record_id}', '${of.person_id}', ${of.sealed}, 'settled', 'moved_away', 'tried', $account)`
  }
  const settles = (of: typeof child) => (who: Planted) =>
    who.kind === 'person' && holds(who, 'children.change') && exists(who, of)
  return [
    {
      name: 'a child put in suspense',
      sql: `INSERT INTO child_suspense (authority_id, person_id, starts_on, ends_on, account, since)
        VALUES ('${authority_id}', '${person_id}', '2020-01-01', '2020-02-01', 'left_roll', '2020-01-01')`,
      may: engine,
    },
    {
      name: 'a count of a register',
      sql: `INSERT INTO group_count (authority_id, group_code, day, sights, state, change) VALUES ('${authority_id}', 'tried', '2026-01-01', 65535, 'on_roll', 1)`,
      may: none,
    },
    { name: 'every count of a register gone', sql: 'DELETE FROM group_count', may: none },
    {
      name: 'an owner of an account',
      sql: `INSERT INTO ledger_owner (authority_id, what, code, team_id, starts_on, because, set_by)
        SELECT '${authority_id}', 'account', 'tried', o.id, '2026-01-01', 'tried', $account FROM organisation o WHERE o.authority_id = '${authority_id}' LIMIT 1`,
      may: who => who.kind === 'person' && here(who) && holds(who, 'owners.change'),
    },
    {
      name: 'a count beside the balance',
      sql: `INSERT INTO ledger_tally (authority_id, balance_id, what, key, part, children)
        SELECT authority_id, id, 'year', 'tried', 'health', 1 FROM ledger_balance WHERE authority_id = '${authority_id}' LIMIT 1`,
      may: engine,
    },
    {
      name: 'a child put in suspense in one’s own authority',
      sql: `INSERT INTO child_suspense (authority_id, person_id, starts_on, ends_on, account, since)
        VALUES ($authority, '${person_id}', '2020-03-01', '2020-04-01', 'left_roll', '2020-03-01')`,
      may: who => who.kind === 'engine',
    },
    {
      name: 'an owner in one’s own authority',
      sql: `INSERT INTO ledger_owner (authority_id, what, code, team_id, starts_on, because, set_by)
        VALUES ($authority, 'group', 'tried', '${person_id}', '2026-01-01', 'tried', $account)`,
      may: who => who.kind === 'person' && holds(who, 'owners.change'),
    },
    {
      name: 'every owner ended',
      sql: `UPDATE ledger_owner SET ends_on = '2099-01-01'`,
      may: who =>
        holds(who, 'owners.change')
          ? (world.rows.get('ledger_owner') ?? []).filter(
              ({ row }) => row.authority_id === who.authority_id && row.retracted_at === null,
            ).length
          : 0,
    },
    {
      name: 'a count in one’s own authority',
      sql: `INSERT INTO ledger_tally (authority_id, balance_id, what, key, part, children) VALUES ($authority, '${person_id}', 'year', 'tried', 'health', 1)`,
      may: who => who.kind === 'engine',
    },
    { name: 'a missing child settled', sql: step(child), may: settles(child) },
    { name: 'a sealed missing child settled', sql: step(sealed), may: settles(sealed) },
    { name: 'what was said of a missing child changed', sql: `UPDATE missing_step SET note = 'other'`, may: none },
    { name: 'a count beside the balance changed', sql: 'UPDATE ledger_tally SET children = 2', may: none },
  ]
}
