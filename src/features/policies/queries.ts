import { type RawBuilder, sql } from 'kysely'
import { z } from 'zod'
import type { Read } from '../../ground/database/door.ts'
import type { Day } from '../../rulebook/index.ts'
import type { Tally } from './compare-policies.ts'
import { type Decided, decidedOf } from './read-policies.ts'

export interface PastDecision extends Decided {
  reason: string
  preview_id: string | null
  decided_by: string
  decided_at: Date
  retracted_by: string | null
  retracted_at: Date | null
  retracted_reason: string | null
}

/** Every decision that was ever made, those taken back too, the newest first. */
export async function historyOf(tx: Read): Promise<PastDecision[]> {
  const { rows } = await sql<PastDecision & { pack: string; overrides: unknown }>`
    SELECT p.id, p.pack, p.overrides, p.starts_on, p.reason, p.preview_id, a.name AS decided_by, p.decided_at, b.name AS retracted_by, p.retracted_at, p.retracted_reason
    FROM authority_policy p JOIN account a ON a.id = p.decided_by LEFT JOIN account b ON b.id = p.retracted_by
    ORDER BY p.decided_at DESC, p.id DESC`.execute(tx)
  return rows.map(row => ({ ...row, ...decidedOf({ ...row, pack: String(row.pack) }) }))
}

export interface Preview extends Decided {
  reason: string
  rests_on: string
  asked_by: string
  asked_at: Date
  /** Whether somebody decided it. */
  decided: boolean
  result: PreviewResult | null
  job: { state: string; sentence: string; done: number; total: number | null } | null
}

export interface PreviewResult {
  on_day: Day
  counted_at: Date
  children: number
  touched: number
  counts: readonly Tally[]
}

const tallies = z.array(
  z.object({
    what: z.enum(['state', 'band', 'clock', 'past']),
    before: z.string(),
    after: z.string(),
    number: z.number().int(),
  }),
)

async function previewsWhere(tx: Read, which: RawBuilder<unknown>): Promise<Preview[]> {
  const { rows } = await sql<
    Omit<Preview, 'result' | 'job' | 'pack'> & { pack: string; overrides: unknown } & Omit<PreviewResult, 'counts'> & {
        counts: unknown
        state: string | null
        sentence: string
        done: number
        total: number | null
      }
  >`SELECT p.id, p.pack, p.overrides, p.starts_on, p.reason, p.rests_on, a.name AS asked_by, p.asked_at,
      EXISTS (SELECT FROM authority_policy d WHERE d.authority_id = p.authority_id AND d.preview_id = p.id) AS decided,
      r.on_day, r.counted_at, r.children, r.touched, r.counts, j.state, j.sentence, j.done, j.total
    FROM policy_preview p JOIN account a ON a.id = p.asked_by
    LEFT JOIN policy_preview_result r ON r.authority_id = p.authority_id AND r.preview_id = p.id
    LEFT JOIN job j ON j.authority_id = p.authority_id AND j.subject_id = p.id
    WHERE ${which}`.execute(tx)
  return rows.map(row => ({
    ...decidedOf(row),
    reason: row.reason,
    rests_on: row.rests_on,
    asked_by: row.asked_by,
    asked_at: row.asked_at,
    decided: row.decided,
    result:
      row.counts === null
        ? null
        : {
            on_day: row.on_day,
            counted_at: row.counted_at,
            children: row.children,
            touched: row.touched,
            counts: tallies.parse(row.counts),
          },
    job: row.state === null ? null : { state: row.state, sentence: row.sentence, done: row.done, total: row.total },
  }))
}

export async function findPreview(tx: Read, id: string): Promise<Preview | undefined> {
  return (await previewsWhere(tx, sql`p.id = ${id}`))[0]
}

/** The previews that nobody has decided, the newest first. */
export const openPreviews = (tx: Read, most: number): Promise<Preview[]> =>
  previewsWhere(
    tx,
    sql`NOT EXISTS (SELECT FROM authority_policy d WHERE d.authority_id = p.authority_id AND d.preview_id = p.id)
      ORDER BY p.asked_at DESC, p.id DESC LIMIT ${sql.lit(most)}`,
  )

export interface SampleRow {
  person_id: string
  known_as: string
  what: 'state' | 'band' | 'clock'
  before: string
  after: string
}

/** The children of a preview's sample whom this person may see. */
export async function sampleOf(tx: Read, preview_id: string): Promise<SampleRow[]> {
  const { rows } = await sql<SampleRow>`SELECT s.person_id, c.known_as, s.what, s.before, s.after
    FROM policy_preview_child s JOIN child_summary c ON c.authority_id = s.authority_id AND c.person_id = s.person_id
    WHERE s.preview_id = ${preview_id} ORDER BY s.what DESC, s.before, s.after, c.surname_key, s.person_id`.execute(tx)
  return rows
}
