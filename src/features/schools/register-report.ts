import { sql } from 'kysely'
import type { Read } from '../../ground/database/door.ts'
import { choiceFilter, flagFilter } from '../../ground/web/list-filters.ts'
import { list, listState } from '../../ground/web/lists.ts'
import type { Day } from '../../rulebook/index.ts'
import { type ChangeKind, changeKinds } from './codes.ts'
import { ours } from './queries.ts'
import type { RegisterProblem } from './register.ts'

/** A file of the register that was brought in. */
export interface RegisterImport {
  id: string
  kind: 'schools' | 'links'
  as_at: Day
  file_name: string | null
  sha256: string
  brought_at: Date
  /** Null for a command, and for somebody of another authority. */
  brought_by: string | null
  ours: boolean
  rows_read: number
  rows_added: number
  rows_changed: number
  rows_refused: number
  rows_noted: number
}

const importColumns = sql`i.id, i.kind, i.as_at, i.file_name, i.sha256, i.brought_at, i.rows_read, i.rows_added, i.rows_changed, i.rows_refused, i.rows_noted,
  i.brought_for IS NOT DISTINCT FROM (SELECT identity.authority()) AS ours,
  CASE WHEN i.brought_for = (SELECT identity.authority()) THEN a.name END AS brought_by
  FROM register_import i LEFT JOIN account a ON a.id = i.brought_by`

/** The files that were brought in last, the newest first. */
export async function newestImports(tx: Read, most: number): Promise<RegisterImport[]> {
  const { rows } =
    await sql<RegisterImport>`SELECT ${importColumns} ORDER BY i.brought_at DESC, i.id DESC LIMIT ${sql.lit(most)}`.execute(
      tx,
    )
  return rows
}

export async function findImport(
  tx: Read,
  id: string,
): Promise<(RegisterImport & { problems: RegisterProblem[] }) | undefined> {
  const { rows } = await sql<RegisterImport & { problems: RegisterProblem[] }>`
    SELECT i.problems, ${importColumns} WHERE i.id = ${id}`.execute(tx)
  return rows[0]
}

/** How many schools have a change of each kind, ours or all of England's. */
export async function countChanges(tx: Read, import_id: string, all: boolean): Promise<Map<ChangeKind, number>> {
  const { rows } = await sql<{ kind: ChangeKind; schools: number }>`
    SELECT c.kind, count(DISTINCT c.urn)::integer AS schools FROM register_change c ${all ? sql`` : sql`JOIN school ON school.urn = c.urn AND ${ours}`}
    WHERE c.import_id = ${import_id} GROUP BY c.kind`.execute(tx)
  return new Map(rows.map(({ kind, schools }) => [kind, schools]))
}

/** The list of what an import changed, on its own address. */
export const changeList = (import_id: string) =>
  list({
    path: `/schools/register/${import_id}`,
    csv: `/schools/register/${import_id}/changes.csv`,
    columns: {
      school: { text: 'School', sort: true },
      kind: { text: 'Change' },
      field: { text: 'What' },
      before: { text: 'Before' },
      after: { text: 'Now' },
    },
    sort: { by: 'school', direction: 'asc' },
    filters: { kind: choiceFilter('Change', changeKinds), elsewhere: flagFilter('Schools elsewhere too') },
  })
export type ChangeList = ReturnType<typeof changeList>
const ownState = (query: Readonly<Record<string, unknown>>, definition: ChangeList) => listState(query, definition)
export type ChangeListState = ReturnType<typeof ownState>

/** What an address asks of the list. Its pages are cut by URN and field, which is what names a change. */
export function changeListState(query: Readonly<Record<string, unknown>>, definition: ChangeList): ChangeListState {
  const state = ownState(query, definition)
  const [after, before] = [query.after, query.before].map(key =>
    /^\d{5,7}\.\w+$/.test(String(key)) ? String(key) : null,
  )
  const back = !after && Boolean(before)
  const turned = state.direction === 'asc' ? 'desc' : 'asc'
  const order = back ? turned : state.direction
  return { ...state, from: after ?? before ?? null, back, order, beyond: order === 'asc' ? '>' : '<' }
}

export interface ListedChange {
  urn: number
  name: string | null
  field: string
  kind: ChangeKind
  before: string | null
  after: string | null
}

/** A page of what an import changed, one line more than it holds. */
export async function listChanges(tx: Read, import_id: string, state: ChangeListState): Promise<ListedChange[]> {
  const { kind, elsewhere } = state.filters
  const [urn = '', field = ''] = (state.from ?? '').split('.')
  const order = sql.raw(state.order)
  const { rows } = await sql<ListedChange>`
    SELECT c.urn, school.name, c.field, c.kind, c.before, c.after FROM register_change c
    ${sql.raw(elsewhere === null ? '' : 'LEFT')} JOIN school ON school.urn = c.urn ${elsewhere === null ? sql`AND ${ours}` : sql``}
    WHERE c.import_id = ${import_id} ${kind === null ? sql`` : sql`AND c.kind = ${kind}`}
      ${state.from === null ? sql`` : sql`AND (c.urn, c.field) ${sql.raw(state.beyond)} (${Number(urn)}::integer, ${field}::text)`}
    ORDER BY c.urn ${order}, c.field ${order} LIMIT ${sql.lit(state.limit)}`.execute(tx)
  return rows
}

/** Every line of the list, in its order, a thousand at a time. */
export async function* allChanges(tx: Read, import_id: string, state: ChangeListState): AsyncGenerator<ListedChange> {
  let from: string | null = null
  do {
    const page = await listChanges(tx, import_id, { ...state, ...forward(state), from, limit: 1000 })
    yield* page
    const last = page.length === 1000 ? page.at(-1) : undefined
    from = last ? `${last.urn}.${last.field}` : null
  } while (from !== null)
}

const forward = ({ direction }: ChangeListState) =>
  ({ back: false, order: direction, beyond: direction === 'asc' ? '>' : '<' }) as const

/** What imports changed of one school, the newest first. */
export async function changesOfSchool(tx: Read, urn: number, most: number) {
  const { rows } = await sql<Omit<ListedChange, 'urn' | 'name'> & { import_id: string; as_at: Day }>`
    SELECT c.import_id, i.as_at, c.field, c.kind, c.before, c.after FROM register_change c JOIN register_import i ON i.id = c.import_id
    WHERE c.urn = ${urn} ORDER BY i.brought_at DESC, i.id DESC, c.field LIMIT ${sql.lit(most)}`.execute(tx)
  return rows
}
