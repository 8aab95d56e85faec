import { type RawBuilder, sql } from 'kysely'
import type { Read } from '../../ground/database/door.ts'
import type { Person } from '../../ground/database/identity.ts'
import type { Day, Owner, StopReason } from '../../rulebook/index.ts'
import { counted, isShown, outcomeOf } from './clock-rows.ts'
import type { OutcomeCode, ShowCode } from './codes.ts'

/** A clock of a rule with the child whose it is, as the lists show it. */
export interface ClockRow {
  /** The child's in a list of children; in a list of cases one made of the clock's key. */
  id: string
  person_id: string
  forename: string
  surname: string
  upn: string | null
  rule: string
  opened_on: Day
  opened_by: string
  owed_by: Owner | null
  due_on: Day | null
  ended_on: Day | null
  outcome: OutcomeCode
  stopped_because: StopReason | null
  school_urn: number | null
  school_name: string | null
  because: string
  problem: string | null
  /** How many clocks of the rule the row stands for. */
  clocks: number
  case_id: string | null
  lead: string | null
}

export type ClockSort = 'child' | 'opened_on' | 'due_on'

/** A part of a list, cut by the id of the row at its edge. */
export interface Cut {
  sort: ClockSort
  order: 'asc' | 'desc'
  beyond: '<' | '>'
  from: string | null
  limit: number | null
}

/** An end that is still to come, such as that of school age, is none yet. */
const columns = (
  today: Day,
) => sql`k.authority_id, k.person_id, k.rule, k.opened_on, k.opened_by, k.owed_by, k.due_on, CASE WHEN k.ended_on <= ${today}::date THEN k.ended_on END AS ended_on,
  CASE WHEN k.ended_on <= ${today}::date THEN k.stopped_because END AS stopped_because, k.school_urn, k.because, k.problem`

/** The children behind a count of the rulebook: one row each, with the clock that is due first. */
export const childrenOf = (person: Person, rule: string, show: ShowCode): RawBuilder<unknown> => sql`
  SELECT DISTINCT ON (k.person_id) k.person_id AS id, ${columns(person.today)}, ${outcomeOf(person.today)} AS outcome, (count(*) OVER (PARTITION BY k.person_id))::integer AS clocks
  FROM child_clock k WHERE k.rule = ${rule} AND k.opened_on <= ${person.today}::date AND ${isShown(show, person.today)} AND ${counted(person)}
  ORDER BY k.person_id, k.due_on NULLS LAST, k.opened_on`

/** Which cases of a duty: those that opened in a period, at a school, with an outcome. */
export interface CasesAsked {
  from: Day
  to: Day
  school: number | null
  outcome: OutcomeCode | null
}

/** The cases behind a number of a pack: one row for each time that the duty arose. */
export const casesOf = (person: Person, rule: string, asked: CasesAsked): RawBuilder<unknown> => sql`
  SELECT * FROM (SELECT md5(concat_ws(' ', k.person_id, k.opened_on, k.opened_by))::uuid AS id, ${columns(person.today)}, ${outcomeOf(person.today)} AS outcome, 1 AS clocks
    FROM child_clock k WHERE k.rule = ${rule} AND ${openedIn(asked)} AND ${counted(person)}) AS every
  WHERE ${asked.outcome === null ? sql`true` : sql`outcome = ${asked.outcome}`}`

/** Clocks that opened in a period. What is due before it cannot have opened in it, so an index of due days bounds the walk. */
export const openedIn = ({ from, to, school }: Omit<CasesAsked, 'outcome'>): RawBuilder<unknown> =>
  sql`k.opened_on BETWEEN ${from}::date AND ${to}::date AND (k.due_on >= ${from}::date OR k.due_on IS NULL)
    AND ${school === null ? sql`true` : sql`k.school_urn = ${school}`}`

const keys: Readonly<Record<ClockSort, RawBuilder<unknown>>> = {
  child: sql`coalesce(s.surname_key || ' ' || s.forename_key, '') COLLATE "C"`,
  opened_on: sql`b.opened_on`,
  due_on: sql`coalesce(b.due_on, 'infinity'::date)`,
}

const listed = (behind: RawBuilder<unknown>, { sort, order, beyond, from, limit }: Cut): RawBuilder<unknown> => {
  const key = keys[sort]
  const named = sql`behind b LEFT JOIN child_summary s ON s.authority_id = b.authority_id AND s.person_id = b.person_id`
  const edge =
    from === null
      ? sql`true`
      : sql`(${key}, b.id) ${sql.raw(beyond)} (SELECT ${key}, b.id FROM ${named} WHERE b.id = ${from}::uuid)`
  return sql`
    WITH behind AS MATERIALIZED (${behind})
    SELECT l.id, l.person_id, l.forename, l.surname, l.upn, l.rule, l.opened_on, l.opened_by, l.owed_by, l.due_on, l.ended_on, l.outcome, l.stopped_because,
      l.school_urn, o.name AS school_name, l.because, l.problem, l.clocks, c.id AS case_id, coalesce(a.name, t.name) AS lead
    FROM (SELECT b.*, coalesce(s.forename, '') AS forename, coalesce(s.surname, '') AS surname, s.upn,
        row_number() OVER (ORDER BY ${key} ${sql.raw(order)}, b.id ${sql.raw(order)}) AS place
      FROM ${named} WHERE ${edge}
      ORDER BY ${key} ${sql.raw(order)}, b.id ${sql.raw(order)} ${limit === null ? sql`` : sql`LIMIT ${sql.lit(limit)}`}) AS l
    LEFT JOIN school o ON o.urn = l.school_urn
    LEFT JOIN council_case c ON c.authority_id = l.authority_id AND c.person_id = l.person_id AND c.closed_on IS NULL
    LEFT JOIN organisation t ON t.authority_id = c.authority_id AND t.id = c.lead_team_id
    LEFT JOIN account a ON a.id = c.lead_account_id
    ORDER BY l.place`
}

/** A page of the clocks behind a number. */
export async function clockRows(tx: Read, behind: RawBuilder<unknown>, cut: Cut): Promise<ClockRow[]> {
  const { rows } = await sql<ClockRow>`${listed(behind, cut)}`.execute(tx)
  return rows
}

/** All of them in the order of the list, a thousand at a time. */
export async function* everyClockRow(
  tx: Read,
  behind: RawBuilder<unknown>,
  { sort, order }: Pick<Cut, 'sort' | 'order'>,
): AsyncGenerator<ClockRow> {
  const whole = listed(behind, { sort, order, beyond: '>', from: null, limit: null })
  await sql`DECLARE every_clock NO SCROLL CURSOR FOR ${whole}`.execute(tx)
  for (;;) {
    const { rows } = await sql<ClockRow>`FETCH 1000 FROM every_clock`.execute(tx)
    if (rows.length === 0) return
    yield* rows
  }
}
