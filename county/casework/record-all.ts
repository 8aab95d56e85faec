import { Look } from '../../src/ground/look.ts'
import type { Day } from '../../src/rulebook/index.ts'
import type { Casework } from '../casework.ts'
import type { SignedIn } from '../signed-in.ts'
import { type Cohorts, personOfRow } from './choose.ts'
import { happened } from './happened.ts'
import type { Caseworker, Whose } from './plan.ts'
import { recordKnown } from './record.ts'
import { recordHappened } from './record-happened.ts'
import { recorded } from './recorded.ts'

/** Records what officers know of the stories' children beside their cases, and what happened to them; what is recorded already stays as it is. */
export async function recordAll(
  o: Casework,
  cohorts: Cohorts,
  dayOf: (back: number) => Day,
  people: ReadonlyMap<Caseworker, readonly SignedIn[]>,
): Promise<void> {
  const find = async (whose: Whose): Promise<string | null> => {
    const [first] = cohorts.fitting(whose)
    if (first === undefined) return null
    const look = new Look({ purpose: 'child of a story found', route: 'command:county' })
    return o.door.read(o.engine, look, tx => personOfRow(tx, first.row))
  }
  const officer = (role: Caseworker) => {
    const [found] = people.get(role) ?? []
    if (!found) throw new Error(`Nobody is signed in as ${role}.`)
    return { ...found.person, today: o.engine.today }
  }
  const looking = (person_id: string, field: string) => {
    const look = new Look({ purpose: `${field} recorded`, route: 'command:county' })
    look.saw([person_id], [field])
    return look
  }
  for (const known of recorded) {
    o.stop()
    const person_id = await find(known.whose)
    if (person_id === null) continue
    const actor = officer(known.by)
    const look = looking(person_id, known.fact)
    await o.door.write(actor, look, tx => recordKnown(tx, actor, person_id, known, dayOf))
  }
  for (const some of Map.groupBy(happened, ({ whose }) => JSON.stringify(whose)).values()) {
    o.stop()
    const [one] = some
    const person_id = one === undefined ? null : await find(one.whose)
    if (one === undefined || person_id === null) continue
    o.tell('What happened is recorded')
    const actor = officer(one.by)
    const look = looking(person_id, 'happening')
    await o.door.write(actor, look, async tx => {
      for (const given of some) await recordHappened(tx, actor, person_id, given, cohorts.told(given.whose), dayOf)
    })
  }
}
