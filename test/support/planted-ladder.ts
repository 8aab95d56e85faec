import type pg from 'pg'

/** A proposal and a decision of a case, and the delegation by which it was decided. */
export async function plantLadder(
  db: pg.ClientBase,
  about: unknown[],
  { case_id, officer }: { case_id: string; officer: string },
): Promise<void> {
  await db.query(
    `INSERT INTO agreed_action (authority_id, person_id, sealed, case_id, what, owner_id, due_on, agreed_on, agreed_by) VALUES ($1, $2, $3, $4, 'planted', $5, '2026-11-20', '2026-11-02', $5)`,
    [...about, case_id, officer],
  )
  await db.query(
    `INSERT INTO ladder_step (authority_id, person_id, sealed, case_id, level, judged, summary, proposed_on, proposed_by) VALUES ($1, $2, $3, $4, 2, '[]', 'planted', '2026-10-30', $5)`,
    [...about, case_id, officer],
  )
  const { rows } = await db.query<{ id: string }>(
    `INSERT INTO delegation (authority_id, account_id, power, starts_on, because, given_by) SELECT $1, $2, 'section_19', '2026-09-01', 'planted', a.id FROM account a WHERE a.id <> $2 LIMIT 1 RETURNING id`,
    [about[0], officer],
  )
  await db.query(
    `INSERT INTO section_19_decision (authority_id, person_id, sealed, case_id, appeared_on, decided_on, decided_by, delegation_id, provides, because, letter) VALUES ($1, $2, $3, $4, '2026-10-30', '2026-10-30', $5, $6, false, 'planted', 'planted')`,
    [...about, case_id, officer, rows[0]?.id],
  )
}
