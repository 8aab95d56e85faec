import type { Readable } from 'node:stream'
import { type Sheet, xlsxOf } from '../../ground/web/xlsx.ts'
import { formatDay, stopWords } from '../../rulebook/index.ts'
import { clockKey } from '../children/index.ts'
import type { ClockRow } from './clock-list.ts'
import { outcomes, outcomeText } from './codes.ts'
import type { Pack } from './pack.ts'

/** The pack as a workbook: figures, cases (for who may open them), the law, and how it was counted. */
export function packXlsx(pack: Pack, rows: readonly ClockRow[] | null, most: number): Promise<Readable> {
  const { rule, period, school, figures, stopped, days, law, counting } = pack
  const sheets: Sheet[] = [
    {
      name: 'Figures',
      widths: [44, 16],
      heads: [`${rule.id}: ${rule.title}`, 'Clocks'],
      rows: [
        ['First day of the period', formatDay(period.from)],
        ['Last day of the period', formatDay(period.to)],
        ['School', school?.name ?? 'All'],
        ['Opened', figures.opened],
        ...outcomes.map(({ code, text }) => [text, figures[code]]),
        ...stopped.map(({ reason, clocks }) => [`Stopped: ${stopWords[reason]}`, clocks]),
        ['Median of calendar days until it was kept', days?.median ?? null],
        ['Nine in ten were kept within so many calendar days', days?.ninetieth ?? null],
      ],
    },
    ...(rows === null ? [] : [casesSheet(rows, most)]),
    {
      name: 'Law',
      widths: [40, 90, 50, 40],
      heads: ['In force', 'Text', 'Source', 'How far it was checked'],
      rows: law.map(({ held, text, source, mark }) => [held, text, source, mark]),
    },
    {
      name: 'How it was counted',
      widths: [34, 110],
      heads: ['', ''],
      rows: counting.map(({ label, text }) => [label, text]),
    },
  ]
  return xlsxOf(sheets)
}

const casesSheet = (rows: readonly ClockRow[], most: number): Sheet => ({
  name: 'Cases',
  widths: [20, 20, 16, 26, 12, 12, 12, 28, 22, 60, 10, 30],
  heads: [
    ...['Surname', 'Forename', 'UPN', 'Clock', 'Opened', 'Due', 'Ended', 'How it stands', 'Stopped because'],
    ...['How the date came about', 'URN', 'School'],
  ],
  rows: [
    ...rows.map(row => [
      ...[
        row.surname,
        row.forename,
        row.upn,
        clockKey(row),
        row.opened_on,
        row.due_on,
        row.ended_on,
        outcomeText(row.outcome),
      ],
      ...[
        row.stopped_because && stopWords[row.stopped_because],
        row.problem ?? row.because,
        row.school_urn,
        row.school_name,
      ],
    ]),
    ...(rows.length < most
      ? []
      : [[`Cut here at ${most.toLocaleString('en-GB')} cases: the list as CSV has them all.`]]),
  ],
})
