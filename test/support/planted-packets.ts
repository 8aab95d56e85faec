import type pg from 'pg'

/** A key of the authority's own, a council whose key was compared, and an enquiry of that council about nobody whom anybody has found. */
export async function plantCouncils(db: pg.ClientBase, authority_id: string, by: string): Promise<void> {
  await db.query(
    `INSERT INTO council_key (authority_id, public_key, secret, fingerprint, made_on, made_by) VALUES ($1, '\\x00', '\\x00', 'planted', '2026-10-01', $2)`,
    [authority_id, by],
  )
  await db.query(
    `WITH made AS (INSERT INTO other_council (authority_id, code, name, public_key, fingerprint, checked_how, checked_on, checked_by)
       VALUES ($1, '891', 'planted', '\\x00', 'planted', 'planted', '2026-10-01', $2) RETURNING id)
     INSERT INTO packet (authority_id, travels_as, other_id, direction, kind, body, text, made_on, due_on, recorded_by, recorded_on)
       SELECT $1, uuidv7(), id, 'in', 'enquiry', '{}', 'planted', '2026-11-02', '2026-11-16', $2, '2026-11-02' FROM made`,
    [authority_id, by],
  )
}

/** An enquiry about the child of a case. */
export async function plantPacket(
  db: pg.ClientBase,
  about: unknown[],
  { case_id, officer }: { case_id: string; officer: string },
): Promise<void> {
  await db.query(
    `INSERT INTO packet (authority_id, person_id, sealed, case_id, travels_as, other_id, direction, kind, body, text, made_on, due_on, recorded_by, recorded_on)
     SELECT $1, $2, $3, $4, uuidv7(), o.id, 'out', 'enquiry', '{}', 'planted', '2026-11-02', '2026-11-16', $5, '2026-11-02' FROM other_council o WHERE o.authority_id = $1`,
    [...about, case_id, officer],
  )
}
