import { may } from '../../ground/database/identity.ts'
import type { Pages } from '../../ground/feature.ts'
import { choiceFilter, type Filter } from '../../ground/web/list-filters.ts'
import { drawList, list, listState } from '../../ground/web/lists.ts'
import { formatShortDay, type StateCode, yearGroups, yearGroupText } from '../../rulebook/index.ts'
import { personOnly } from '../people/index.ts'
import { childLine } from './lines.ts'
import { type ChildListAsked, listChildren, listLeavers } from './queries.ts'
import { childrenPage, leaversPage } from './views.ts'
import { bandWords, stateWords } from './words.ts'

/** A school, by its URN; the list of schools leads here with it. */
const schoolFilter: Filter<number> = {
  label: 'School URN',
  kind: 'choice',
  choices: [],
  read: text => (/^\d{6}$/.test(text) ? Number(text) : null),
  says: text => `School: URN ${text}`,
}

const stateFilter = choiceFilter(
  'State',
  (Object.keys(stateWords) as StateCode[]).map(value => ({ value, text: stateWords[value].text })),
)
const bandFilter = choiceFilter(
  'Band',
  Object.entries(bandWords).map(([value, { text }]) => ({ value, text })),
)

const yearFilter = choiceFilter(
  'School year',
  yearGroups.map(value => ({ value, text: value === 'N1' ? 'Nursery, first year' : yearGroupText(value) })),
)
/** A group of schools, by its id; the group's page leads here with it. */
const groupFilter: Filter<string> = {
  label: 'Group of schools',
  kind: 'choice',
  choices: [],
  read: text => (/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text) ? text : null),
  says: () => 'Schools of one group',
}

const childList = (path: string) =>
  list({
    path,
    columns: {
      surname: { text: 'Child', sort: true },
      born_on: { text: 'Date of birth', sort: true },
      year: { text: 'Year' },
      state: { text: 'State today' },
      since: { text: 'Since', sort: true },
      school: { text: 'School' },
      band: { text: 'Band' },
    },
    sort: { by: 'surname', direction: 'asc' },
    filters: { state: stateFilter, band: bandFilter, year: yearFilter, school: schoolFilter, group: groupFilter },
    csv: `${path}.csv`,
  })

/**
 * The list as an address may have it sorted: since when a child is in its state is the order of an index for one state or one school,
 * and would have the whole county sorted otherwise.
 */
function sortable(
  definition: ReturnType<typeof childList>,
  query: Readonly<Record<string, unknown>>,
): typeof definition {
  const narrow = definition.path !== '/children' || ['state', 'school', 'group'].some(name => Boolean(query[name]))
  const columns = { ...definition.columns, since: { text: 'Since' } }
  return narrow ? definition : { ...definition, columns: columns as typeof definition.columns }
}

/** The lists of children: the council's, and a school's or provider's own. */
export function listRoutes(page: Pages): void {
  const listPage = (path: '/children' | '/our-children', title: string, intro: string) => {
    const whole = childList(path)
    page.get(
      path,
      { may: 'children.read', audit: 'list of children viewed' },
      async ({ tx, identity, query, reply, look, today }) => {
        const definition = sortable(whole, query)
        const state = listState(query, definition)
        const rows = await listChildren(tx, today, { ...state.filters, ...cut(state) })
        look.saw(
          rows.map(row => row.id),
          ['known_as', 'born_on', 'state', 'school', 'band'],
        )
        const drawn = drawList(
          definition,
          state,
          rows.map(row => childLine(row, today, personOnly(identity).classes.includes('education'))),
        )
        return reply.page(childrenPage, {
          recorded: true,
          title,
          intro,
          list: drawn,
          brings: may(identity, 'lists.import'),
        })
      },
    )
    page.get(
      `${path}.csv`,
      { may: 'children.read', audit: 'list of children exported' },
      async ({ tx, query, reply, look, today }) => {
        const state = listState(query, sortable(whole, query))
        async function* all() {
          let from: string | null = null
          for (;;) {
            const rows = await listChildren(tx, today, {
              ...state.filters,
              ...cut(state),
              beyond: state.direction === 'asc' ? '>' : '<',
              order: state.direction,
              from,
              limit: 1000,
            })
            look.saw(
              rows.map(row => row.id),
              ['known_as', 'upn', 'born_on', 'state', 'school', 'band'],
            )
            yield* rows
            from = rows.at(-1)?.id ?? null
            if (rows.length < 1000) return
          }
        }
        return reply.csv(`children-${today}.csv`, columns, all())
      },
    )
  }
  listPage('/children', 'Children', 'Every child within your reach and the state each is in today.')
  listPage('/our-children', 'Our children', 'The children you are responsible for today.')

  page.get(
    '/our-children/left',
    { may: 'children.read', audit: 'list of leavers viewed' },
    async ({ tx, identity, query, reply, look, today }) => {
      const person = personOnly(identity)
      const from = typeof query.after === 'string' && /^[0-9a-f-]{36}$/.test(query.after) ? query.after : null
      const rows = await listLeavers(tx, person.schools, today, from, 51)
      look.saw(
        rows.map(row => row.person_id),
        ['known_as', 'born_on', 'left_on'],
      )
      const shown = rows.slice(0, 50)
      const last = rows.length > 50 ? shown.at(-1) : undefined
      return reply.page(leaversPage, {
        title: 'Children who left us',
        recorded: true,
        leavers: shown.map(row => ({
          known_as: row.known_as,
          born: row.born_on ? formatShortDay(row.born_on) : 'Not known',
          left: formatShortDay(row.left_on),
        })),
        next: last ? `/our-children/left?after=${last.id}` : null,
      })
    },
  )
}

const cut = (state: {
  sort: ChildListAsked['sort']
  order: 'asc' | 'desc'
  beyond: '>' | '<'
  from: string | null
  limit: number
}) => ({
  sort: state.sort,
  order: state.order,
  beyond: state.beyond,
  from: state.from,
  limit: state.limit,
})

type Exported = Awaited<ReturnType<typeof listChildren>>[number]
const columns = [
  { header: 'surname', value: (row: Exported) => row.surname },
  { header: 'forename', value: (row: Exported) => row.forename },
  { header: 'born_on', value: (row: Exported) => row.born_on ?? '' },
  { header: 'upn', value: (row: Exported) => row.upn ?? '' },
  { header: 'state', value: (row: Exported) => row.state ?? '' },
  { header: 'since', value: (row: Exported) => row.since ?? '' },
  { header: 'school_urn', value: (row: Exported) => row.school_urn ?? '' },
  { header: 'school', value: (row: Exported) => row.school_name ?? '' },
  { header: 'band', value: (row: Exported) => row.band ?? '' },
]
