import type pg from 'pg'

export interface NewSeal {
  authority_id: string
  officer: string
  sealed?: boolean
  named?: string[]
  once_named?: string[]
  /** Named until an end that has passed. */
  named_before?: string[]
  /** Who opened the sealed record for a reason, and has it open now. */
  opened?: string[]
  /** Who had it open, for a reason, until an hour ago. */
  opened_before?: string[]
}

/** Every row of a seal, in force and lifted, and notices about the child, as the owner of the server puts them there. */
export async function plantSeals(db: pg.ClientBase, person_id: string, given: NewSeal): Promise<void> {
  const { authority_id, officer } = given
  for (const [accounts, ended] of [
    [given.named ?? [], false],
    [given.once_named ?? [], true],
  ] as const) {
    if (accounts.length === 0) continue
    await db.query(
      `INSERT INTO seal_name (authority_id, person_id, account_id, named_by, ended_at) SELECT $1, $2, named, $4, CASE WHEN $5 THEN now() END FROM unnest($3::uuid[]) named`,
      [authority_id, person_id, accounts, officer, ended],
    )
    await db.query(
      `WITH made AS (INSERT INTO seal (authority_id, person_id, reason, review_on, sealed_by, owner_id, lifted_at)
        VALUES ($1, $2, 'planted', '2027-01-01', $3, $3, CASE WHEN $4 THEN now() END) RETURNING *)
       INSERT INTO seal_step (authority_id, seal_id, person_id, kind, review_on, because, taken_by)
       SELECT authority_id, id, person_id, 'reviewed', review_on, 'planted', $3 FROM made`,
      [authority_id, person_id, officer, ended],
    )
  }
  for (const [accounts, hours, glass] of [
    [given.named_before ?? [], -1, false],
    [given.opened ?? [], 4, true],
    [given.opened_before ?? [], -1, true],
  ] as const) {
    await db.query(
      `INSERT INTO seal_name (authority_id, person_id, account_id, named_by, until, glass) SELECT $1, $2, named, $4, now() + make_interval(hours => $5), $6 FROM unnest($3::uuid[]) named`,
      [authority_id, person_id, accounts, officer, hours, glass],
    )
  }
  await db.query(
    `INSERT INTO glass_try (authority_id, account_id, reason_code, reason, person_id, until)
     SELECT $1::uuid, account, 'missing_now', 'planted in this world', $2::uuid, now() FROM unnest($3::uuid[]) account
     UNION ALL SELECT $1, $4::uuid, 'missing_now', 'planted in this world', NULL, NULL`,
    [authority_id, person_id, given.opened ?? [], officer],
  )
  // One notice about the child for each, and one about nothing.
  await db.query(
    `INSERT INTO notice (authority_id, person_id, sealed, account_id, kind, text)
     SELECT $1::uuid, p, $3::boolean AND p IS NOT NULL, account, 'planted', 'planted' FROM unnest($4::uuid[]) account, unnest(ARRAY[$2, NULL]::uuid[]) p`,
    [authority_id, person_id, given.sealed ?? false, [officer, ...(given.named ?? []), ...(given.opened_before ?? [])]],
  )
}
