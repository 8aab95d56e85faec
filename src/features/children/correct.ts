import { sql } from 'kysely'
import { type Write, withEngineSight } from '../../ground/database/door.ts'
import type { Person } from '../../ground/database/identity.ts'
import { addDays, type Day } from '../../rulebook/index.ts'
import { believe, councilPlace, endOn, type Place, placeOf, retract } from './believe.ts'
import type { FactCode } from './codes.ts'
import { CorrectionRefused, type Values } from './fact-values.ts'
import { type Fact, isBelieved, listFacts } from './facts.ts'
import { reevaluate } from './reevaluate.ts'

/** What an officer does to the record of a child. Nothing is overwritten by any of it. */
export type Correction =
  | { do: 'add'; kind: FactCode; values: Values; starts_on: Day; ends_on: Day | null; because: string }
  | { do: 'changed'; fact: Fact; values: Values; starts_on: Day; because: string }
  | { do: 'ended'; fact: Fact; ends_on: Day; because: string }
  | { do: 'never-true'; fact: Fact; reason: string; because: string }
  | { do: 'correct'; fact: Fact; values: Values; starts_on: Day; ends_on: Day | null; because: string }
  | { do: 'go-by'; fact: Fact; because: string }
  | { do: 'confirm' | 'doubt'; fact: Fact; on: Day; how: string; because: string | null }

/** Facts of which several are true at once, so that another does not stand in the first one's place. */
const severalAtOnce: readonly FactCode[] = ['enrolment', 'provision', 'circumstance', 'contact']

/**
 * Carries out a correction and works out the child's states anew, in the caller's transaction.
 * @returns the id of the fact that speaks for what was done: where it is looked at, and undone.
 * @throws CorrectionRefused, Stale; then nothing of it was done.
 */
export const carryOut = (tx: Write, actor: Person, person_id: string, correction: Correction): Promise<string> =>
  wholly(tx, async () => {
    const id = await act(tx, actor, person_id, correction)
    await reevaluate(tx, [person_id], actor.today)
    return id
  })

/** Does a piece of work wholly or not at all, so that a page can still be drawn when it is refused. */
export async function wholly<T>(tx: Write, work: () => Promise<T>): Promise<T> {
  await sql`SAVEPOINT correcting`.execute(tx)
  try {
    return await work()
  } catch (problem) {
    await sql`ROLLBACK TO SAVEPOINT correcting`.execute(tx)
    throw isOverlap(problem)
      ? new CorrectionRefused(
          'starts_on',
          'The record already says something else of the same kind for some of these days: say there that it changed or was never true',
        )
      : problem
  }
}

const isOverlap = (problem: unknown): boolean =>
  typeof problem === 'object' && problem !== null && 'code' in problem && problem.code === '23P01'

async function act(tx: Write, actor: Person, person_id: string, asked: Correction): Promise<string> {
  const { because } = asked
  switch (asked.do) {
    case 'add': {
      const { kind, values, starts_on, ends_on } = asked
      const place = await councilPlace(tx, actor, person_id)
      return believe(tx, actor, { kind, place, starts_on, ends_on, values, instead_of: null, because })
    }
    case 'changed':
      return change(tx, actor, person_id, asked)
    case 'ended':
      return endOn(tx, actor, asked.fact, endAfter(asked.fact, asked.ends_on), asked.because)
    case 'never-true':
      await retract(tx, actor, asked.fact, asked.reason, because)
      return asked.fact.id
    case 'correct': {
      const { fact, values, starts_on, ends_on } = asked
      await retract(tx, actor, fact, 'mistyped', because)
      return believe(tx, actor, {
        ...{ kind: fact.kind, place: placeOf(fact), starts_on, ends_on, values, instead_of: fact.id, because },
      })
    }
    case 'go-by': {
      const { fact } = asked
      const starts_on = fact.kind === 'birth' ? ((fact.values.born_on as Day | null) ?? fact.starts_on) : fact.starts_on
      return takeThePlace(tx, actor, person_id, { ...asked, values: unchecked(fact), starts_on })
    }
    default:
      return check(tx, actor, asked)
  }
}

const endAfter = (fact: Fact, ends_on: Day): Day => {
  if (ends_on > fact.starts_on) return ends_on
  throw new CorrectionRefused(
    'last_on',
    'The last day must not be before the first day: if it was never true, say so instead',
  )
}

type Changed = { fact: Fact; values: Values; starts_on: Day; because: string }

/** The old ends where the new begins; what a list says of a thing that has one answer stays, and is outranked. */
async function change(tx: Write, actor: Person, person_id: string, asked: Changed): Promise<string> {
  const { fact, values, starts_on, because } = asked
  const isList = fact.source !== 'council'
  if (isList && !severalAtOnce.includes(fact.kind)) return takeThePlace(tx, actor, person_id, asked)
  if (starts_on <= fact.starts_on)
    throw new CorrectionRefused(
      'starts_on',
      'The day of the change must be after the first day of what changed: if that was never true, say so instead',
    )
  await endOn(tx, actor, fact, starts_on, because)
  const place = isList ? await placeFor(tx, actor, person_id, fact) : placeOf(fact)
  return believe(tx, actor, { kind: fact.kind, place, starts_on, ends_on: null, values, instead_of: fact.id, because })
}

