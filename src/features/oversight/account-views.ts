import { type Chart, drawChart } from '../../ground/web/charts.ts'
import type { DrawnForm } from '../../ground/web/drawn-forms.ts'
import { type PageModel, view } from '../../ground/web/views.ts'
import { addDays, type Day, formatDay, formatShortDay, suspenseAccounts } from '../../rulebook/index.ts'
import { childUrl, stateText } from '../children/index.ts'
import { type OwnerFinder, ownerText, ownerUrl } from '../owners/index.ts'
import type { AccountLine, AccountMove, AccountWay } from './accounts.ts'
import { accountMovesUrl, accountsUrl, accountsXlsxUrl, inAccountUrl, ledgerUrl } from './addresses.ts'
import type { Period } from './forms.ts'
import { count } from './ledger.ts'
import { type Figure, figure } from './ledger-view.ts'
import { type CaseLink, caseLink } from './views.ts'

export const accountTitle = (code: string | null): string =>
  suspenseAccounts.find(account => account.code === code)?.title ?? 'Suspense account'

interface AccountsModel extends PageModel {
  form: DrawnForm
  sentence: string
  heads: readonly string[]
  lines: readonly {
    name: string
    text: string
    next_step: string
    source: string
    figures: readonly Figure[]
    oldest: string
    median: string
    owner: { text: string; href: string; nobody: boolean }
  }[]
  total: readonly Figure[]
  chart: Chart
  xlsx: string
}
export const accountsView = view<AccountsModel>('features/oversight/views/accounts.njk')

export const accountHeads = ({ from, on }: Period): readonly string[] => [
  `Before ${formatShortDay(from)}`,
  'Came in',
  'Went out',
  `On ${formatShortDay(on)}`,
  'Over 28 days',
]

const daysText = (days: number | null): string => (days === null ? '' : days === 1 ? '1 day' : `${count(days)} days`)

/** The suspense accounts of a period with their owners, ages and next steps. */
export async function accountsModel(shown: {
  period: Period
  lines: readonly AccountLine[]
  owner: OwnerFinder
  over: { days: readonly Day[]; held: Map<string, number[]> }
  form: DrawnForm
}): Promise<AccountsModel> {
  const { period, lines, owner, over, form } = shown
  const sum = (of: (line: AccountLine) => number) => lines.reduce((total, line) => total + of(line), 0)
  const closing = sum(line => line.closing)
  return {
    title: `In suspense on ${formatDay(period.on)}`,
    back: { href: ledgerUrl(period), text: 'Ledger' },
    form,
    sentence:
      closing === 0
        ? 'Nobody is in suspense: every child is in education, or it is known why not.'
        : `${count(closing)} ${closing === 1 ? 'child waits' : 'children wait'} for somebody, ${count(sum(line => line.over))} of them for more than 28 days.`,
    heads: accountHeads(period),
    lines: lines.map(line => accountLine(line, period, owner)),
    total: [sum(l => l.opening), sum(l => l.came), sum(l => l.went), closing, sum(l => l.over)].map((children, i) =>
      figure(children, i === 3 ? inAccountUrl({ on: period.on }) : null),
    ),
    chart: await accountsChart(over),
    xlsx: accountsXlsxUrl(period),
  }
}

function accountLine(line: AccountLine, { from, on }: Period, ownerOf: OwnerFinder): AccountsModel['lines'][number] {
  const said = suspenseAccounts.find(({ code }) => code === line.account)
  const owner = ownerOf(line.account, said?.team ?? null)
  const account = line.account
  const moves = (way: AccountWay) => accountMovesUrl({ account, way, from, on })
  return {
    name: accountTitle(account),
    text: said?.text ?? '',
    next_step: said?.next_step ?? '',
    source: said?.source ?? '',
    figures: [
      figure(line.opening, inAccountUrl({ on: addDays(from, -1), account })),
      figure(line.came, moves('came')),
      figure(line.went, moves('went')),
      figure(line.closing, inAccountUrl({ on, account })),
      figure(line.over, inAccountUrl({ on, account, long: 'yes' })),
    ],
    oldest: daysText(line.oldest),
    median: daysText(line.median),
    owner: { text: ownerText(owner), href: ownerUrl('account', account), nobody: owner === null },
  }
}

