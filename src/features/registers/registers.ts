import { type RawBuilder, sql } from 'kysely'
import { gatherWhole } from '../../ground/database/by-index.ts'
import type { Read } from '../../ground/database/door.ts'
import type { ChildGroup, Day } from '../../rulebook/index.ts'
import type { Standing } from './addresses.ts'
import { believed, holds, membersOf } from './members.ts'

export interface GroupCount {
  known: number
  /** Of them, those in a suspense account today. */
  in_suspense: number
}

/** Groups that one question counts together: each with the codes that a row is of. */
const together = (groups: readonly (readonly [code: string, keys: readonly string[]])[]): RawBuilder<unknown> =>
  sql`unnest(${groups.flatMap(([code, keys]) => keys.map(() => code))}::text[], ${groups.flatMap(([, keys]) => keys)}::text[]) AS v (code, key)`

/**
 * How many children are known in each of these groups, and how many of them wait without education. Groups that are told alike
 * are counted together, by what each row of theirs is of; those whose test is their own, one by one.
 */
export async function countGroups(tx: Read, groups: readonly ChildGroup[], on: Day): Promise<Map<string, GroupCount>> {
  await gatherWhole(tx)
  const needs: [string, readonly string[]][] = []
  const accounts: [string, readonly string[]][] = []
  const alone: ChildGroup[] = []
  for (const group of groups) {
    const { code, test } = group
    if (test.by === 'needs' && !test.at && !test.states) needs.push([code, test.kinds])
    else if (test.by === 'suspense' && !test.states) accounts.push([code, test.accounts])
    else alone.push(group)
  }
  const held = sql`LEFT JOIN child_suspense a ON a.authority_id = g.authority_id AND a.person_id = g.person_id AND NOT a.sealed AND ${holds('a', on)}`
  const found = new Map<string, GroupCount>()
  const count = async (asked: RawBuilder<GroupCount & { code: string }>): Promise<void> => {
    const { rows } = await asked.execute(tx)
    for (const { code, known, in_suspense } of rows) found.set(code, { known, in_suspense })
  }
  await count(sql`SELECT g.code, count(DISTINCT g.person_id)::integer AS known, count(DISTINCT a.person_id)::integer AS in_suspense
    FROM (SELECT v.code, r.authority_id, r.person_id FROM ${together(needs)} JOIN need_fact f ON f.kind = v.key AND ${believed('f', on)}
      JOIN record r ON r.authority_id = f.authority_id AND r.id = f.record_id) AS g ${held} GROUP BY g.code`)
  await count(sql`SELECT v.code, count(*)::integer AS known, count(*)::integer AS in_suspense
    FROM ${together(accounts)} JOIN child_suspense a ON a.account = v.key AND NOT a.sealed AND ${holds('a', on)} GROUP BY v.code`)
  for (const group of alone)
    await count(sql`SELECT ${group.code}::text AS code, count(*)::integer AS known, count(a.person_id)::integer AS in_suspense
      FROM (${membersOf(group, on)}) AS g ${held}`)
  return found
}

/** The states of each standing; who has no state today is not known. */
const states: Readonly<Record<Standing, readonly string[]>> = {
  in_education: ['on_roll', 'reduced_hours', 'independent', 'alternative_provision', 'home_educated'],
  not_in_education: ['unexplained', 'awaiting_place'],
  not_known: ['whereabouts_unknown'],
  not_of_age: ['under_age', 'over_age', 'moved_away'],
}

const standing = sql`CASE ${sql.join(
  (['in_education', 'not_in_education', 'not_of_age'] as const).map(
    code => sql`WHEN s.state = ANY (${[...states[code]]}::text[]) THEN ${code}::text`,
  ),
  sql` `,
)} ELSE 'not_known' END`

const withState = (group: ChildGroup, on: Day): RawBuilder<unknown> => sql`(
  SELECT g.authority_id, g.person_id, s.state, s.starts_on AS since, s.school_urn, ${standing} AS standing FROM (${membersOf(group, on)}) AS g
  LEFT JOIN child_state s ON s.authority_id = g.authority_id AND s.person_id = g.person_id AND ${holds('s', on)})`

/** How the children of a group stand to education today. */
export async function countStandings(tx: Read, group: ChildGroup, on: Day): Promise<Record<Standing, number>> {
  await gatherWhole(tx)
  const { rows } = await sql<{ standing: Standing; children: number }>`
    SELECT standing, count(*)::integer AS children FROM ${withState(group, on)} AS m GROUP BY standing`.execute(tx)
  const of = (code: Standing): number => rows.find(row => row.standing === code)?.children ?? 0
  return {
    in_education: of('in_education'),
    not_in_education: of('not_in_education'),
    not_known: of('not_known'),
    not_of_age: of('not_of_age'),
  }
}

/** A child of a register. */
export interface Member {
  id: string
  known_as: string | null
  born_on: Day | null
  upn: string | null
  state: string | null
  since: Day | null
  standing: Standing
  school_name: string | null
  case_id: string | null
  lead: string | null
}

export interface Cut {
  sort: 'child' | 'since'
  order: 'asc' | 'desc'
  beyond: '<' | '>'
  from: string | null
  limit: number | null
}

const keys = {
  child: sql`coalesce(c.surname_key || ' ' || c.forename_key, '') COLLATE "C"`,
  since: sql`coalesce(m.since, '-infinity'::date)`,
} as const

/** The children of a group, a page of them or, without a limit, all. */
export async function listMembers(
  tx: Read,
  group: ChildGroup,
  asked: { standing: Standing | null },
  on: Day,
  cut: Cut,
): Promise<Member[]> {
  await gatherWhole(tx)
  const key = keys[cut.sort]
  const of = sql`${withState(group, on)} AS m LEFT JOIN child_summary c ON c.authority_id = m.authority_id AND c.person_id = m.person_id`
  const beyond =
    cut.from === null
      ? sql`true`
      : sql`(${key}, m.person_id) ${sql.raw(cut.beyond)} (SELECT ${key}, m.person_id FROM ${of} WHERE m.person_id = ${cut.from}::uuid)`
  const { rows } = await sql<Member>`
    SELECT l.person_id AS id, l.known_as, l.born_on, l.upn, l.state, l.since, l.standing, o.name AS school_name, k.id AS case_id, a.name AS lead
    FROM (SELECT m.*, c.known_as, c.born_on, c.upn, row_number() OVER (ORDER BY ${key} ${sql.raw(cut.order)}, m.person_id ${sql.raw(cut.order)}) AS place
      FROM ${of} WHERE ${asked.standing === null ? sql`true` : sql`m.standing = ${asked.standing}`} AND ${beyond}
      ORDER BY ${key} ${sql.raw(cut.order)}, m.person_id ${sql.raw(cut.order)} ${cut.limit === null ? sql`` : sql`LIMIT ${sql.lit(cut.limit)}`}) AS l
    LEFT JOIN school o ON o.urn = l.school_urn
    LEFT JOIN council_case k ON k.authority_id = l.authority_id AND k.person_id = l.person_id AND k.closed_on IS NULL
    LEFT JOIN account a ON a.id = k.lead_account_id ORDER BY l.place`.execute(tx)
  return rows
}
