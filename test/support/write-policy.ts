import type { Planted, PlantedWorld } from './planted.ts'
import { exists, holds, type PlantedChild, reaches } from './policy.ts'

/** Something that may be tried on the database, and who should succeed. */
export interface Attempt {
  name: string
  /** `$account` and `$authority` stand for the one who tries. */
  sql: string
  /** Whether it is carried out; or how many rows it changes. */
  may(who: Planted): boolean | number
}

/** Who may add or change what, said a second time. Nothing here asks for a row back, so that only the rule of writing is tried. */
export function attemptsOnChildren(world: PlantedWorld): Attempt[] {
  const open = world.child('on roll at A')
  const sealed = world.child('sealed')
  const sealedAtA = world.child('sealed at A')
  const withTeam = world.child('with the virtual school')
  const children = [...world.children.values()]
  const recordOf = (child: PlantedChild) =>
    [...world.records].find(([, record]) => record.person_id === child.person_id)?.[0] ?? ''
  const rowsOf = (table: string) => (world.rows.get(table) ?? []).map(({ row }) => row)
  const personOf = (row: Record<string, unknown>) =>
    world.children.get(String(row.person_id ?? world.records.get(String(row.record_id))?.person_id))
  const countWhere = (table: string, may: (child: PlantedChild, row: Record<string, unknown>) => boolean) =>
    rowsOf(table).filter(row => {
      const child = personOf(row)
      return child !== undefined && may(child, row)
    }).length

  const here = (who: Planted) => who.authority_id === open.authority_id
  const changes = (child: PlantedChild) => (who: Planted) => holds(who, 'children.change') && exists(who, child)
  const worksOn = (child: PlantedChild) => (who: Planted) => holds(who, 'cases.change') && reaches(who, child)
  const seals = (child: PlantedChild) => (who: Planted) => holds(who, 'children.seal') && reaches(who, child)
  const engine = (who: Planted) => who.kind === 'engine'
  const none = () => false
  const knows = (who: Planted, child: PlantedChild | undefined) =>
    child?.authority_id === who.authority_id && (engine(who) || child.named.has(who.account_id ?? ''))
  /** Whoever only opened the record for a reason decides nothing of its seal. */
  const isNamed = (who: Planted, child: PlantedChild | undefined) =>
    child !== undefined && who.kind === 'person' && knows(who, child) && !child.opened.has(who.account_id ?? '')
  const ofSeal = (name: string, change: string): Attempt => ({
    name,
    sql: `UPDATE seal SET ${change}`,
    may: who =>
      holds(who, 'children.seal')
        ? rowsOf('seal').filter(row => isNamed(who, personOf(row)) || (engine(who) && knows(who, personOf(row)))).length
        : 0,
  })
  const key = (child: PlantedChild) => `'${child.authority_id}', '${child.person_id}', ${child.sealed}`
  const aCase = (
    child: PlantedChild,
  ) => `INSERT INTO council_case (authority_id, person_id, sealed, reference, kind, opened_on, opened_by, opened_because, lead_team_id)
    VALUES (${key(child)}, 'new', 'no_roll', '2026-11-01', '${open.person_id}', 'tried', '${open.person_id}')`
  const entry = (
    child: PlantedChild,
  ) => `INSERT INTO case_entry (authority_id, person_id, sealed, case_id, kind, happened_on, text, recorded_by)
    VALUES (${key(child)}, '${open.person_id}', 'note', '2026-11-01', 'tried', '${open.person_id}')`
  const naming = (child: PlantedChild) => `INSERT INTO seal_name (authority_id, person_id, account_id, named_by)
    VALUES ('${child.authority_id}', '${child.person_id}', coalesce($account, '${child.person_id}'::uuid), '${child.person_id}')`
  const sealing = (
    child: PlantedChild,
  ) => `INSERT INTO seal (authority_id, person_id, reason, review_on, sealed_by, owner_id)
    VALUES ('${child.authority_id}', '${child.person_id}', 'tried', '2027-01-01', '${child.person_id}', '${child.person_id}')`
  const file = (
    child: PlantedChild,
  ) => `INSERT INTO file (authority_id, name, media_type, size, sha256, kind, person_id, sealed)
    VALUES ('${child.authority_id}', 'a', 'a', 0, repeat('0', 64), 'evidence', '${child.person_id}', ${child.sealed})`
  const each = [open, sealed, sealedAtA, withTeam, world.child('theirs')]

  return [
    ...each.flatMap((child): Attempt[] => [
      {
        name: `a record of the child ${child.name}`,
        sql: `INSERT INTO record (authority_id, person_id, sealed, source) VALUES (${key(child)}, 'health')`,
        may: changes(child),
      },
      {
        name: `a link of the child ${child.name}`,
        sql: `INSERT INTO record_link (authority_id, person_id, sealed, record_id, because) VALUES (${key(child)}, '${recordOf(child)}', 'tried')`,
        may: changes(child),
      },
      { name: `a case of the child ${child.name}`, sql: aCase(child), may: worksOn(child) },
      { name: `an entry on the child ${child.name}`, sql: entry(child), may: worksOn(child) },
      {
        name: `oneself on the seal of the child ${child.name}`,
        sql: naming(child),
        may: who => engine(who) && exists(who, child),
      },
      { name: `a seal of the child ${child.name}`, sql: sealing(child), may: seals(child) },
      {
        name: `the child ${child.name} in a move`,
        sql: `INSERT INTO group_move_child (authority_id, person_id, sealed, move_id, outcome) VALUES (${key(child)}, '${open.person_id}', 'moved')`,
        may: who => engine(who) && exists(who, child),
      },
      {
        name: `a moved clock of the child ${child.name}`,
        sql: `INSERT INTO calendar_change_clock (authority_id, person_id, sealed, change_id, rule, field_class) VALUES (${key(child)}, '${open.person_id}', 'tried', 'education')`,
        may: who => engine(who) && exists(who, child),
      },
      {
        name: `a file about the child ${child.name}`,
        sql: file(child),
        may: worksOn(child),
      },
    ]),
    {
      name: 'a new person',
      sql: 'INSERT INTO person (authority_id) VALUES ($authority)',
      may: who => holds(who, 'children.change'),
    },
    {
      name: 'a person of another authority',
      sql: `INSERT INTO person (authority_id) VALUES ('${world.child('theirs').authority_id}')`,
      may: who => !here(who) && holds(who, 'children.change'),
    },
    {
      name: 'every person',
      sql: 'UPDATE person SET version = 7',
      may: who =>
        holds(who, 'children.seal')
          ? children.filter(child => exists(who, child) && !(child.sealed && child.opened.has(who.account_id ?? '')))
              .length
          : 0,
    },
    {
      name: 'every link undone',
      sql: 'UPDATE record_link SET undone_at = now()',
      may: who => (holds(who, 'children.change') ? countWhere('record_link', child => exists(who, child)) : 0),
    },
    {
      name: 'records moved to another list day',
      sql: `UPDATE record SET last_on = '2026-11-01'`,
      may: who =>
        engine(who)
          ? [...world.records.values()].filter(
              ({ person_id }) => world.children.get(person_id)?.authority_id === who.authority_id,
            ).length
          : 0,
    },
    ofSeal('every seal lifted', 'lifted_at = now()'),
    ofSeal('every seal reviewed', `review_on = '2028-01-01'`),
    { name: 'another reason of every seal', sql: `UPDATE seal SET reason = 'other'`, may: none },
    ...each.map(
      (child): Attempt => ({
        name: `a step of the seal of the child ${child.name}`,
        sql: `INSERT INTO seal_step (authority_id, seal_id, person_id, kind, review_on, because, taken_by)
          VALUES ('${child.authority_id}', '${child.person_id}', '${child.person_id}', 'reviewed', '2028-01-01', 'tried', '${child.person_id}')`,
        may: who =>
          holds(who, 'children.seal') && (engine(who) ? child.sealed && knows(who, child) : isNamed(who, child)),
      }),
    ),
    {
      name: 'a try to open a sealed record',
      sql: `INSERT INTO glass_try (authority_id, account_id, reason_code, reason) VALUES ($authority, $account, 'other', 'tried without the function')`,
      may: none,
    },
    {
      name: 'a notice to oneself',
      sql: `INSERT INTO notice (authority_id, account_id, kind, text) VALUES ($authority, coalesce($account, '${open.person_id}'::uuid), 'tried', 'tried')`,
      may: engine,
    },
    {
      name: 'every notice read',
      sql: 'UPDATE notice SET read_at = now()',
      may: who =>
        rowsOf('notice').filter(row => {
          const child = row.person_id === null ? null : personOf(row)
          return (
            who.account_id !== null &&
            row.account_id === who.account_id &&
            row.authority_id === who.authority_id &&
            (child === null || (child !== undefined && exists(who, child)))
          )
        }).length,
    },
    { name: 'another text of every notice', sql: `UPDATE notice SET text = 'other'`, may: none },
    {
      name: 'every name on a seal ended',
      sql: 'UPDATE seal_name SET ended_at = now()',
      may: who => (engine(who) ? rowsOf('seal_name').filter(row => row.authority_id === who.authority_id).length : 0),
    },
    {
      name: 'a move of a group',
      sql: `INSERT INTO group_move (authority_id, kind, from_urns, to_urn, moves_on, asked_by) VALUES ($authority, 'conversion', '{1}', 2, '2026-01-01', '${open.person_id}')`,
      may: who => holds(who, 'groups.move'),
    },
    {
      name: 'a move of another authority’s group',
      sql: `INSERT INTO group_move (authority_id, kind, from_urns, to_urn, moves_on, asked_by) VALUES ('${world.child('theirs').authority_id}', 'conversion', '{1}', 2, '2026-01-01', '${open.person_id}')`,
      may: who => !here(who) && holds(who, 'groups.move'),
    },
    {
      name: 'every move confirmed',
      sql: `UPDATE group_move SET state = 'moving'`,
      may: who =>
        holds(who, 'groups.move')
          ? rowsOf('group_move').filter(row => row.authority_id === who.authority_id).length
          : 0,
    },
    {
      name: 'every child of a move taken back',
      sql: `UPDATE group_move_child SET undo = 'undone'`,
      may: who => (engine(who) ? countWhere('group_move_child', child => exists(who, child)) : 0),
    },
    { name: 'the chronology changed', sql: `UPDATE case_entry SET text = 'other'`, may: none },
    {
      name: 'every case taken over',
      sql: 'UPDATE council_case SET lead_account_id = NULL',
      may: who => (holds(who, 'cases.change') ? countWhere('council_case', child => reaches(who, child)) : 0),
    },
    {
      name: 'an entry in the book',
      sql: `INSERT INTO child_movement (authority_id, day, state, sealed, change) VALUES ($authority, '2026-01-01', 'on_roll', false, 1)`,
      may: engine,
    },
    { name: 'the book changed', sql: 'UPDATE child_movement SET change = 0', may: none },
  ]
}
