import type { Planted, PlantedWorld } from './planted.ts'
import { exists, holds, type PlantedChild, reaches } from './policy.ts'
import { sitsWith } from './policy-panels.ts'
import type { Attempt } from './write-policy.ts'

/** Who may propose that a case go up, decide on section 19, and say who signs for the authority. */
export function attemptsOnLadder(world: PlantedWorld): Attempt[] {
  const children = [
    world.child('on roll at A'),
    world.child('sealed'),
    world.child('sealed at A'),
    world.child('theirs'),
  ]
  const rows = (table: string) => (world.rows.get(table) ?? []).map(({ row }) => row)
  const caseOf = (child: PlantedChild) => rows('council_case').find(row => row.person_id === child.person_id)?.id
  const delegation = (child: PlantedChild) =>
    rows('delegation').find(row => row.authority_id === child.authority_id)?.id
  const key = (child: PlantedChild) =>
    `'${child.authority_id}', '${caseOf(child)}', '${child.person_id}', ${child.sealed}`
  const may = (permission: string, child: PlantedChild) => (who: Planted) =>
    holds(who, permission) && reaches(who, child) && exists(who, child)
  return [
    ...children.flatMap((child): Attempt[] => [
      {
        name: `the case of the child ${child.name} proposed for the board`,
        sql: `INSERT INTO ladder_step (authority_id, case_id, person_id, sealed, level, judged, summary, proposed_on, proposed_by, withdrawn_on, withdrawn_by, withdrawn_because)
          VALUES (${key(child)}, 3, '[]', 'tried', '2026-11-01', '${child.person_id}', '2026-11-02', '${child.person_id}', 'tried')`,
        may: may('cases.escalate', child),
      },
      {
        name: `an action agreed for the child ${child.name}`,
        sql: `INSERT INTO agreed_action (authority_id, case_id, person_id, sealed, what, owner_id, due_on, agreed_on, agreed_by)
          VALUES (${key(child)}, 'tried', '${child.person_id}', '2026-11-20', '2026-11-01', '${child.person_id}')`,
        may: may('cases.change', child),
      },
      {
        name: `section 19 decided of the child ${child.name}`,
        sql: `INSERT INTO section_19_decision (authority_id, case_id, person_id, sealed, appeared_on, decided_on, decided_by, delegation_id, provides, because, letter)
          VALUES (${key(child)}, '2026-11-01', '2026-11-01', '${child.person_id}', '${delegation(child)}', false, 'tried', 'tried')`,
        may: may('section_19.decide', child),
      },
    ]),
    {
      name: 'a power given',
      sql: `INSERT INTO delegation (authority_id, account_id, power, starts_on, because, given_by)
        VALUES ($authority, '${children[0]?.person_id}', 'section_19', '2026-11-01', 'tried', $account)`,
      may: who => holds(who, 'delegations.change'),
    },
    {
      name: 'every power ended',
      sql: `UPDATE delegation SET ends_on = '2099-01-01'`,
      may: who =>
        holds(who, 'delegations.change')
          ? rows('delegation').filter(row => row.authority_id === who.authority_id).length
          : 0,
    },
    {
      name: 'every proposal answered',
      sql: `UPDATE ladder_step SET answer_text = answer_text`,
      may: who =>
        rows('ladder_step').filter(row => {
          const child = world.children.get(String(row.person_id))
          const panel =
            holds(who, 'panels.run') &&
            rows('panel_item').some(item => item.case_id === row.case_id && sitsWith(who, item))
          return child !== undefined && reaches(who, child) && (holds(who, 'cases.escalate') || panel)
        }).length,
    },
    {
      name: 'every action moved',
      sql: `UPDATE agreed_action SET due_on = '2027-01-08'`,
      may: who =>
        holds(who, 'cases.change')
          ? rows('agreed_action').filter(row => {
              const child = world.children.get(String(row.person_id))
              return child !== undefined && reaches(who, child)
            }).length
          : 0,
    },
    {
      name: 'a decision on section 19 changed',
      sql: `UPDATE section_19_decision SET because = 'other'`,
      may: () => false,
    },
    { name: 'a proposal’s summary changed', sql: `UPDATE ladder_step SET summary = 'other'`, may: () => false },
  ]
}
