import type { Asker, FieldClass, PlantedChild, Row, Sees, World } from './policy.ts'

/** What the second statement of the policy is made with. */
interface Parts {
  answer(field: FieldClass): Sees
  here(who: Asker, row: Row): boolean
  holds(who: Asker, permission: string): boolean
  seesImport(who: Asker, import_id: unknown, world: World): boolean
  exists(who: Asker, child: PlantedChild): boolean
  childOf(world: World, row: Row): PlantedChild
}

/** Who sees the ledger's book and counts, its suspense accounts and who answers for them, and what was said of missing children. */
export const ledgerSight = ({ answer, here, holds, seesImport, exists, childOf }: Parts): Record<string, Sees> => ({
  // How a sealed child came and went is told to nobody.
  ledger_move: (who, row) =>
    here(who, row) && (who.kind === 'engine' || (row.sealed === false && holds(who, 'ledger.read'))),
  ledger_balance: (who, row) => here(who, row) && holds(who, 'ledger.read'),
  ledger_balance_child: answer('education'),
  child_suspense: answer('education'),
  ledger_tally: (who, row) => here(who, row) && holds(who, 'ledger.open'),
  ledger_owner: here,
  missing_step: (who, row, world) => seesImport(who, row.import_id, world) && exists(who, childOf(world, row)),
})
