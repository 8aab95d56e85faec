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
}
