import { sql } from 'kysely'
import { type Read, type Write, withEngineSight } from '../../ground/database/door.ts'
import type { Person } from '../../ground/database/identity.ts'
import { Stale } from '../../ground/database/stale.ts'
import { councilRecord, nameOn, reevaluate } from '../children/index.ts'
import { noteShared } from './keep-apart.ts'
import { moveRecords, moveThings, noteRecords, sayElsewhere } from './moving.ts'
import { goingOf, type PartsOfChild, type Placeable, type Places, partsOfChild, unplaced } from './placing.ts'
import { JoinRefused, NotThere, Unplaced } from './refused.ts'
import { copySeal, takeBack, takeBackAhead } from './take-back.ts'
import { inOrder } from './two.ts'

/** Everything of a child that an officer places to part it into two. @throws NotThere. */
export async function splitAhead(tx: Read, person_id: string): Promise<PartsOfChild> {
  const { rows } = await sql<{ id: string }>`
    SELECT id FROM person WHERE authority_id = (SELECT identity.authority()) AND id = ${person_id} AND joined_into IS NULL`.execute(
    tx,
  )
  if (rows.length === 0) throw new NotThere()
  return withEngineSight<PartsOfChild, Read>(tx, engine => partsOfChild(engine, person_id))
}

export interface SplitInput {
  person_id: string
  because: string
  seen: number | null
  places: Places
}

/**
 * Parts a child into two: what is placed with the other goes to a child of its own, and the rest stays. Where exactly what came by the last
 * join goes, that join is taken back. That they are two is remembered.
 * @returns the decision and the other child. @throws NotThere, JoinRefused, Stale, Unplaced.
 */
export async function splitPerson(
  tx: Write,
  actor: Person,
  input: SplitInput,
): Promise<{ decision_id: string; other_id: string }> {
  await withEngineSight(tx, engine => sql`SELECT FROM person WHERE id = ${input.person_id} FOR UPDATE`.execute(engine))
  const { place, facts } = await splitAhead(tx, input.person_id)
  const missing = unplaced(place, input.places)
  if (missing.length > 0) throw new Unplaced(missing)
  const going = goingOf(place, input.places)
  const records = place.filter(one => one.key.startsWith('record:'))
  if (!records.some(one => going.has(one.key)))
    throw new JoinRefused('Place at least one record with the other child: without one there is nothing to know it by.')
  if (records.every(one => going.has(one.key)))
    throw new JoinRefused('Leave at least one record with this child: if all are of another, it is the same child.')
  const join_id = await joinThatGoes(tx, input.person_id, place, going)
  if (join_id !== null)
    return takeBack(tx, actor, {
      decision_id: join_id,
      because: input.because,
      seen: input.seen,
      places: await withDefaults(tx, join_id, input.places),
    })
  return withEngineSight(tx, async engine => {
    const person = await sql<{
      sealed: boolean
      version: number
    }>`SELECT sealed, version FROM person WHERE id = ${input.person_id}`.execute(engine)
    const [{ sealed, version } = { sealed: false, version: 0 }] = person.rows
    if (input.seen !== null && input.seen !== version) throw new Stale()
    const other_id = await newChild(engine, actor, input.person_id, sealed)
    const [low, high] = inOrder(input.person_id, other_id)
    const { rows } = await sql<{ id: string }>`
      INSERT INTO join_decision (authority_id, kind, low_id, low_sealed, high_id, high_sealed, kept_id, because, decided_by)
      VALUES (${actor.authority_id}, 'split', ${low}, ${sealed}, ${high}, ${sealed}, ${input.person_id}, ${input.because}, ${actor.account_id}) RETURNING id`.execute(
      engine,
    )
    const decision_id = rows[0]?.id ?? ''
    await noteRecords(engine, decision_id, [input.person_id])
    const because = `Parted into two children: ${input.because}`
    const moved = records.filter(one => going.has(one.key)).map(one => one.key.slice('record:'.length))
    await moveRecords(engine, actor, moved, { decision_id, to: other_id, because })
    await sql`UPDATE join_decision_record SET to_id = ${other_id} WHERE decision_id = ${decision_id} AND record_id = ANY(${moved}::uuid[])`.execute(
      engine,
    )
    await moveThings(engine, { decision_id, from: input.person_id, to: other_id }, [...going])
    const said = facts.filter(fact => going.has(fact.key))
    if (said.length > 0)
      await sayElsewhere(engine, actor, said, { record_id: await councilRecord(engine, actor, other_id), because })
    await noteShared(engine, decision_id, input.person_id, other_id)
    await reevaluate(engine, [input.person_id, other_id], actor.today)
    return { decision_id, other_id }
  })
}

/** A child as sealed as the one it was part of, and known to the same people. */
async function newChild(engine: Write, actor: Person, from: string, sealed: boolean): Promise<string> {
  const { rows } = await sql<{
    id: string
  }>`INSERT INTO person (authority_id, sealed) VALUES (${actor.authority_id}, ${sealed}) RETURNING id`.execute(engine)
  const id = rows[0]?.id ?? ''
  if (!sealed) return id
  const named = await sql<{ account_id: string }>`SELECT DISTINCT account_id FROM seal_name
    WHERE authority_id = ${actor.authority_id} AND person_id = ${from} AND ended_at IS NULL AND NOT glass AND until IS NULL`.execute(
    engine,
  )
  await copySeal(engine, from, id)
  await nameOn(
    engine,
    [id],
    named.rows.map(row => row.account_id),
    actor.account_id,
    { why: 'Named on the record that this one was part of.' },
  )
  return id
}

/** The newest join into this child, where what goes is exactly what it brought and can be taken back; null where not. */
async function joinThatGoes(
  tx: Read,
  person_id: string,
  place: readonly Placeable[],
  going: ReadonlySet<string>,
): Promise<string | null> {
  const { rows } = await sql<{ id: string }>`
    SELECT id FROM join_decision WHERE authority_id = (SELECT identity.authority()) AND kind = 'join' AND kept_id = ${person_id} AND ended_at IS NULL
    ORDER BY id DESC LIMIT 1`.execute(tx)
  const [join] = rows
  if (!join) return null
  const { since, join: decided, refused } = await takeBackAhead(tx, join.id)
  if (refused !== null) return null
  const things = await withEngineSight<{ thing: string }[], Read>(
    tx,
    async engine =>
      (
        await sql<{
          thing: string
        }>`SELECT thing FROM join_decision_thing WHERE decision_id = ${join.id} AND from_id = ${decided.other_id}`.execute(
          engine,
        )
      ).rows,
  )
  const brought = new Set([
    ...since.records.filter(record => record.from_id === decided.other_id).map(record => `record:${record.id}`),
    ...things.map(row => row.thing),
  ])
  const cameSince = new Set(since.place.map(one => one.key))
  const before = place.filter(one => !cameSince.has(one.key))
  return before.every(one => going.has(one.key) === brought.has(one.key)) ? join.id : null
}

/** What was placed, and what goes with its record where nobody placed it. */
async function withDefaults(tx: Read, join_id: string, places: Places): Promise<Places> {
  const { since } = await takeBackAhead(tx, join_id)
  return new Map(since.place.map(one => [one.key, places.get(one.key) ?? one.side ?? 'kept']))
}
