import type pg from 'pg'

/** A child in a suspense account, as [authority, person, sealed]; with it an owner of the account and a count beside the balance. */
export async function plantSuspense(db: pg.ClientBase, about: unknown[], officer: string): Promise<void> {
  await db.query(
    `INSERT INTO child_suspense (authority_id, person_id, sealed, starts_on, account, since) VALUES ($1, $2, $3, '2026-09-01', 'left_roll', '2026-09-01')`,
    about,
  )
  // In a group by education alone, by care status, by what few are shown, and by what a protected source says; each enters its count.
  for (const sights of [0xaaaa, 0x8888, 0xa0a0, 0xaa00])
    await db.query(
      `INSERT INTO child_group (authority_id, person_id, sealed, starts_on, group_code, sights, state) VALUES ($1, $2, $3, '2026-09-01', $4, $5, 'on_roll')`,
      [...about, `planted ${sights}`, sights],
    )
  await db.query(
    `INSERT INTO ledger_owner (authority_id, what, code, team_id, starts_on, because, set_by)
     SELECT $1, 'account', $2, o.id, '2026-09-01', 'planted', $3 FROM organisation o WHERE o.authority_id = $1 LIMIT 1`,
    [about[0], String(about[1]), officer],
  )
  await db.query(
    `INSERT INTO ledger_owner (authority_id, what, code, team_id, starts_on, because, set_by, retracted_at, retracted_by)
     SELECT $1, 'account', $2, o.id, '2026-09-01', 'named before', $3, now(), $3 FROM organisation o WHERE o.authority_id = $1 LIMIT 1`,
    [about[0], String(about[1]), officer],
  )
  await db.query(
    `INSERT INTO ledger_tally (authority_id, balance_id, what, key, part, children)
     SELECT b.authority_id, b.id, 'year', $2, 'health', 1 FROM ledger_balance b WHERE b.authority_id = $1 ORDER BY b.id DESC LIMIT 1`,
    [about[0], String(about[1])],
  )
}

/** What an officer said of a child who is missing from a list. */
export const plantMissingStep = (db: pg.ClientBase, key: unknown[], person_id: string) =>
  db.query(
    `INSERT INTO missing_step (authority_id, import_id, sealed, record_id, person_id, step, reason, note, said_by)
     SELECT $1, $2, $3, $4, $5, 'settled', 'moved_away', 'planted', i.brought_by FROM import i WHERE i.id = $2`,
    [...key, person_id],
  )
