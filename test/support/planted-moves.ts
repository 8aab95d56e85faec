import type pg from 'pg'

/** A move of a group that the child was in. */
export async function plantMove(
  db: pg.ClientBase,
  [authority_id, ...child]: readonly unknown[],
  officer: string,
): Promise<void> {
  await db.query(
    `WITH moved AS (INSERT INTO group_move (authority_id, kind, from_urns, to_urn, moves_on, asked_by)
       VALUES ($1, 'conversion', '{990001}', 990002, '2026-09-01', $2) RETURNING authority_id, id)
     INSERT INTO group_move_child (authority_id, move_id, person_id, sealed, outcome) SELECT authority_id, id, $3, $4, 'moved' FROM moved`,
    [authority_id, officer, ...child],
  )
}

/** A change of a calendar that moved a clock of the child. */
export async function plantCalendarChange(
  db: pg.ClientBase,
  [authority_id, ...child]: readonly unknown[],
): Promise<void> {
  await db.query(
    `WITH change AS (INSERT INTO calendar_change (authority_id, kind, what, recorded, first_day)
       VALUES ($1, 'added', 'planted', ARRAY[uuidv7()], '2026-09-01') RETURNING authority_id, id)
     INSERT INTO calendar_change_clock (authority_id, change_id, person_id, sealed, rule, field_class)
     SELECT authority_id, id, $2, $3, 'level_two', field_class FROM change, unnest('{education,care_status}'::text[]) field_class`,
    [authority_id, ...child],
  )
}
