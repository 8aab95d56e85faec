import type pg from 'pg'

/** What the ledger holds of a child, as [authority, person, sealed]: a move in its book, and a place on one side of a count. */
export async function plantLedger(db: pg.ClientBase, about: unknown[]): Promise<void> {
  await db.query(
    `INSERT INTO ledger_move (authority_id, day, from_state, to_state, sealed, change) VALUES ($1, '2025-09-01', 'none', 'on_roll', $2, 1)`,
    [about[0], about[2]],
  )
  await db.query(
    `WITH made AS (INSERT INTO ledger_balance (authority_id, day, by_facts, by_states, facts_without_state, state_without_facts, book_apart, sealed_children, sealed_apart)
       VALUES ($1, '2026-11-01', 1, 0, 1, 0, 0, 0, 0) RETURNING *)
     INSERT INTO ledger_balance_child (authority_id, balance_id, person_id, sealed, side) SELECT $1, id, $2, $3, 'facts_without_state' FROM made`,
    about,
  )
  for (const [school_urn, counted] of [
    [null, true],
    [null, false],
    [990001, true],
  ] as const)
    await plantRecount(db, about, school_urn, counted)
}

/** A recount of the county or of a school, kept or still under way, with the child in a number of each class. */
async function plantRecount(
  db: pg.ClientBase,
  about: unknown[],
  school_urn: number | null,
  counted: boolean,
): Promise<void> {
  await db.query(
    `WITH made AS (INSERT INTO recount (authority_id, on_day, known_at, counts, school_urn, compulsory_age, policies, policy_versions, rules_version, calendars_version, sealed_children, counted_at)
       VALUES ($1, '2026-09-01', '2026-11-01', '{clock}', $4::integer, false, '{default}', '{default}', 'planted', 'planted', CASE WHEN $4 IS NULL THEN 0 END, CASE WHEN $5 THEN timestamptz '2026-11-01' END) RETURNING *),
     number AS (INSERT INTO recount_count (authority_id, recount_id, cell, what, key, status, field_class)
       SELECT $1, id, cell, 'clock', key, 'open', field_class FROM made, (VALUES (1, 'level_two', 'education'), (2, 'L3', 'care_status')) AS c (cell, key, field_class) RETURNING *)
     INSERT INTO recount_child (authority_id, recount_id, cell, person_id, sealed, field_class, sides) SELECT $1, recount_id, cell, $2, $3, field_class, 1 FROM number`,
    [...about, school_urn, counted],
  )
}
