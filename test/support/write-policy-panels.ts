import type { Planted, PlantedWorld } from './planted.ts'
import { exists, holds, type Row, reaches } from './policy.ts'
import { sitsWith } from './policy-panels.ts'
import type { Attempt } from './write-policy.ts'

/** Who may set up bodies, put a case before them, and write what they decided and its minute. */
export function attemptsOnPanels(world: PlantedWorld): Attempt[] {
  const rows = (table: string) => (world.rows.get(table) ?? []).map(({ row }) => row)
  const runs = (who: Planted) => holds(who, 'panels.run')
  const seesCase = (who: Planted, item: Row) => {
    const child = world.children.get(String(item.person_id))
    return child !== undefined && holds(who, 'cases.read') && reaches(who, child) && exists(who, child)
  }
  const sees = (who: Planted, item: Row) => seesCase(who, item) && sitsWith(who, item)
  const ours = (who: Planted, table: string) =>
    runs(who) ? rows(table).filter(row => row.authority_id === who.authority_id).length : 0
  const itemsOf = (name: string) =>
    rows('panel_item')
      .filter(row => row.person_id === world.child(name).person_id)
      .slice(0, 2)
  const tried = ['on roll at A', 'with the virtual school', 'sealed', 'theirs'].flatMap(name =>
    itemsOf(name).map((item, i) => ({ name: `${name}, meeting ${i + 1}`, item })),
  )
  const decisionOf = (item: Row) => rows('panel_decision').find(row => row.item_id === item.id)?.id
  const authority = (who: Planted, item: Row) => item.authority_id === who.authority_id
  return [
    {
      name: 'a body',
      sql: `INSERT INTO panel_series (authority_id, title, purpose, every, count, first_on, entry, begun_by)
        VALUES ($authority, 'tried', 'tried', 'dates', 1, '2026-11-02', 'proposal', $account)`,
      may: runs,
    },
    ...tried.flatMap(({ name, item }): Attempt[] => [
      {
        name: `a member of the body of ${name}`,
        sql: `INSERT INTO panel_member (authority_id, series_id, account_id, seat, starts_on)
          SELECT '${item.authority_id}', gen_random_uuid(), '${item.id}', 'clerk', '2026-11-02'`,
        may: who => runs(who) && authority(who, item),
      },
      {
        name: `a meeting of the body of ${name}`,
        sql: `INSERT INTO panel_meeting (authority_id, series_id, meets_on) VALUES ('${item.authority_id}', gen_random_uuid(), '2026-11-30')`,
        may: who => runs(who) && authority(who, item),
      },
      {
        name: `who was there for ${name}`,
        sql: `INSERT INTO panel_present (authority_id, meeting_id, account_id, how) VALUES ('${item.authority_id}', '${item.meeting_id}', '${item.id}', 'room')`,
        may: who => runs(who) && authority(who, item),
      },
      {
        name: `the case of ${name} put before a meeting`,
        sql: `INSERT INTO panel_item (authority_id, meeting_id, case_id, place, why, because, added_on)
          VALUES ('${item.authority_id}', gen_random_uuid(), '${item.case_id}', 1, 'proposal', 'tried', '2026-11-02')`,
        may: who => runs(who) && seesCase(who, item),
      },
      {
        name: `somebody else’s conflict with ${name}`,
        sql: `INSERT INTO panel_conflict (authority_id, item_id, account_id, kind, declared_on)
          VALUES ('${item.authority_id}', '${item.id}', '${item.id}', 'other', '2026-11-02')`,
        may: who => runs(who) && authority(who, item),
      },
      {
        name: `one’s own conflict with ${name}`,
        sql: `INSERT INTO panel_conflict (authority_id, item_id, account_id, kind, declared_on)
          VALUES ('${item.authority_id}', '${item.id}', coalesce($account, '${item.id}'::uuid), 'other', '2026-11-02')`,
        may: who => holds(who, 'panels.read') && authority(who, item),
      },
      {
        name: `a decision of ${name}`,
        sql: `INSERT INTO panel_decision (authority_id, item_id, kind, text, decided_on, recorded_by)
          VALUES ('${item.authority_id}', '${item.id}', 'advice', 'tried', '2026-11-02', '${item.id}')`,
        may: who => runs(who) && sees(who, item),
      },
      {
        name: `papers for the meeting of ${name}`,
        sql: `INSERT INTO panel_pack (authority_id, meeting_id, published_by) VALUES ('${item.authority_id}', gen_random_uuid(), '${item.id}')`,
        may: who => runs(who) && authority(who, item),
      },
      {
        name: `a copy of the papers of ${name}`,
        sql: `INSERT INTO panel_pack_copy (authority_id, pack_id, account_id, number) VALUES ('${item.authority_id}', gen_random_uuid(), '${item.id}', 2)`,
        may: who => runs(who) && authority(who, item),
      },
      {
        name: `somebody else’s papers of ${name} opened`,
        sql: `INSERT INTO panel_pack_opening (authority_id, pack_id, account_id, opened_by) VALUES ('${item.authority_id}', gen_random_uuid(), '${item.id}', '${item.id}')`,
        may: who => runs(who) && authority(who, item),
      },
      {
        name: `one’s own papers of ${name} opened`,
        sql: `INSERT INTO panel_pack_opening (authority_id, pack_id, account_id, opened_by)
          VALUES ('${item.authority_id}', gen_random_uuid(), coalesce($account, '${item.id}'::uuid), '${item.id}')`,
        may: who => holds(who, 'panels.read') && authority(who, item),
      },
      {
        name: `money committed for ${name}`,
        sql: `INSERT INTO panel_commitment (authority_id, decision_id, series_id, from_on, until_on, weekly_pence)
          VALUES ('${item.authority_id}', '${decisionOf(item)}', gen_random_uuid(), '2026-11-02', '2026-11-02', 1)`,
        may: who => runs(who) && sees(who, item),
      },
      {
        name: `an addendum of ${name}`,
        sql: `INSERT INTO panel_minute (authority_id, item_id, number, text, written_by)
          VALUES ('${item.authority_id}', '${item.id}', 9, 'tried', '${item.id}')`,
        may: who => runs(who) && sees(who, item),
      },
    ]),
    {
      name: 'every seat given up',
      sql: `UPDATE panel_member SET ends_on = '2099-01-01'`,
      may: who => ours(who, 'panel_member'),
    },
    {
      name: 'every meeting cancelled',
      sql: `UPDATE panel_meeting SET cancelled_because = 'tried'`,
      may: who => ours(who, 'panel_meeting'),
    },
    {
      name: 'everybody made remote',
      sql: `UPDATE panel_present SET how = 'remote', substitute_id = NULL`,
      may: who => ours(who, 'panel_present'),
    },
    {
      name: 'every item moved',
      sql: 'UPDATE panel_item SET place = 2 WHERE place > 0',
      may: who => (runs(who) ? rows('panel_item').filter(row => sees(who, row)).length : 0),
    },
    {
      name: 'every minute written anew',
      sql: `UPDATE panel_minute SET text = 'tried' WHERE number > 0`,
      may: who =>
        runs(who)
          ? rows('panel_minute').filter(row => row.approved_on === null && sees(who, row.item as Row)).length
          : 0,
    },
    {
      name: 'every pack withdrawn',
      sql: 'UPDATE panel_pack SET withdrawn_because = NULL',
      may: who => ours(who, 'panel_pack'),
    },
    {
      name: 'every body ended',
      sql: `UPDATE panel_series SET ended_on = '2099-01-01', ended_because = 'tried'`,
      may: who => ours(who, 'panel_series'),
    },
    {
      name: 'every decision withdrawn',
      sql: `UPDATE panel_decision SET withdrawn_on = '2099-01-01', withdrawn_by = recorded_by, withdrawn_because = 'tried'`,
      may: who => (runs(who) ? rows('panel_decision').filter(row => sees(who, row.item as Row)).length : 0),
    },
    {
      name: 'every commitment withdrawn',
      sql: `UPDATE panel_commitment SET withdrawn_on = '2099-01-01'`,
      may: who => (runs(who) ? rows('panel_commitment').filter(row => sees(who, row.item as Row)).length : 0),
    },
    { name: 'a decision changed', sql: `UPDATE panel_decision SET text = 'other'`, may: () => false },
    { name: 'a conflict taken back', sql: `DELETE FROM panel_conflict`, may: () => false },
  ]
}
