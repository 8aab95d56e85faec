import { type RawBuilder, type SqlBool, sql } from 'kysely'
import type { Read } from '../../ground/database/door.ts'
import type { Person } from '../../ground/database/identity.ts'
import type { Day, Owner } from '../../rulebook/index.ts'
import { rulesWarning } from './owners.ts'
import type { DueBetween } from './windows.ts'

/** A running clock with the child whose it is, and the open case, if there is one. */
export interface ClockLine {
  /** What the page of a list is cut by: child, rule, day and what opened it. */
  id: string
  person_id: string
  known_as: string | null
  /** Whether the child has left the reader’s school: then only what the school owes is seen, under the name that its own roll has. */
  left: boolean
  rule: string
  opened_on: Day
  opened_by: string
  due_on: Day
  school_urn: number | null
  owed_by: Owner | null
  state: string | null
  band: string | null
  case_id: string | null
  reference: string | null
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

/** Which clocks are asked for. */
export interface ClocksAsked {
  between: DueBetween
  /** By whom they are owed; null for anybody but a parent, for whom no duty runs. */
  owners: readonly Owner[] | null
  rule?: string | null
  /** Only those on children whose open case this person leads. */
  mine?: boolean
  /** Only those of which these are warned today, by a rule under which somebody else owes it: of a parent's, too. */
  warned?: { readonly whom: readonly Owner[]; readonly owners: readonly Owner[] }
  /** Only those of these schools, or of none. */
  schools?: readonly number[]
}

export type ClockSort = 'name' | 'due_on'
const keys: Readonly<Record<ClockSort, RawBuilder<unknown>>> = {
  name: sql`coalesce(s.surname_key || ' ' || s.forename_key, '') COLLATE "C"`,
  due_on: sql`k.due_on`,
}

function due({ from, to }: DueBetween): RawBuilder<SqlBool> {
  const first = from === null ? sql`k.due_on IS NOT NULL` : sql`k.due_on >= ${from}`
  return to === null ? sql`${first}` : sql`${first} AND k.due_on <= ${to}`
}

const columns = sql`authority_id, person_id, rule, opened_on, opened_by, due_on, school_urn, owed_by`

/**
 * Clocks that run on a day: those without an end, in the order of an index, and the few whose end is yet to come. Said as two, so
 * that those which ended long ago are never walked through.
 * @param cut how each of the two is ordered and how many of it are wanted, where that is known before names are looked up.
 */
function running(
  person: Pick<Person, 'account_id' | 'today'>,
  { between, owners, rule, mine, warned, schools }: ClocksAsked,
  cut: RawBuilder<unknown> = sql``,
): RawBuilder<unknown> {
  const { today, account_id } = person
  const terms = [
    sql`k.authority_id = (SELECT identity.authority()) AND k.opened_on <= ${today} AND ${due(between)}`,
    owners?.includes('parent') || warned ? sql`true` : sql`k.owed_by <> 'parent'`,
    ...(owners === null ? [] : [sql`k.owed_by = ANY(${[...owners]}::text[])`]),
    ...(rule === undefined || rule === null ? [] : [sql`k.rule = ${rule}`]),
    ...(schools === undefined ? [] : [sql`(k.school_urn IS NULL OR k.school_urn = ANY(${[...schools]}::integer[]))`]),
    ...(warned === undefined
      ? []
      : [
          sql`k.warn_on <= ${today} AND k.rule = ANY(${rulesWarning(warned.whom)}::text[]) AND k.owed_by <> ALL(${[...warned.owners]}::text[])`,
        ]),
    ...(mine
      ? [
          sql`k.person_id IN (SELECT m.person_id FROM council_case m WHERE m.authority_id = (SELECT identity.authority())
            AND m.lead_account_id = ${account_id} AND m.closed_on IS NULL)`,
        ]
      : []),
  ]
  const both = sql`${sql.join(terms, sql` AND `)} ${cut}`
  return sql`((SELECT ${columns} FROM child_clock k WHERE k.ended_on IS NULL AND ${both})
    UNION ALL (SELECT ${columns} FROM child_clock k WHERE k.ended_on > ${today} AND ${both})) k`
}

/** What a line is named by in an address. What opened a clock is an id of a fact or a day, and says nothing of the child. */
export const lineId = (line: Pick<ClockLine, 'person_id' | 'rule' | 'opened_on' | 'opened_by'>): string =>
  [line.person_id, line.rule, line.opened_on, line.opened_by].join('~')
/** As `lineId` makes it. */
export const lineIdForm = /^[0-9a-f-]{36}~[\w.]{1,40}~\d{4}-\d{2}-\d{2}~[\w -]{0,100}$/

/** Running clocks as asked, the first due first unless asked otherwise. By day, no more are read than are shown. */
export async function clocksDue(
  tx: Read,
  person: Person,
  asked: ClocksAsked,
  cut: Cut<ClockSort>,
): Promise<ClockLine[]> {
  const { today } = person
  const line = sql`${keys[cut.sort]}, k.person_id, k.rule, k.opened_on, k.opened_by`
  const way = sql.raw(cut.order)
  const order = sql`ORDER BY ${keys[cut.sort]} ${way}, k.person_id ${way}, k.rule ${way}, k.opened_on ${way}, k.opened_by ${way} LIMIT ${sql.lit(cut.limit)}`
  const named = sql`LEFT JOIN child_summary s ON s.authority_id = k.authority_id AND s.person_id = k.person_id`
  const byDay = cut.sort === 'due_on'
  const edge = cut.from === null ? sql`true` : beyond(cut.beyond, cut.from, line, byDay ? sql`` : named)
  const clocks = byDay ? running(person, asked, sql`AND ${edge} ${order}`) : running(person, asked)
  const { rows } = await sql<Omit<ClockLine, 'id'>>`
    SELECT k.person_id, coalesce(s.known_as, ${ownName(asked.schools)}) AS known_as, s.person_id IS NULL AS left, k.rule, k.opened_on, k.opened_by, k.due_on, k.school_urn, k.owed_by, n.state, b.band, c.id AS case_id, c.reference,
      coalesce(a.name, t.name) AS lead
    FROM ${byDay ? sql`(SELECT * FROM ${clocks} ${order}) k` : clocks} ${named}
    LEFT JOIN council_case c ON c.authority_id = k.authority_id AND c.person_id = k.person_id AND c.closed_on IS NULL
    LEFT JOIN organisation t ON t.authority_id = c.authority_id AND t.id = c.lead_team_id
    LEFT JOIN account a ON a.id = c.lead_account_id
    LEFT JOIN child_state n ON n.authority_id = k.authority_id AND n.person_id = k.person_id
      AND n.starts_on <= ${today} AND (n.ends_on IS NULL OR n.ends_on > ${today})
    LEFT JOIN child_band b ON b.authority_id = k.authority_id AND b.person_id = k.person_id
      AND b.starts_on <= ${today} AND (b.ends_on IS NULL OR b.ends_on > ${today})
    WHERE ${byDay ? sql`true` : edge} ${order}`.execute(tx)
  return rows.map(row => ({ ...row, id: lineId(row) }))
}

/** The name that a school's own roll has of a child whom it no longer sees otherwise. */
const ownName = (schools: readonly number[] | undefined): RawBuilder<unknown> =>
  schools === undefined
    ? sql`NULL`
    : sql`CASE WHEN s.person_id IS NULL THEN (SELECT nullif(concat_ws(' ', nullif(f.forename, ''), nullif(f.surname, '')), '')
        FROM record r JOIN name_fact f ON f.authority_id = r.authority_id AND f.record_id = r.id AND f.kind = 'legal' AND f.retracted_at IS NULL AND f.ends_on IS NULL
        WHERE r.authority_id = k.authority_id AND r.person_id = k.person_id AND r.school_urn = ANY(${[...schools]}::integer[]) LIMIT 1) END`

/** Lines beyond the one at the edge: looked up by its key, for what sorts it may be a child's name. */
function beyond(
  side: '>' | '<',
  from: string,
  line: RawBuilder<unknown>,
  named: RawBuilder<unknown>,
): RawBuilder<SqlBool> {
  const [person_id, rule, opened_on, opened_by] = from.split('~')
  return sql`(${line}) ${sql.raw(side)} (SELECT ${line} FROM child_clock k ${named}
    WHERE k.authority_id = (SELECT identity.authority()) AND k.person_id = ${person_id} AND k.rule = ${rule} AND k.opened_on = ${opened_on} AND k.opened_by = ${opened_by})`
}

/** No count on the page goes further: whoever has more sees that there are more. */
export const countedTo = 1000

export async function countClocks(tx: Read, person: Person, asked: ClocksAsked): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    SELECT count(*) AS n FROM (SELECT FROM ${running(person, asked)} LIMIT ${sql.lit(countedTo + 1)}) t`.execute(tx)
  return rows[0]?.n ?? 0
}

/** How many clocks are due on each day, by whom they are owed. */
export async function clocksByDay(
  tx: Read,
  person: Person,
  asked: ClocksAsked,
): Promise<{ due_on: Day; owed_by: Owner; n: number }[]> {
  const { rows } = await sql<{ due_on: Day; owed_by: Owner; n: number }>`
    SELECT k.due_on, k.owed_by, count(*) AS n FROM ${running(person, asked)} GROUP BY k.due_on, k.owed_by ORDER BY k.due_on, k.owed_by`.execute(
    tx,
  )
  return rows
}

/** Running clocks for which no date can be worked out, and why the first of them cannot. */
export async function clocksWithoutDate(tx: Read, today: Day): Promise<{ count: number; problem: string } | null> {
  const { rows } = await sql<{ count: number; problem: string | null }>`
    SELECT count(*) AS count, min(problem) AS problem FROM (
      SELECT k.problem FROM child_clock k WHERE k.authority_id = (SELECT identity.authority()) AND k.opened_on <= ${today}
        AND k.ended_on IS NULL AND k.due_on IS NULL LIMIT ${sql.lit(countedTo + 1)}) t`.execute(tx)
  const [found] = rows
  return found?.problem ? { count: found.count, problem: found.problem } : null
}
