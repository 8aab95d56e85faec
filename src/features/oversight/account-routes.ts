import { may } from '../../ground/database/identity.ts'
import type { Pages, Reading } from '../../ground/feature.ts'
import { Missing } from '../../ground/web/errors.ts'
import { xlsxOf, xlsxType } from '../../ground/web/xlsx.ts'
import { addDays, type Day, suspenseAccounts } from '../../rulebook/index.ts'
import { ownersOn, ownerText } from '../owners/index.ts'
import {
  accountHeads,
  accountMovesModel,
  accountMovesView,
  accountsModel,
  accountsView,
  accountTitle,
} from './account-views.ts'
import { type AccountWay, accountLines, accountMoves, accountsAt } from './accounts.ts'
import { edgeOf } from './edge.ts'
import { askedPeriod, type Period } from './forms.ts'

/** Moves on a page. */
const size = 50
/** Points of the picture over time. */
const points = 12

/** So many days of a period, its last included, as evenly as they fall: the period itself where it is long, else the year before its end. */
export function daysOver({ from, on }: Period): Day[] {
  const length = Math.round((Date.parse(on) - Date.parse(from)) / 86_400_000)
  const whole = length < 60 ? 364 : length
  return Array.from({ length: points + 1 }, (_, i) => addDays(on, -Math.round((whole * (points - i)) / points)))
}

/** The suspense accounts, who came into each and went out of it, and all of it as a workbook. */
export function accountRoutes(page: Pages): void {
  page.get(
    '/ledger/suspense',
    { may: 'ledger.open', audit: 'suspense accounts viewed' },
    async ({ tx, query, today, reply }) => {
      const { period, drawn } = askedPeriod(query, today)
      const days = daysOver(period)
      return reply.page(
        accountsView,
        await accountsModel({
          period,
          lines: await accountLines(tx, period.from, period.on),
          owner: await ownersOn(tx, 'account', today),
          over: { days, held: await accountsAt(tx, days) },
          form: drawn,
        }),
      )
    },
  )

  page.get(
    '/ledger/suspense.xlsx',
    { may: 'ledger.open', audit: 'suspense accounts exported' },
    async ({ tx, query, today, reply }) => {
      const { period } = askedPeriod(query, today)
      return reply.file(`suspense-${period.from}-to-${period.on}.xlsx`, xlsxType, await workbook(tx, period, today))
    },
  )

  page.get(
    '/ledger/suspense/moves',
    { may: 'ledger.open', audit: 'moves of a suspense account opened' },
    async ({ tx, identity, query, today, look, reply }) => {
      const account = suspenseAccounts.find(({ code }) => code === query.account)?.code
      const way: AccountWay | null = query.way === 'came' || query.way === 'went' ? query.way : null
      if (account === undefined || way === null) throw new Missing()
      const asked = { ...askedPeriod(query, today).period, account, way }
      const edge = edgeOf(query)
      const moves = await accountMoves(tx, asked, today, edge, size + 1)
      look.saw(
        moves.slice(0, size).map(move => move.id),
        ['forename', 'surname', 'state', 'school_urn'],
      )
      return reply.page(
        accountMovesView,
        accountMovesModel({ asked, moves, size, isFirst: edge === null, mayOpen: may(identity, 'cases.change') }),
      )
    },
  )
}

async function workbook(tx: Reading['tx'], period: Period, today: Day) {
  const lines = await accountLines(tx, period.from, period.on)
  const ownerOf = await ownersOn(tx, 'account', today)
  const days = daysOver(period)
  const held = await accountsAt(tx, days)
  const said = (code: string) => suspenseAccounts.find(account => account.code === code)
  return xlsxOf([
    {
      name: 'Suspense accounts',
      widths: [34, 14, 10, 10, 14, 14, 14, 14, 40, 50],
      heads: ['Account', ...accountHeads(period), 'Oldest, days', 'Half wait, days', 'Who answers', 'Next step'],
      rows: lines.map(line => [
        ...[
          accountTitle(line.account),
          line.opening,
          line.came,
          line.went,
          line.closing,
          line.over,
          line.oldest,
          line.median,
        ],
        ownerText(ownerOf(line.account, said(line.account)?.team ?? null)),
        said(line.account)?.next_step ?? '',
      ]),
    },
    {
      name: 'Over time',
      widths: [34, ...days.map(() => 12)],
      heads: ['Account', ...days],
      rows: [...held].map(([code, values]) => [accountTitle(code), ...values]),
    },
    {
      name: 'What it means',
      widths: [34, 60, 60],
      heads: ['Account', 'Whom it holds', 'Source'],
      rows: suspenseAccounts.map(({ title, text, source }) => [title, text, source]),
    },
  ])
}
