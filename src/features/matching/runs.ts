import { sql } from 'kysely'
import type { Read, Write } from '../../ground/database/door.ts'
import type { Day } from '../../rulebook/index.ts'
import { groupRates } from './group-rates.ts'
import { sharedIdentifiers } from './keep-apart.ts'
import { bands } from './rules.ts'

/** What speaks for or against two records being of one child, in one field. */
export interface Evidence {
  field: string
  level: string
  /** In bits: above 0 it speaks for one child. */
  weight: number
  sentence: string
}

/** Two records as a run scored them. */
export interface ScoredPair {
  left: string
  right: string
  /** From 0 to 1: how likely the two are one child. */
  probability: number
  weight: number
  evidence: readonly Evidence[]
  reason: string
}

export interface RunInput {
  kind: 'county' | 'list'
  /** All that it takes to run it again to the same answer. */
  model: unknown
  model_version: string
  thresholds: { review: number; match: number }
  as_at: Day
  began_by: string | null
}

export interface Run {
  id: string
  kind: 'county' | 'list'
  review_from: number
  match_from: number
}

/** Begins a run, to which pairs are then kept. The engine's. */
export async function startRun(tx: Write, input: RunInput): Promise<Run> {
  const { kind, model, model_version, thresholds, as_at, began_by } = input
  const { rows } = await sql<Run>`
    INSERT INTO match_run (authority_id, kind, model, model_version, review_from, match_from, as_at, began_by)
    VALUES (identity.authority(), ${kind}, ${JSON.stringify(model)}::jsonb, ${model_version}, ${thresholds.review}, ${thresholds.match}, ${as_at}, ${began_by})
    RETURNING id, kind, review_from, match_from`.execute(tx)
  const [run] = rows
  if (!run) throw new Error('The run was not begun.')
  return run
}

/** What became of pairs that were given to be kept. */
export interface Kept {
  given: number
  kept: number
}

/**
 * Keeps pairs that a run scored, some thousands at a time, in one statement. Kept is one pair of two children, the likeliest of their
 * records; left out are records of one child already, of protected sources, two that were held apart and bear no other identifier in common
 * since, and two that are never to be joined. A pair that waits already is scored anew. The engine's; asked again with the same pairs it changes nothing.
 */
export async function keepPairs(tx: Write, run: Run, pairs: readonly ScoredPair[]): Promise<Kept> {
  if (pairs.length === 0) return { given: 0, kept: 0 }
  const rows = pairs.map(({ left, right, probability, weight, evidence, reason }) => ({
    ...{ a: left, b: right, probability, weight, evidence, because: reason },
  }))
  const answer = await sql<{ id: string }>`
    WITH given AS MATERIALIZED (
      SELECT * FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS t (a uuid, b uuid, probability float8, weight float8, evidence jsonb, because text)
    ), placed AS MATERIALIZED (
      SELECT least(x.person_id, y.person_id) AS low_id, greatest(x.person_id, y.person_id) AS high_id,
        CASE WHEN x.person_id < y.person_id THEN x.id ELSE y.id END AS low_record_id, CASE WHEN x.person_id < y.person_id THEN y.id ELSE x.id END AS high_record_id,
        g.probability, g.weight, g.evidence, g.because
      FROM given g JOIN record x ON x.authority_id = (SELECT identity.authority()) AND x.id = g.a JOIN record y ON y.authority_id = x.authority_id AND y.id = g.b
      WHERE x.person_id <> y.person_id AND x.source NOT IN (SELECT code FROM source_kind WHERE protected) AND y.source NOT IN (SELECT code FROM source_kind WHERE protected)
    ), best AS MATERIALIZED (
      SELECT DISTINCT ON (low_id, high_id) * FROM placed ORDER BY low_id, high_id, probability DESC, low_record_id, high_record_id
    )
    INSERT INTO match_pair (authority_id, run_id, low_id, low_sealed, high_id, high_sealed, low_record_id, high_record_id, probability, weight, evidence, because, outcome, lists)
    SELECT identity.authority(), ${run.id}, b.low_id, l.sealed, b.high_id, h.sealed, b.low_record_id, b.high_record_id, b.probability, b.weight, b.evidence, b.because,
      CASE WHEN b.probability >= ${run.match_from} THEN 'match' WHEN b.probability >= ${run.review_from} THEN 'review' ELSE 'no_match' END,
      (SELECT count(*) FROM record r WHERE r.authority_id = l.authority_id AND r.person_id IN (b.low_id, b.high_id))
    FROM best b JOIN person l ON l.authority_id = (SELECT identity.authority()) AND l.id = b.low_id JOIN person h ON h.authority_id = l.authority_id AND h.id = b.high_id
    WHERE NOT EXISTS (${apart(sql`b.low_id`, sql`b.high_id`)}) AND NOT EXISTS (${never(sql`b.low_id`, sql`b.high_id`)})
    ORDER BY b.low_id, b.high_id
    ON CONFLICT (authority_id, low_id, high_id) WHERE state IN ('open', 'second_look') DO UPDATE SET
      run_id = excluded.run_id, low_record_id = excluded.low_record_id, high_record_id = excluded.high_record_id, probability = excluded.probability,
      weight = excluded.weight, evidence = excluded.evidence, because = excluded.because, outcome = excluded.outcome, lists = excluded.lists, version = match_pair.version + 1
    RETURNING id`.execute(tx)
  return { given: pairs.length, kept: answer.rows.length }
}

