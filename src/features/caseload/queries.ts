import { type RawBuilder, type SqlBool, sql } from 'kysely'
import type { Read } from '../../ground/database/door.ts'
import { addDays, type Day } from '../../rulebook/index.ts'

/** Days without an entry after which a case is silent. No source sets the number. */
export const silentAfter = 14

export interface CaseloadRow {
  account_id: string | null
  officer: string | null
  team_id: string
  team: string
  open: number
  red: number
  overdue: number
  silent: number
  oldest: Day
}

/** An open case `c` with what tells how it stands today: its band, whether a clock ran out, and its newest entry. */
const openCases = (today: Day): RawBuilder<unknown> => sql`
  council_case c JOIN organisation t ON t.authority_id = c.authority_id AND t.id = c.lead_team_id LEFT JOIN account a ON a.id = c.lead_account_id
  LEFT JOIN child_band b ON b.authority_id = c.authority_id AND b.person_id = c.person_id AND b.starts_on <= ${today}::date AND (b.ends_on IS NULL OR b.ends_on > ${today}::date)
  CROSS JOIN LATERAL (SELECT max(e.happened_on) AS newest_on FROM case_entry e WHERE e.authority_id = c.authority_id AND e.case_id = c.id) e
  CROSS JOIN LATERAL (SELECT min(k.due_on) AS due_on FROM child_clock k WHERE k.authority_id = c.authority_id AND k.person_id = c.person_id
    AND k.opened_on <= ${today}::date AND (k.ended_on IS NULL OR k.ended_on > ${today}::date) AND k.owed_by IS DISTINCT FROM 'parent') k`

const isOverdue = (today: Day): RawBuilder<SqlBool> => sql`k.due_on < ${today}::date`
const isSilent = (today: Day): RawBuilder<SqlBool> =>
  sql`coalesce(e.newest_on < ${addDays(today, -silentAfter)}::date, true)`

/** How many open cases each officer carries, and each team without an officer; whoever carries most in a team first. */
export async function caseload(tx: Read, today: Day): Promise<CaseloadRow[]> {
  const { rows } = await sql<CaseloadRow>`
    SELECT c.lead_account_id AS account_id, a.name AS officer, c.lead_team_id AS team_id, t.name AS team, count(*)::integer AS open,
      count(*) FILTER (WHERE b.band = 'red')::integer AS red, count(*) FILTER (WHERE ${isOverdue(today)})::integer AS overdue,
      count(*) FILTER (WHERE ${isSilent(today)})::integer AS silent, min(c.opened_on) AS oldest
    FROM ${openCases(today)} WHERE c.authority_id = (SELECT identity.authority()) AND c.closed_on IS NULL
    GROUP BY 1, 2, 3, 4 ORDER BY t.name, a.name IS NULL DESC, count(*) DESC, a.name`.execute(tx)
  return rows
}

export interface CarriedCase {
  id: string
  person_id: string
  reference: string
  known_as: string | null
  band: string | null
  due_on: Day | null
  newest_on: Day | null
  opened_on: Day
}

/** So many cases stand on a page, and can be handed over together. */
export const most = 100

/** The open cases of an officer, or those of a team that no officer leads: the most silent first. */
export async function carriedCases(
  tx: Read,
  whose: { account_id: string } | { team_id: string },
  today: Day,
): Promise<CarriedCase[]> {
  const led =
    'account_id' in whose
      ? sql`c.lead_account_id = ${whose.account_id}`
      : sql`c.lead_account_id IS NULL AND c.lead_team_id = ${whose.team_id}`
  const { rows } = await sql<CarriedCase>`
    SELECT c.id, c.person_id, c.reference, n.known_as, b.band, k.due_on, e.newest_on, c.opened_on
    FROM ${openCases(today)} LEFT JOIN child_summary n ON n.authority_id = c.authority_id AND n.person_id = c.person_id
    WHERE c.authority_id = (SELECT identity.authority()) AND c.closed_on IS NULL AND ${led} ORDER BY e.newest_on NULLS FIRST, c.id LIMIT ${sql.lit(most)}`.execute(
    tx,
  )
  return rows
}
