import { type Chart, drawChart } from '../../ground/web/charts.ts'
import { type PageModel, view } from '../../ground/web/views.ts'
import { formatDay } from '../../rulebook/index.ts'
import { aboutRecount, beliefText, comparedWith, count, onlyText, verdictOf } from './about.ts'
import { countsUrl, newRecountUrl, recountChildrenUrl, recountsUrl, recountUrl } from './addresses.ts'
import { type Side, type What, whatText } from './codes.ts'
import { definitionTitle } from './definitions.ts'
import { type Line, linesOf } from './lines.ts'
import type { Counted, Recount } from './queries.ts'

interface Figure {
  text: string
  href: string | null
}

interface TableLine {
  name: string
  /** How a clock stands. */
  status: string | null
  differs: boolean
  figures: readonly Figure[]
}

interface Table {
  title: string
  what: What
  heads: readonly string[]
  /** Of a clock, a group for each rule; of anything else, one group of all. */
  groups: readonly { name: string; lines: readonly TableLine[] }[]
  empty: string
}

interface ResultModel extends PageModel {
  verdict: string
  /** What was asked, in a line under the answer. */
  asked: string
  about: readonly { term: string; text: string }[]
  before: { sentence: string; href: string } | null
  chart: Chart | null
  tables: readonly Table[]
  two: boolean
  opens: boolean
  csv: string
  xlsx: string
  again_href: string | null
}
export const resultView = view<ResultModel>('features/recounts/views/result.njk')

const emptyText: Readonly<Record<What, string>> = {
  state: 'Nobody was ours on this day. Before the first list of an authority there is nothing to count.',
  band: 'No child had a band on this day.',
  clock: 'No clock had opened for these children by this day.',
  flag: 'No child had a flag on this day.',
}

/** A recount that is finished. */
export async function resultModel(shown: {
  recount: Recount
  counts: readonly Counted[]
  before: { recount: Recount; counts: readonly Counted[] } | null
  /** The classes whose children this reader may open; null for who sees figures only. */
  opens: readonly string[] | null
  asks: boolean
}): Promise<ResultModel> {
  const { recount, counts, before, opens, asks } = shown
  const groups = linesOf(recount, counts)
  const lines = groups.flatMap(group => group.lines)
  const two = recount.policies.length === 2
  return {
    title: `Recount of ${formatDay(recount.on_day)}`,
    back: { href: recountsUrl, text: 'Recounts' },
    verdict: verdictOf(recount, lines),
    asked: `${beliefText(recount)}. ${onlyText(recount)}.`,
    about: aboutRecount(recount),
    before: before && {
      sentence: comparedWith(recount, before.recount, counts, before.counts),
      href: recountUrl(before.recount.id),
    },
    chart: await pictureOf(recount, groups),
    tables: groups.map(({ what, lines }) => ({
      title: whatText[what],
      what,
      heads: [
        ...recount.policies.map(definitionTitle),
        ...(two ? ['Only by the first definition', 'Only by the second definition'] : []),
      ],
      groups: [...Map.groupBy(lines, line => (what === 'clock' ? line.name : ''))].map(([name, some]) => ({
        name,
        lines: some.map(line => ({
          name: line.name,
          status: what === 'clock' ? line.status_text : null,
          differs: line.differs,
          figures: figuresOf(recount, line, opens),
        })),
      })),
      empty: emptyText[what],
    })),
    two,
    opens: opens !== null,
    csv: countsUrl(recount.id, 'csv'),
    xlsx: countsUrl(recount.id, 'xlsx'),
    again_href: asks ? newRecountUrl(recount.on_day) : null,
  }
}

/** Nothing stands behind a nought, and who may not see the class of a number may not open it. */
function figuresOf(recount: Recount, line: Line, opens: readonly string[] | null): Figure[] {
  const figure = (number: number, side: Side): Figure => ({
    text: number === 0 && side.endsWith('only') ? '' : count(number),
    href:
      number > 0 && opens?.includes(line.field_class)
        ? recountChildrenUrl(recount.id, { cell: line.cell, side })
        : null,
  })
  const [first = 0, second] = line.numbers
  if (second === undefined) return [figure(first, 'first')]
  return [
    figure(first, 'first'),
    figure(second, 'second'),
    figure(line.first_only, 'first_only'),
    figure(line.second_only, 'second_only'),
  ]
}

const most = 12

/** Of two definitions, the numbers in which they differ most; of one, or where they agree, the bands, or else the states. */
async function pictureOf(recount: Recount, groups: ReturnType<typeof linesOf>): Promise<Chart | null> {
  const titles = recount.policies.map(definitionTitle)
  const apart = groups
    .flatMap(group => group.lines)
    .filter(line => line.differs)
    .sort((a, b) => apartOf(b) - apartOf(a))
  const alike = groups.find(({ what, lines }) => what === 'band' && lines.length > 0) ?? groups[0]
  const lines = apart.length > 0 ? apart.slice(0, most) : (alike?.lines ?? [])
  const [widest] = apart
  const [largest] = lines.toSorted((a, b) => (b.numbers[0] ?? 0) - (a.numbers[0] ?? 0))
  if (!largest) return null
  const words = (line: Line) => (line.what === 'clock' ? `${line.name}: ${line.status_text.toLowerCase()}` : line.name)
  const finding = widest
    ? `The two definitions differ most about “${words(widest)}”: ${widest.numbers.map(count).join(' and ')}`
    : `Most children, ${count(largest.numbers[0] ?? 0)}, are “${words(largest)}”${titles.length === 2 ? ' by both definitions' : ''}`
  const two = titles.length === 2
  return drawChart({
    id: 'numbers',
    finding,
    height: (two ? 110 : 60) + lines.length * (two ? 56 : 34),
    option: {
      grid: { left: 10, right: 60, top: two ? 64 : 10, bottom: 30, containLabel: true },
      ...(two ? { legend: { top: 0, left: 0, orient: 'vertical' as const } } : {}),
      xAxis: { type: 'value', minInterval: 1 },
      yAxis: {
        type: 'category',
        inverse: true,
        data: lines.map(words),
        axisLabel: { width: 280, overflow: 'break' },
      },
      series: titles.map((name, at) => ({
        type: 'bar' as const,
        name,
        data: lines.map(({ numbers }) => numbers[at] ?? 0),
        label: { show: true, position: 'right' as const },
      })),
    },
    table: {
      columns: ['Number', ...titles],
      rows: lines.map(line => [words(line), ...line.numbers.map(count)]),
    },
  })
}

const apartOf = ({ first_only, second_only }: Line): number => first_only + second_only
