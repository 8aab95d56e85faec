import { type RawBuilder, type SqlBool, sql } from 'kysely'
import type { Read } from '../../ground/database/door.ts'
import type { Person } from '../../ground/database/identity.ts'
import type { Day } from '../../rulebook/index.ts'
import type { DueBetween } from './windows.ts'

/** A running clock with the child whose it is, and the open case, if there is one. */
export interface ClockLine {
  /** The child's: a child has one running clock of a rule. */
  id: string
  known_as: string | null
  due_on: Day
  band: string | null
  case_id: string | null
  lead: string | null
}

/** How a page of lines is cut: `from` is the id of the line at its edge. */
export interface Cut<Sort extends string> {
  sort: Sort
  order: 'asc' | 'desc'
  beyond: '>' | '<'
  from: string | null
  limit: number
}

export type ClockSort = 'name' | 'due_on'
const keys: Readonly<Record<ClockSort, RawBuilder<unknown>>> = {
  name: sql`coalesce(s.surname_key || ' ' || s.forename_key, '') COLLATE "C"`,
  due_on: sql`k.due_on`,
}

const running = (today: Day): RawBuilder<SqlBool> =>
  sql`k.rule = 'level_two' AND k.opened_on <= ${today} AND (k.ended_on IS NULL OR k.ended_on > ${today})`

function due({ from, to }: DueBetween): RawBuilder<SqlBool> {
  const first = from === null ? sql`k.due_on IS NOT NULL` : sql`k.due_on >= ${from}`
  return to === null ? sql`${first}` : sql`${first} AND k.due_on <= ${to}`
}

/** Running clocks that are due between two days, the first due first unless asked otherwise. */
export async function clocksDue(
  tx: Read,
  person: Person,
  between: DueBetween,
  cut: Cut<ClockSort>,
  mine = false,
): Promise<ClockLine[]> {
  const { today } = person
  const key = keys[cut.sort]
  const tables = sql`child_clock k
    LEFT JOIN child_summary s ON s.authority_id = k.authority_id AND s.person_id = k.person_id
    LEFT JOIN council_case c ON c.authority_id = k.authority_id AND c.person_id = k.person_id AND c.closed_on IS NULL`
  const edge =
    cut.from === null
      ? sql`true`
      : sql`(${key}, k.person_id) ${sql.raw(cut.beyond)} (SELECT ${key}, k.person_id FROM ${tables} WHERE k.person_id = ${cut.from} AND ${running(today)})`
  const { rows } = await sql<ClockLine>`
    SELECT k.person_id AS id, s.known_as, k.due_on, b.band, c.id AS case_id, coalesce(a.name, t.name) AS lead
    FROM ${tables}
    LEFT JOIN organisation t ON t.authority_id = c.authority_id AND t.id = c.lead_team_id
    LEFT JOIN account a ON a.id = c.lead_account_id
    LEFT JOIN child_band b ON b.authority_id = k.authority_id AND b.person_id = k.person_id
      AND b.starts_on <= ${today} AND (b.ends_on IS NULL OR b.ends_on > ${today})
    WHERE ${running(today)} AND ${due(between)} AND ${mine ? sql`c.lead_account_id = ${person.account_id}` : sql`true`} AND ${edge}
    ORDER BY ${key} ${sql.raw(cut.order)}, k.person_id ${sql.raw(cut.order)} LIMIT ${sql.lit(cut.limit)}`.execute(tx)
  return rows
}

/** No count on the page goes further: whoever has more sees that there are more. */
export const countedTo = 1000

export async function countClocks(tx: Read, today: Day, between: DueBetween): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    SELECT count(*) AS n FROM (SELECT FROM child_clock k WHERE ${running(today)} AND ${due(between)} LIMIT ${sql.lit(countedTo + 1)}) t`.execute(
    tx,
  )
  return rows[0]?.n ?? 0
}

/** Running clocks for which no date can be worked out, and why the first of them cannot. */
export async function clocksWithoutDate(tx: Read, today: Day): Promise<{ count: number; problem: string } | null> {
  const { rows } = await sql<{ count: number; problem: string | null }>`
    SELECT count(*) AS count, min(problem) AS problem FROM (
      SELECT k.problem FROM child_clock k WHERE ${running(today)} AND k.due_on IS NULL LIMIT ${sql.lit(countedTo + 1)}) t`.execute(
    tx,
  )
  const [found] = rows
  return found?.problem ? { count: found.count, problem: found.problem } : null
}
