import type { Pages, Reading } from '../../ground/feature.ts'
import { type PageModel, view } from '../../ground/web/views.ts'
import { formatDay, formatShortDay, yearGroupText } from '../../rulebook/index.ts'
import { formatInstant } from '../people/index.ts'
import { balanceUrl, expectedChildrenUrl, expectedUrl, ledgerUrl, sourceChildrenUrl, sourcesUrl } from './addresses.ts'
import { type Balance, lastBalances } from './balance.ts'
import { estimateOf, estimateText } from './expected.ts'
import { count } from './ledger.ts'
import { type Figure, figure } from './ledger-view.ts'
import { expectedParts } from './residents.ts'
import { type SourceLine, sourceLines } from './source-lines.ts'
import { schoolYears, type TallyOf, type TallyRow, tallyOf } from './tally.ts'

interface SourcesModel extends PageModel {
  counted: string
  heads: readonly string[]
  lines: readonly { name: string; as_at: string; figures: readonly Figure[]; why: string }[]
  csv: string | null
  count_href: string
}
const sourcesView = view<SourcesModel>('features/oversight/views/sources.njk')

interface ExpectedModel extends PageModel {
  counted: string
  heads: readonly string[]
  tables: readonly {
    id: string
    title: string
    lines: readonly { name: string; figures: readonly Figure[]; says: string }[]
  }[]
  csv: string | null
  count_href: string
}
const expectedView = view<ExpectedModel>('features/oversight/views/expected.njk')

type Tx = Reading['tx']

/** Every list beside the ledger, and how many children are to be expected: as they were last counted. */
export function keptCountRoutes(page: Pages): void {
  page.get(sourcesUrl, { may: 'ledger.open', audit: 'lists beside the ledger viewed' }, async ({ tx, reply }) => {
    const { balance, rows, counted } = await kept(tx, ['list'])
    const lines = balance && rows ? await sourceLines(tx, balance, rows) : []
    return reply.page(sourcesView, {
      title: 'Every list beside the ledger',
      back: { href: ledgerUrl(), text: 'Ledger' },
      counted,
      heads: ['Rows', 'Refused', 'In the population', 'Not in it', 'In it, not on the list'],
      lines: lines.map(sourceLine),
      csv: lines.length > 0 ? `${sourcesUrl}.csv` : null,
      count_href: balanceUrl,
    })
  })

  page.get(`${sourcesUrl}.csv`, { may: 'ledger.open', audit: 'lists beside the ledger exported' }, async asked => {
    const { tx, today, reply } = asked
    const { balance, rows } = await kept(tx, ['list'])
    const lines = balance && rows ? await sourceLines(tx, balance, rows) : []
    const header = (name: Exclude<keyof SourceLine, 'id'>) => ({ header: name, value: (row: SourceLine) => row[name] })
    return reply.csv(
      `lists-beside-the-ledger-${today}.csv`,
      (['name', 'as_at', 'rows', 'refused', 'in_population', 'outside', 'died', 'no_home', 'absent'] as const).map(
        header,
      ),
      lines,
    )
  })

  page.get(expectedUrl, { may: 'ledger.open', audit: 'children to be expected viewed' }, async ({ tx, reply }) => {
    const { rows, counted } = await kept(tx, ['year', 'area', 'school_area'])
    const cells = await expectedCells(tx, rows ?? [])
    return reply.page(expectedView, {
      title: 'How many children are to be expected',
      back: { href: ledgerUrl(), text: 'Ledger' },
      counted,
      heads: expectedParts.map(({ text }) => text),
      tables: tables.map(({ of, title }) => ({
        id: of.replace('_', '-'),
        title,
        lines: cells
          .filter(cell => cell.of === of)
          .map(({ key, name, parts }) => ({
            name,
            figures: expectedParts.map(({ code }) => figure(parts[code] ?? 0, expectedChildrenUrl(of, key, code))),
            says: saysOf(parts),
          })),
      })),
      csv: cells.length > 0 ? `${expectedUrl}.csv` : null,
      count_href: balanceUrl,
    })
  })

  page.get(`${expectedUrl}.csv`, { may: 'ledger.open', audit: 'children to be expected exported' }, async asked => {
    const { tx, today, reply } = asked
    const { rows } = await kept(tx, ['year', 'area', 'school_area'])
    const cells = await expectedCells(tx, rows ?? [])
    const estimate = ({ parts }: Cell) => estimateOf(listsOf(parts))
    return reply.csv(
      `children-to-be-expected-${today}.csv`,
      [
        { header: 'by', value: (cell: Cell) => cell.of },
        { header: 'name', value: cell => cell.name },
        ...expectedParts.map(({ code }) => ({ header: code, value: (cell: Cell) => cell.parts[code] ?? 0 })),
        { header: 'expected', value: cell => estimate(cell)?.children ?? null },
        { header: 'at_least', value: cell => estimate(cell)?.least ?? null },
        { header: 'at_most', value: cell => estimate(cell)?.most ?? null },
      ],
      cells,
    )
  })
}

