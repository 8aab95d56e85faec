import type { Asker, PlantedChild, Sees } from './policy.ts'

/** Two children are seen together by whoever may decide on both. */
const both =
  (permission: string, [one, other]: readonly [string, string], holds: Holds, exists: Exists): Sees =>
  (who, row, world) =>
    [one, other].every(name => {
      const child = world.children.get(String(row[name]))
      if (!child) throw new Error('A pair was planted of no child.')
      return exists(who, child)
    }) && holds(who, permission)

type Holds = (who: Asker, permission: string) => boolean
type Exists = (who: Asker, child: PlantedChild) => boolean

/** Who decides on pairs: casework; and fewer of it where others would see more, or nobody is to know. */
export const matchingHolders = (casework: string[]): Record<string, string[]> => ({
  'matching.review': casework,
  'matching.widen': ['cme_officer', 'team_manager'],
  'matching.never_join': ['team_manager'],
})

/** Who sees what of deciding who is the same child. */
export function matchingSight({ holds, exists }: { holds: Holds; exists: Exists }): Record<string, Sees> {
  const here: Sees = (who, row) => row.authority_id === who.authority_id
  const engine: Sees = (who, row, world) => here(who, row, world) && who.kind === 'engine'
  const pair = both('matching.review', ['low_id', 'high_id'], holds, exists)
  return {
    match_run: (who, row, world) => here(who, row, world) && holds(who, 'matching.review'),
    match_pair: pair,
    match_reading: pair,
    join_decision: pair,
    join_decision_record: (who, row, world) => {
      const child = world.children.get(world.records.get(String(row.record_id))?.person_id ?? '')
      return child !== undefined && holds(who, 'matching.review') && exists(who, child)
    },
    join_decision_thing: engine,
    never_join: both('matching.never_join', ['one_id', 'other_id'], holds, exists),
    never_join_record: engine,
  }
}
