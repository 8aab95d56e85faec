import { sql } from 'kysely'
import type { Read } from '../../ground/database/door.ts'
import type { Day } from '../../rulebook/index.ts'
import { neverTrueReasons } from '../children/index.ts'

export interface NeedRow {
  id: string
  kind: string
  detail: string | null
  evidence: string
  starts_on: Day
  ends_on: Day | null
  review_on: Day | null
  document_id: string | null
  document_title: string | null
  recorded_at: Date
  retracted_at: Date | null
  retracted_reason: string | null
  because: string | null
  instead_of: string | null
  by: string | null
}

const most = 200

/**
 * The needs of a child that this reader may know of: those that hold, held and will hold, and those that were never true.
 * Leaves out what was only recorded again with its end.
 */
export async function needsOf(tx: Read, person_id: string): Promise<NeedRow[]> {
  const never = neverTrueReasons.map(({ value }) => value)
  const { rows } = await sql<NeedRow>`
    SELECT f.id, f.kind, f.detail, f.evidence, f.starts_on, f.ends_on, f.review_on, f.document_id, d.title AS document_title, f.recorded_at, f.retracted_at,
      f.retracted_reason, coalesce(f.retracted_because, f.recorded_because) AS because, f.instead_of, a.name AS by
    FROM need_fact f
    LEFT JOIN document d ON d.authority_id = f.authority_id AND d.id = f.document_id AND d.withdrawn_at IS NULL
    LEFT JOIN account a ON a.id = coalesce(f.retracted_by, f.recorded_by)
    WHERE f.record_id = ANY(SELECT id FROM record WHERE person_id = ${person_id}) AND (f.retracted_at IS NULL OR f.retracted_reason = ANY(${never}))
    ORDER BY f.starts_on DESC, f.id LIMIT ${sql.lit(most)}`.execute(tx)
  return rows
}

/** The codes of the needs that hold on a day. */
export async function needKindsOn(tx: Read, person_id: string, on: Day): Promise<string[]> {
  const { rows } = await sql<{ kind: string }>`SELECT DISTINCT f.kind FROM need_fact f
    WHERE f.record_id = ANY(SELECT id FROM record WHERE person_id = ${person_id}) AND f.retracted_at IS NULL AND f.starts_on <= ${on} AND (f.ends_on IS NULL OR f.ends_on > ${on})`.execute(
    tx,
  )
  return rows.map(row => row.kind)
}

/** Documents of the child that this reader may know of, to be named as evidence. */
export async function documentsToName(tx: Read, person_id: string): Promise<{ id: string; title: string }[]> {
  const { rows } = await sql<{ id: string; title: string }>`SELECT id, title FROM document
    WHERE person_id = ${person_id} AND withdrawn_at IS NULL ORDER BY dated_on DESC, id LIMIT 100`.execute(tx)
  return rows
}
