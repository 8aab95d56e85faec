import { sql } from 'kysely'
import type { Write } from '../../ground/database/door.ts'
import type { Day } from '../../rulebook/index.ts'
import { joinAsEngine } from './join.ts'
import { JoinRefused, NotThere } from './refused.ts'

export interface CertainPair {
  pair_id: string
  low_id: string
  high_id: string
  because: string
}

/** Pairs of a run that it held for a match, and nobody has looked at yet: the likeliest first, then by their ids. */
export async function certainPairs(tx: Write, run_id: string, limit: number): Promise<CertainPair[]> {
  const { rows } = await sql<CertainPair>`SELECT p.id AS pair_id, p.low_id, p.high_id, p.because FROM match_pair p
    WHERE p.authority_id = (SELECT identity.authority()) AND p.run_id = ${run_id} AND p.state = 'open' AND p.outcome = 'match'
      AND NOT p.low_sealed AND NOT p.high_sealed AND NOT p.left_to_people
      AND NOT EXISTS (SELECT FROM match_reading r WHERE r.authority_id = p.authority_id AND r.pair_id = p.id AND r.withdrawn_at IS NULL)
    ORDER BY p.probability DESC, p.low_id, p.high_id LIMIT ${sql.lit(limit)}`.execute(tx)
  return rows
}

/**
 * Joins the two records of a pair that a run held for a match, as a list's row is joined with its child when it is brought in: a decision like
 * any other, with the run's reason, which anybody who may can take back. What a person has to weigh is left to people: two with an open
 * case each, relatives of each other, sealed records. @returns whether they were joined.
 */
export async function joinCertain(tx: Write, pair: CertainPair, today: Day): Promise<boolean> {
  try {
    await joinAsEngine(
      tx,
      { one: pair.low_id, other: pair.high_id, because: pair.because, pair_id: pair.pair_id },
      today,
    )
    return true
  } catch (problem) {
    if (!(problem instanceof JoinRefused || problem instanceof NotThere)) throw problem
    await sql`UPDATE match_pair SET left_to_people = true WHERE id = ${pair.pair_id}`.execute(tx)
    return false
  }
}

/** Leaves to people the pairs of which both records stand on the newest list of one source, for the same school: it holds them for two. */
export async function leaveListedTwice(tx: Write, run_id: string): Promise<void> {
  await sql`UPDATE match_pair p SET left_to_people = true
    WHERE p.authority_id = (SELECT identity.authority()) AND p.run_id = ${run_id} AND p.state = 'open' AND p.outcome = 'match' AND NOT p.left_to_people
      AND EXISTS (SELECT FROM record a JOIN record b ON b.authority_id = a.authority_id AND b.person_id = p.high_id AND b.source_id = a.source_id
          AND b.school_urn IS NOT DISTINCT FROM a.school_urn AND b.last_on = a.last_on
        WHERE a.authority_id = p.authority_id AND a.person_id = p.low_id
          AND a.last_on = (SELECT max(i.as_at) FROM import i WHERE i.authority_id = a.authority_id AND i.source_id = a.source_id AND i.state = 'committed'))`.execute(
    tx,
  )
}

/** Leaves to people what is likely as a sum and not certain in each field that matters: a question, however probable. */
export async function leaveUncertain(
  tx: Write,
  run_id: string,
  pairs: readonly { left: string; right: string }[],
): Promise<void> {
  await sql`UPDATE match_pair p SET outcome = 'review' FROM unnest(${pairs.map(pair => pair.left)}::uuid[], ${pairs.map(pair => pair.right)}::uuid[]) AS t (a, b)
    WHERE p.authority_id = (SELECT identity.authority()) AND p.run_id = ${run_id} AND p.state = 'open' AND p.outcome = 'match'
      AND p.low_record_id IN (t.a, t.b) AND p.high_record_id IN (t.a, t.b)`.execute(tx)
}