/** Where the council's word on a fact is written: its own record; but what a protected source says goes no further than that source's. */
const placeFor = (tx: Write, actor: Person, person_id: string, fact: Fact): Promise<Place> | Place =>
  fact.is_protected ? placeOf(fact) : councilPlace(tx, actor, person_id)

/** Puts the council's own word beside what a source says. What the council said of the same thing before ends, or goes. */
async function takeThePlace(tx: Write, actor: Person, person_id: string, asked: Changed): Promise<string> {
  const { fact, values, starts_on, because } = asked
  const place = await placeFor(tx, actor, person_id, fact)
  const standing = (await listFacts(tx, person_id, [fact.kind])).filter(
    one =>
      isBelieved(one) &&
      one.record_id === place.record_id &&
      one.values.kind === values.kind &&
      (one.ends_on === null || one.ends_on > starts_on || one.kind === 'birth'),
  )
  for (const one of standing) {
    if (one.kind !== 'birth' && one.starts_on < starts_on) await endOn(tx, actor, one, starts_on, because)
    else await retract(tx, actor, one, 'settled', because)
  }
  return believe(tx, actor, {
    kind: fact.kind,
    place,
    starts_on,
    ends_on: fact.ends_on,
    values,
    instead_of: fact.id,
    because,
  })
}

/** What a source says, without what was found of its address: the council's word has its own confirmations. */
const unchecked = ({
  values: { confirmed_on: _, confirmed_how: __, doubted_on: ___, doubted_how: ____, ...values },
}: Fact): Values => values

/** Records an address again with what was found of it, on the same record: it stays the word of its source. */
async function check(
  tx: Write,
  actor: Person,
  { do: outcome, fact, on, how, because }: Extract<Correction, { do: 'confirm' | 'doubt' }>,
): Promise<string> {
  await retract(tx, actor, fact, 'checked', because)
  const found = outcome === 'confirm' ? { confirmed_on: on, confirmed_how: how } : { doubted_on: on, doubted_how: how }
  const { kind, starts_on, ends_on, id: instead_of } = fact
  return believe(tx, actor, {
    ...{ kind, place: placeOf(fact), starts_on, ends_on, values: { ...fact.values, ...found }, instead_of, because },
  })
}

/** The last day of a fact, as people say it. */
export const lastDayOf = (fact: Pick<Fact, 'ends_on'>): Day | null => fact.ends_on && addDays(fact.ends_on, -1)

/** How a child stands, for telling what a correction would change. */
export interface Standing {
  known_as: string
  born_on: Day | null
  upn: string | null
  state: string | null
  state_because: string | null
  band: string | null
  schools: string[]
}

export async function standingOf(tx: Write, person_id: string, on: Day): Promise<Standing> {
  const { rows } = await withEngineSight(tx, engine =>
    sql<Standing>`SELECT c.known_as, c.born_on, c.upn, s.state, s.because AS state_because, b.band, ARRAY(
        SELECT DISTINCT coalesce(k.name, r.reach_key) FROM child_reach r LEFT JOIN school k ON r.reach_key = 'school:' || k.urn
        WHERE r.person_id = c.person_id AND r.reach_key LIKE 'school:%' AND r.starts_on <= ${on} AND (r.ends_on IS NULL OR r.ends_on > ${on}) ORDER BY 1) AS schools
      FROM child_summary c
      LEFT JOIN child_state s ON s.authority_id = c.authority_id AND s.person_id = c.person_id AND s.starts_on <= ${on} AND (s.ends_on IS NULL OR s.ends_on > ${on})
      LEFT JOIN child_band b ON b.authority_id = c.authority_id AND b.person_id = c.person_id AND b.starts_on <= ${on} AND (b.ends_on IS NULL OR b.ends_on > ${on})
      WHERE c.person_id = ${person_id}`.execute(engine),
  )
  const [found] = rows
  if (!found) throw new Error('The child to correct has no summary.')
  return found
}

/** What a correction would change, tried and taken back, so that what is told before is what will come. */
export async function tryOut(
  tx: Write,
  actor: Person,
  person_id: string,
  work: (tx: Write) => Promise<unknown>,
): Promise<{ before: Standing; after: Standing }> {
  const before = await standingOf(tx, person_id, actor.today)
  await sql`SAVEPOINT tried_correction`.execute(tx)
  await work(tx)
  const after = await standingOf(tx, person_id, actor.today)
  await sql`ROLLBACK TO SAVEPOINT tried_correction`.execute(tx)
  return { before, after }
}
