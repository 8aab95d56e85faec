import type { Read, Write } from '../../ground/database/door.ts'
import type { Person } from '../../ground/database/identity.ts'
import { believe, placeOf, retract } from './believe.ts'
import { factCodes } from './codes.ts'
import { wholly } from './correct.ts'
import { type Fact, isBelieved, listFacts } from './facts.ts'
import { reevaluate } from './reevaluate.ts'

/** What one action did: the facts it recorded and those it believed no longer. */
export interface Done {
  at: string
  by: string | null
  added: Fact[]
  retracted: Fact[]
}

/** What was done to a child's record at the instant at which a fact was recorded, or last retracted. */
export function doneWith(facts: readonly Fact[], fact: Fact): Done {
  const at = fact.retracted_at ?? fact.recorded_at
  const by = fact.retracted_at === null ? fact.recorded_by : fact.retracted_by
  return {
    ...{ at, by },
    added: facts.filter(one => one.recorded_at === at && one.recorded_by === by),
    retracted: facts.filter(one => one.retracted_at === at && one.retracted_by === by),
  }
}

/**
 * Whether an action can be taken back: an officer's correction, of which everything still stands as it was left.
 * What a list did is taken back with its list, and what was done on a case on the case.
 */
export function canUndo(done: Done, facts: readonly Fact[]): boolean {
  const saysWhy = [
    ...done.added.map(fact => fact.recorded_because),
    ...done.retracted.map(fact => fact.retracted_reason),
  ].some(Boolean)
  const againBelieved = new Set(facts.map(fact => fact.instead_of))
  return (
    done.by !== null &&
    saysWhy &&
    done.added.every(isBelieved) &&
    done.retracted.every(fact => !againBelieved.has(fact.id) || done.added.some(one => one.instead_of === fact.id))
  )
}

/** Everything recorded of a child that can be corrected. */
export const everyFact = (tx: Read, person_id: string): Promise<Fact[]> => listFacts(tx, person_id, factCodes)

/** Takes an action back: what it added is believed no longer, what it retracted is recorded anew as it was. */
export const undo = (tx: Write, actor: Person, person_id: string, done: Done, because: string): Promise<string> =>
  wholly(tx, async () => {
    for (const fact of done.added) await retract(tx, actor, fact, 'undone', because)
    let id = done.added[0]?.id ?? ''
    for (const fact of done.retracted) {
      const { kind, starts_on, ends_on, values, id: instead_of } = fact
      id = await believe(tx, actor, { kind, place: placeOf(fact), starts_on, ends_on, values, instead_of, because })
    }
    await reevaluate(tx, [person_id], actor.today)
    return id
  })