type Ref = ReturnType<typeof sql>

/** That two children were decided to be two, and nothing new speaks against it. */
const apart = (low: Ref, high: Ref) => sql`
  SELECT FROM record x JOIN join_decision_record i ON i.authority_id = x.authority_id AND i.record_id = x.id
  JOIN join_decision d ON d.authority_id = i.authority_id AND d.id = i.decision_id AND d.ended_at IS NULL AND d.kind IN ('keep_apart', 'split', 'take_back')
  JOIN join_decision_record j ON j.authority_id = d.authority_id AND j.decision_id = d.id AND j.to_id <> i.to_id
  JOIN record y ON y.authority_id = j.authority_id AND y.id = j.record_id AND y.person_id = ${high}
  WHERE x.authority_id = (SELECT identity.authority()) AND x.person_id = ${low} AND ${sharedIdentifiers(low, high)} <@ d.shared`

const never = (low: Ref, high: Ref) => sql`
  SELECT FROM never_join n JOIN never_join_record s ON s.authority_id = n.authority_id AND s.never_join_id = n.id
  JOIN record x ON x.authority_id = s.authority_id AND x.id = s.record_id AND x.person_id = ${low}
  JOIN never_join_record o ON o.authority_id = n.authority_id AND o.never_join_id = n.id AND o.side <> s.side
  JOIN record y ON y.authority_id = o.authority_id AND y.id = o.record_id AND y.person_id = ${high}
  WHERE n.authority_id = (SELECT identity.authority()) AND n.lifted_at IS NULL`

/** What is kept of a run in figures: no child among them. Sealed children are in none. */
export interface RunFigures {
  /** How many pairs of records the run compared. */
  compared: number
  outcomes: { match: number; review: number; no_match: number }
  /** Pairs kept, by band of probability. */
  bands: number[]
  groups: GroupRate[]
}

/** How many children of a group are held by more than one source, and how many wait for an answer. */
export interface GroupRate {
  dimension: 'ethnicity' | 'language' | 'mobility' | 'area' | 'source'
  value: string
  children: number
  matched: number
  review: number
}

/**
 * Ends a run: pairs of earlier runs of the county that it did not find again are a question no longer, unless somebody has read them or
 * they were drawn as a sample; and its figures are worked out. The engine's.
 * @param compared how many pairs of records it compared.
 */
export async function endRun(tx: Write, run: Run, compared: number): Promise<RunFigures> {
  if (run.kind === 'county')
    await sql`UPDATE match_pair p SET state = 'gone', settled_at = now(), version = version + 1 WHERE p.authority_id = (SELECT identity.authority())
      AND p.state = 'open' AND p.run_id <> ${run.id} AND p.run_id IN (SELECT id FROM match_run WHERE kind = 'county') AND p.sampled_on IS NULL
      AND NOT EXISTS (SELECT FROM match_reading r WHERE r.authority_id = p.authority_id AND r.pair_id = p.id AND r.withdrawn_at IS NULL)`.execute(
      tx,
    )
  const figures = { compared, ...(await countOfRun(tx, run.id)), groups: await groupRates(tx) }
  await sql`UPDATE match_run SET figures = ${JSON.stringify(figures)}::jsonb, ended_at = clock_timestamp() WHERE authority_id = identity.authority() AND id = ${run.id}`.execute(
    tx,
  )
  return figures
}

async function countOfRun(tx: Read, run_id: string): Promise<Pick<RunFigures, 'outcomes' | 'bands'>> {
  const { rows } = await sql<{ outcome: keyof RunFigures['outcomes']; band: number; pairs: number }>`
    SELECT outcome, width_bucket(probability, ${[...bands]}::float8[]) - 1 AS band, count(*)::integer AS pairs FROM match_pair
    WHERE authority_id = (SELECT identity.authority()) AND run_id = ${run_id} AND NOT low_sealed AND NOT high_sealed GROUP BY 1, 2`.execute(
    tx,
  )
  const outcomes = { match: 0, review: 0, no_match: 0 }
  const counts = bands.map(() => 0)
  for (const { outcome, band, pairs } of rows) {
    outcomes[outcome] += pairs
    counts[band] = (counts[band] ?? 0) + pairs
  }
  return { outcomes, bands: counts }
}
