import { sql } from 'kysely'
import type { Read } from '../../ground/database/door.ts'
import type { Person } from '../../ground/database/identity.ts'
import { addDays, type Day } from '../../rulebook/index.ts'
import { countedTo } from './clocks.ts'

export interface MyCaseLine {
  id: string
  person_id: string
  reference: string
  known_as: string | null
  state: string | null
  band: string | null
  /** Of the clock that is due first. */
  rule: string | null
  clock_opened_on: Day | null
  opened_by: string | null
  due_on: Day | null
  school_urn: number | null
}

/** The open cases that a person leads, the one whose clock is due first at the top. */
export async function myCases(tx: Read, person: Person, limit: number): Promise<MyCaseLine[]> {
  const { today } = person
  const { rows } = await sql<MyCaseLine>`
    SELECT c.id, c.person_id, c.reference, s.known_as, n.state, b.band,
      k.rule, k.opened_on AS clock_opened_on, k.opened_by, k.due_on, k.school_urn
    FROM council_case c
    LEFT JOIN child_summary s ON s.authority_id = c.authority_id AND s.person_id = c.person_id
    LEFT JOIN child_state n ON n.authority_id = c.authority_id AND n.person_id = c.person_id
      AND n.starts_on <= ${today} AND (n.ends_on IS NULL OR n.ends_on > ${today})
    LEFT JOIN child_band b ON b.authority_id = c.authority_id AND b.person_id = c.person_id
      AND b.starts_on <= ${today} AND (b.ends_on IS NULL OR b.ends_on > ${today})
    LEFT JOIN LATERAL (SELECT * FROM child_clock x WHERE x.authority_id = c.authority_id AND x.person_id = c.person_id AND x.opened_on <= ${today}
      AND (x.ended_on IS NULL OR x.ended_on > ${today}) AND x.owed_by <> 'parent' AND x.due_on IS NOT NULL ORDER BY x.due_on, x.rule LIMIT 1) k ON true
    WHERE c.lead_account_id = ${person.account_id} AND c.closed_on IS NULL
    ORDER BY k.due_on NULLS LAST, c.id LIMIT ${sql.lit(limit)}`.execute(tx)
  return rows
}

export async function countMyCases(tx: Read, person: Person): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    SELECT count(*) AS n FROM (SELECT FROM council_case
      WHERE lead_account_id = ${person.account_id} AND closed_on IS NULL LIMIT ${sql.lit(countedTo + 1)}) t`.execute(tx)
  return rows[0]?.n ?? 0
}

export interface CameIn {
  id: string
  source: string
  as_at: Day
  state: string
  rows_read: number
  rows_refused: number
  rows_new: number
  rows_ambiguous: number
  missing: number
}

/** The lists that came in during the last seven days, newest first. */
export async function cameIn(tx: Read, today: Day, limit: number): Promise<CameIn[]> {
  return tx
    .selectFrom('import as i')
    .innerJoin('source as s', join =>
      join.onRef('s.authority_id', '=', 'i.authority_id').onRef('s.id', '=', 'i.source_id'),
    )
    .where('i.brought_at', '>=', sql<Date>`${addDays(today, -6)}::timestamp AT TIME ZONE 'Europe/London'`)
    .select(['i.id', 's.name as source', 'i.as_at', 'i.state', 'i.rows_read', 'i.rows_refused', 'i.rows_new'])
    .select(['i.rows_ambiguous', 'i.missing'])
    .orderBy('i.id', 'desc')
    .limit(limit)
    .execute()
}
