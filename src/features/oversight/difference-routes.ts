import type { Pages, Reading } from '../../ground/feature.ts'
import type { CsvColumn } from '../../ground/web/csv.ts'
import { Missing } from '../../ground/web/errors.ts'
import { choiceFilter, needed } from '../../ground/web/list-filters.ts'
import { type DrawnList, drawList, list, listState } from '../../ground/web/lists.ts'
import { type PageModel, view } from '../../ground/web/views.ts'
import { formatShortDay } from '../../rulebook/index.ts'
import { childUrl } from '../children/index.ts'
import { compareUrl } from './addresses.ts'
import { type ComparedSource, sourcesToCompare } from './compare.ts'
import {
  countDifferences,
  type Difference,
  type DifferencesAsked,
  differenceFields,
  everyDifference,
  listDifferences,
} from './differences.ts'

interface DifferencesModel extends PageModel {
  sentence: string
  first: string
  second: string
  list: DrawnList<{ id: string; name: string; href: string; born_on: string; first: string; second: string }>
}
const differencesView = view<DifferencesModel>('features/oversight/views/differences.njk')

/** What of a child this list shows, as the audit names it. */
const shown = ['forename', 'surname', 'born_on', 'address', 'upn', 'school_urn'] as const

const differenceList = (sources: readonly ComparedSource[]) => {
  const choices = sources.map(({ id, name }) => ({ value: id, text: name }))
  return list({
    path: '/ledger/lists/differences',
    csv: '/ledger/lists/differences.csv',
    columns: {
      child: { text: 'Child', sort: true },
      born_on: { text: 'Born' },
      first: { text: 'The first list says' },
      second: { text: 'The second list says' },
    },
    sort: { by: 'child', direction: 'asc' },
    filters: {
      a: needed(choiceFilter('First list', choices)),
      b: needed(choiceFilter('Second list', choices)),
      field: needed(choiceFilter('What differs', differenceFields)),
    },
  })
}

/** The children on both of two lists of whom the two say something else, field by field. */
export function differenceRoutes(page: Pages): void {
  page.get(
    '/ledger/lists/differences',
    { may: 'ledger.open', audit: 'differences of two lists viewed' },
    async ({ tx, query, today, look, reply }) => {
      const sources = await sourcesToCompare(tx)
      const definition = differenceList(sources)
      const state = listState(query, definition)
      const asked = askedOf(state.filters)
      const drawn = drawList(definition, state, await listDifferences(tx, asked, today, state))
      look.saw(
        drawn.rows.map(row => row.id),
        shown,
      )
      const number = await countDifferences(tx, asked, today)
      const field = differenceFields.find(({ value }) => value === asked.field)?.text ?? ''
      const name = (id: string): string => sources.find(source => source.id === id)?.name ?? ''
      return reply.page(differencesView, {
        title: `${field}: where ${name(asked.a)} and ${name(asked.b)} disagree`,
        back: { href: compareUrl({ a: asked.a, b: asked.b }), text: 'The two lists' },
        recorded: true,
        sentence: `Of ${number.toLocaleString('en-GB')} ${number === 1 ? 'child' : 'children'} on both lists the two say something else.`,
        ...{ first: name(asked.a), second: name(asked.b) },
        list: { ...drawn, rows: drawn.rows.map(differenceLine) },
      })
    },
  )

  page.get(
    '/ledger/lists/differences.csv',
    { may: 'ledger.open', audit: 'differences of two lists exported' },
    async ({ tx, query, today, look, reply }) => {
      const asked = askedOf(listState(query, differenceList(await sourcesToCompare(tx))).filters)
      const rows = noted(everyDifference(tx, asked, today), look)
      return reply.csv(`differences-${asked.field}-${today}.csv`, csvColumns, rows)
    },
  )
}

/** Throws Missing where a list is not said, or both are the same. */
function askedOf({
  a,
  b,
  field,
}: { [Name in keyof DifferencesAsked]: DifferencesAsked[Name] | null }): DifferencesAsked {
  if (a === null || b === null || field === null || a === b) throw new Missing()
  return { a, b, field }
}

/** The rows as they go out, each noted in the audit. */
async function* noted(rows: AsyncIterable<Difference>, look: Reading['look']): AsyncGenerator<Difference> {
  for await (const row of rows) {
    look.saw([row.id], shown)
    yield row
  }
}

const differenceLine = (row: Difference): DifferencesModel['list']['rows'][number] => ({
  id: row.id,
  name: row.surname || row.forename ? `${row.surname}, ${row.forename}` : 'No name recorded',
  href: `${childUrl(row.id)}/identity`,
  born_on: row.born_on ? formatShortDay(row.born_on) : 'Not known',
  ...{ first: row.first, second: row.second },
})

const csvColumns: readonly CsvColumn<Difference>[] = [
  { header: 'forename', value: row => row.forename },
  { header: 'surname', value: row => row.surname },
  { header: 'born_on', value: row => row.born_on },
  { header: 'first_says', value: row => row.first },
  { header: 'second_says', value: row => row.second },
]
