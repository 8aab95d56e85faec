import { may } from '../../ground/database/identity.ts'
import type { Pages } from '../../ground/feature.ts'
import { Missing } from '../../ground/web/errors.ts'
import { xlsxType } from '../../ground/web/xlsx.ts'
import { nowhere } from '../children/index.ts'
import { isPlace } from './codes.ts'
import { edgeOf } from './edge.ts'
import { flowModel, flowView, movesModel, movesView } from './flow-view.ts'
import { askedPeriod } from './forms.ts'
import { movesBehind } from './moves.ts'
import { balanceSheet, type Place } from './queries.ts'
import { sheetXlsx } from './sheet-xlsx.ts'

/** Moves on a page. */
const size = 50

/** The moves of a period as a picture and a table, the children behind each number, and both as a workbook. */
export function flowRoutes(page: Pages): void {
  page.get(
    '/ledger/flow',
    { may: 'ledger.read', audit: 'ledger flow viewed' },
    async ({ tx, identity, query, today, reply }) => {
      const { period, drawn } = askedPeriod(query, today)
      const { flows } = await balanceSheet(tx, period.on, period.from)
      return reply.page(flowView, await flowModel({ period, flows, opens: may(identity, 'ledger.open'), form: drawn }))
    },
  )

  page.get(
    '/ledger.xlsx',
    { may: 'ledger.read', audit: 'ledger exported as a workbook' },
    async ({ tx, query, today, reply }) => {
      const { on, from } = askedPeriod(query, today).period
      const sheet = await balanceSheet(tx, on, from)
      return reply.file(`ledger-${from}-to-${on}.xlsx`, xlsxType, await sheetXlsx(sheet))
    },
  )

  page.get(
    '/ledger/moves',
    { may: 'ledger.open', audit: 'ledger moves opened' },
    async ({ tx, identity, query, today, look, reply }) => {
      const { period } = askedPeriod(query, today)
      const asked = { ...period, from_state: placeOf(query.from_state), to_state: placeOf(query.to_state) }
      const places = [asked.from_state, asked.to_state]
      if (!places.some(place => place !== null && place !== nowhere)) throw new Missing()
      const edge = edgeOf(query)
      const moves = await movesBehind(tx, asked, today, edge, size + 1)
      look.saw(
        moves.slice(0, size).map(move => move.id),
        ['forename', 'surname', 'state', 'school_urn'],
      )
      return reply.page(
        movesView,
        movesModel({ asked, moves, size, isFirst: edge === null, mayOpen: may(identity, 'cases.change') }),
      )
    },
  )
}

/** A place that an address names; null for any. Throws Missing for what is none. */
function placeOf(text: unknown): Place | null {
  if (text === undefined || text === '') return null
  if (typeof text !== 'string' || !isPlace(text)) throw new Missing()
  return text
}
