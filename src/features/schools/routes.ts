import { may } from '../../ground/database/identity.ts'
import type { Pages, Reading } from '../../ground/feature.ts'
import { drawList } from '../../ground/web/lists.ts'
import { foldName } from '../../rulebook/index.ts'
import { formerlyCalled } from './find-school.ts'
import { groupRoutes } from './group-routes.ts'
import { openGroups } from './groups.ts'
import { allSchools, type ListedSchool, listSchools, schoolList, schoolListState, trustsToNarrowBy } from './list.ts'
import { officerRoutes } from './officer-routes.ts'
import { registerRoutes } from './register-routes.ts'
import { schoolRoutes } from './school-routes.ts'
import { schoolsView, tagOf } from './views.ts'

export function routes(page: Pages): void {
  listRoutes(page)
  groupRoutes(page)
  officerRoutes(page)
  registerRoutes(page)
  schoolRoutes(page)
}

const listDefinition = async (tx: Reading['tx'], query: Reading['query']) =>
  schoolList({ trusts: await trustsToNarrowBy(tx, query.trust), groups: await openGroups(tx) })

function listRoutes(page: Pages): void {
  page.get('/schools', { may: 'schools.read', audit: 'schools listed' }, async ({ tx, identity, query, reply }) => {
    const definition = await listDefinition(tx, query)
    const state = schoolListState(query, definition)
    const { schools, spelling } = await listSchools(tx, state)
    const { q, elsewhere } = state.filters
    const key = foldName(q ?? '')
    const others = schools.filter(({ name }) => !foldName(name).includes(key)).map(({ urn }) => urn)
    const once = await formerlyCalled(tx, others, q ?? '')
    const drawn = drawList(
      definition,
      state,
      schools.map(school => ({
        ...school,
        id: String(school.urn),
        tag: tagOf(school.status),
        once: once.get(school.urn) ?? null,
      })),
    )
    // The search has a form of its own, so the two forms carry each other's part of the address.
    const narrowing = drawn.filters.filter(({ name }) => name !== 'q')
    const kept = narrowing.flatMap(({ name, typed }) => (typed === '' ? [] : [{ name, value: typed }]))
    return reply.page(schoolsView, {
      title: 'Schools',
      list: { ...drawn, filters: narrowing, kept: [...drawn.kept, ...(q === null ? [] : [{ name: 'q', value: q }])] },
      q: q ?? '',
      nearly: spelling === 'nearly' && drawn.rows.length > 0 ? (q ?? '') : null,
      kept: [...drawn.kept, ...kept],
      everywhere:
        elsewhere === null
          ? `/schools?${new URLSearchParams({ ...(q === null ? {} : { q }), elsewhere: 'yes' })}`
          : null,
      may_import: may(identity, 'schools.import'),
      empty: drawn.narrowed
        ? 'No school of ours is like that. Take a narrowing off to see more.'
        : 'The schools of the area would stand here once the national register has been brought in.',
    })
  })
  page.get('/schools.csv', { may: 'schools.read', audit: 'schools exported' }, async ({ tx, query, reply }) => {
    const definition = await listDefinition(tx, query)
    const columns = [
      'urn',
      'laestab',
      'name',
      'phase',
      'type_name',
      'town',
      'postcode',
      'trust_name',
      'status',
      'sector',
    ] as const
    return reply.csv(
      'schools.csv',
      columns.map(header => ({ header, value: (school: ListedSchool) => school[header] })),
      allSchools(tx, schoolListState(query, definition)),
    )
  })
}
