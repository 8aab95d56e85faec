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
