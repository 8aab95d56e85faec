import { officersOn } from '../src/features/cases/index.ts'
import { reevaluate } from '../src/features/children/index.ts'
import type { Door, Read } from '../src/ground/database/door.ts'
import type { Engine } from '../src/ground/database/identity.ts'
import { Look } from '../src/ground/look.ts'
import { addYears, asDay, type Day } from '../src/rulebook/index.ts'
import { authorityCalendar } from './calendars.ts'
import { workThroughMany } from './casework/bulk.ts'
import { careCases } from './casework/care.ts'
import { type Acting, carryOut } from './casework/carry-out.ts'
import { cohortsOf, findChild, hasCase } from './casework/choose.ts'
import { giveDelegations } from './casework/delegations.ts'
import { fewerHours } from './casework/fewer-hours.ts'
import { onNoRoll } from './casework/on-no-roll.ts'
import { type Caseworker, caseworkers } from './casework/plan.ts'
import { processCases } from './casework/processes.ts'
import { recordAll } from './casework/record-all.ts'
import { fromIso, iso } from './days.ts'
import { type SignedIn, signedIn } from './signed-in.ts'

export interface Casework {
  folder: string
  door: Door
  engine: Engine
  /** The accounts of the county's people, by role. */
  accounts: ReadonlyMap<string, readonly string[]>
  demonstration_day: Day
  children: number
  years: number
  tell: (sentence: string) => void
  /** Throws when somebody asked for the work to stop. */
  stop: () => void
}

/** Children whose answers are worked out anew in one transaction. */
const BATCH = 500

/**
 * Lets the county's officers work through their cases: with the actions behind the forms, as the people they are, each
 * step under its own audit event and on the school day it was planned for. A case whose child the county does not have, or
 * whose child is in a state that needs none, is left out, and so is one that an earlier load opened. In a large county they
 * also have the many cases that a team of its size has open, and has closed over the years.
 */
export async function workThroughCases(o: Casework): Promise<void> {
  const arrived = new Map<Caseworker, SignedIn[]>()
  try {
    for (const role of caseworkers) {
      const accounts = o.accounts.get(role) ?? []
      if (accounts.length === 0) throw new Error(`The county has nobody who is ${role}.`)
      arrived.set(role, [])
      for (const account of accounts) arrived.get(role)?.push(await signedIn(o.door, account, o.engine.today))
    }
    await work(o, arrived)
  } finally {
    for (const session of [...arrived.values()].flat()) await session.leave()
  }
}

async function work(o: Casework, people: ReadonlyMap<Caseworker, readonly SignedIn[]>): Promise<void> {
  const { door, engine } = o
  const cohorts = cohortsOf(o.folder)
  const calendar = authorityCalendar(fromIso(engine.today))
  const day = fromIso(o.demonstration_day)
  const dayOf = (back: number) => asDay(iso(back === 0 ? day : calendar.before(day, back)))
  const look = (purpose: string) => new Look({ purpose, route: 'command:county' })
  const read = <T>(purpose: string, ask: (tx: Read) => Promise<T>) => door.read(engine, look(purpose), ask)
  const officers = await read('officers read', tx => officersOn(tx, engine.today))
  /** Of those with a role, the `nth`, counted round and round. */
  const acting = (person_id: string, since: Day | null, school_urn: number | null, nth: number): Acting => {
    const personOf = (role: Caseworker) => {
      const of = people.get(role) ?? []
      const found = of[nth % of.length]
      if (!found) throw new Error(`Nobody is signed in as ${role}.`)
      return found.person
    }
    return {
      door,
      person_id,
      // Nothing is done about a child before there is something to do.
      dayOf: back => later(dayOf(back), since),
      as: (role, on) => ({ ...personOf(role), today: on }),
      officer: role => {
        const officer = officers.find(({ membership_id }) => membership_id === personOf(role).membership_id)
        if (!officer) throw new Error(`${role} may not lead a case.`)
        return officer
      },
      school_urn,
    }
  }
  await letSign(o, people)
  const plans = [...onNoRoll, ...fewerHours, ...processCases, ...careCases].toSorted(
    (one, other) => other.opened - one.opened,
  )
  const taken = new Set<string>()
  for (const [nth, plan] of plans.entries()) {
    o.stop()
    o.tell(`${nth} of ${plans.length} cases worked through`)
    const found = await read('child of a case found', tx =>
      findChild(tx, cohorts.fitting(plan.whose), taken, o.demonstration_day, plan.first !== undefined),
    )
    if (!found) continue
    taken.add(found.person_id)
    if (await read('case looked for', tx => hasCase(tx, found.person_id))) continue
    await carryOut(acting(found.person_id, found.since, cohorts.schoolLike(found.child_id), 0), plan)
  }
  await recordAll(o, cohorts, dayOf, people)
  for (const person_id of await workThroughMany({ ...o, calendar, day, acting, read })) taken.add(person_id)
  // What was done on an earlier day was worked out as of that day.
  const ids = [...taken].sort()
  for (let at = 0; at < ids.length; at += BATCH) {
    const batch = ids.slice(at, at + BATCH)
    const seen = look('children worked out anew')
    seen.saw(batch)
    await door.write(engine, seen, tx => reevaluate(tx, batch, engine.today))
  }
}

/** Who signs for the council was said long before: by its administrator, to others. */
async function letSign(o: Casework, people: ReadonlyMap<Caseworker, readonly SignedIn[]>): Promise<void> {
  const [account] = o.accounts.get('administrator') ?? []
  if (account === undefined) throw new Error('The county has no administrator.')
  const giver = await signedIn(o.door, account, o.engine.today)
  try {
    await giveDelegations({ door: o.door, starts_on: addYears(o.demonstration_day, -2) }, people, giver)
  } finally {
    await giver.leave()
  }
}

const later = (one: Day, other: Day | null): Day => (other !== null && one < other ? other : one)