/** The last count with what was kept beside it, and a sentence on when that was. */
async function kept(
  tx: Tx,
  what: readonly TallyOf[],
): Promise<{ balance: Balance | null; rows: TallyRow[] | null; counted: string }> {
  const [balance] = await lastBalances(tx, 1)
  if (!balance)
    return {
      balance: null,
      rows: null,
      counted: 'Nothing has been counted yet. It is counted every night, and when somebody asks.',
    }
  const rows = await tallyOf(tx, balance, what)
  return rows === null
    ? {
        balance,
        rows,
        counted:
          'A record was sealed or its seal lifted since the last count, so its figures are not shown. They are counted anew within the hour.',
      }
    : {
        balance,
        rows,
        counted: `Counted on ${formatInstant(balance.counted_at)} for ${formatDay(balance.day)}, sealed records left out.`,
      }
}

const sourceLine = (line: SourceLine): SourcesModel['lines'][number] => ({
  name: line.name,
  as_at: formatShortDay(line.as_at),
  figures: [
    figure(line.rows, null),
    figure(line.refused, null),
    figure(line.in_population, sourceChildrenUrl(line.id, 'in')),
    figure(line.outside + line.died + line.no_home, sourceChildrenUrl(line.id, 'out')),
    figure(line.absent, sourceChildrenUrl(line.id, 'absent')),
  ],
  why: [
    [line.outside, 'outside the area'],
    [line.no_home, 'no home or roll here today'],
    [line.died, 'died'],
  ]
    .filter(([children]) => children !== 0)
    .map(([children, text]) => `${count(Number(children))} ${text}`)
    .join(', '),
})

const tables = [
  { of: 'year', title: 'By year group' },
  { of: 'area', title: 'By postcode sector' },
  { of: 'school_area', title: 'By school area' },
] as const

interface Cell {
  of: (typeof tables)[number]['of']
  key: string
  name: string
  parts: Readonly<Record<string, number>>
}

const listsOf = (parts: Cell['parts']) => ({
  first: parts.first ?? 0,
  second: parts.second ?? 0,
  both: parts.both ?? 0,
})

const saysOf = (parts: Cell['parts']): string =>
  estimateText(estimateOf(listsOf(parts)), (parts.on_roll ?? 0) + (parts.otherwise ?? 0))

/** The cells in the order of their table: years youngest first, parts of the area by name. */
async function expectedCells(tx: Tx, rows: readonly TallyRow[]): Promise<Cell[]> {
  const groups = new Map(
    (await tx.selectFrom('school_group').select(['id', 'name']).execute()).map(({ id, name }) => [id, name]),
  )
  const found = Map.groupBy(
    rows.filter(row => row.what !== 'list'),
    row => `${row.what} ${row.key}`,
  )
  const cells = [...found.values()].flatMap((some): Cell[] => {
    const [first] = some
    if (!first || first.what === 'list') return []
    const { what: of, key } = first
    return [
      { of, key, name: nameOf(of, key, groups), parts: Object.fromEntries(some.map(row => [row.part, row.children])) },
    ]
  })
  const place = ({ of, key, name }: Cell): string =>
    of === 'year' ? String(schoolYears.map(String).indexOf(key)).padStart(2, '0') : key === 'none' ? '~' : name
  return cells.sort((a, b) => (place(a) < place(b) ? -1 : 1))
}

function nameOf(of: Cell['of'], key: string, groups: ReadonlyMap<string, string>): string {
  const year = schoolYears.find(one => one === key)
  if (of === 'year') return year ? yearGroupText(year) : key
  if (of === 'area') return key === 'none' ? 'No postcode' : `${key.slice(0, -1)} ${key.slice(-1)}`
  return key === 'none' ? 'No school area' : (groups.get(key) ?? 'A group of schools that has ended')
}
