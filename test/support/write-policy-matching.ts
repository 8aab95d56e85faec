import type { Planted, PlantedWorld } from './planted.ts'
import { exists, holds, type PlantedChild, sees } from './policy.ts'
import type { Attempt } from './write-policy.ts'

/** Who may decide who is the same child: runs and pairs are the engine's, a reading is in one's own name, and a decision is of two whom one sees. */
export function attemptsOnMatching(world: PlantedWorld): Attempt[] {
  const rowsOf = (table: string) => (world.rows.get(table) ?? []).map(({ row }) => row)
  const engine = (who: Planted) => who.kind === 'engine'
  const none = () => false
  const seen = (table: string) => (who: Planted) => rowsOf(table).filter(row => sees[table]?.(who, row, world)).length
  const ofEngine = (table: string) => (who: Planted) =>
    engine(who) ? rowsOf(table).filter(row => row.authority_id === who.authority_id).length : 0
  const child = (id: unknown): PlantedChild => {
    const found = world.children.get(String(id))
    if (!found) throw new Error('A pair was planted of no child.')
    return found
  }
  const decides = (who: Planted, permission: string, one: PlantedChild, other: PlantedChild) =>
    holds(who, permission) && exists(who, one) && exists(who, other)
  const officer = world.asker('director').account_id
  const pairs = rowsOf('match_pair')
  const ofPairs = pairs.flatMap((pair): Attempt[] => {
    const [low, high] = [child(pair.low_id), child(pair.high_id)]
    const key = `'${low.authority_id}', '${low.person_id}', ${low.sealed}, '${high.person_id}', ${high.sealed}`
    const name = `${low.name} and ${high.name}`
    const both = (who: Planted) => decides(who, 'matching.review', low, high)
    const reading = (
      by: string,
    ) => `INSERT INTO match_reading (authority_id, low_id, low_sealed, high_id, high_sealed, pair_id, verdict, because, read_by)
      VALUES (${key}, '${pair.id}', 'same', 'tried', ${by})`
    return [
      {
        name: `a pair of ${name}`,
        sql: `INSERT INTO match_pair (authority_id, low_id, low_sealed, high_id, high_sealed, run_id, low_record_id, high_record_id, probability, weight, evidence, because, outcome, state, lists)
          VALUES (${key}, '${pair.run_id}', '${pair.low_record_id}', '${pair.high_record_id}', 0.5, 1, '[]', 'tried', 'review', 'gone', 2)`,
        may: who => engine(who) && who.authority_id === low.authority_id,
      },
      { name: `a reading of ${name}`, sql: reading('$account'), may: who => !engine(who) && both(who) },
      { name: `a reading of ${name} in another’s name`, sql: reading(`'${officer}'`), may: none },
      {
        name: `a decision on ${name}`,
        sql: `INSERT INTO join_decision (authority_id, low_id, low_sealed, high_id, high_sealed, kind, kept_id, because, decided_by)
          VALUES (${key}, 'keep_apart', '${low.person_id}', 'tried', '${officer}')`,
        may: both,
      },
      {
        name: `that ${name} are never to be joined`,
        sql: `INSERT INTO never_join (authority_id, one_id, one_sealed, other_id, other_sealed, kind, because, made_by) VALUES (${key}, 'adoption', 'tried', '${officer}')`,
        may: who => decides(who, 'matching.never_join', low, high),
      },
    ]
  })
  const [some] = rowsOf('join_decision_record')
  const spare = rowsOf('record').find(
    row =>
      row.authority_id === some?.authority_id &&
      row.sealed === false &&
      !rowsOf('join_decision_record').some(one => one.record_id === row.id),
  )
  return [
    ...ofPairs,
    ...world.authorities.map(
      (authority_id, at): Attempt => ({
        name: `a run of ${at === 0 ? 'ours' : 'theirs'}`,
        sql: `INSERT INTO match_run (authority_id, kind, model, model_version, review_from, match_from, as_at) VALUES ('${authority_id}', 'list', '{}', '1', 0.2, 0.9, '2026-11-17')`,
        may: who => engine(who) && who.authority_id === authority_id,
      }),
    ),
    { name: 'every run ended', sql: 'UPDATE match_run SET ended_at = now()', may: ofEngine('match_run') },
    { name: 'every pair scored anew', sql: 'UPDATE match_pair SET version = 7', may: seen('match_pair') },
    {
      name: 'every reading withdrawn',
      sql: 'UPDATE match_reading SET withdrawn_at = now()',
      may: seen('match_reading'),
    },
    { name: 'every decision ended', sql: 'UPDATE join_decision SET ended_at = now()', may: seen('join_decision') },
    { name: 'a decision told otherwise', sql: `UPDATE join_decision SET because = 'other'`, may: none },
    {
      name: 'every pair joined after all',
      sql: `UPDATE never_join SET lifted_by = '${officer}', lifted_at = now(), lifted_because = 'tried'`,
      may: seen('never_join'),
    },
    {
      name: 'a record of a decision',
      sql: `INSERT INTO join_decision_record (authority_id, decision_id, record_id, sealed, from_id, to_id)
        VALUES ('${some?.authority_id}', '${some?.decision_id}', '${spare?.id}', false, '${some?.from_id}', '${some?.to_id}')`,
      may: who => engine(who) && who.authority_id === some?.authority_id,
    },
    {
      name: 'every record of a decision placed',
      sql: `UPDATE join_decision_record SET to_id = '${officer}'`,
      may: ofEngine('join_decision_record'),
    },
    {
      name: 'what hangs on a decision',
      sql: 'INSERT INTO join_decision_thing SELECT * FROM join_decision_thing',
      may: none,
    },
    { name: 'a side taken', sql: 'INSERT INTO never_join_record SELECT * FROM never_join_record', may: none },
    { name: 'a decision struck out', sql: 'DELETE FROM join_decision', may: none },
  ]
}
