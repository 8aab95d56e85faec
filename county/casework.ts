import { childOn, kindForState, type Officer, officersOn } from '../src/features/cases/index.ts'
import { reevaluate } from '../src/features/children/index.ts'
import type { Door, Read } from '../src/ground/database/door.ts'
import type { Engine } from '../src/ground/database/identity.ts'
import { Look } from '../src/ground/look.ts'
import { asDay, type Day } from '../src/rulebook/index.ts'
import { authorityCalendar } from './calendars.ts'
import { carryOut } from './casework/carry-out.ts'
import { cohortsOf, personOfRow } from './casework/choose.ts'
import { fewerHours } from './casework/fewer-hours.ts'
import { onNoRoll } from './casework/on-no-roll.ts'
import { type Caseworker, caseworkers } from './casework/plan.ts'
import { fromIso, iso } from './days.ts'
import type { TruthRow } from './read-county.ts'
import { type SignedIn, signedIn } from './signed-in.ts'

/**
 * Lets the county's officers work through their cases: with the actions behind the forms, as the people they are, each
 * step under its own audit event and on the school day it was planned for. A case whose child the county does not have, or
 * whose child is in a state that needs none, is left out.
 * @param accounts of the caseworkers, by role.
 */
export async function workThroughCases(o: {
  folder: string
  door: Door
  engine: Engine
  accounts: ReadonlyMap<string, string>
  demonstration_day: Day
}): Promise<void> {
  const { door, engine } = o
  const arrived = await Promise.all(
    caseworkers.map(async role => {
      const account = o.accounts.get(role)
      if (account === undefined) throw new Error(`The county has nobody who is ${role}.`)
      return [role, await signedIn(door, account, engine.today)] as const
    }),
  )
  try {
    await work(o, new Map(arrived))
  } finally {
    for (const [, session] of arrived) await session.leave()
  }
}

async function work(
  o: { folder: string; door: Door; engine: Engine; demonstration_day: Day },
  people: ReadonlyMap<Caseworker, SignedIn>,
): Promise<void> {
  const { door, engine } = o
  const cohorts = cohortsOf(o.folder)
  const calendar = authorityCalendar(fromIso(engine.today))
  const day = fromIso(o.demonstration_day)
  const personOf = (role: Caseworker) => {
    const found = people.get(role)
    if (!found) throw new Error(`Nobody is signed in as ${role}.`)
    return found.person
  }
  const read = <T>(purpose: string, ask: Parameters<Door['read']>[2]) =>
    door.read(engine, new Look({ purpose, route: 'command:county' }), ask) as Promise<T>
  const officers: Officer[] = await read('officers read', tx => officersOn(tx, engine.today))
  const plans = [...onNoRoll, ...fewerHours].toSorted((one, other) => other.opened - one.opened)
  const taken = new Set<string>()
  for (const plan of plans) {
    const found = await read<Found | null>('child of a case found', tx =>
      findChild(tx, cohorts.fitting(plan.whose), taken, o.demonstration_day),
    )
    if (!found) continue
    taken.add(found.person_id)
    await carryOut(
      {
        door,
        person_id: found.person_id,
        // Nothing is done about a child before there is something to do.
        dayOf: back => later(asDay(iso(back === 0 ? day : calendar.before(day, back))), found.since),
        as: (role, on) => ({ ...personOf(role), today: on }),
        officer: role => {
          const officer = officers.find(({ membership_id }) => membership_id === personOf(role).membership_id)
          if (!officer) throw new Error(`${role} may not lead a case.`)
          return officer
        },
        school_urn: cohorts.schoolLike(found.child_id),
      },
      plan,
    )
  }
  // What was done on an earlier day was worked out as of that day.
  const look = new Look({ purpose: 'children worked out anew', route: 'command:county' })
  look.saw(taken)
  await door.write(engine, look, tx => reevaluate(tx, taken, engine.today))
}

const later = (one: Day, other: Day): Day => (one < other ? other : one)

/** A child for a case: the person whom the lists made of them, and since when they are in a state that needs one. */
interface Found {
  child_id: string
  person_id: string
  since: Day
}

async function findChild(
  tx: Read,
  fitting: readonly { child_id: string; row: TruthRow }[],
  taken: ReadonlySet<string>,
  on: Day,
): Promise<Found | null> {
  for (const { child_id, row } of fitting) {
    const person_id = await personOfRow(tx, row)
    if (person_id === null || taken.has(person_id)) continue
    const { state, state_since } = await childOn(tx, person_id, on)
    if (kindForState(state) !== null && state_since !== null) return { child_id, person_id, since: state_since }
  }
  return null
}
