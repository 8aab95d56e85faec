import {
  type Asker,
  type FieldClass,
  has,
  isCasework,
  type PlantedChild,
  type Row,
  type Sees,
  type World,
} from './policy.ts'

/** What the second statement of the policy is made with. */
interface Parts {
  answer(field: FieldClass): Sees
  here(who: Asker, row: Row): boolean
  holds(who: Asker, permission: string): boolean
  seesImport(who: Asker, import_id: unknown, world: World): boolean
  exists(who: Asker, child: PlantedChild): boolean
  childOf(world: World, row: Row): PlantedChild
}

const inSight = (who: Asker, row: Row): boolean => {
  const bits = { education: 1, care_status: 2, care_detail: 4, protected: 8 } as const
  const seen = (Object.keys(bits) as (keyof typeof bits)[]).filter(field => has(who, field))
  const sight = seen.reduce((sum, field) => sum + bits[field], 0)
  return Math.floor(Number(row.sights) / 2 ** sight) % 2 === 1
}

/** Who sees the ledger's book and counts, its suspense accounts and who answers for them, and what was said of missing children. */
export const ledgerSight = ({ answer, here, holds, seesImport, exists, childOf }: Parts): Record<string, Sees> => ({
  // How a sealed child came and went is told to nobody.
  ledger_move: (who, row) =>
    here(who, row) && (who.kind === 'engine' || (row.sealed === false && holds(who, 'ledger.read'))),
  ledger_balance: (who, row) => here(who, row) && holds(who, 'ledger.read'),
  ledger_balance_child: answer('education'),
  child_suspense: answer('education'),
  // Shown is who the asker would find in the group: sights are bits, of which this one is the asker's.
  child_group: (who, row, world) => inSight(who, row) && answer('education')(who, row, world),
  group_count: (who, row) => here(who, row) && isCasework(who) && inSight(who, row),
  ledger_tally: (who, row) => here(who, row) && holds(who, 'ledger.open'),
  ledger_owner: here,
  missing_step: (who, row, world) => seesImport(who, row.import_id, world) && exists(who, childOf(world, row)),
})
