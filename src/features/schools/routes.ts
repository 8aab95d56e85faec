import { may } from '../../ground/database/identity.ts'
import type { Pages } from '../../ground/feature.ts'
import { Missing } from '../../ground/web/errors.ts'
import { drawList } from '../../ground/web/lists.ts'
import { groupRoutes } from './group-routes.ts'
import { officerLine } from './group-views.ts'
import { allSchools, type ListedSchool, listSchools, schoolList, schoolListState, trustsToNarrowBy } from './list.ts'
import { officerRoutes } from './officer-routes.ts'
import { officersOfSchool } from './officers.ts'
import { registerRoutes } from './register-routes.ts'
import { childrenAt, linkedSchools, schoolFacts } from './school-page.ts'
import { factsOf, relationsOf, schoolsView, schoolView, standingOf, tagOf } from './views.ts'

/** The page of a school. */
export const schoolUrl = (urn: number): string => `/schools/${urn}`

export function routes(page: Pages): void {
  listRoutes(page)
  groupRoutes(page)
  officerRoutes(page)
  registerRoutes(page)
  page.get(
    '/schools/:urn',
    { may: 'schools.read', audit: 'school viewed' },
    async ({ tx, identity, params, reply, today }) => {
      const urn = /^\d{5,6}$/.test(params.urn) ? Number(params.urn) : 0
      const school = await schoolFacts(tx, urn)
      if (!school) throw new Missing()
      const status = school.status as ListedSchool['status']
      const count = await childrenAt(tx, identity, urn, today)
      const change = may(identity, 'schools.change')
      const opens = may(identity, 'children.read') && identity.kind === 'person' && identity.scope === 'county'
      return reply.page(schoolView, {
        title: school.name,
        back: { href: '/schools', text: 'Schools' },
        tag: tagOf(status),
        standing: standingOf({ ...school, status }),
        facts: factsOf(school),
        children:
          count === null
            ? null
            : {
                text: `${count.toLocaleString('en-GB')} ${count === 1 ? 'child' : 'children'}`,
                href: opens && count > 0 ? `/children?school=${urn}` : null,
              },
        calendar_href: `${schoolUrl(urn)}/calendar`,
        relations: relationsOf(await linkedSchools(tx, urn), schoolUrl),
        officers: (await officersOfSchool(tx, urn, today)).map(one => officerLine(one, change)),
      })
    },
  )
}

function listRoutes(page: Pages): void {
  page.get('/schools', { may: 'schools.read', audit: 'schools listed' }, async ({ tx, identity, query, reply }) => {
    const definition = schoolList(await trustsToNarrowBy(tx, query.trust))
    const state = schoolListState(query, definition)
    const found = await listSchools(tx, state)
    const drawn = drawList(
      definition,
      state,
      found.map(school => ({ ...school, id: String(school.urn), tag: tagOf(school.status) })),
    )
    const { q, elsewhere } = state.filters
    // The search has a form of its own, so the two forms carry each other's part of the address.
    const narrowing = drawn.filters.filter(({ name }) => name !== 'q')
    const kept = narrowing.flatMap(({ name, typed }) => (typed === '' ? [] : [{ name, value: typed }]))
    return reply.page(schoolsView, {
      title: 'Schools',
      list: { ...drawn, filters: narrowing, kept: [...drawn.kept, ...(q === null ? [] : [{ name: 'q', value: q }])] },
      q: q ?? '',
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
    const definition = schoolList(await trustsToNarrowBy(tx, query.trust))
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
    ] as const
    return reply.csv(
      'schools.csv',
      columns.map(header => ({ header, value: (school: ListedSchool) => school[header] })),
      allSchools(tx, schoolListState(query, definition)),
    )
  })
}
