import { type Chart, drawChart } from '../../ground/web/charts.ts'
import type { DrawnForm } from '../../ground/web/drawn-forms.ts'
import { type PageModel, view } from '../../ground/web/views.ts'
import { addDays, formatDay, formatShortDay } from '../../rulebook/index.ts'
import { stateText } from '../children/index.ts'
import {
  accountsUrl,
  balanceChildrenUrl,
  balanceUrl,
  compareUrl,
  expectedUrl,
  flowUrl,
  ledgerChildrenUrl,
  ledgerCsvUrl,
  ledgerDaysUrl,
  ledgerXlsxUrl,
  movesUrl,
  recountDayUrl,
  recountsUrl,
  rulesUrl,
  sourcesUrl,
} from './addresses.ts'
import type { Balance } from './balance.ts'
import { waits } from './codes.ts'
import { count, explained } from './ledger.ts'
import type { BalanceSheet, Sealed } from './queries.ts'
import type { SuspenseLine } from './suspense.ts'

/** A number of the page; it opens where it has an address. */
export interface Figure {
  text: string
  href: string | null
}

/** Nothing stands behind a nought, so it does not open. */
export const figure = (children: number, href: string | null): Figure => ({
  text: count(children),
  href: children === 0 ? null : href,
})

interface LedgerModel extends PageModel {
  form: DrawnForm
  sentence: string
  unexplained_href: string | null
  heads: readonly string[]
  lines: readonly { name: string; figures: readonly Figure[] }[]
  chart: Chart
  suspense: { heads: readonly string[]; lines: readonly { name: string; figures: readonly Figure[] }[] } | null
  balance: readonly { name: string; figure: Figure }[]
  csv: string
  xlsx: string
  rules: string
  links: readonly { href: string; text: string }[]
  opens: boolean
}
export const ledgerView = view<LedgerModel>('features/oversight/views/ledger.njk')

interface Shown {
  sheet: BalanceSheet
  /** Null for those who see figures only. */
  suspense: readonly SuspenseLine[] | null
  /** The last count of both sides, if there was one and this reader may open it. */
  balance: Balance | undefined
  opens: boolean
  /** Whether this reader may have a day recounted; only a day that has begun. */
  recounts: boolean
  form: DrawnForm
}

/** The balance sheet as its page shows it. */
export async function ledgerModel({ sheet, suspense, balance, opens, recounts, form }: Shown): Promise<LedgerModel> {
  const { on, from } = sheet
  const children = (asked: Parameters<typeof ledgerChildrenUrl>[0]): string | null =>
    opens ? ledgerChildrenUrl(asked) : null
  return {
    title: `The ledger on ${formatDay(on)}`,
    form,
    sentence: explained(sheet.total, sheet.unexplained),
    unexplained_href: sheet.unexplained > 0 ? children({ on, state: 'unexplained' }) : null,
    heads: [`Before ${formatShortDay(from)}`, 'Came in', 'Went out', `On ${formatShortDay(on)}`],
    lines: linesOf(sheet, children, opens),
    chart: await stateChart(sheet),
    suspense: suspense && suspense.length > 0 ? suspenseTable(sheet, suspense) : null,
    balance: balance ? balanceLines(balance) : [],
    csv: ledgerCsvUrl({ on, from }),
    xlsx: ledgerXlsxUrl({ on, from }),
    rules: rulesUrl,
    links: [
      { href: flowUrl({ from, on }), text: 'See the moves between states' },
      ...(opens
        ? [
            { href: accountsUrl({ from, on }), text: 'See the suspense accounts' },
            { href: balanceUrl, text: 'Check the balance' },
            { href: sourcesUrl, text: 'Lists beside the ledger' },
            { href: expectedUrl, text: 'Children to be expected' },
            { href: compareUrl(), text: 'Compare two lists' },
          ]
        : []),
      recounts
        ? { href: recountDayUrl(on), text: 'Recount this day' }
        : { href: recountsUrl, text: 'See recounts of past days' },
    ],
    opens,
  }
}

type ChildrenHref = (asked: Parameters<typeof ledgerChildrenUrl>[0]) => string | null

function linesOf(sheet: BalanceSheet, children: ChildrenHref, opens: boolean): LedgerModel['lines'] {
  const { on, from, sealed } = sheet
  const before = addDays(from, -1)
  const untold = { text: 'not told', href: null }
  const none = { text: '', href: null }
  return [
    ...sheet.lines.map(({ state, opening, came, went, closing }) => {
      const days = ledgerDaysUrl({ state, from, on })
      return {
        name: stateText(state),
        figures: [
          figure(opening, children({ on: before, state })),
          figure(came, opens ? movesUrl({ from, on, to_state: state }) : days),
          figure(went, opens ? movesUrl({ from, on, from_state: state }) : days),
          figure(closing, children({ on, state })),
        ],
      }
    }),
    {
      name: 'In any of these states',
      figures: [
        figure(sheet.opening - sheet.sealed_opening, children({ on: before })),
        none,
        none,
        figure(sheet.total - sealed.children, children({ on })),
      ],
    },
    {
      name: sealedName(sealed),
      figures: [figure(sheet.sealed_opening, null), untold, untold, figure(sealed.children, null)],
    },
    { name: 'All children', figures: [figure(sheet.opening, null), none, none, figure(sheet.total, null)] },
  ]
}

/** How sealed children stand on a page: how many officers hold them, never who or whom. */
export const sealedName = ({ children, named_officers }: Sealed): string =>
  children === 0
    ? 'Sealed'
    : `Sealed, held by ${count(named_officers)} named ${named_officers === 1 ? 'officer' : 'officers'}`

/** The suspense accounts between the two sides, as they were last counted. */
const balanceLines = (balance: Balance): LedgerModel['balance'] => [
  {
    name: 'facts but no state',
    figure: figure(balance.facts_without_state, balanceChildrenUrl('facts_without_state')),
  },
  {
    name: 'a state without facts',
    figure: figure(balance.state_without_facts, balanceChildrenUrl('state_without_facts')),
  },
]

function suspenseTable({ on }: BalanceSheet, suspense: readonly SuspenseLine[]): LedgerModel['suspense'] {
  return {
    heads: [...waits.map(({ text }) => text), 'All'],
    lines: suspense.map(({ owner, name, waiting, children }) => ({
      name,
      figures: [
        ...waits.map(({ code }) => figure(waiting[code], ledgerChildrenUrl({ on, owner, waiting: code }))),
        figure(children, ledgerChildrenUrl({ on, owner })),
      ],
    })),
  }
}

async function stateChart({ lines, on, unexplained }: BalanceSheet): Promise<Chart> {
  const most = lines.reduce((a, b) => (b.closing > a.closing ? b : a))
  const finding =
    most.closing === 0
      ? `No state held a child on ${formatDay(on)}`
      : `Most children, ${count(most.closing)}, are in the state “${stateText(most.state)}”; ${count(unexplained)} ${unexplained === 1 ? 'is' : 'are'} unexplained`
  return drawChart({
    id: 'states',
    finding,
    height: 420,
    option: {
      grid: { left: 10, right: 60, top: 10, bottom: 30, containLabel: true },
      xAxis: { type: 'value', minInterval: 1 },
      yAxis: { type: 'category', inverse: true, data: lines.map(({ state }) => stateText(state)) },
      series: [
        {
          type: 'bar',
          name: 'Children',
          data: lines.map(({ closing }) => closing),
          label: { show: true, position: 'right' },
        },
      ],
    },
    table: {
      columns: ['State', 'Children'],
      rows: lines.map(({ state, closing }) => [stateText(state), count(closing)]),
    },
  })
}
