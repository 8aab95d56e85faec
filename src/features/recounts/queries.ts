import { type RawBuilder, sql } from 'kysely'
import type { Read } from '../../ground/database/door.ts'
import type { Day } from '../../rulebook/index.ts'
import type { RecountAsked } from './ask.ts'
import type { Cell } from './tally.ts'

/** A recount as it is kept, with the piece of work that was last asked of it. */
export interface Recount extends RecountAsked {
  id: string
  known_at: Date
  school_name: string | null
  policy_versions: readonly string[]
  rules_version: string
  calendars_version: string
  asked_by: string | null
  asked_by_name: string | null
  asked_at: Date
  looked_at: number
  children: number
  /** Null of one school. */
  sealed_children: number | null
  counted_at: Date | null
  /** Null for a command's, and for who does not see the work of others. */
  job: Job | null
}

interface Job {
  state: 'waiting' | 'running' | 'done' | 'failed' | 'cancelled'
  sentence: string
  done: number
  total: number | null
}

/** A number of a recount: children by one definition only, and by both. Of one definition all are `first_only`. */
export interface Counted extends Cell {
  cell: number
  first_only: number
  second_only: number
  both_sides: number
}

type Row = Omit<Recount, 'job'> & Partial<Job>

async function recountsWhere(tx: Read, which: RawBuilder<unknown>): Promise<Recount[]> {
  const { rows } = await sql<Row>`
    SELECT r.id, r.on_day, r.known_on, r.known_at, r.counts, r.school_urn, s.name AS school_name, r.compulsory_age, r.policies, r.policy_versions,
      r.rules_version, r.calendars_version, r.asked_by, a.name AS asked_by_name, r.asked_at, r.looked_at, r.children, r.sealed_children, r.counted_at,
      j.state, j.sentence, j.done, j.total
    FROM recount r LEFT JOIN school s ON s.urn = r.school_urn LEFT JOIN account a ON a.id = r.asked_by
    LEFT JOIN LATERAL (SELECT state, sentence, done, total FROM job WHERE job.authority_id = r.authority_id AND job.subject_id = r.id
      ORDER BY asked_at DESC, id DESC LIMIT 1) AS j ON true
    WHERE ${which}`.execute(tx)
  return rows.map(({ state, sentence = '', done = 0, total = null, ...row }) => ({
    ...row,
    job: state ? { state, sentence, done, total } : null,
  }))
}

export async function findRecount(tx: Read, id: string): Promise<Recount | undefined> {
  return (await recountsWhere(tx, sql`r.id = ${id}::uuid`))[0]
}

/** By what the list of recounts is narrowed, and how it is cut. */
export interface Narrowed {
  on_day: Day | null
  policy: string | null
  asked_by: string | null
  order: 'asc' | 'desc'
  beyond: '<' | '>'
  from: string | null
  limit: number
}

export const listRecounts = (tx: Read, { on_day, policy, asked_by, order, beyond, from, limit }: Narrowed) =>
  recountsWhere(
    tx,
    sql`${on_day === null ? sql`true` : sql`r.on_day = ${on_day}::date`}
      AND ${policy === null ? sql`true` : sql`${policy} = ANY (r.policies)`}
      AND ${asked_by === null ? sql`true` : sql`r.asked_by = ${asked_by}::uuid`}
      AND ${from === null ? sql`true` : sql`r.id ${sql.raw(beyond)} ${from}::uuid`}
      ORDER BY r.id ${sql.raw(order)} LIMIT ${sql.lit(limit)}`,
  )

/** The newest earlier recount of the same question that was counted to its end. */
export async function askedBefore(tx: Read, recount: Recount): Promise<Recount | undefined> {
  const { id, on_day, known_on, counts, school_urn, compulsory_age, policies } = recount
  const found = await recountsWhere(
    tx,
    sql`r.id < ${id}::uuid AND r.counted_at IS NOT NULL AND r.on_day = ${on_day}::date AND r.known_on IS NOT DISTINCT FROM ${known_on}::date
      AND r.counts @> ${[...counts]}::text[] AND r.counts <@ ${[...counts]}::text[] AND r.school_urn IS NOT DISTINCT FROM ${school_urn}::integer
      AND r.compulsory_age = ${compulsory_age} AND r.policies = ${[...policies]}::text[] ORDER BY r.id DESC LIMIT 1`,
  )
  return found[0]
}

export async function countsOf(tx: Read, recount_id: string): Promise<Counted[]> {
  const { rows } = await sql<Counted>`SELECT cell, what, key, status, field_class, first_only, second_only, both_sides
    FROM recount_count WHERE recount_id = ${recount_id}::uuid`.execute(tx)
  return rows
}
