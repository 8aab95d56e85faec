import { type RawBuilder, type SqlBool, sql } from 'kysely'
import type { Read } from '../../ground/database/door.ts'
import type { Day, StateCode } from '../../rulebook/index.ts'
import { holdsOn } from './queries.ts'

/** One child behind a figure, with the state of the day; without one where the balance does not hold. */
export interface OpenedChild {
  id: string
  forename: string
  surname: string
  born_on: Day | null
  upn: string | null
  state: StateCode | null
  /** The first day of the state's span: the same state, school and reason. */
  since: Day | null
  because: string | null
  school_urn: number | null
  school_name: string | null
  /** The open case, and who leads it. */
  case_id: string | null
  lead: string | null
}

/** Which children stand behind a figure: rows with the columns of `child_state`, empty for a child who has none that day. */
export interface Behind {
  children: RawBuilder<unknown>
  /** Whether there may be more than can be sorted for a page: then a page is read in the order of an index. */
  many: boolean
}

/** By what a list of children is narrowed. */
export interface Narrowed {
  state: StateCode | null
  school_urn: number | null
}

const all: Narrowed = { state: null, school_urn: null }

const narrowing = ({ state, school_urn }: Narrowed): RawBuilder<unknown> =>
  sql`${state === null ? sql`true` : sql`s.state = ${sql.lit(state)}`} AND ${school_urn === null ? sql`true` : sql`s.school_urn = ${school_urn}`}`

/** Everyone with a state on a day, or those of whose span `s` more is true. The figures leave sealed children out; so does this. */
export const inState = (on: Day, narrowed = all, more: RawBuilder<SqlBool> = sql`true`): Behind => ({
  many: true,
  children: sql`
  SELECT s.authority_id, s.person_id, s.state, s.starts_on, s.because, s.school_urn FROM child_state s
  WHERE NOT s.sealed AND ${holdsOn('s', on)} AND ${narrowing(narrowed)} AND ${more}`,
})

/** The children whom a query names, with their state on a day. */
export const withState = (children: RawBuilder<unknown>, on: Day, narrowed = all): Behind => ({
  many: false,
  children: sql`
  SELECT p.authority_id, p.person_id, s.state, s.starts_on, s.because, s.school_urn FROM (${children}) AS p
  LEFT JOIN child_state s ON s.authority_id = p.authority_id AND s.person_id = p.person_id AND ${holdsOn('s', on)}
  WHERE ${narrowing(narrowed)}`,
})

/** How a list is sorted, and what is beyond the row at the page's edge, found by its id. */
interface Sorting {
  order: RawBuilder<unknown>
  beyond: RawBuilder<unknown>
}

/** By name, in the order of the index of names, so that a page of a large county is read without sorting the county. */
function byName({ order, beyond, from }: Cut): Sorting {
  const less = sql.raw(order === 'asc' ? '~<~' : '~>~')
  const sorted = sql`c.surname_key USING ${less}, c.forename_key USING ${less}, c.person_id ${sql.raw(order)}`
  if (from === null) return { order: sorted, beyond: sql`true` }
  const edge = (column: string) =>
    sql`(SELECT ${sql.ref(column)} FROM child_summary e WHERE e.person_id = ${from}::uuid)`
  const further = sql.raw(`~${beyond}~`)
  return {
    order: sorted,
    beyond: sql`c.surname_key ${sql.raw(`~${beyond}=~`)} ${edge('surname_key')} AND (c.surname_key ${further} ${edge('surname_key')}
      OR c.forename_key ${further} ${edge('forename_key')} OR (c.forename_key = ${edge('forename_key')} AND c.person_id ${sql.raw(beyond)} ${from}::uuid))`,
  }
}

/** By a key worked out for each row: for lists that are short, and may hold children without a name or a state. */
const keyed = (
  key: RawBuilder<unknown>,
  edge: (id: string) => RawBuilder<unknown>,
  { order, beyond, from }: Cut,
): Sorting => ({
  order: sql`${key} ${sql.raw(order)}, b.person_id ${sql.raw(order)}`,
  beyond: from === null ? sql`true` : sql`(${key}, b.person_id) ${sql.raw(beyond)} (${edge(from)}, ${from}::uuid)`,
})

function sortingOf(many: boolean, on: Day, cut: Cut): Sorting {
  if (cut.sort === 'child') {
    if (many) return byName(cut)
    const name = sql`coalesce(c.surname_key || ' ' || c.forename_key, '')`
    return keyed(
      name,
      id =>
        sql`coalesce((SELECT c.surname_key || ' ' || c.forename_key FROM child_summary c WHERE c.person_id = ${id}::uuid), '')`,
      cut,
    )
  }
  const since = many ? sql`b.starts_on` : sql`coalesce(b.starts_on, '-infinity'::date)`
  return keyed(
    since,
    id =>
      sql`coalesce((SELECT s.starts_on FROM child_state s WHERE s.person_id = ${id}::uuid AND ${holdsOn('s', on)}), '-infinity'::date)`,
    cut,
  )
}

/** A part of a list, cut by the id of the row at its edge. */
export interface Cut {
  sort: 'child' | 'since'
  order: 'asc' | 'desc'
  beyond: '<' | '>'
  from: string | null
  limit: number | null
}

/** The children behind a figure, a page of them. `on` is the day whose state they are listed with. */
export async function openedChildren(tx: Read, behind: Behind, on: Day, cut: Cut): Promise<OpenedChild[]> {
  const { rows } = await sql<OpenedChild>`${listed(behind, on, cut)}`.execute(tx)
  return rows
}

/** The page first, what stands beside each child of it after. */
const listed = (behind: Behind, on: Day, cut: Cut): RawBuilder<unknown> => {
  const { order, beyond } = sortingOf(behind.many, on, cut)
  return sql`
    SELECT l.person_id AS id, l.forename, l.surname, l.born_on, l.upn, l.state, l.starts_on AS since, l.because, l.school_urn, o.name AS school_name,
      k.id AS case_id, a.name AS lead
    FROM (SELECT b.*, coalesce(c.forename, '') AS forename, coalesce(c.surname, '') AS surname, c.born_on, c.upn, row_number() OVER (ORDER BY ${order}) AS place
      FROM (${behind.children}) AS b
      ${sql.raw(behind.many ? '' : 'LEFT')} JOIN child_summary c ON c.authority_id = b.authority_id AND c.person_id = b.person_id
      WHERE ${beyond} ORDER BY ${order} ${cut.limit === null ? sql`` : sql`LIMIT ${sql.lit(cut.limit)}`}) AS l
    LEFT JOIN school o ON o.urn = l.school_urn
    LEFT JOIN council_case k ON k.authority_id = l.authority_id AND k.person_id = l.person_id AND k.closed_on IS NULL
    LEFT JOIN account a ON a.id = k.lead_account_id
    ORDER BY l.place`
}

/** All children behind a figure in the order of the list, a thousand at a time: sorted once, whatever their number. */
export async function* everyOpenedChild(
  tx: Read,
  behind: Behind,
  on: Day,
  sorted: Pick<Cut, 'sort' | 'order'>,
): AsyncGenerator<OpenedChild> {
  await sql`DECLARE opened_children NO SCROLL CURSOR FOR ${listed(behind, on, { ...sorted, beyond: '>', from: null, limit: null })}`.execute(
    tx,
  )
  for (;;) {
    const { rows } = await sql<OpenedChild>`FETCH 1000 FROM opened_children`.execute(tx)
    if (rows.length === 0) return
    yield* rows
  }
}
