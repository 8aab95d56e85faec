import { sql } from 'kysely'
import { type Read, type Write, withEngineSight } from '../../ground/database/door.ts'
import type { Person } from '../../ground/database/identity.ts'
import { Stale } from '../../ground/database/stale.ts'
import { councilRecord, reevaluate } from '../children/index.ts'
import { type Before, namedByJoin } from './join.ts'
import { noteShared } from './keep-apart.ts'
import { moveRecords, moveRecordsBack, moveThings, noteRecords, sayElsewhere } from './moving.ts'
import { goingOf, type Places, type SinceJoin, sinceJoin, unplaced } from './placing.ts'
import { JoinRefused, NotThere, Unplaced } from './refused.ts'
import { hashOfFacts, hashOfStates, thingsHeld } from './standing.ts'
import { lockBoth } from './two.ts'

export interface JoinDecided {
  id: string
  kept_id: string
  other_id: string
  decided_at: Date
  before: Before
}

/** What taking a join back would meet. */
export interface TakeBackAhead {
  join: JoinDecided
  since: SinceJoin
  refused: string | null
}

/** A join in force, as whoever asks may see it; undefined when there is none. */
export async function joinInForce(tx: Read, decision_id: string): Promise<JoinDecided | undefined> {
  const { rows } = await sql<JoinDecided>`
    SELECT d.id, d.kept_id, CASE WHEN d.kept_id = d.low_id THEN d.high_id ELSE d.low_id END AS other_id, d.decided_at, d.before
    FROM join_decision d JOIN person p ON p.authority_id = d.authority_id AND p.id = d.kept_id
    WHERE d.authority_id = (SELECT identity.authority()) AND d.id = ${decision_id} AND d.kind = 'join' AND d.ended_at IS NULL`.execute(
    tx,
  )
  return rows[0]
}

/** What has to be placed before a join is taken back, and why it cannot be as things are. @throws NotThere. */
export async function takeBackAhead(tx: Read, decision_id: string): Promise<TakeBackAhead> {
  const join = await joinInForce(tx, decision_id)
  if (!join) throw new NotThere()
  return withEngineSight<TakeBackAhead, Read>(tx, async engine => ({
    join,
    since: await sinceJoin(engine, join.id, join.kept_id, join.other_id, join.before),
    refused: await whyNot(engine, join),
  }))
}

async function whyNot(engine: Read, join: JoinDecided): Promise<string | null> {
  const { rows } = await sql<{ gone: boolean; later: boolean; parted: boolean }>`
    SELECT p.joined_into IS NOT NULL AS gone,
      EXISTS (SELECT FROM join_decision l WHERE l.authority_id = p.authority_id AND l.kind = 'join' AND l.kept_id = p.id AND l.ended_at IS NULL AND l.id > ${join.id}) AS later,
      EXISTS (SELECT FROM join_decision_record d JOIN record r ON r.authority_id = d.authority_id AND r.id = d.record_id
        WHERE d.authority_id = p.authority_id AND d.decision_id = ${join.id} AND r.person_id <> p.id) AS parted
    FROM person p WHERE p.authority_id = (SELECT identity.authority()) AND p.id = ${join.kept_id}`.execute(engine)
  const [found] = rows
  if (!found) throw new NotThere()
  if (found.gone) return 'This child was itself joined with another since. Take that join back first.'
  if (found.later)
    return 'Another record was joined with this child since. Take the later join back first, or part the child into two.'
  if (found.parted) return 'Records of this child were parted since. Part the child into two instead.'
  return null
}

export interface TakeBackInput {
  decision_id: string
  because: string
  /** The version of the joined child that the page was drawn from. */
  seen: number | null
  places: Places
}

/**
 * Takes a join back: every fact, link and state that existed before comes back as it was, and each thing recorded since goes where the
 * officer placed it.
 * @throws NotThere, JoinRefused, Stale; Unplaced when something recorded since has no place.
 */
