import type { Planted, PlantedWorld } from './planted.ts'
import { exists, holds, type PlantedChild } from './policy.ts'
import type { Attempt } from './write-policy.ts'

/** A row of each kind of fact, in the columns that are its own. */
const facts: Record<string, [columns: string, values: string]> = {
  name: ['kind, forename, surname, forename_key, surname_key', `'former', 'A', 'B', 'a', 'b'`],
  birth: ['sex', `'U'`],
  identifier: ['kind, value', `'uln', '1'`],
  address: ['in_area', 'true'],
  contact: ['phone', `'1'`],
  enrolment: ['in_area, sector', `true, 'state'`],
  provision: ['kind', `'interim'`],
  circumstance: ['kind', `'plan'`],
  timetable: ['weekday, starts_at, ends_at, kind, what', `7, '09:00', '10:00', 'lesson', 'A'`],
  attendance: ['school_year, term, possible, authorised, unauthorised', `2025, 'autumn', 10, 0, 0`],
}

/** A row of each table that holds the engine's answers. */
const answers: Record<string, [columns: string, values: string]> = {
  child_state: [
    'starts_on, state, in_area, because, citations, fact_ids',
    `'2020-01-01', 'on_roll', true, '', '{}', '{}'`,
  ],
  child_band: ['starts_on, band, because', `'2020-01-01', 'red', ''`],
  child_clock: ['rule, opened_on, due_on, because', `'a', '2020-01-01', '2020-02-01', ''`],
  child_flag: ['rule, starts_on, because, field_class, fact_ids', `'a', '2020-01-01', '', 'education', '{}'`],
  child_summary: ['forename, surname, known_as, forename_key, surname_key, sex', `'a', 'b', 'c', 'd', 'e', 'F'`],
  child_name: ['part, token, kind, guarded, made_from', `'surname', 'tried', 'legal', false, uuidv7()`],
  child_suspense: ['starts_on, ends_on, account, since', `'2020-01-01', '2020-02-01', 'left_roll', '2020-01-01'`],
  child_group: ['group_code, starts_on, sights, state', `'tried', '2020-01-01', 2, 'none'`],
  child_reach: ['reach_key, starts_on, made_by', `'school:990002', '2020-01-01', 'tried'`],
}

/** Facts are added and retracted by who works on children and sees the child; what the engine answers it alone writes. */
export function attemptsOnFacts(world: PlantedWorld): Attempt[] {
  const children = ['on roll at A', 'sealed', 'sealed at A', 'theirs'].map(name => world.child(name))
  const recordOf = (child: PlantedChild) =>
    [...world.records].find(([, record]) => record.person_id === child.person_id)?.[0] ?? ''
  const childOf = (row: Record<string, unknown>) =>
    world.children.get(String(row.person_id ?? world.records.get(String(row.record_id))?.person_id))
  const count = (table: string, may: (child: PlantedChild, row: Record<string, unknown>) => boolean) =>
    (world.rows.get(table) ?? []).filter(({ row }) => {
      const child = childOf(row)
      return child !== undefined && may(child, row)
    }).length
  const changes = (who: Planted, child: PlantedChild) => holds(who, 'children.change') && exists(who, child)

  const ofFacts = Object.entries(facts).flatMap(([kind, [columns, values]]): Attempt[] => [
    ...children.map(child => ({
      name: `a ${kind} of the child ${child.name}`,
      sql: `INSERT INTO ${kind}_fact (authority_id, record_id, sealed, starts_on, source, ${columns})
        VALUES ('${child.authority_id}', '${recordOf(child)}', ${child.sealed}, '2020-01-01', 'council', ${values})`,
      may: (who: Planted) => changes(who, child),
    })),
    {
      name: `retraction of every ${kind}`,
      sql: `UPDATE ${kind}_fact SET retracted_at = now()`,
      may: who => count(`${kind}_fact`, (child, row) => changes(who, child) && row.retracted_at === null),
    },
    { name: `no retraction of a ${kind}`, sql: `UPDATE ${kind}_fact SET retracted_by = NULL`, may: () => false },
    {
      name: `belief again in a ${kind}`,
      sql: `UPDATE ${kind}_fact SET retracted_at = NULL WHERE retracted_at IS NOT NULL`,
      may: () => false,
    },
    {
      name: `no retraction of a ${kind}, with a reason for it`,
      sql: `UPDATE ${kind}_fact SET retracted_reason = 'other', retracted_because = 'Why not'`,
      may: () => false,
    },
    {
      name: `another reason why a ${kind} was recorded`,
      sql: `UPDATE ${kind}_fact SET recorded_because = 'Why not'`,
      may: () => false,
    },
    { name: `another start of a ${kind}`, sql: `UPDATE ${kind}_fact SET starts_on = '2020-01-01'`, may: () => false },
    { name: `removal of each ${kind}`, sql: `DELETE FROM ${kind}_fact`, may: () => false },
  ])
  const ofAnswers = Object.entries(answers).flatMap(([table, [columns, values]]): Attempt[] => [
    ...children.map(child => ({
      name: `a row of ${table} of the child ${child.name}`,
      sql: `INSERT INTO ${table} (authority_id, person_id, sealed, ${columns})
        VALUES ('${child.authority_id}', '${child.person_id}', ${child.sealed}, ${values})`,
      may: (who: Planted) => who.kind === 'engine' && exists(who, child),
    })),
    {
      name: `removal of ${table}`,
      sql: `DELETE FROM ${table}`,
      may: who => (who.kind === 'engine' ? count(table, child => exists(who, child)) : 0),
    },
  ])
  return [...ofFacts, ...ofAnswers]
}
