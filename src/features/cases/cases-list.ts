import { type RawBuilder, type SqlBool, sql } from 'kysely'
import type { Read } from '../../ground/database/door.ts'
import type { Person } from '../../ground/database/identity.ts'
import { choiceFilter, flagFilter } from '../../ground/web/list-filters.ts'
import { type ListState, list } from '../../ground/web/lists.ts'
import type { Day } from '../../rulebook/index.ts'
import { bandWords } from '../children/index.ts'
import { casesUrl } from './addresses.ts'
import { caseKinds } from './codes.ts'

export const casesList = list({
  path: casesUrl,
  columns: {
    name: { text: 'Child', sort: true },
    reference: { text: 'Case' },
    state: { text: 'State today' },
    band: { text: 'Band' },
    due_on: { text: 'Clock due', sort: true },
    lead: { text: 'Led by', sort: true },
    opened_on: { text: 'Opened', sort: true },
  },
  sort: { by: 'due_on', direction: 'asc' },
  filters: {
    status: choiceFilter('Status', [
      { value: 'open', text: 'Open' },
      { value: 'closed', text: 'Closed' },
    ]),
    whose: choiceFilter('Whose', [
      { value: 'mine', text: 'Mine' },
      { value: 'team', text: 'My team’s' },
      { value: 'nobody', text: 'Nobody’s yet' },
    ]),
    kind: choiceFilter(
      'Why',
      caseKinds.map(({ code, text }) => ({ value: code, text })),
    ),
    band: choiceFilter(
      'Band',
      Object.entries(bandWords).map(([value, { text }]) => ({ value, text })),
    ),
    overdue: flagFilter('Clock overdue'),
  },
  csv: '/cases.csv',
})

export type CasesState = ListState<(typeof casesList)['columns'], (typeof casesList)['filters']>

export interface ListedCase {
  id: string
  person_id: string
  reference: string
  kind: string
  known_as: string | null
  state: string | null
  band: string | null
  due_on: Day | null
  lead_team: string
  lead_officer: string | null
  opened_on: Day
  closed_on: Day | null
  closing_reason: string | null
}

/** Text that sorts as the column does; a case without a date comes after all that have one. */
const keys: Readonly<Record<CasesState['sort'], RawBuilder<string>>> = {
  name: sql`coalesce(s.surname_key || ' ' || s.forename_key, '')`,
  due_on: sql`coalesce(k.due_on::text, '9999-12-31')`,
  lead: sql`coalesce(a.name, t.name)`,
  opened_on: sql`c.opened_on::text`,
}

/** Cases as the list's state asks: one page, sorted, narrowed, from its edge on. */
export async function listCases(tx: Read, person: Person, state: CasesState): Promise<ListedCase[]> {
  const { today } = person
  const key = sql`${keys[state.sort]} COLLATE "C"`
  const tables = sql`council_case c
    JOIN organisation t ON t.authority_id = c.authority_id AND t.id = c.lead_team_id
    LEFT JOIN account a ON a.id = c.lead_account_id
    LEFT JOIN child_summary s ON s.authority_id = c.authority_id AND s.person_id = c.person_id
    LEFT JOIN child_state n ON n.authority_id = c.authority_id AND n.person_id = c.person_id
      AND n.starts_on <= ${today} AND (n.ends_on IS NULL OR n.ends_on > ${today})
    LEFT JOIN child_band b ON b.authority_id = c.authority_id AND b.person_id = c.person_id
      AND b.starts_on <= ${today} AND (b.ends_on IS NULL OR b.ends_on > ${today})
    LEFT JOIN LATERAL (SELECT min(x.due_on) AS due_on FROM child_clock x WHERE x.authority_id = c.authority_id AND x.person_id = c.person_id
      AND x.opened_on <= ${today} AND (x.ended_on IS NULL OR x.ended_on > ${today}) AND x.owed_by IS DISTINCT FROM 'parent') k ON true`
  const { rows } = await sql<ListedCase>`
    SELECT c.id, c.person_id, c.reference, c.kind, s.known_as, n.state, b.band, k.due_on, t.name AS lead_team, a.name AS lead_officer,
      c.opened_on, c.closed_on, c.closing_reason
    FROM ${tables}
    WHERE ${sql.join([...narrowing(person, state), beyond(state, key, tables)], sql` AND `)}
    ORDER BY ${key} ${sql.raw(state.order)}, c.id ${sql.raw(state.order)} LIMIT ${sql.lit(state.limit)}`.execute(tx)
  return rows
}

function narrowing(person: Person, { filters }: CasesState): RawBuilder<SqlBool>[] {
  const { status, whose, kind, band, overdue } = filters
  const terms = [status === 'closed' ? sql<SqlBool>`c.closed_on IS NOT NULL` : sql<SqlBool>`c.closed_on IS NULL`]
  if (whose === 'mine') terms.push(sql`c.lead_account_id = ${person.account_id}`)
  if (whose === 'team') terms.push(sql`c.lead_team_id = ${person.organisation_id}`)
  if (whose === 'nobody') terms.push(sql`c.lead_account_id IS NULL`)
  if (kind !== null) terms.push(sql`c.kind = ${kind}`)
  if (band !== null) terms.push(sql`b.band = ${band}`)
  if (overdue !== null) terms.push(sql`k.due_on < ${person.today}`)
  return terms
}

function beyond(state: CasesState, key: RawBuilder<unknown>, tables: RawBuilder<unknown>): RawBuilder<SqlBool> {
  if (state.from === null) return sql`true`
  return sql`(${key}, c.id) ${sql.raw(state.beyond)} (SELECT ${key}, c.id FROM ${tables} WHERE c.id = ${state.from})`
}

/** Every case that the state asks for, fetched page by page. `saw` is told of each child as it goes. */
export async function* allCases(
  tx: Read,
  person: Person,
  asked: CasesState,
  saw: (person_ids: string[]) => void,
): AsyncGenerator<ListedCase> {
  const state = { ...asked, back: false, order: asked.direction, limit: 500, from: null as string | null }
  const page: CasesState = { ...state, beyond: asked.direction === 'asc' ? '>' : '<' }
  for (;;) {
    const rows = await listCases(tx, person, page)
    saw(rows.map(row => row.person_id))
    yield* rows
    const last = rows.at(-1)
    if (!last || rows.length < page.limit) return
    page.from = last.id
  }
}
