import { type RawBuilder, sql } from 'kysely'
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
}

/** Which children stand behind a figure: rows with the columns of `child_state`, empty for a child who has none that day. */
export type Behind = RawBuilder<unknown>

/** By what a list of children is narrowed. */
export interface Narrowed {
  state: StateCode | null
  school_urn: number | null
}

const all: Narrowed = { state: null, school_urn: null }

const narrowing = ({ state, school_urn }: Narrowed): RawBuilder<unknown> =>
  sql`${state === null ? sql`true` : sql`s.state = ${state}`} AND ${school_urn === null ? sql`true` : sql`s.school_urn = ${school_urn}`}`

/** Everyone with a state on a day. The figures leave sealed children out; so does this. */
export const inState = (on: Day, narrowed = all): Behind => sql`
  SELECT s.authority_id, s.person_id, s.state, s.starts_on, s.because, s.school_urn FROM child_state s
  WHERE NOT s.sealed AND ${holdsOn('s', on)} AND ${narrowing(narrowed)}`

/** The children whom a query names, with their state on a day. */
export const withState = (children: RawBuilder<unknown>, on: Day, narrowed = all): Behind => sql`
  SELECT p.authority_id, p.person_id, s.state, s.starts_on, s.because, s.school_urn FROM (${children}) AS p
  LEFT JOIN child_state s ON s.authority_id = p.authority_id AND s.person_id = p.person_id AND ${holdsOn('s', on)}
  WHERE ${narrowing(narrowed)}`

/** By what a list is sorted: the key of a row, and that of the row at the page's edge, found by its id. */
const sorts = {
  child: {
    key: sql`coalesce(c.surname_key || ' ' || c.forename_key, '')`,
    edge: (id: string) =>
      sql`coalesce((SELECT c.surname_key || ' ' || c.forename_key FROM child_summary c WHERE c.person_id = ${id}::uuid), '')`,
  },
  since: {
    key: sql`coalesce(b.starts_on, '-infinity'::date)`,
    edge: (id: string, on: Day) =>
      sql`coalesce((SELECT s.starts_on FROM child_state s WHERE s.person_id = ${id}::uuid AND ${holdsOn('s', on)}), '-infinity'::date)`,
  },
}

/** A part of a list, cut by the id of the row at its edge. */
export interface Cut {
  sort: keyof typeof sorts
  order: 'asc' | 'desc'
  beyond: '<' | '>'
  from: string | null
  limit: number
}

/** The children behind a figure, a page of them. `on` is the day whose state they are listed with. */
export async function openedChildren(tx: Read, behind: Behind, on: Day, cut: Cut): Promise<OpenedChild[]> {
  const { key, edge } = sorts[cut.sort]
  const after =
    cut.from === null
      ? sql`true`
      : sql`(${key}, b.person_id) ${sql.raw(cut.beyond)} (${edge(cut.from, on)}, ${cut.from}::uuid)`
  const { rows } = await sql<OpenedChild>`${listed(behind, after, cut)} LIMIT ${cut.limit}`.execute(tx)
  return rows
}

const listed = (behind: Behind, after: RawBuilder<unknown>, { sort, order }: Pick<Cut, 'sort' | 'order'>) => {
  const { key } = sorts[sort]
  const way = sql.raw(order)
  return sql`
    SELECT b.person_id AS id, coalesce(c.forename, '') AS forename, coalesce(c.surname, '') AS surname, c.born_on, c.upn,
      b.state, b.starts_on AS since, b.because, b.school_urn, o.name AS school_name
    FROM (${behind}) AS b
    LEFT JOIN child_summary c ON c.authority_id = b.authority_id AND c.person_id = b.person_id
    LEFT JOIN school o ON o.urn = b.school_urn
    WHERE ${after} ORDER BY ${key} ${way}, b.person_id ${way}`
}

/** All children behind a figure in the order of the list, a thousand at a time: sorted once, whatever their number. */
export async function* everyOpenedChild(
  tx: Read,
  behind: Behind,
  sorted: Pick<Cut, 'sort' | 'order'>,
): AsyncGenerator<OpenedChild> {
  await sql`DECLARE opened_children NO SCROLL CURSOR FOR ${listed(behind, sql`true`, sorted)}`.execute(tx)
  for (;;) {
    const { rows } = await sql<OpenedChild>`FETCH 1000 FROM opened_children`.execute(tx)
    if (rows.length === 0) return
    yield* rows
  }
}
