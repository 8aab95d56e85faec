import { sql } from 'kysely'
import { type Read, type Write, withEngineSight } from '../../ground/database/door.ts'
import { may, type Person } from '../../ground/database/identity.ts'
import { Stale } from '../../ground/database/stale.ts'
import type { Day } from '../../rulebook/index.ts'
import { nameOn, reevaluate, takeOutOfBook } from '../children/index.ts'
import type { Decider } from './decider.ts'
import { moveRecords, moveThings, noteRecords } from './moving.ts'
import { settlePairs } from './pairs.ts'
import { JoinRefused, NotThere } from './refused.ts'
import { factsHeld, hashOfFacts, hashOfStates, thingsHeld } from './standing.ts'
import { type Child, type DecisionInput, lockBoth, type Two, twoChildren, twoInOrder } from './two.ts'
import { type Widening, whoWouldSeeMore } from './widening.ts'

/** What is remembered of two children until their join is taken back. */
export interface Before {
  facts: readonly string[]
  things: readonly string[]
  facts_hash: string
  states_hash: string
  kept_sealed: boolean
  other_sealed: boolean
}

/** What a join would do, before it is done. */
export interface JoinAhead {
  kept: Child
  other: Child
  widens: Widening[]
  /** Why it cannot be done as things are; null when it can. */
  refused: string | null
}

/** Why somebody was named on a seal: that it became a seal of two. */
export const namedByJoin = 'Named on the record that was joined with this one.'

/** The one of two that stays: what is sealed, so that nothing of it moves out from under its seal; then the one with the open case, then with more records. */
function whoStays([low, high]: Two): { kept: Child; other: Child } {
  const weight = (child: Child) => [Number(child.sealed), child.open_cases, child.records]
  const [a, b] = [weight(low), weight(high)]
  const at = a.findIndex((number, place) => number !== b[place])
  const highStays = at >= 0 && (b[at] ?? 0) > (a[at] ?? 0)
  return highStays ? { kept: high, other: low } : { kept: low, other: high }
}

/** What joining two records would do. @throws NotThere where one is not there for whoever asks. */
export async function joinAhead(tx: Read, actor: Person, one: string, other: string): Promise<JoinAhead> {
  const two = await twoChildren(tx, one, other)
  const widens = await whoWouldSeeMore(tx, [two[0].id, two[1].id], actor.today)
  const mayWiden = widens.length === 0 || may(actor, 'matching.widen')
  const refused =
    two[0].open_cases + two[1].open_cases > 1
      ? 'Both have an open case. Close one of them first, or write in it that the work goes on in the other.'
      : (await areRelated(tx, two))
        ? 'They are recorded as relatives of each other. If that was never true, say so on the People page first.'
        : mayWiden
          ? null
          : `The join would let others see more than before: ${widens.map(one => one.text).join(', ')}. Ask somebody whose role may decide that, or leave it for a second look.`
  return { ...whoStays(two), widens, refused }
}

const areRelated = (tx: Read, [low, high]: Two): Promise<boolean> =>
  withEngineSight<boolean, Read>(tx, async engine => {
    const { rows } = await sql<{ related: boolean }>`SELECT EXISTS (
      SELECT FROM relation_fact f JOIN record r ON r.authority_id = f.authority_id AND r.id = f.record_id
      WHERE f.authority_id = (SELECT identity.authority()) AND f.retracted_at IS NULL
        AND ((r.person_id = ${low.id} AND f.other_person_id = ${high.id}) OR (r.person_id = ${high.id} AND f.other_person_id = ${low.id}))) AS related`.execute(
      engine,
    )
    return rows[0]?.related ?? false
  })

/**
 * Joins two records into one child, for good until it is taken back: the records of one are the other's from now on, and cases, documents,
 * pins and what names it as a relative go with them. The child is as protected as the more protected of the two.
 * @throws NotThere, JoinRefused with what can be done instead, Stale.
 */
export async function joinPersons(
  tx: Write,
  actor: Person,
  input: DecisionInput,
): Promise<{ decision_id: string; person_id: string }> {
  await lockBoth(tx, input.one, input.other)
  const ahead = await joinAhead(tx, actor, input.one, input.other)
  if (ahead.refused !== null) throw new JoinRefused(ahead.refused)
  const { kept, other, widens } = ahead
  const [low, high] = twoInOrder(kept, other)
  if (input.seen !== null && (input.seen[0] !== low.version || input.seen[1] !== high.version)) throw new Stale()
  return withEngineSight(tx, engine => join(engine, actor, input, { kept, other, widens }))
}

/**
 * The same where no person decides but a run that held the two for one child. Whoever is on the roll of one school sees what a list says of
 * its child, as when the list is brought in; so who would see more is not asked, and no sealed record is joined so.
 * @throws NotThere, JoinRefused with what a person has to weigh.
 */
