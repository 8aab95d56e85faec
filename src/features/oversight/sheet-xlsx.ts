import type { Readable } from 'node:stream'
import { xlsxOf } from '../../ground/web/xlsx.ts'
import { addDays, formatDay, formatShortDay } from '../../rulebook/index.ts'
import { stateText } from '../children/index.ts'
import { fromText, toText } from './codes.ts'
import { explained } from './ledger.ts'
import { sealedName } from './ledger-view.ts'
import type { BalanceSheet } from './queries.ts'

/** The balance sheet, the moves behind it, and what the figures mean, as a workbook. How sealed children came and went is told to nobody. */
export function sheetXlsx(sheet: BalanceSheet): Promise<Readable> {
  const { from, on, lines, sealed, sealed_opening, opening, total, flows } = sheet
  return xlsxOf([
    {
      name: 'Balance sheet',
      widths: [34, 16, 12, 12, 16],
      heads: ['State', `Before ${formatShortDay(from)}`, 'Came in', 'Went out', `On ${formatShortDay(on)}`],
      rows: [
        ...lines.map(line => [stateText(line.state), line.opening, line.came, line.went, line.closing]),
        [sealedName(sealed), sealed_opening, null, null, sealed.children],
        ['All children', opening, null, null, total],
      ],
    },
    {
      name: 'Moves',
      widths: [34, 34, 12],
      heads: ['From', 'To', 'Children'],
      rows: flows.map(flow => [fromText(flow.from_state), toText(flow.to_state), flow.children]),
    },
    {
      name: 'What it means',
      widths: [24, 90],
      heads: ['', ''],
      rows: [
        ['Period', `From ${formatDay(from)} to ${formatDay(on)}`],
        ['In one sentence', explained(total, sheet.unexplained)],
        ['Opening', `Children in the state at the end of ${formatDay(addDays(from, -1))}`],
        [
          'Came in, went out',
          'Moves into the state and out of it in the period. A child who went and came back made two. A move between schools is none.',
        ],
        ['Sealed', 'In the total and in no state. How sealed children came and went is not told.'],
      ],
    },
  ])
}
