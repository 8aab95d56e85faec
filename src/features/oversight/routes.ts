import { may } from '../../ground/database/identity.ts'
import type { Pages, Parts } from '../../ground/feature.ts'
import { drawForm } from '../../ground/web/drawn-forms.ts'
import { Missing } from '../../ground/web/errors.ts'
import { parseForm } from '../../ground/web/forms.ts'
import { accountRoutes } from './account-routes.ts'
import { lastBalances } from './balance.ts'
import { balanceRoutes } from './balance-routes.ts'
import { isState } from './codes.ts'
import { compareSources, sourcesToCompare } from './compare.ts'
import { differenceRoutes } from './difference-routes.ts'
import { flowRoutes } from './flow-routes.ts'
import { askedPeriod, compareForm } from './forms.ts'
import { keptCountRoutes } from './kept-count-routes.ts'
import { ledgerModel, ledgerView } from './ledger-view.ts'
import { openedRoutes } from './opened-routes.ts'
import { balanceSheet, movesOf } from './queries.ts'
import { rulesPage } from './rules-page.ts'
import { sheetCsv } from './sheet-csv.ts'
import { suspenseOn } from './suspense.ts'
import { compareModel, compareView, daysModel, daysView } from './views.ts'

/** Days shown of one state's movements: a year of them and a little more. */
const mostDays = 400

export function routes(page: Pages, parts: Parts): void {
  page.get('/ledger', { may: 'ledger.read', audit: 'ledger viewed' }, async ({ tx, identity, query, today, reply }) => {
    const { period, drawn } = askedPeriod(query, today)
    const sheet = await balanceSheet(tx, period.on, period.from)
    const opens = may(identity, 'ledger.open')
    const suspense = opens ? await suspenseOn(tx, period.on) : null
    const [balance] = opens ? await lastBalances(tx, 1) : []
    return reply.page(
      ledgerView,
      await ledgerModel({
        sheet,
        suspense,
        balance,
        opens,
        recounts: may(identity, 'ledger.recount') && period.on <= today,
        form: drawn,
      }),
    )
  })

  page.get('/ledger.csv', { may: 'ledger.read', audit: 'ledger exported' }, async ({ tx, query, today, reply }) => {
    const { on, from } = askedPeriod(query, today).period
    return sheetCsv(reply, await balanceSheet(tx, on, from))
  })

  page.get(
    '/ledger/days',
    { may: 'ledger.read', audit: 'ledger days viewed' },
    async ({ tx, identity, query, today, reply }) => {
      const state = String(query.state)
      if (!isState(state)) throw new Missing()
      const { period, drawn } = askedPeriod(query, today)
      const moves = await movesOf(tx, state, period.on, period.from, mostDays + 1)
      return reply.page(
        daysView,
        daysModel({ state, period, form: drawn, moves, mostDays, opens: may(identity, 'ledger.open') }),
      )
    },
  )

  page.get('/ledger/lists', { may: 'ledger.open', audit: 'lists compared' }, async ({ tx, query, reply }) => {
    const sources = await sourcesToCompare(tx)
    const asked = compareForm(sources)
    if (query.a === undefined && query.b === undefined) {
      return reply.page(compareView, compareModel({ sources, form: drawForm(asked), compared: null }))
    }
    const chosen = parseForm(asked, query)
    if (!chosen.ok) {
      return reply.page(
        compareView,
        compareModel({ sources, form: drawForm(asked, { failed: chosen }), compared: null }),
      )
    }
    const { a, b } = chosen.values
    const compared = { a, b, ...(await compareSources(tx, a, b)) }
    return reply.page(compareView, compareModel({ sources, form: drawForm(asked, { stored: { a, b } }), compared }))
  })

  accountRoutes(page)
  balanceRoutes(page, parts)
  keptCountRoutes(page)
  differenceRoutes(page)
  flowRoutes(page)
  rulesPage(page)
  openedRoutes(page)
}
