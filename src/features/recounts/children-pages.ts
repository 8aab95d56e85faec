import type { Read } from '../../ground/database/door.ts'
import type { Person } from '../../ground/database/identity.ts'
import type { Pages, Reading } from '../../ground/feature.ts'
import type { CsvColumn } from '../../ground/web/csv.ts'
import { Missing } from '../../ground/web/errors.ts'
import { choiceFilter, type Filter, needed } from '../../ground/web/list-filters.ts'
import { drawList, list, listState } from '../../ground/web/lists.ts'
import { type Day, formatDay, formatShortDay } from '../../rulebook/index.ts'
import { type ChildRow, type Cut, childRows, childUrl, stateText } from '../children/index.ts'
import { personOnly } from '../people/index.ts'
import { beliefText } from './about.ts'
import { recountUrl } from './addresses.ts'
import { countedStates, idsBehind } from './behind.ts'
import { type Side, statusText } from './codes.ts'
import { definitionTitle } from './definitions.ts'
import { cellName } from './lines.ts'
import { type Counted, countsOf, type Recount } from './queries.ts'
import { countedOrMissing } from './recount-pages.ts'
import { type BehindLine, behindView } from './views.ts'

const rule = { may: 'ledger.open', audit: 'recount opened' } as const
/** What of a child these lists show, as the audit names it. */
const shown = ['known_as', 'born_on', 'upn', 'state', 'school_urn'] as const

/** The number that an address asks for. */
const cellFilter: Filter<number> = needed({
  label: 'Number',
  kind: 'choice',
  choices: [],
  read: text => (/^\d{1,5}$/.test(text) ? Number(text) : null),
  says: text => `Number ${text}`,
})

interface Opened {
  recount: Recount
  number: Counted
  side: Side
  definition: ReturnType<typeof listOf>
}

const listOf = (recount: Recount) => {
  const [first = '', second] = recount.policies.map(definitionTitle)
  const choices: { value: Side; text: string }[] =
    second === undefined
      ? [{ value: 'first', text: first }]
      : [
          { value: 'first', text: first },
          { value: 'second', text: second },
          { value: 'first_only', text: `Only ${first}` },
          { value: 'second_only', text: `Only ${second}` },
        ]
  const path = `${recountUrl(recount.id)}/children`
  return list({
    path,
    csv: `${path}.csv`,
    columns: {
      name: { text: 'Child', sort: true },
      born: { text: 'Date of birth' },
      counted: { text: 'State as counted' },
      today: { text: 'State today' },
      school: { text: 'School today' },
    },
    sort: { by: 'name', direction: 'asc' },
    filters: { cell: cellFilter, side: needed(choiceFilter('By which definition', choices)) },
  })
}

/** What an address opens. Throws Missing for a number that there is not, or whose class this person does not see. */
async function opened(
  tx: Read,
  person: Person,
  id: string,
  query: Reading['query'],
): Promise<Opened & { state: ReturnType<typeof stateOf> }> {
  const recount = await countedOrMissing(tx, id)
  const definition = listOf(recount)
  const state = stateOf(query, definition)
  const { cell, side } = state.filters
  const number = (await countsOf(tx, recount.id)).find(one => one.cell === cell)
  if (!number || side === null || !person.classes.some(one => one === number.field_class)) throw new Missing()
  return { recount, number, side, definition, state }
}
const stateOf = (query: Reading['query'], definition: Opened['definition']) => listState(query, definition)

type BehindRow = ChildRow & { counted: string }

async function rowsBehind(
  tx: Read,
  { recount, number, side }: Pick<Opened, 'recount' | 'number' | 'side'>,
  cut: Cut & { limit: number },
  today: Day,
): Promise<BehindRow[]> {
  const ids = await idsBehind(tx, recount.id, { number, side }, cut)
  const states = await countedStates(tx, recount.id, ids)
  return (await childRows(tx, ids, today)).map(row => ({ ...row, counted: states.get(row.id) ?? '' }))
}

const columns: readonly CsvColumn<BehindRow>[] = [
  { header: 'forename', value: row => row.forename },
  { header: 'surname', value: row => row.surname },
  { header: 'born_on', value: row => row.born_on },
  { header: 'upn', value: row => row.upn },
  { header: 'state_as_counted', value: row => row.counted },
  { header: 'state_today', value: row => stateText(row.state) },
  { header: 'school_urn', value: row => row.school_urn },
  { header: 'school_name', value: row => row.school_name },
]

/** The children behind a number of a recount, by name. */
export function childrenPages(page: Pages): void {
  page.get('/recounts/:id/children', rule, async ({ tx, identity, params, query, look, today, reply }) => {
    const { state, definition, ...asked } = await opened(tx, personOnly(identity), params.id, query)
    const rows = await rowsBehind(tx, asked, state, today)
    const drawn = drawList(definition, state, rows.map(lineOf))
    look.saw(
      drawn.rows.map(row => row.id),
      shown,
    )
    const { recount, number } = asked
    return reply.page(behindView, {
      title: [cellName(number, recount.on_day), statusText[number.status]].filter(Boolean).join(': '),
      back: { href: recountUrl(recount.id), text: `Recount of ${formatDay(recount.on_day)}` },
      recorded: true,
      about: `${formatDay(recount.on_day)}. ${beliefText(recount)}.`,
      list: drawn,
    })
  })

  page.get(
    '/recounts/:id/children.csv',
    { ...rule, audit: 'recount opened and exported' },
    async ({ tx, identity, params, query, look, today, reply }) => {
      const { state, definition: _, ...asked } = await opened(tx, personOnly(identity), params.id, query)
      const { direction } = state
      async function* all(): AsyncGenerator<BehindRow> {
        const size = 1000
        for (let from: string | null = null; ; ) {
          const cut: Cut = { order: direction, beyond: direction === 'asc' ? '>' : '<', from }
          const rows: BehindRow[] = await rowsBehind(tx, asked, { ...cut, limit: size }, today)
          look.saw(
            rows.map(row => row.id),
            shown,
          )
          yield* rows
          from = rows.at(-1)?.id ?? null
          if (rows.length < size) return
        }
      }
      return reply.csv(`recount-${asked.recount.on_day}-children.csv`, columns, all())
    },
  )
}

const lineOf = (row: BehindRow): BehindLine => ({
  id: row.id,
  href: childUrl(row.id),
  name: row.known_as || 'Name not known',
  born: row.born_on ? formatShortDay(row.born_on) : 'Not known',
  counted: row.counted,
  today: stateText(row.state),
  school: row.school_name ?? '',
})
