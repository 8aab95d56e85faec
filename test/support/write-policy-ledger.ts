import type { Planted, PlantedWorld } from './planted.ts'
import type { Attempt } from './write-policy.ts'

/** Who may add to the ledger's book and to its counts: the engine of that authority. Nobody changes or removes. */
export function attemptsOnLedger(world: PlantedWorld): Attempt[] {
  const none = () => false
  const children = ['on roll at A', 'theirs'].map(name => world.child(name))
  return [
    ...children.flatMap(({ authority_id, person_id, name }): Attempt[] => {
      const engine = (who: Planted) => who.kind === 'engine' && who.authority_id === authority_id
      return [
        {
          name: `a move in the book where “${name}” is`,
          sql: `INSERT INTO ledger_move (authority_id, day, from_state, to_state, sealed, change)
            VALUES ('${authority_id}', '2026-01-01', 'none', 'on_roll', false, 1)`,
          may: engine,
        },
        {
          name: `a count of both sides where “${name}” is`,
          sql: `INSERT INTO ledger_balance (authority_id, day, by_facts, by_states, facts_without_state, state_without_facts, book_apart, sealed_children, sealed_apart)
            VALUES ('${authority_id}', '2026-01-01', 0, 0, 0, 0, 0, 0, 0)`,
          may: engine,
        },
        {
          name: `“${name}” on one side of a count`,
          sql: `INSERT INTO ledger_balance_child (authority_id, balance_id, person_id, sealed, side)
            VALUES ('${authority_id}', '${balanceWithout(authority_id, person_id)}', '${person_id}', false, 'facts_without_state')`,
          may: engine,
        },
      ]
    }),
    { name: 'a move taken out of the book', sql: 'DELETE FROM ledger_move', may: none },
    { name: 'a move changed', sql: 'UPDATE ledger_move SET change = 2', may: none },
    { name: 'a count of both sides changed', sql: 'UPDATE ledger_balance SET by_facts = 0', may: none },
    { name: 'a child taken off a count', sql: 'DELETE FROM ledger_balance_child', may: none },
  ]

  /** A count of the authority that does not hold the child. */
  function balanceWithout(authority_id: string, person_id: string): string {
    const holding = (world.rows.get('ledger_balance_child') ?? []).map(({ row }) => row)
    const found = (world.rows.get('ledger_balance') ?? []).find(
      ({ row }) =>
        row.authority_id === authority_id &&
        !holding.some(one => one.balance_id === row.id && one.person_id === person_id),
    )
    return String(found?.row.id ?? '00000000-0000-0000-0000-000000000000')
  }
}
