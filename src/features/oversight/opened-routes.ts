import { may } from '../../ground/database/identity.ts'
import type { Pages, Reading } from '../../ground/feature.ts'
import type { CsvColumn } from '../../ground/web/csv.ts'
import { stateText } from '../children/index.ts'
import { personOnly } from '../people/index.ts'
import { openAccount } from './account-opening.ts'
import { openExpected, openSource } from './kept-counts.ts'
import { everyOpenedChild, type OpenedChild, openedChildren } from './opened.ts'
import { type Opening, openBalance, openCompared, openLedger } from './openings.ts'
import { openedModel, openedView } from './views.ts'

/** What of a child these lists show, as the audit names it. */
const shown = ['forename', 'surname', 'born_on', 'upn', 'state', 'school_urn'] as const

const columns: readonly CsvColumn<OpenedChild>[] = [
  { header: 'forename', value: row => row.forename },
  { header: 'surname', value: row => row.surname },
  { header: 'born_on', value: row => row.born_on },
  { header: 'upn', value: row => row.upn },
  { header: 'state', value: row => (row.state ? stateText(row.state) : null) },
  { header: 'since', value: row => row.since },
  { header: 'because', value: row => row.because },
  { header: 'school_urn', value: row => row.school_urn },
  { header: 'school_name', value: row => row.school_name },
]

/** The lists that the figures open to, each with its table to keep. */
export function openedRoutes(page: Pages): void {
  addList(page, '/ledger/children', 'ledger figure opened', openLedger)
  addList(page, '/ledger/suspense/children', 'suspense account opened', openAccount)
  addList(page, '/ledger/balance/children', 'ledger suspense opened', openBalance)
  addList(page, '/ledger/sources/children', 'children of a list beside the ledger opened', openSource)
  addList(page, '/ledger/expected/children', 'children to be expected opened', openExpected)
  addList(page, '/ledger/lists/children', 'list comparison opened', openCompared)
}

type Open = (tx: Reading['tx'], identity: ReturnType<typeof personOnly>, query: Reading['query']) => Promise<Opening>

function addList(page: Pages, path: string, audit: string, open: Open): void {
  page.get(path, { may: 'ledger.open', audit }, async ({ tx, identity, query, look, reply }) => {
    const opening = await open(tx, personOnly(identity), query)
    const rows = await openedChildren(tx, opening.behind, opening.on, opening.cut)
    const drawn = opening.draw(rows)
    look.saw(
      drawn.rows.map(row => row.id),
      shown,
    )
    return reply.page(openedView, openedModel(opening, drawn, may(identity, 'cases.change')))
  })
  page.get(
    `${path}.csv`,
    { may: 'ledger.open', audit: `${audit} and exported` },
    async ({ tx, identity, query, look, reply }) => {
      const { behind, on, cut } = await open(tx, personOnly(identity), query)
      return reply.csv(`children-${on}.csv`, columns, noted(everyOpenedChild(tx, behind, on, cut), look))
    },
  )
}

/** The rows as they go out, each noted in the audit. */
async function* noted(rows: AsyncIterable<OpenedChild>, look: Reading['look']): AsyncGenerator<OpenedChild> {
  for await (const row of rows) {
    look.saw([row.id], shown)
    yield row
  }
}
