import { type SqlBool, sql } from 'kysely'
import type { Read } from '../../ground/database/door.ts'
import type { Filter } from '../../ground/web/list-filters.ts'
import { choiceFilter, flagFilter } from '../../ground/web/list-filters.ts'
import { list, listState } from '../../ground/web/lists.ts'
import { foldName } from '../../rulebook/index.ts'
import { phases, standings, typeGroups } from './codes.ts'
import { numberIn, ours } from './queries.ts'
import type { SchoolStatus } from './register.ts'

/** Words of a search. A school is no child: what was looked for may stand in the address. */
const words: Filter<string> = {
  label: 'Name or number',
  kind: 'choice',
  choices: [],
  read: text => text.trim().slice(0, 100) || null,
  says: text => `“${text}”`,
}

export interface Trust {
  code: string
  name: string
}

/** The list of schools: ours unless it is asked for all of England. `trusts`: those that it can be narrowed by. */
export const schoolList = (trusts: readonly Trust[]) =>
  list({
    path: '/schools',
    csv: '/schools.csv',
    columns: {
      name: { text: 'School', sort: true },
      urn: { text: 'URN', sort: true },
      laestab: { text: 'LAESTAB' },
      phase: { text: 'Phase', sort: true },
      type: { text: 'Type' },
      town: { text: 'Town', sort: true },
      trust: { text: 'Trust' },
      status: { text: 'Status' },
    },
    sort: { by: 'name', direction: 'asc' },
    filters: {
      q: words,
      phase: choiceFilter('Phase', phases),
      group: choiceFilter('Type', typeGroups),
      status: choiceFilter('Status', standings),
      trust: choiceFilter(
        'Trust',
        trusts.map(({ code, name }) => ({ value: code, text: name })),
      ),
      elsewhere: flagFilter('Schools elsewhere too'),
    },
  })

export type SchoolList = ReturnType<typeof schoolList>
const ownState = (query: Readonly<Record<string, unknown>>, definition: SchoolList) => listState(query, definition)
export type SchoolListState = ReturnType<typeof ownState>

/** What an address asks of the list. Its pages are cut by URN, which is what names a school. */
export function schoolListState(query: Readonly<Record<string, unknown>>, definition: SchoolList): SchoolListState {
  const state = ownState(query, definition)
  const [after, before] = [query.after, query.before].map(urn => (/^\d{5,6}$/.test(String(urn)) ? String(urn) : null))
  const back = !after && Boolean(before)
  const turned = state.direction === 'asc' ? 'desc' : 'asc'
  const order = back ? turned : state.direction
  return { ...state, from: after ?? before ?? null, back, order, beyond: order === 'asc' ? '>' : '<' }
}

/** The trusts of schools in the area, and the one that is asked for, by name. */
export async function trustsToNarrowBy(tx: Read, asked: unknown): Promise<Trust[]> {
  const { rows } = await sql<Trust>`
    SELECT trust_code AS code, min(trust_name) AS name FROM school
    WHERE trust_code IS NOT NULL AND trust_name IS NOT NULL
      AND (${ours} OR trust_code = ${typeof asked === 'string' ? asked : ''})
    GROUP BY trust_code ORDER BY min(trust_name), trust_code`.execute(tx)
  return rows
}

export interface ListedSchool {
  urn: number
  laestab: string | null
  name: string
  phase: string | null
  type_name: string | null
  town: string | null
  postcode: string | null
  trust_name: string | null
  status: SchoolStatus
}

const sortKeys = {
  name: sql`name_key`,
  urn: sql`urn`,
  phase: sql`coalesce(phase, '')`,
  town: sql`coalesce(town, '')`,
} as const

/** A page of the list, one school more than it holds. */
export async function listSchools(tx: Read, state: SchoolListState): Promise<ListedSchool[]> {
  const { q, phase, group, status, trust, elsewhere } = state.filters
  const key = sortKeys[state.sort]
  const named = <Value extends string, Item extends { value: Value }>(items: readonly Item[], value: Value) =>
    items.find(item => item.value === value)
  const oneOf = (column: 'phase' | 'type_group' | 'status', values: readonly string[]) =>
    sql<SqlBool>`${sql.ref(column)} = ANY(${[...values]}::text[])`
  const narrowings = [
    elsewhere === null ? ours : null,
    q === null ? null : matching(q),
    phase === null ? null : oneOf('phase', named(phases, phase)?.names ?? []),
    group === null ? null : oneOf('type_group', named(typeGroups, group)?.names ?? []),
    status === null ? null : oneOf('status', named(standings, status)?.statuses ?? []),
    trust === null ? null : sql<SqlBool>`trust_code = ${trust}`,
    state.from === null
      ? null
      : sql<SqlBool>`(${key}, urn) ${sql.raw(state.beyond)} (SELECT ${key}, urn FROM school WHERE urn = ${Number(state.from)})`,
  ].filter(narrowing => narrowing !== null)
  return tx
    .selectFrom('school')
    .where(where => where.and(narrowings))
    .select(['urn', 'laestab', 'name', 'phase', 'type_name', 'town', 'postcode', 'trust_name'])
    .select(sql<SchoolStatus>`status`.as('status'))
    .orderBy(key, state.order)
    .orderBy('urn', state.order)
    .limit(state.limit)
    .execute()
}

/** Every school of the list, in its order, a thousand at a time. */
export async function* allSchools(tx: Read, state: SchoolListState): AsyncGenerator<ListedSchool> {
  let from: string | null = null
  do {
    const page = await listSchools(tx, { ...state, from, back: false, limit: 1000 })
    yield* page
    from = page.length === 1000 ? String(page.at(-1)?.urn ?? '') : null
  } while (from !== null)
}

/** By URN or number of authority and establishment; else by the beginning of a postcode or a part of the name. */
function matching(text: string) {
  const number = numberIn(text)
  if (number !== null && 'urn' in number) return sql<SqlBool>`urn = ${number.urn}`
  if (number !== null) return sql<SqlBool>`laestab = ${number.laestab}`
  const byName = sql<SqlBool>`name_key LIKE ${`%${foldName(text)}%`}`
  const code = text.toUpperCase().replaceAll(/\s/g, '')
  if (!/^[A-Z]{1,2}\d[A-Z\d]{0,5}$/.test(code)) return byName
  return sql<SqlBool>`(replace(postcode, ' ', '') LIKE ${`${code}%`} OR ${byName})`
}
