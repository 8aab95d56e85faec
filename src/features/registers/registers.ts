import { type RawBuilder, sql } from 'kysely'
import { gatherWhole } from '../../ground/database/by-index.ts'
import type { Read } from '../../ground/database/door.ts'
import type { Person } from '../../ground/database/identity.ts'
import { type ChildGroup, type Day, withoutEducation } from '../../rulebook/index.ts'
import { groupsAreBehind, keptCounts, keptMembers, membersAnew } from '../children/index.ts'
import type { Standing } from './addresses.ts'
import { countGroupsAnew, countStatesAnew } from './count-anew.ts'

export interface GroupCount {
  known: number
  /** Of them, those in a suspense account today. */
  in_suspense: number
}

/** Who reads a register. */
type Reader = Pick<Person, 'scope' | 'classes'>

/**
 * Whether what is kept answers this reader: not one who is shown no state, and not while children are still being worked out under new
 * rules. Then it is asked of the facts.
 */
const isKept = async (tx: Read, { classes }: Reader): Promise<boolean> =>
  classes.includes('education') && !(await groupsAreBehind(tx))

/** How many children are known in each of these groups, and how many of them wait without education. */
export async function countGroups(
  tx: Read,
  groups: readonly ChildGroup[],
  reader: Reader,
  on: Day,
): Promise<Map<string, GroupCount>> {
  if (!(await isKept(tx, reader))) return countGroupsAnew(tx, groups, on)
  const counts = await keptCounts(tx, groups, reader.scope, on)
  const sum = (some: readonly { children: number }[]) => some.reduce((all, { children }) => all + children, 0)
  return new Map(
    [...counts].map(([code, found]) => [
      code,
      { known: sum(found), in_suspense: sum(found.filter(({ state }) => waiting.includes(state))) },
    ]),
  )
}

/** The states of each standing; who has no state today is not known. */
const states: Readonly<Record<Standing, readonly string[]>> = {
  in_education: ['on_roll', 'reduced_hours', 'independent', 'alternative_provision', 'home_educated'],
  not_in_education: ['unexplained', 'awaiting_place'],
  not_known: ['whereabouts_unknown'],
  not_of_age: ['under_age', 'over_age', 'moved_away'],
}

/** Every child in one of these is in a suspense account, and no other: the check of the ledger holds the two together. */
const waiting: readonly string[] = [...withoutEducation]

const isOf = (standing: Standing, state: string): boolean =>
  standing === 'not_known'
    ? !(['in_education', 'not_in_education', 'not_of_age'] as const).some(other => states[other].includes(state))
    : states[standing].includes(state)

const standing = sql`CASE ${sql.join(
  (['in_education', 'not_in_education', 'not_of_age'] as const).map(
    code => sql`WHEN s.state = ANY (${[...states[code]]}::text[]) THEN ${code}::text`,
  ),
  sql` `,
)} ELSE 'not_known' END`

const holds = (alias: string, on: Day): RawBuilder<unknown> =>
  sql`${sql.ref(`${alias}.starts_on`)} <= ${on}::date AND (${sql.ref(`${alias}.ends_on`)} IS NULL OR ${sql.ref(`${alias}.ends_on`)} > ${on}::date)`

const withState = (members: RawBuilder<unknown>, on: Day): RawBuilder<unknown> => sql`(
  SELECT g.authority_id, g.person_id, s.state, s.starts_on AS since, s.school_urn, ${standing} AS standing FROM (${members}) AS g
  LEFT JOIN child_state s ON s.authority_id = g.authority_id AND s.person_id = g.person_id AND ${holds('s', on)})`

/** How the children of a group stand to education today. */
export async function countStandings(
  tx: Read,
  group: ChildGroup,
  reader: Reader,
  on: Day,
): Promise<Record<Standing, number>> {
  const found = (await isKept(tx, reader))
    ? ((await keptCounts(tx, [group], reader.scope, on)).get(group.code) ?? [])
    : await countStatesAnew(tx, group, on)
  const of = (code: Standing): number =>
    found.reduce((sum, { state, children }) => (isOf(code, state) ? sum + children : sum), 0)
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
  reader: Reader,
  asked: { standing: Standing | null },
  on: Day,
  cut: Cut,
): Promise<Member[]> {
  const kept = await isKept(tx, reader)
  if (!kept) await gatherWhole(tx)
  const members = kept ? keptMembers(group, reader.scope, on) : membersAnew(group, on)
  const key = keys[cut.sort]
  const of = sql`${withState(members, on)} AS m LEFT JOIN child_summary c ON c.authority_id = m.authority_id AND c.person_id = m.person_id`
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
