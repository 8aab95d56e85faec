import type { Planted, PlantedWorld } from './planted.ts'
import { holds } from './policy.ts'
import type { Attempt } from './write-policy.ts'

/** Who may ask for a recount: whoever has the ledger counted, in their own name. The engine counts, and nobody changes what is kept. */
export function attemptsOnRecounts(world: PlantedWorld): Attempt[] {
  const { authority_id, person_id, name } = world.child('on roll at A')
  const rowsOf = (table: string) => (world.rows.get(table) ?? []).map(({ row }) => row)
  const underWay = (who: Planted) =>
    rowsOf('recount').filter(row => row.authority_id === who.authority_id && row.counted_at === null)
  const none = () => false
  const engine = (who: Planted) => who.kind === 'engine' && who.authority_id === authority_id
  const recountOf = (counted: boolean) =>
    String(
      rowsOf('recount').find(
        row =>
          row.authority_id === authority_id &&
          row.school_urn === null &&
          (row.counted_at !== null) === counted &&
          !rowsOf('recount_child').some(one => one.recount_id === row.id && one.person_id === person_id),
      )?.id,
    )
  const ask = (asker: string, column = 'reached', value = 'NULL') =>
    `INSERT INTO recount (authority_id, on_day, known_at, counts, compulsory_age, policies, policy_versions, rules_version, calendars_version, asked_by, ${column})
     VALUES ($authority, '2026-01-01', now(), '{}', false, '{default}', '{default}', 'tried', 'tried', ${asker}, ${value})`
  const asks = (who: Planted) => holds(who, 'ledger.recount')
  const number = (counted: boolean) =>
    `INSERT INTO recount_count (authority_id, recount_id, cell, what, key, field_class)
     VALUES ($authority, '${recountOf(counted)}', 9, 'state', 'on_roll', 'education')`
  const child = (counted: boolean) =>
    `INSERT INTO recount_child (authority_id, recount_id, cell, person_id, sealed, field_class, sides)
     VALUES ($authority, '${recountOf(counted)}', 1, '${person_id}', false, 'education', 1)`
  return [
    { name: 'a recount asked for', sql: ask('$account'), may: asks },
    { name: 'a recount in another’s name', sql: ask(`'${person_id}'`), may: who => who.kind === 'engine' },
    { name: 'a recount counted already', sql: ask('$account', 'counted_at', 'now()'), may: none },
    { name: 'a recount begun already', sql: ask('$account', 'reached', `'${person_id}'`), may: none },
    {
      name: 'every recount gone on with',
      sql: 'UPDATE recount SET looked_at = 1',
      may: who => (who.kind === 'engine' ? underWay(who).length : 0),
    },
    {
      name: 'every recount finished with more children than were looked at',
      sql: 'UPDATE recount SET counted_at = now(), looked_at = 0, children = 1',
      may: none,
    },
    { name: 'a number of a recount under way', sql: number(false), may: engine },
    { name: 'a number of a recount that is kept', sql: number(true), may: none },
    {
      name: 'every number of a recount summed on',
      sql: 'UPDATE recount_count SET both_sides = both_sides + 1',
      may: who =>
        who.kind === 'engine'
          ? rowsOf('recount_count').filter(row => underWay(who).some(one => one.id === row.recount_id)).length
          : 0,
    },
    { name: `“${name}” behind a number of a recount under way`, sql: child(false), may: engine },
    { name: `“${name}” behind a number of a recount that is kept`, sql: child(true), may: none },
    { name: 'a recount asked otherwise', sql: `UPDATE recount SET on_day = '2020-01-01'`, may: none },
    { name: 'a recount struck out', sql: 'DELETE FROM recount', may: none },
    { name: 'a number struck out', sql: 'DELETE FROM recount_count', may: none },
    { name: 'a child taken out of a recount', sql: 'DELETE FROM recount_child', may: none },
  ]
}
