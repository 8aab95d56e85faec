import { sql } from 'kysely'
import { type Read, type Write, withEngineSight } from '../../ground/database/door.ts'
import type { Person } from '../../ground/database/identity.ts'
import { Stale } from '../../ground/database/stale.ts'
import type { Day } from '../../rulebook/index.ts'
import { secondReader } from './codes.ts'
import { joinPersons } from './join.ts'
import { keepApart } from './keep-apart.ts'
import { JoinRefused, NotThere } from './refused.ts'
import { settle, type Verdict } from './rules.ts'
import { takeBack, takeBackAhead } from './take-back.ts'

/** Whether the authority asks for two officers to say the same. */
export async function asksForTwo(tx: Read, today: Day): Promise<boolean> {
  const { rows } = await sql<{
    key: string
  }>`SELECT key FROM authority_switch WHERE authority_id = (SELECT identity.authority()) AND key = ${secondReader.key}
    AND starts_on <= ${today} AND (ends_on IS NULL OR ends_on > ${today})`.execute(tx)
  return rows.length > 0
}

export interface ReadingInput {
  pair_id: string
  verdict: Verdict
  because: string
  /** The version of the pair, and of its two children in the order of their ids, that the page was drawn from. */
  seen: readonly [number, number, number] | null
}

/** What a reading led to. */
export type Outcome = 'joined' | 'kept_apart' | 'second_look'

interface PairToRead {
  id: string
  low_id: string
  high_id: string
  version: number
}

/**
 * Records what an officer holds of a pair, and does what follows: joins the two, keeps them apart, or leaves the pair for a second look.
 * @throws NotThere, JoinRefused (also for a second reading by the same officer), Stale.
 */
export async function readPair(tx: Write, actor: Person, input: ReadingInput): Promise<Outcome> {
  const pair = await lockPair(tx, input.pair_id)
  const seen = input.seen
  if (seen !== null && seen[0] !== pair.version) throw new Stale()
  const before = await readingsOf(tx, pair.id)
  if (before.some(one => one.read_by === actor.account_id))
    throw new JoinRefused('You have read this pair. Somebody else gives it the second look.')
  await sql`INSERT INTO match_reading (authority_id, pair_id, low_id, low_sealed, high_id, high_sealed, verdict, because, read_by)
    SELECT authority_id, id, low_id, low_sealed, high_id, high_sealed, ${input.verdict}, ${input.because}, ${actor.account_id} FROM match_pair WHERE id = ${pair.id}`.execute(
    tx,
  )
  const needed = (await asksForTwo(tx, actor.today)) ? 2 : 1
  const follows = settle([...before.map(one => one.verdict), input.verdict], needed)
  const first = before.find(one => one.verdict === input.verdict)?.read_by ?? null
  const decision = {
    ...{ one: pair.low_id, other: pair.high_id, because: input.because, pair_id: pair.id, read_first_by: first },
    seen: seen === null ? null : ([seen[1], seen[2]] as const),
  }
  if (follows === 'same') {
    await joinPersons(tx, actor, decision)
    return 'joined'
  }
  if (follows === 'different') {
    await keepApart(tx, actor, decision)
    return 'kept_apart'
  }
  await sql`UPDATE match_pair SET state = 'second_look', version = version + 1 WHERE id = ${pair.id}`.execute(tx)
  return 'second_look'
}

async function lockPair(tx: Write, pair_id: string): Promise<PairToRead> {
  const { rows } =
    await sql<PairToRead>`SELECT id, low_id, high_id, version FROM match_pair WHERE authority_id = (SELECT identity.authority()) AND id = ${pair_id}
    AND state IN ('open', 'second_look') FOR UPDATE`.execute(tx)
  const [pair] = rows
  if (!pair) throw new Stale()
  return pair
}

export interface Reading {
  id: string
  verdict: Verdict
  because: string
  read_by: string
  reader: string
  read_at: Date
}

/** What was held of a pair so far, the oldest first. */
export async function readingsOf(tx: Read, pair_id: string): Promise<Reading[]> {
  const { rows } =
    await sql<Reading>`SELECT r.id, r.verdict, r.because, r.read_by, a.name AS reader, r.read_at FROM match_reading r JOIN account a ON a.id = r.read_by
    WHERE r.authority_id = (SELECT identity.authority()) AND r.pair_id = ${pair_id} AND r.withdrawn_at IS NULL ORDER BY r.read_at, r.id`.execute(
      tx,
    )
  return rows
}

export interface LastReading {
  pair_id: string
  reading_id: string
  verdict: Verdict
  low_id: string
  high_id: string
  decision_id: string | null
}

/** The officer's own last reading that still stands as it was left; undefined when there is none of today's. */
export async function lastReading(tx: Read, actor: Person): Promise<LastReading | undefined> {
  const { rows } = await sql<LastReading>`
    SELECT r.pair_id, r.id AS reading_id, r.verdict, r.low_id, r.high_id, d.id AS decision_id
    FROM match_reading r JOIN match_pair p ON p.authority_id = r.authority_id AND p.id = r.pair_id
    LEFT JOIN join_decision d ON d.authority_id = r.authority_id AND d.pair_id = r.pair_id AND d.ended_at IS NULL AND d.kind IN ('join', 'keep_apart')
    WHERE r.authority_id = (SELECT identity.authority()) AND r.read_by = ${actor.account_id} AND r.withdrawn_at IS NULL AND p.state IN ('second_look', 'joined', 'kept_apart')
      AND (d.id IS NULL OR d.decided_by = ${actor.account_id}) AND (p.state = 'second_look') = (d.id IS NULL)
      AND r.read_at > ${actor.today}::date - 1
    ORDER BY r.read_at DESC, r.id DESC LIMIT 1`.execute(tx)
  return rows[0]
}

/**
 * Takes the officer's own last reading back, with what it led to: a join is taken back, a pair held apart waits again.
 * @returns the pair, which waits again. @throws NotThere, JoinRefused when something was recorded since the join, which has to be placed.
 */
export async function undoReading(tx: Write, actor: Person, reading_id: string): Promise<string> {
  const last = await lastReading(tx, actor)
  if (last?.reading_id !== reading_id) throw new NotThere()
  const because = 'The decision was undone by whoever took it.'
  await sql`UPDATE match_reading SET withdrawn_at = now() WHERE id = ${reading_id}`.execute(tx)
  if (last.verdict === 'same' && last.decision_id !== null) {
    const { since } = await takeBackAhead(tx, last.decision_id)
    if (since.place.length > 0)
      throw new JoinRefused(
        'Something was recorded of the child since. Take the join back on its Records page, where each is placed.',
      )
    const { decision_id } = await takeBack(tx, actor, {
      decision_id: last.decision_id,
      because,
      seen: null,
      places: new Map(),
    })
    // Undone is not decided otherwise: the pair may be offered again.
    await sql`UPDATE join_decision SET ended_at = clock_timestamp(), ended_by = id WHERE id = ${decision_id}`.execute(
      tx,
    )
  } else if (last.decision_id !== null) {
    await sql`UPDATE join_decision SET ended_at = clock_timestamp(), ended_by = id WHERE id = ${last.decision_id}`.execute(
      tx,
    )
  }
  const left = await readingsOf(tx, last.pair_id)
  await withEngineSight(tx, engine =>
    sql`UPDATE match_pair SET state = ${left.length > 0 ? 'second_look' : 'open'}, settled_at = NULL, version = version + 1 WHERE authority_id = ${actor.authority_id} AND id = ${last.pair_id}`.execute(
      engine,
    ),
  )
  return last.pair_id
}