/** The fullest accounts one above the other, the rest together. */
async function accountsChart({ days, held }: { days: readonly Day[]; held: Map<string, number[]> }): Promise<Chart> {
  const now = (values: readonly number[]) => values.at(-1) ?? 0
  const sorted = [...held].sort(([, a], [, b]) => now(b) - now(a))
  const [most, rest] = [sorted.slice(0, 5), sorted.slice(5)]
  const others = days.map((_, i) => rest.reduce((sum, [, values]) => sum + (values[i] ?? 0), 0))
  const series = [
    ...most.map(([code, data]) => ({ name: accountTitle(code), data })),
    { name: 'All others', data: others },
  ]
  const total = (i: number) => series.reduce((sum, { data }) => sum + (data[i] ?? 0), 0)
  const [first, last] = [total(0), total(days.length - 1)]
  return drawChart({
    id: 'accounts',
    finding: `In suspense: ${count(first)} on ${formatShortDay(days[0] as Day)}, ${count(last)} on ${formatShortDay(days.at(-1) as Day)}`,
    height: 420,
    option: {
      legend: { bottom: 0, type: 'plain' },
      grid: { left: 60, right: 20, top: 20, bottom: 110 },
      xAxis: { type: 'category', data: days.map(formatShortDay) },
      yAxis: { type: 'value', minInterval: 1 },
      series: series.map(({ name, data }) => ({ type: 'bar' as const, stack: 'all', name, data })),
    },
    table: {
      columns: ['Account', ...days.map(formatShortDay)],
      rows: series.map(({ name, data }) => [name, ...data.map(count)]),
    },
  })
}

interface AccountMovesModel extends PageModel {
  period: string
  rows: readonly {
    name: string
    href: string
    day: string
    other: string
    now: string
    school: string
    case: CaseLink
  }[]
  other_head: string
  next: string | null
  first: string | null
}
export const accountMovesView = view<AccountMovesModel>('features/oversight/views/account-moves.njk')

/** The children who came into an account or went out of it. */
export function accountMovesModel(shown: {
  asked: Period & { account: string; way: AccountWay }
  moves: readonly AccountMove[]
  size: number
  isFirst: boolean
  mayOpen: boolean
}): AccountMovesModel {
  const { asked, moves, size, isFirst, mayOpen } = shown
  const rows = moves.slice(0, size)
  const last = rows.at(-1)
  const came = asked.way === 'came'
  const { from, on } = asked
  return {
    title: `${came ? 'Came into' : 'Went out of'} “${accountTitle(asked.account)}”`,
    back: { href: accountsUrl({ from, on }), text: 'Suspense accounts' },
    recorded: true,
    period: `From ${formatDay(from)} to ${formatDay(on)}`,
    other_head: came ? 'From' : 'To',
    rows: rows.map(row => ({
      name: row.surname || row.forename ? `${row.surname}, ${row.forename}` : 'No name recorded',
      href: childUrl(row.id),
      day: formatShortDay(row.day),
      other: row.other_account
        ? accountTitle(row.other_account)
        : row.other_state
          ? stateText(row.other_state)
          : came
            ? 'New to us'
            : 'Ours no longer',
      now: stateText(row.state),
      school: row.school_name ?? '',
      case: caseLink({ ...row, state: row.state as Parameters<typeof caseLink>[0]['state'] }, mayOpen),
    })),
    next: moves.length > size && last ? accountMovesUrl({ ...asked, after_day: last.day, after: last.id }) : null,
    first: isFirst ? null : accountMovesUrl(asked),
  }
}