export async function joinAsEngine(
  engine: Write,
  input: Omit<DecisionInput, 'seen' | 'read_first_by'>,
  today: Day,
): Promise<{ decision_id: string; person_id: string }> {
  await lockBoth(engine, input.one, input.other)
  const two = await twoChildren(engine, input.one, input.other)
  if (two[0].sealed || two[1].sealed) throw new NotThere()
  if (two[0].open_cases + two[1].open_cases > 1) throw new JoinRefused('Both have an open case.')
  if (await areRelated(engine, two)) throw new JoinRefused('They are recorded as relatives of each other.')
  const { rows } = await sql<{ authority_id: string }>`SELECT identity.authority() AS authority_id`.execute(engine)
  const actor = { authority_id: rows[0]?.authority_id ?? '', account_id: null, today }
  return join(engine, actor, { ...input, seen: null }, { ...whoStays(two), widens: [] })
}

async function join(
  engine: Write,
  actor: Decider,
  input: DecisionInput,
  { kept, other, widens }: Pick<JoinAhead, 'kept' | 'other' | 'widens'>,
): Promise<{ decision_id: string; person_id: string }> {
  const [low, high] = twoInOrder(kept, other)
  const both = [kept.id, other.id]
  const before: Before = {
    facts: (await factsHeld(engine, both)).map(fact => fact.key),
    things: (await thingsHeld(engine, both)).map(thing => thing.key),
    facts_hash: await hashOfFacts(engine, both),
    states_hash: await hashOfStates(engine, both),
    kept_sealed: kept.sealed,
    other_sealed: other.sealed,
  }
  const { rows } = await sql<{ id: string }>`
    INSERT INTO join_decision (authority_id, kind, low_id, low_sealed, high_id, high_sealed, kept_id, because, pair_id, widens, before, decided_by, read_first_by)
    VALUES (${actor.authority_id}, 'join', ${low.id}, ${low.sealed}, ${high.id}, ${high.sealed}, ${kept.id}, ${input.because}, ${input.pair_id ?? null},
      ${widens.map(one => one.key)}::text[], ${JSON.stringify(before)}::jsonb, ${actor.account_id}, ${input.read_first_by ?? null}) RETURNING id`.execute(
    engine,
  )
  const decision_id = rows[0]?.id ?? ''
  const moved = { decision_id, from: other.id, to: kept.id }
  await noteRecords(engine, decision_id, [kept.id])
  await noteRecords(engine, decision_id, [other.id], kept.id)
  if (kept.sealed !== other.sealed) await takeOutOfBook(engine, [other.id])
  await closeCouncilRecords(engine, decision_id, both)
  await moveRecords(engine, actor, await recordsOf(engine, other.id), {
    ...{ decision_id, to: kept.id },
    because: `Joined with this child: ${input.because}`,
  })
  await moveThings(engine, moved, null)
  await shareSeal(engine, actor, kept, other)
  await sql`UPDATE person SET joined_into = ${kept.id}, sealed = ${kept.sealed} WHERE authority_id = ${actor.authority_id} AND id = ${other.id}`.execute(
    engine,
  )
  await endEarlier(engine, decision_id, [low.id, high.id])
  await settlePairs(engine, both, { between: 'joined', gone: other.id })
  await reevaluate(engine, both, actor.today)
  return { decision_id, person_id: kept.id }
}

/** Officers write on another record from now on, so that what they record can be told from what was there. */
const closeCouncilRecords = (engine: Write, decision_id: string, person_ids: readonly string[]): Promise<unknown> =>
  sql`UPDATE record SET closed_by = ${decision_id} WHERE authority_id = (SELECT identity.authority()) AND person_id = ANY(${[...person_ids]}::uuid[])
    AND source = 'council' AND closed_by IS NULL`.execute(engine)

const recordsOf = async (engine: Read, person_id: string): Promise<string[]> =>
  (
    await sql<{
      id: string
    }>`SELECT id FROM record WHERE authority_id = (SELECT identity.authority()) AND person_id = ${person_id} ORDER BY id`.execute(
      engine,
    )
  ).rows.map(row => row.id)

/** Whoever is named on the one is named on both: where both were sealed that lets each see the other's, which was asked for. */
async function shareSeal(engine: Write, actor: Decider, kept: Child, other: Child): Promise<void> {
  const { account_id } = actor
  // What a run joins is never sealed.
  if (!kept.sealed || account_id === null) return
  const named = async (person_id: string) =>
    (
      await sql<{
        account_id: string
      }>`SELECT DISTINCT account_id FROM seal_name WHERE authority_id = (SELECT identity.authority()) AND person_id = ${person_id}
        AND ended_at IS NULL AND NOT glass AND until IS NULL`.execute(engine)
    ).rows.map(row => row.account_id)
  const [ofKept, ofOther] = [await named(kept.id), await named(other.id)]
  const why = { why: namedByJoin }
  if (other.sealed) await nameOn(engine, [kept.id], ofOther, account_id, why)
  await nameOn(engine, [other.id], ofKept, account_id, why)
}

/** That the two were held to be two children is outlived. */
const endEarlier = (engine: Write, decision_id: string, [low, high]: readonly [string, string]): Promise<unknown> =>
  sql`UPDATE join_decision SET ended_at = clock_timestamp(), ended_by = ${decision_id} WHERE authority_id = (SELECT identity.authority())
    AND low_id = ${low} AND high_id = ${high} AND kind IN ('keep_apart', 'split', 'take_back') AND ended_at IS NULL`.execute(
    engine,
  )
