import type { Write } from '../../ground/database/door.ts'
import type { Person } from '../../ground/database/identity.ts'
import type { Day } from '../../rulebook/index.ts'
import { addKept, type Columns, endKept, type KeptRow, type KeptTable, retractKept } from './kept-facts.ts'
import type { OtherSide } from './kept-kind.ts'
import { lockChild } from './record-facts.ts'
import { reevaluate } from './reevaluate.ts'

/** A kind of fact, and the child and the actor of an action on it. `seen` is the child's version that the form was drawn from. */
export interface Keeping extends KeptTable {
  person_id: string
  seen: number | null
  otherSide: OtherSide | null
}
interface Period {
  starts_on: Day
  ends_on: Day | null
}

/** Records a fact; what holds both ways on the other child's record too. @throws Stale */
export async function keepFact(tx: Write, actor: Person, of: Keeping, period: Period, columns: Columns): Promise<void> {
  const locked = await lock(tx, of, [columns])
  await write(tx, actor, of, period, columns)
  await reevaluate(tx, locked, actor.today)
}

/** From a day on it is otherwise: the fact ends and another begins. @throws Stale */
export async function changeFact(
  tx: Write,
  actor: Person,
  of: Keeping,
  fact: KeptRow,
  period: Period,
  columns: Columns,
): Promise<void> {
  const locked = await lock(tx, of, [fact, columns])
  await eachSide(tx, of, fact, row => endKept(tx, actor, of, row.id, period.starts_on, null))
  await write(tx, actor, of, period, columns)
  await reevaluate(tx, locked, actor.today)
}

/** It was recorded with a mistake: it stands again as it should have been recorded, in place of what was. @throws Stale */
export async function correctFact(
  tx: Write,
  actor: Person,
  of: Keeping,
  fact: KeptRow,
  period: Period,
  columns: Columns,
): Promise<void> {
  const locked = await lock(tx, of, [fact])
  await retractKept(tx, actor, of, fact.id, { reason: 'checked', because: null })
  await addKept(tx, actor, of, of.person_id, period, columns, fact.id)
  await reevaluate(tx, locked, actor.today)
}

/** From a day on it is no longer so. @throws Stale */
export async function endFact(
  tx: Write,
  actor: Person,
  of: Keeping,
  fact: KeptRow,
  ends_on: Day,
  because: string | null,
): Promise<void> {
  const locked = await lock(tx, of, [fact])
  await eachSide(tx, of, fact, row => endKept(tx, actor, of, row.id, ends_on, because))
  await reevaluate(tx, locked, actor.today)
}

/** It was never true. @throws Stale */
export async function retractFact(
  tx: Write,
  actor: Person,
  of: Keeping,
  fact: KeptRow,
  why: { reason: string; because: string },
): Promise<void> {
  const locked = await lock(tx, of, [fact])
  await eachSide(tx, of, fact, row => retractKept(tx, actor, of, row.id, why))
  await reevaluate(tx, locked, actor.today)
}

/** Locks the child and whoever is on the other side, in the order of their ids. */
async function lock(tx: Write, of: Keeping, given: readonly (Columns | KeptRow)[]): Promise<string[]> {
  const others = given.flatMap(one => of.otherSide?.of(one) ?? [])
  const ids = [...new Set([of.person_id, ...others])].sort()
  for (const id of ids) await lockChild(tx, id, id === of.person_id ? of.seen : null)
  return ids
}

async function write(tx: Write, actor: Person, of: Keeping, period: Period, columns: Columns): Promise<void> {
  await addKept(tx, actor, of, of.person_id, period, columns)
  const other = of.otherSide?.of(columns) ?? null
  if (!of.otherSide || other === null) return
  const { sealed } = await tx
    .selectFrom('person')
    .where('id', '=', of.person_id)
    .select('sealed')
    .executeTakeFirstOrThrow()
  await addKept(tx, actor, of, other, period, of.otherSide.columns(columns, { person_id: of.person_id, sealed }))
}

async function eachSide(tx: Write, of: Keeping, fact: KeptRow, work: (row: KeptRow) => Promise<void>): Promise<void> {
  const mirrored = (await of.otherSide?.find(tx, fact, of.person_id)) ?? null
  await work(fact)
  if (mirrored) await work(mirrored)
}
