import type pg from 'pg'

/** A decision of the authority, and what comes with none of a child. */
export async function plantPolicy(db: pg.ClientBase, authority_id: string, administrator: string): Promise<void> {
  await db.query(
    `INSERT INTO authority_policy (authority_id, pack, overrides, starts_on, reason, decided_by) VALUES ($1, 'default', '[]', '2026-01-01', 'planted', $2)`,
    [authority_id, administrator],
  )
}

/** A preview in whose sample the child stands, as [authority, person, sealed]. */
export async function plantPreview(db: pg.ClientBase, about: readonly unknown[], officer: string): Promise<void> {
  await db.query(
    `WITH made AS (INSERT INTO policy_preview (authority_id, pack, overrides, starts_on, reason, rests_on, asked_by)
       VALUES ($1, 'default', '[]', '2026-01-01', 'planted', 'none', $4) RETURNING *),
     counted AS (INSERT INTO policy_preview_result (authority_id, preview_id, on_day, children, touched, counts)
       SELECT $1, id, '2026-01-01', 1, 1, '[]' FROM made)
     INSERT INTO policy_preview_child (authority_id, preview_id, person_id, sealed, what, before, after)
       SELECT $1, id, $2, $3, 'band', 'red', 'green' FROM made`,
    [...about, officer],
  )
}
