import type { Planted, PlantedWorld } from './planted.ts'
import { holds } from './policy.ts'
import type { Attempt } from './write-policy.ts'

/** Who may add or change kinds of list, and how lists arrive by themselves. */
export function attemptsOnArrivals(world: PlantedWorld): Attempt[] {
  const rowsOf = (table: string) => (world.rows.get(table) ?? []).map(({ row }) => row)
  const ours = (who: Planted, table: string) => rowsOf(table).filter(row => row.authority_id === who.authority_id)
  const person = (permission: string) => (who: Planted) => who.kind === 'person' && holds(who, permission)
  const sourceOf = (kind: string) =>
    `(SELECT id FROM source WHERE kind = '${kind}' AND authority_id = $authority LIMIT 1)`
  const key = (kind: string, by = '$account') =>
    `INSERT INTO upload_key (authority_id, source_id, name, secret_hash, made_by) VALUES ($authority, ${sourceOf(kind)}, 'tried', sha256('tried'), ${by})`
  const pickUp = (kind: string) =>
    `INSERT INTO pick_up (authority_id, source_id, place, folder, pattern, true_on, every, hour, weekday, next_at, made_by)
     VALUES ($authority, ${sourceOf(kind)}, 'folder', 'a', '*', 'file_day', 'day', 6, 1, now(), $account)`
  const kind = (by: string) =>
    `INSERT INTO own_kind (authority_id, base, name, presence_means, absence_means, made_by) VALUES ($authority, 'own_none', 'tried', 'a', 'a', ${by})`
  const someone = `'${world.child('on roll at A').person_id}'`
  const changes = (who: Planted, permission: string, rows: unknown[]) =>
    who.kind === 'engine' || holds(who, permission) ? rows.length : 0
  return [
    { name: 'a kind of list', sql: kind('$account'), may: who => who.kind === 'engine' || person('lists.kinds')(who) },
    { name: 'a kind of list in another’s name', sql: kind(someone), may: who => who.kind === 'engine' },
    {
      name: 'every kind of list changed',
      sql: 'UPDATE own_kind SET stopped_at = now()',
      may: who => changes(who, 'lists.kinds', ours(who, 'own_kind')),
    },
    {
      name: 'a change of a kind of list in another’s name',
      sql: `INSERT INTO own_kind_change (authority_id, own_kind_id, version, what, name, presence_means, absence_means, expected, needed, changed_by)
        VALUES ($authority, ${someone}, 9, 'changed', 'a', 'a', 'a', '{}', '{}', ${someone})`,
      may: who => who.kind === 'engine',
    },
    {
      name: 'a change of a kind of list',
      sql: `INSERT INTO own_kind_change (authority_id, own_kind_id, version, what, name, presence_means, absence_means, expected, needed, changed_by)
        VALUES ($authority, ${someone}, 9, 'changed', 'a', 'a', 'a', '{}', '{}', $account)`,
      may: who => who.kind === 'engine' || person('lists.kinds')(who),
    },
    { name: 'an upload key', sql: key('health'), may: person('lists.arrivals') },
    { name: 'an upload key of a protected source', sql: key('protected_placement'), may: () => false },
    { name: 'an upload key in another’s name', sql: key('health', someone), may: () => false },
    {
      name: 'every upload key ended',
      sql: 'UPDATE upload_key SET ended_at = now()',
      may: who => changes(who, 'lists.arrivals', ours(who, 'upload_key')),
    },
    { name: 'a pick-up', sql: pickUp('health'), may: person('lists.arrivals') },
    { name: 'a pick-up of a protected source', sql: pickUp('protected_placement'), may: () => false },
    {
      name: 'every pick-up paused',
      sql: 'UPDATE pick_up SET paused_at = now()',
      may: who => changes(who, 'lists.arrivals', ours(who, 'pick_up')),
    },
    {
      name: 'every pick-up ended',
      sql: 'UPDATE pick_up SET ended_at = now()',
      may: who => changes(who, 'lists.arrivals', ours(who, 'pick_up')),
    },
    {
      name: 'a picked file',
      sql: `INSERT INTO picked_file (authority_id, pick_up_id, name, size, changed_at, outcome, sentence)
        VALUES ($authority, ${someone}, 'tried', 1, now(), 'refused', 'a')`,
      may: who => who.kind === 'engine',
    },
  ]
}
