import type { Filter } from './list-filters.ts'

export type Direction = 'asc' | 'desc'

export interface ListColumn {
  text: string
  /** Whether the list can be sorted by it; its name is then what the address says. */
  sort?: true
  /** Figures stand to the right. */
  number?: true
}

type Columns = Readonly<Record<string, ListColumn>>
type Filters = Readonly<Record<string, Filter<unknown>>>
type SortOf<C extends Columns> = { [Name in keyof C]: C[Name] extends { sort: true } ? Name : never }[keyof C] & string
type FilterValues<F extends Filters> = { [Name in keyof F]: F[Name] extends Filter<infer Value> ? Value | null : never }

/** A list: where it stands, its columns by name, how it comes sorted, what it can be narrowed by. */
export interface ListDefinition<C extends Columns, F extends Filters> {
  readonly path: string
  readonly columns: C
  readonly sort: { by: SortOf<C>; direction: Direction }
  readonly filters: F
  /** Where the whole list can be had as CSV. */
  readonly csv?: string
  /** What the id of a row looks like; a UUID unless said. It names nobody. */
  readonly ids?: RegExp
}

export const list = <const C extends Columns, const F extends Filters>(
  definition: ListDefinition<C, F>,
): ListDefinition<C, F> => definition

const sizes = [25, 50, 100] as const

/** What an address asks of a list. Pages are cut by the id of the row at their edge, so that a page stays right while rows come and go. */
export interface ListState<C extends Columns, F extends Filters> {
  filters: FilterValues<F>
  sort: SortOf<C>
  direction: Direction
  size: number
  /** The id of the row after which (or, going `back`, before which) the page begins. */
  from: string | null
  back: boolean
  /** How the query must sort: `direction`, turned round when going back. Sort by the id last, in the same direction. */
  order: Direction
  /** How (sort column, id) compares with those of the row `from`: looked up by its id, for its value may be a child's name. */
  beyond: '>' | '<'
  /** How many rows to fetch: one more than the page, to know whether there is another. */
  limit: number
}

const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** Reads an address's query. What it does not understand it leaves out: the list comes as it does by itself. */
export function listState<C extends Columns, F extends Filters>(
  query: Readonly<Record<string, unknown>>,
  definition: ListDefinition<C, F>,
): ListState<C, F> {
  const text = (name: string): string => (typeof query[name] === 'string' ? query[name] : '')
  const sortable = (name: string): name is SortOf<C> => definition.columns[name]?.sort === true
  const filters = Object.entries(definition.filters).map(([name, filter]) => [name, filter.read(text(name))])
  const asked = text('sort')
  const sort = sortable(asked) ? asked : definition.sort.by
  const own = sort === definition.sort.by ? definition.sort.direction : 'asc'
  const direction = text('direction') === 'asc' || text('direction') === 'desc' ? (text('direction') as Direction) : own
  const size = sizes.find(number => String(number) === text('size')) ?? sizes[0]
  const ids = definition.ids ?? uuid
  const edge = [text('after'), text('before')].map(id => (ids.test(id) ? id : null))
  const back = edge[0] === null && edge[1] !== null
  const order = back ? (direction === 'asc' ? 'desc' : 'asc') : direction
  return {
    filters: Object.fromEntries(filters) as FilterValues<F>,
    ...{ sort, direction, size, back, order },
    from: edge[0] ?? edge[1] ?? null,
    beyond: order === 'asc' ? '>' : '<',
    limit: size + 1,
  }
}

interface Link {
  text: string
  href: string
}

/** A list as `macros/list.njk` draws its frame; the rows are the page's own loop. */
export interface DrawnList<Row> {
  rows: readonly Row[]
  headers: readonly {
    text: string
    number: boolean
    href: string | null
    sorted: 'ascending' | 'descending' | 'none' | null
  }[]
  filters: readonly {
    name: string
    label: string
    kind: Filter<unknown>['kind']
    choices: Filter<unknown>['choices']
    typed: string
    needed: boolean
  }[]
  /** What else of the address a narrowing keeps. */
  kept: readonly { name: string; value: string }[]
  path: string
  chips: readonly Link[]
  /** The address with everything taken off that can be. */
  bare: string
  sizes: readonly (Link & { current: boolean })[]
  next: string | null
  previous: string | null
  csv: string | null
  /** Whether any filter is on: an empty list then says so. */
  narrowed: boolean
}

/** Makes a page of a list from the rows that were fetched for its state, in the order they came. */
export function drawList<C extends Columns, F extends Filters, Row extends { id: string }>(
  definition: ListDefinition<C, F>,
  state: ListState<C, F>,
  fetched: readonly Row[],
): DrawnList<Row> {
  const more = fetched.length > state.size
  const cut = fetched.slice(0, state.size)
  const rows = state.back ? cut.toReversed() : cut

  const narrowing = new Map<string, string>()
  for (const name of Object.keys(definition.filters)) {
    const value = state.filters[name]
    if (value !== null && value !== undefined) narrowing.set(name, value === true ? 'yes' : String(value))
  }
  const removable = [...narrowing].filter(([name]) => !definition.filters[name]?.needed)
  const shape = new Map<string, string>()
  if (state.sort !== definition.sort.by || state.direction !== definition.sort.direction) {
    shape.set('sort', state.sort)
    shape.set('direction', state.direction)
  }
  if (state.size !== sizes[0]) shape.set('size', String(state.size))

  /** The list's address with changes; null takes a part out. Any change but of the page begins at the first page. */
  const address = (changes: Record<string, string | null> = {}, path = definition.path): string => {
    const parts = new URLSearchParams([...narrowing, ...shape])
    for (const [name, value] of Object.entries(changes)) {
      if (value === null) parts.delete(name)
      else parts.set(name, value)
    }
    return parts.size === 0 ? path : `${path}?${parts}`
  }
  const header = ([name, column]: [string, ListColumn]) => {
    const current = state.sort === name
    const turned = current && state.direction === 'asc' ? 'desc' : 'asc'
    const sorted = current ? (state.direction === 'asc' ? 'ascending' : 'descending') : 'none'
    return {
      text: column.text,
      number: column.number === true,
      href: column.sort ? address({ sort: name, direction: turned }) : null,
      sorted: column.sort ? (sorted as 'ascending' | 'descending' | 'none') : null,
    }
  }
  const [first, last] = [rows[0]?.id, rows.at(-1)?.id]
  return {
    rows,
    headers: Object.entries(definition.columns).map(header),
    filters: Object.entries(definition.filters).map(([name, { label, kind, choices, needed = false }]) => ({
      ...{ name, label, kind, choices, needed },
      typed: narrowing.get(name) ?? '',
    })),
    kept: [...shape].map(([name, value]) => ({ name, value })),
    path: definition.path,
    chips: removable.map(([name, value]) => ({
      text: definition.filters[name]?.says(value) ?? value,
      href: address({ [name]: null }),
    })),
    bare: address(Object.fromEntries([...removable, ...shape].map(([name]) => [name, null]))),
    sizes: sizes.map(size => ({
      text: String(size),
      href: address({ size: String(size) }),
      current: size === state.size,
    })),
    next: last && (state.back || more) ? address({ after: last }) : null,
    previous: first && (state.back ? more : state.from !== null) ? address({ before: first }) : null,
    csv: definition.csv === undefined ? null : address({ size: null }, definition.csv),
    narrowed: removable.length > 0,
  }
}
