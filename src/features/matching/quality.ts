import { sql } from 'kysely'
import type { Read, Write } from '../../ground/database/door.ts'
import type { Day } from '../../rulebook/index.ts'
import { type BandRead, bands } from './rules.ts'
import type { RunFigures } from './runs.ts'

export interface RunRow {
  id: string
  kind: 'county' | 'list'
  model_version: string
  review_from: number
  match_from: number
  as_at: Day
  ended_at: Date
  figures: RunFigures
}

/** Runs that have ended, the newest first. */
export async function endedRuns(tx: Read, most: number): Promise<RunRow[]> {
  const { rows } =
    await sql<RunRow>`SELECT id, kind, model_version, review_from, match_from, as_at, ended_at, figures FROM match_run
    WHERE authority_id = (SELECT identity.authority()) AND ended_at IS NOT NULL ORDER BY ended_at DESC LIMIT ${sql.lit(most)}`.execute(
      tx,
    )
  return rows
}

/** Of each band of probability: the pairs of a run, those of a sample that were read, and those of them that are one child. Sealed children are in none. */
export async function bandsRead(tx: Read, run_id: string): Promise<BandRead[]> {
  const { rows } = await sql<BandRead>`
    WITH decided AS MATERIALIZED (
      SELECT p.id, width_bucket(p.probability, ${[...bands]}::float8[]) - 1 AS band, p.state, p.sampled_on FROM match_pair p
      WHERE p.authority_id = (SELECT identity.authority()) AND p.run_id = ${run_id} AND NOT p.low_sealed AND NOT p.high_sealed)
    SELECT band, count(*)::integer AS pairs, count(*) FILTER (WHERE sampled_on IS NOT NULL AND state IN ('joined', 'kept_apart'))::integer AS read,
      count(*) FILTER (WHERE sampled_on IS NOT NULL AND state = 'joined')::integer AS same
    FROM decided GROUP BY band ORDER BY band`.execute(tx)
  return rows
}

/**
 * Draws pairs of a run to be read whatever it held of them: as many from each band of probability, by the hash of their ids, so that
 * nobody chooses which. Those drawn before stay drawn. @returns how many were drawn.
 */
export async function drawSample(tx: Write, run_id: string, each: number, today: Day): Promise<number> {
  const { rows } = await sql<{ id: string }>`
    WITH open AS (
      SELECT p.id, row_number() OVER (PARTITION BY width_bucket(p.probability, ${[...bands]}::float8[]) ORDER BY md5(p.id::text)) AS place
      FROM match_pair p WHERE p.authority_id = (SELECT identity.authority()) AND p.run_id = ${run_id} AND p.state = 'open' AND p.sampled_on IS NULL
        AND NOT p.low_sealed AND NOT p.high_sealed)
    UPDATE match_pair p SET sampled_on = ${today}::date FROM open o WHERE o.id = p.id AND o.place <= ${each} AND p.authority_id = (SELECT identity.authority()) RETURNING p.id`.execute(
    tx,
  )
  return rows.length
}