export async function takeBack(
  tx: Write,
  actor: Person,
  input: TakeBackInput,
): Promise<{ decision_id: string; other_id: string }> {
  const asked = await joinInForce(tx, input.decision_id)
  if (!asked) throw new NotThere()
  await lockBoth(tx, asked.kept_id, asked.other_id)
  const { join, since, refused } = await takeBackAhead(tx, input.decision_id)
  if (refused !== null) throw new JoinRefused(refused)
  const missing = unplaced(since.place, input.places)
  if (missing.length > 0) throw new Unplaced(missing)
  const going = goingOf(since.place, input.places)
  return withEngineSight(tx, async engine => {
    await checkVersion(engine, join.kept_id, input.seen)
    await refuseTwoOpenCases(engine, join, going)
    const decision_id = await noteTakingBack(engine, actor, join, input.because)
    const to = { decision_id, to: join.other_id }
    await noteRecords(engine, decision_id, [join.kept_id])
    await partSeals(engine, actor, join)
    await reopenCouncilRecords(engine, join, decision_id)
    await moveRecordsBack(engine, actor, { of_decision: join.id, ...to })
    const because = `Placed when a join was taken back: ${input.because}`
    await moveRecords(
      engine,
      actor,
      since.records.filter(record => going.has(`record:${record.id}`)).map(record => record.id),
      { ...to, because },
    )
    const { rows: things } = await sql<{ thing: string }>`
      SELECT thing FROM join_decision_thing WHERE authority_id = ${actor.authority_id} AND decision_id = ${join.id} AND from_id = ${join.other_id}`.execute(
      engine,
    )
    await moveThings(engine, { decision_id, from: join.kept_id, to: join.other_id }, [
      ...things.map(row => row.thing),
      ...going,
    ])
    await placeFacts(engine, actor, join, since, { going, because })
    await sql`UPDATE join_decision_record SET to_id = r.person_id FROM record r WHERE r.id = record_id AND decision_id = ${decision_id}`.execute(
      engine,
    )
    await noteShared(engine, decision_id, join.kept_id, join.other_id)
    await reevaluate(engine, [join.kept_id, join.other_id], actor.today)
    await proveRestored(engine, join, decision_id)
    return { decision_id, other_id: join.other_id }
  })
}

async function checkVersion(engine: Read, person_id: string, seen: number | null): Promise<void> {
  const { rows } = await sql<{ version: number }>`SELECT version FROM person WHERE id = ${person_id}`.execute(engine)
  if (seen !== null && rows[0]?.version !== seen) throw new Stale()
}

async function refuseTwoOpenCases(engine: Read, join: JoinDecided, going: ReadonlySet<string>): Promise<void> {
  const was = await sql<{ id: string; mine: boolean }>`
    SELECT c.id, EXISTS (SELECT FROM join_decision_thing t WHERE t.authority_id = c.authority_id AND t.decision_id = ${join.id}
      AND t.thing = 'council_case:' || c.id AND t.from_id = ${join.other_id}) AS mine
    FROM council_case c WHERE c.person_id = ${join.kept_id} AND c.closed_on IS NULL`.execute(engine)
  const ofOther = was.rows.filter(row => row.mine || going.has(`council_case:${row.id}`)).length
  if (ofOther > 1 || was.rows.length - ofOther > 1)
    throw new JoinRefused(
      'One of the two children would have two open cases. Place the cases otherwise, or close one first.',
    )
}

async function noteTakingBack(engine: Write, actor: Person, join: JoinDecided, because: string): Promise<string> {
  const { rows } = await sql<{ id: string }>`
    INSERT INTO join_decision (authority_id, kind, low_id, low_sealed, high_id, high_sealed, kept_id, because, of_decision, decided_by)
    SELECT authority_id, 'take_back', low_id, low_sealed, high_id, high_sealed, kept_id, ${because}, id, ${actor.account_id}::uuid
    FROM join_decision WHERE authority_id = ${actor.authority_id} AND id = ${join.id} RETURNING id`.execute(engine)
  const id = rows[0]?.id ?? ''
  await sql`UPDATE join_decision SET ended_at = clock_timestamp(), ended_by = ${id} WHERE authority_id = ${actor.authority_id} AND id = ${join.id}`.execute(
    engine,
  )
  return id
}

/**
 * The other child is as sealed as it was. What was sealed since was sealed as one, so both stay so, each under a seal of its own; and
 * whoever was named because of the join is named no longer.
 */
