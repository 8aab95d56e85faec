import { sql } from 'kysely'
import type { Read } from '../../ground/database/door.ts'
import type { Day, HappeningKind, NeedClass } from '../../rulebook/index.ts'
import { neverTrueReasons } from '../children/index.ts'

export interface HappeningRow {
  id: string
  kind: HappeningKind
  field_class: NeedClass
  starts_on: Day
  ends_on: Day | null
  school_urn: number | null
  school_name: string | null
  sessions: number | null
  answers: string | null
  note: string | null
  recorded_at: Date
  retracted_at: Date | null
  retracted_reason: string | null
  because: string | null
  instead_of: string | null
  by: string | null
}

const most = 300

/**
 * What happened to a child that this reader may know of, newest first: what is believed, and what was never true or was put right.
 * Leaves out what was only recorded again with its end.
 */
export async function happeningsOf(tx: Read, person_id: string): Promise<HappeningRow[]> {
  const gone = [...neverTrueReasons.map(({ value }) => value), 'checked']
  const { rows } = await sql<HappeningRow>`
    SELECT f.id, f.kind, f.field_class, f.starts_on, f.ends_on, f.school_urn, s.name AS school_name, f.sessions, f.answers, f.note, f.recorded_at,
      f.retracted_at, f.retracted_reason, coalesce(f.retracted_because, f.recorded_because) AS because, f.instead_of, a.name AS by
    FROM happening_fact f LEFT JOIN school s ON s.urn = f.school_urn LEFT JOIN account a ON a.id = coalesce(f.retracted_by, f.recorded_by)
    WHERE f.record_id = ANY(SELECT id FROM record WHERE person_id = ${person_id}) AND (f.retracted_at IS NULL OR f.retracted_reason = ANY(${gone}))
    ORDER BY f.starts_on DESC, f.id DESC LIMIT ${sql.lit(most)}`.execute(tx)
  return rows
}

/** Whether the same is recorded already: this kind, on this day, at this school. */
export async function isRecorded(
  tx: Read,
  person_id: string,
  asked: { kind: HappeningKind; starts_on: Day; school_urn: number | null; not: string | null },
): Promise<boolean> {
  const { rows } = await sql`SELECT FROM happening_fact f
    WHERE f.record_id = ANY(SELECT id FROM record WHERE person_id = ${person_id}) AND f.retracted_at IS NULL AND f.kind = ${asked.kind}
      AND f.starts_on = ${asked.starts_on} AND f.school_urn IS NOT DISTINCT FROM ${asked.school_urn} AND f.id IS DISTINCT FROM ${asked.not} LIMIT 1`.execute(
    tx,
  )
  return rows.length > 0
}

/** The school on whose roll a child is on a day, as the school field shows it. */
export async function schoolToday(tx: Read, person_id: string, on: Day): Promise<{ urn: number; name: string } | null> {
  const { rows } = await sql<{ urn: number; name: string }>`
    SELECT s.urn, s.name FROM child_state n JOIN school s ON s.urn = n.school_urn
    WHERE n.person_id = ${person_id} AND n.starts_on <= ${on} AND (n.ends_on IS NULL OR n.ends_on > ${on}) LIMIT 1`.execute(
    tx,
  )
  return rows[0] ?? null
}
