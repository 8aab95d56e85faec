import { type Chart, drawChart } from '../../ground/web/charts.ts'
import type { DrawnForm } from '../../ground/web/drawn-forms.ts'
import { type PageModel, view } from '../../ground/web/views.ts'
import { formatDay, formatShortDay } from '../../rulebook/index.ts'
import { childUrl, nowhere, stateText } from '../children/index.ts'
import { flowUrl, ledgerDaysUrl, ledgerUrl, ledgerXlsxUrl, movesUrl } from './addresses.ts'
import { fromText, places, toText } from './codes.ts'
import type { Period } from './forms.ts'
import { count } from './ledger.ts'
import { type Figure, figure } from './ledger-view.ts'
import type { ChildMove, MovesAsked } from './moves.ts'
import type { Flow } from './queries.ts'
import { type CaseLink, caseLink } from './views.ts'

interface FlowModel extends PageModel {
  form: DrawnForm
  period: string
  sentence: string
  chart: Chart | null
  heads: readonly string[]
  lines: readonly { name: string; figures: readonly Figure[] }[]
  xlsx: string
}
export const flowView = view<FlowModel>('features/oversight/views/flow.njk')

const wayText = ({ from_state, to_state }: Pick<Flow, 'from_state' | 'to_state'>): string =>
  `from “${fromText(from_state)}” to “${toText(to_state)}”`

/** The moves of a period: a picture, and a table in which each number opens. */
export async function flowModel(shown: {
  period: Period
  flows: readonly Flow[]
  opens: boolean
  form: DrawnForm
}): Promise<FlowModel> {
  const { period, flows, opens, form } = shown
  const from = places.filter(place => flows.some(flow => flow.from_state === place))
  const to = places.filter(place => flows.some(flow => flow.to_state === place))
  const all = flows.reduce((sum, flow) => sum + flow.children, 0)
  const [most] = flows
  return {
    title: 'Moves between states',
    back: { href: ledgerUrl(period), text: 'Ledger' },
    form,
    period: `From ${formatDay(period.from)} to ${formatDay(period.on)}`,
    sentence: most
      ? `${count(all)} ${all === 1 ? 'move' : 'moves'}; most, ${count(most.children)}, ${wayText(most)}.`
      : 'No child moved from one state to another.',
    chart: most
      ? await flowChart(
          flows,
          `The most travelled way is ${wayText(most)}: ${count(most.children)} of ${count(all)} moves`,
        )
      : null,
    heads: to.map(toText),
    lines: from.map(from_state => ({
      name: fromText(from_state),
      figures: to.map(to_state => {
        const children = flows.find(flow => flow.from_state === from_state && flow.to_state === to_state)?.children ?? 0
        return figure(children, opens ? movesUrl({ ...period, from_state, to_state }) : null)
      }),
    })),
    xlsx: ledgerXlsxUrl(period),
  }
}

/** Where children came from on the left, where they went on the right, as wide as they were many. */
function flowChart(flows: readonly Flow[], finding: string): Promise<Chart> {
  const sum = (end: 'from_state' | 'to_state', place: string): number =>
    flows.reduce((total, flow) => (flow[end] === place ? total + flow.children : total), 0)
  const nodes = places.flatMap(place => [
    ...(sum('from_state', place) > 0
      ? [
          {
            name: `from ${place}`,
            depth: 0,
            label: { position: 'right' as const, formatter: `${fromText(place)}  ${count(sum('from_state', place))}` },
          },
        ]
      : []),
    ...(sum('to_state', place) > 0
      ? [
          {
            name: `to ${place}`,
            depth: 1,
            label: { position: 'left' as const, formatter: `${toText(place)}  ${count(sum('to_state', place))}` },
          },
        ]
      : []),
  ])
  const tall = Math.max(nodes.filter(node => node.depth === 0).length, nodes.filter(node => node.depth === 1).length)
  return drawChart({
    id: 'flow',
    finding,
    height: 60 + tall * 48,
    option: {
      series: [
        {
          type: 'sankey',
          left: 10,
          right: 10,
          top: 16,
          bottom: 16,
          nodeGap: 18,
          nodeWidth: 16,
          layoutIterations: 0,
          draggable: false,
          itemStyle: { color: '#0b0c0c' },
          label: { fontSize: 14, color: '#0b0c0c', backgroundColor: '#ffffff', padding: [1, 3] },
          lineStyle: { color: '#4c6f9e', opacity: 0.35, curveness: 0.5 },
          data: nodes,
          links: flows.map(flow => ({
            source: `from ${flow.from_state}`,
            target: `to ${flow.to_state}`,
            value: flow.children,
          })),
        },
      ],
    },
    table: {
      columns: ['From', 'To', 'Children'],
      rows: flows.map(flow => [fromText(flow.from_state), toText(flow.to_state), count(flow.children)]),
    },
  })
}

interface MovesModel extends PageModel {
  period: string
  rows: readonly {
    name: string
    href: string
    day: string
    from: string
    to: string
    now: string
    school: string
    case: CaseLink
  }[]
  next: string | null
  first: string | null
  days: string | null
  flow: string
}
export const movesView = view<MovesModel>('features/oversight/views/moves.njk')

/** The children behind a number of moves. */
export function movesModel(shown: {
  asked: MovesAsked
  moves: readonly ChildMove[]
  size: number
  isFirst: boolean
  mayOpen: boolean
}): MovesModel {
  const { asked, moves, size, isFirst, mayOpen } = shown
  const { from_state, to_state, from, on } = asked
  const rows = moves.slice(0, size)
  const last = rows.at(-1)
  const state = to_state !== null && to_state !== nowhere ? to_state : from_state
  return {
    title: [
      'Children who moved',
      from_state === null ? '' : from_state === nowhere ? 'to us' : `from “${fromText(from_state)}”`,
      to_state === null ? '' : to_state === nowhere ? 'and are ours no longer' : `to “${toText(to_state)}”`,
    ]
      .filter(Boolean)
      .join(' '),
    back: { href: ledgerUrl({ from, on }), text: 'Ledger' },
    recorded: true,
    period: `From ${formatDay(from)} to ${formatDay(on)}`,
    rows: rows.map(row => ({
      name: row.surname || row.forename ? `${row.surname}, ${row.forename}` : 'No name recorded',
      href: childUrl(row.id),
      day: formatShortDay(row.day),
      from: fromText(row.from_state),
      to: toText(row.to_state),
      now:
        (row.state ?? nowhere) === row.to_state
          ? 'Still there'
          : row.state === null
            ? toText(nowhere)
            : stateText(row.state),
      school: row.school_name ?? '',
      case: caseLink(row, mayOpen),
    })),
    next: moves.length > size && last ? movesUrl({ ...asked, after_day: last.day, after: last.id }) : null,
    first: isFirst ? null : movesUrl(asked),
    days: state === null || state === nowhere ? null : ledgerDaysUrl({ state, from, on }),
    flow: flowUrl({ from, on }),
  }
}
