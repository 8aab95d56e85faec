import { sql } from 'kysely'
import type { Write } from '../../ground/database/door.ts'
import type { Look } from '../../ground/look.ts'
import type { Day } from '../../rulebook/index.ts'
import { reevaluate } from '../children/index.ts'
import type { MoveAtWork } from './move-children.ts'

interface ToUndo {
  person_id: string
  sealed: boolean
  changed: boolean
}

/**
 * Takes back what a move did to the next children: what it added is retracted, what it retracted is believed again as new
 * facts, and the records have the day of their newest list as before. A child of whom an enrolment was recorded since, or
 * whom a list of either school has held since, is left for a person to decide.
 * @returns how many children were looked at, and how many of them are not sealed; 0 when none is left.
 */
export async function undoBatch(
  tx: Write,
  move: MoveAtWork,
  size: number,
  today: Day,
  look: Look,
): Promise<{ taken: number; open: number }> {
  await sql`SELECT FROM group_move WHERE id = ${move.id} FOR UPDATE`.execute(tx)
  const { rows: next } = await sql<{
    person_id: string
  }>`SELECT person_id FROM group_move_child WHERE move_id = ${move.id} AND outcome <> 'left_out' AND undo IS NULL ORDER BY person_id LIMIT ${sql.lit(size)}`.execute(
    tx,
  )
  if (next.length === 0) return { taken: 0, open: 0 }
  const asked = next.map(row => row.person_id)
  await sql`SELECT FROM person WHERE id = ANY(${asked}::uuid[]) ORDER BY id FOR UPDATE`.execute(tx)
  const { rows: children } = await sql<ToUndo>`
    SELECT c.person_id, c.sealed,
      EXISTS (SELECT FROM record r JOIN enrolment_fact f ON f.authority_id = r.authority_id AND f.record_id = r.id
        WHERE r.authority_id = c.authority_id AND r.person_id = c.person_id AND (f.recorded_at > c.done_at OR f.retracted_at > c.done_at))
      OR EXISTS (SELECT FROM jsonb_to_recordset(c.records) AS t (id uuid, last_on date) JOIN record r ON r.authority_id = c.authority_id AND r.id = t.id
        WHERE r.last_on IS DISTINCT FROM greatest(t.last_on, ${move.moves_on}::date))
      OR EXISTS (SELECT FROM jsonb_to_recordset(c.records) AS t (id uuid, last_on date)
        JOIN import_row x ON x.authority_id = c.authority_id AND x.record_id = t.id AND x.committed_at > c.done_at
        JOIN import i ON i.authority_id = x.authority_id AND i.id = x.import_id AND i.as_at >= ${move.moves_on}::date) AS changed
    FROM group_move_child c WHERE c.move_id = ${move.id} AND c.person_id = ANY(${asked}::uuid[])`.execute(tx)
  const back = children.filter(child => !child.changed).map(child => child.person_id)
  const these = sql`group_move_child c WHERE c.move_id = ${move.id} AND c.person_id = ANY(${back}::uuid[])`
  await sql`UPDATE enrolment_fact f SET retracted_at = now(), retracted_by = ${move.account_id}, retracted_reason = 'undone', retracted_because = ${`Undone: ${move.because}`}
    WHERE f.id IN (SELECT unnest(c.added) FROM ${these}) AND f.retracted_at IS NULL`.execute(tx)
  await sql`INSERT INTO enrolment_fact (authority_id, record_id, sealed, starts_on, ends_on, source, import_id, recorded_by, school_urn, in_area, sector, status, year_group, weekly_hours, ended_because, recorded_because, instead_of)
    SELECT f.authority_id, f.record_id, r.sealed, f.starts_on, f.ends_on, f.source, f.import_id, ${move.account_id}::uuid, f.school_urn, f.in_area, f.sector, f.status, f.year_group, f.weekly_hours, f.ended_because, ${`Undone: ${move.because}`}, f.id
    FROM enrolment_fact f JOIN record r ON r.authority_id = f.authority_id AND r.id = f.record_id WHERE f.id IN (SELECT unnest(c.retracted) FROM ${these}) ORDER BY f.id`.execute(
    tx,
  )
  await sql`UPDATE record r SET last_on = t.last_on FROM (
      SELECT x.id, x.last_on FROM group_move_child c, jsonb_to_recordset(c.records) AS x (id uuid, last_on date)
      WHERE c.move_id = ${move.id} AND c.person_id = ANY(${back}::uuid[])) t
    WHERE r.authority_id = identity.authority() AND r.id = t.id`.execute(tx)
  await sql`UPDATE group_move_child SET undo = CASE WHEN person_id = ANY(${back}::uuid[]) THEN 'undone' ELSE 'kept' END, undone_at = now()
    WHERE move_id = ${move.id} AND person_id = ANY(${asked}::uuid[])`.execute(tx)
  await reevaluate(tx, back, today)
  look.saw(asked)
  return { taken: children.length, open: children.filter(child => !child.sealed).length }
}