async function partSeals(engine: Write, actor: Person, { kept_id, other_id, before }: JoinDecided): Promise<void> {
  const { rows } = await sql<{ sealed: boolean }>`SELECT sealed FROM person WHERE id = ${kept_id}`.execute(engine)
  const now = rows[0]?.sealed ?? false
  const sealedSince = now && !before.kept_sealed && !before.other_sealed
  const sealed = now && (before.other_sealed || sealedSince)
  await sql`UPDATE person SET joined_into = NULL, sealed = ${sealed} WHERE authority_id = ${actor.authority_id} AND id = ${other_id}`.execute(
    engine,
  )
  const ended = sql`UPDATE seal_name SET ended_at = now(), ended_by = ${actor.account_id} WHERE authority_id = ${actor.authority_id} AND ended_at IS NULL`
  if (sealedSince) {
    await copySeal(engine, kept_id, other_id)
    return
  }
  await sql`${ended} AND person_id IN (${kept_id}, ${other_id}) AND why = ${namedByJoin}`.execute(engine)
  if (!sealed) await sql`${ended} AND person_id = ${other_id}`.execute(engine)
}

/** A seal for a child who was part of a sealed one, with the same owner, reason and review. Needs the engine's sight. */
export const copySeal = (engine: Write, from: string, to: string): Promise<unknown> =>
  sql`INSERT INTO seal (authority_id, person_id, reason_code, reason, review_on, sealed_by, owner_id)
    SELECT authority_id, ${to}::uuid, reason_code, reason, review_on, sealed_by, owner_id FROM seal
    WHERE authority_id = (SELECT identity.authority()) AND person_id = ${from} AND lifted_at IS NULL`.execute(engine)

/** Each child's own council record is written on again; the one of both is closed, and what stands on it holds on. */
async function reopenCouncilRecords(engine: Write, join: JoinDecided, decision_id: string): Promise<void> {
  await sql`UPDATE record SET closed_by = ${decision_id} WHERE authority_id = (SELECT identity.authority()) AND person_id = ${join.kept_id}
    AND source = 'council' AND closed_by IS NULL`.execute(engine)
  const { rows } = await sql<{ id: string; from_id: string }>`
    SELECT r.id, d.from_id FROM record r JOIN join_decision_record d ON d.authority_id = r.authority_id AND d.record_id = r.id AND d.decision_id = ${join.id}
    WHERE r.authority_id = (SELECT identity.authority()) AND r.closed_by = ${join.id}`.execute(engine)
  // That of the other child goes back first: one child has one record that is written on.
  for (const { id, from_id } of rows) {
    if (from_id === join.other_id)
      await sql`UPDATE record r SET person_id = p.id, sealed = p.sealed FROM person p WHERE p.id = ${join.other_id} AND r.id = ${id}`.execute(
        engine,
      )
    await sql`UPDATE record SET closed_by = NULL WHERE id = ${id}`.execute(engine)
  }
}

/** Facts go with the record they hang on, unless they were placed with the other child. */
async function placeFacts(
  engine: Write,
  actor: Person,
  join: JoinDecided,
  { facts, records }: SinceJoin,
  { going, because }: { going: ReadonlySet<string>; because: string },
): Promise<void> {
  const ofOther = new Set(records.filter(record => record.from_id === join.other_id).map(record => record.id))
  for (const [person_id, some] of [
    [join.other_id, facts.filter(fact => going.has(fact.key) && !ofOther.has(fact.record_id))],
    [join.kept_id, facts.filter(fact => !going.has(fact.key) && ofOther.has(fact.record_id))],
  ] as const) {
    if (some.length === 0) continue
    await sayElsewhere(engine, actor, some, { record_id: await councilRecord(engine, actor, person_id), because })
  }
}

/** All that existed before the join stands as it stood, or nothing is done. */
async function proveRestored(
  engine: Write,
  { id, kept_id, other_id, before }: JoinDecided,
  decision_id: string,
): Promise<void> {
  const both = [kept_id, other_id]
  const { rows } = await sql<{
    record_id: string
  }>`SELECT record_id FROM join_decision_record WHERE decision_id = ${id}`.execute(engine)
  const only = { facts: new Set(before.facts), records: rows.map(row => row.record_id) }
  if ((await hashOfFacts(engine, both, only)) !== before.facts_hash)
    throw new Error('What was there before the join did not come back as it was, so nothing was done.')
  const things = new Set((await thingsHeld(engine, both)).map(thing => thing.key))
  if (before.things.some(key => !things.has(key))) throw new Error('A case or document of before the join is missing.')
  const exactly = (await hashOfStates(engine, both)) === before.states_hash
  await sql`UPDATE join_decision SET exactly = ${exactly} WHERE id IN (${id}, ${decision_id})`.execute(engine)
}
