import { type SqlBool, sql } from 'kysely'
import type { Read } from '../../ground/database/door.ts'
import type { Filter } from '../../ground/web/list-filters.ts'
import { choiceFilter, flagFilter } from '../../ground/web/list-filters.ts'
import { list, listState } from '../../ground/web/lists.ts'
import { foldName } from '../../rulebook/index.ts'
import { groupKinds, phases, sectorChoices, standings, textOf, typeGroups } from './codes.ts'
import { matching, speltLike } from './find-school.ts'
import type { StoredGroup } from './group-plan.ts'
import { numberIn, ours } from './queries.ts'
import type { SchoolStatus } from './register.ts'

/** Words of a search. A school is no child: what was looked for may stand in the address. */
const words: Filter<string> = {
  label: 'Search',
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
export const schoolList = ({ trusts, groups }: { trusts: readonly Trust[]; groups: readonly StoredGroup[] }) =>
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
      sector: choiceFilter('Counts as', sectorChoices),
      trust: choiceFilter(
        'Trust',
        trusts.map(({ code, name }) => ({ value: code, text: name })),
      ),
      in: choiceFilter(
        'Group',
        groups.map(({ id, kind, name }) => ({ value: id, text: `${textOf(groupKinds, kind)}: ${name}` })),
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
    SELECT code, name FROM trust WHERE code IN (SELECT trust_code FROM school WHERE ${ours}) OR code = ${typeof asked === 'string' ? asked : ''}
    ORDER BY name, code`.execute(tx)
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
  sector: string
}

/** The schools that are in a group today. */
const schoolsIn = (
  group_id: string,
) => sql`SELECT m.school_urn FROM school_group_member m WHERE m.group_id = ${group_id} AND m.retracted_at IS NULL
  AND m.starts_on <= identity.today() AND (m.ends_on IS NULL OR m.ends_on > identity.today())`

const sortKeys = {
  name: sql`name_key`,
  urn: sql`urn`,
  phase: sql`coalesce(phase, '')`,
  town: sql`coalesce(town, '')`,
} as const

/** How a search reads its words: as they are written, or, where nothing is written so, as they are spelt nearly. */
export type Spelling = 'as_written' | 'nearly'

/** A page of the list, one school more than it holds, and how its words had to be read. */
export async function listSchools(
  tx: Read,
  state: SchoolListState,
): Promise<{ schools: ListedSchool[]; spelling: Spelling }> {
  const schools = await listSpelt(tx, state, 'as_written')
  const { q } = state.filters
  if (schools.length > 0 || q === null || numberIn(q) !== null || foldName(q).length < 4)
    return { schools, spelling: 'as_written' }
  return { schools: await listSpelt(tx, state, 'nearly'), spelling: 'nearly' }
}

async function listSpelt(tx: Read, state: SchoolListState, spelling: Spelling): Promise<ListedSchool[]> {
  const { q, phase, group, status, sector, trust, elsewhere } = state.filters
  const set = state.filters.in
  const key = sortKeys[state.sort]
  const named = <Value extends string, Item extends { value: Value }>(items: readonly Item[], value: Value) =>
    items.find(item => item.value === value)
  const oneOf = (column: 'phase' | 'type_group' | 'status', values: readonly string[]) =>
    sql<SqlBool>`${sql.ref(column)} = ANY(${[...values]}::text[])`
  const narrowings = [
    elsewhere === null ? ours : null,
    q === null ? null : spelling === 'nearly' ? await speltLike(tx, q, elsewhere !== null) : matching(q),
    phase === null ? null : oneOf('phase', named(phases, phase)?.names ?? []),
    group === null ? null : oneOf('type_group', named(typeGroups, group)?.names ?? []),
    status === null ? null : oneOf('status', named(standings, status)?.statuses ?? []),
    trust === null ? null : sql<SqlBool>`trust_code = ${trust}`,
    sector === null ? null : sql<SqlBool>`sector = ${sector}`,
    set === null ? null : sql<SqlBool>`urn IN (${schoolsIn(set)})`,
    state.from === null
      ? null
      : sql<SqlBool>`(${key}, urn) ${sql.raw(state.beyond)} (SELECT ${key}, urn FROM school WHERE urn = ${Number(state.from)})`,
  ].filter(narrowing => narrowing !== null)
  return tx
    .selectFrom('school')
    .where(where => where.and(narrowings))
    .select(['urn', 'laestab', 'name', 'phase', 'type_name', 'town', 'postcode', 'trust_name', 'sector'])
    .select(sql<SchoolStatus>`status`.as('status'))
    .orderBy(key, state.order)
    .orderBy('urn', state.order)
    .limit(state.limit)
    .execute()
}

/** Every school of the list, in its order, a thousand at a time. */
export async function* allSchools(tx: Read, state: SchoolListState): AsyncGenerator<ListedSchool> {
  const { direction } = state
  const forward = { back: false, order: direction, beyond: direction === 'asc' ? '>' : '<' } as const
  const part = { ...state, ...forward, limit: 1000 }
  // How the words are read is decided once: after the last thousand there is nothing, and that is no reason to read them otherwise.
  const { schools, spelling } = await listSchools(tx, { ...part, from: null })
  let page = schools
  let from: string | null
  do {
    yield* page
    from = page.length === 1000 ? String(page.at(-1)?.urn ?? '') : null
    if (from !== null) page = await listSpelt(tx, { ...part, from }, spelling)
  } while (from !== null)
}
