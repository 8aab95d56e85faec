import { type SqlBool, sql } from 'kysely'
import type { Read } from '../../ground/database/door.ts'
import { may } from '../../ground/database/identity.ts'
import type { Pages } from '../../ground/feature.ts'
import { choiceFilter } from '../../ground/web/list-filters.ts'
import { type DrawnList, drawList, list, listState } from '../../ground/web/lists.ts'
import { type PageModel, view } from '../../ground/web/views.ts'
import { type Day, formatShortDay } from '../../rulebook/index.ts'
import { groupingUrl } from './addresses.ts'
import { type GroupKind, officerRoles, textOf } from './codes.ts'
import { kindText } from './group-views.ts'

const officerList = list({
  path: '/schools/officers',
  csv: '/schools/officers.csv',
  columns: {
    name: { text: 'Officer', sort: true },
    role: { text: 'Role', sort: true },
    of: { text: 'Looks after' },
    contact: { text: 'Telephone and email' },
    since: { text: 'Since' },
  },
  sort: { by: 'name', direction: 'asc' },
  filters: { role: choiceFilter('Role', officerRoles) },
})
type OfficerListState = ReturnType<typeof ownState>
const ownState = (query: Readonly<Record<string, unknown>>) => listState(query, officerList)

interface ListedOfficer {
  id: string
  role: string
  name: string
  phone: string | null
  email: string | null
  starts_on: Day
  school_urn: number | null
  looks_after: string
  kind: GroupKind | 'trust' | null
  key: string | null
}

const key = { name: sql`lower(coalesce(a.name, o.name))`, role: sql`o.role` } as const

/** A page of who looks after what on a day, one line more than it holds. */
async function listOfficers(tx: Read, on: Day, state: OfficerListState): Promise<ListedOfficer[]> {
  const { role } = state.filters
  const by = key[state.sort]
  const order = sql.raw(state.order)
  const beyond =
    state.from === null
      ? sql<SqlBool>`true`
      : sql<SqlBool>`(${by}, o.id) ${sql.raw(state.beyond)} (SELECT ${by}, o.id FROM school_officer o LEFT JOIN account a ON a.id = o.account_id WHERE o.id = ${state.from})`
  const { rows } = await sql<ListedOfficer>`
    SELECT o.id, o.role, coalesce(a.name, o.name) AS name, o.phone, coalesce(o.email, a.email) AS email, o.starts_on, o.school_urn,
      coalesce(s.name, g.name, t.name, 'URN ' || o.school_urn) AS looks_after,
      CASE WHEN o.group_id IS NOT NULL THEN g.kind WHEN o.trust_code IS NOT NULL THEN 'trust' END AS kind, coalesce(o.group_id::text, o.trust_code) AS key
    FROM school_officer o LEFT JOIN account a ON a.id = o.account_id LEFT JOIN school s ON s.urn = o.school_urn
    LEFT JOIN school_group g ON g.authority_id = o.authority_id AND g.id = o.group_id LEFT JOIN trust t ON t.code = o.trust_code
    WHERE o.retracted_at IS NULL AND o.starts_on <= ${on} AND (o.ends_on IS NULL OR o.ends_on > ${on})
      AND ${role === null ? sql<SqlBool>`true` : sql<SqlBool>`o.role = ${role}`} AND ${beyond}
    ORDER BY ${by} ${order}, o.id ${order} LIMIT ${sql.lit(state.limit)}`.execute(tx)
  return rows
}

async function* allOfficers(tx: Read, on: Day, state: OfficerListState): AsyncGenerator<ListedOfficer> {
  const { direction } = state
  const forward = { back: false, order: direction, beyond: direction === 'asc' ? '>' : '<', limit: 1000 } as const
  let from: string | null = null
  do {
    const page = await listOfficers(tx, on, { ...state, ...forward, from })
    yield* page
    from = page.length === 1000 ? (page.at(-1)?.id ?? null) : null
  } while (from !== null)
}

const lineOf = (officer: ListedOfficer) => ({
  ...officer,
  role: textOf(officerRoles, officer.role),
  since: formatShortDay(officer.starts_on),
  what:
    officer.kind === null ? officer.looks_after : `${officer.looks_after} (${kindText(officer.kind).toLowerCase()})`,
  href:
    officer.kind !== null && officer.key !== null
      ? groupingUrl({ kind: officer.kind, key: officer.key })
      : `/schools/${officer.school_urn}`,
})

const officersView = view<
  PageModel & { list: DrawnList<ReturnType<typeof lineOf>>; may_change: boolean; empty: string }
>('features/schools/views/officers.njk')

/** Who looks after which school, family or trust. */
export function officersPage(page: Pages): void {
  page.get(
    '/schools/officers',
    { may: 'schools.read', audit: 'officers of schools listed' },
    async ({ tx, identity, query, today, reply }) => {
      const state = ownState(query)
      const drawn = drawList(officerList, state, (await listOfficers(tx, today, state)).map(lineOf))
      return reply.page(officersView, {
        title: 'Officers for schools',
        back: { href: '/schools', text: 'Schools' },
        list: drawn,
        may_change: may(identity, 'schools.change'),
        empty: drawn.narrowed
          ? 'Nobody is named in this role.'
          : 'The council’s people would stand here with the schools and families that they look after. Name the first on a school’s page, or on a family’s for all its schools.',
      })
    },
  )
  page.get(
    '/schools/officers.csv',
    { may: 'schools.read', audit: 'officers of schools exported' },
    async ({ tx, query, today, reply }) => {
      const columns = ['name', 'role', 'looks_after', 'kind', 'school_urn', 'phone', 'email', 'starts_on'] as const
      return reply.csv(
        'officers-for-schools.csv',
        columns.map(header => ({ header, value: (officer: ListedOfficer) => officer[header] })),
        allOfficers(tx, today, ownState(query)),
      )
    },
  )
}
