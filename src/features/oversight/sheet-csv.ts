import type { Answer, PageReply } from '../../ground/web/reply.ts'
import type { BalanceSheet } from './queries.ts'

interface Row {
  state: string
  opening: number
  came: number | null
  went: number | null
  closing: number
}

/** The balance sheet as a table to keep. How sealed children came and went is told to nobody. */
export function sheetCsv(reply: PageReply, sheet: BalanceSheet): Answer {
  const rows: Row[] = [
    ...sheet.lines,
    { state: 'sealed', opening: sheet.sealed_opening, came: null, went: null, closing: sheet.sealed.children },
    { state: 'total', opening: sheet.opening, came: null, went: null, closing: sheet.total },
  ]
  return reply.csv(
    `ledger-${sheet.from}-to-${sheet.on}.csv`,
    (['state', 'opening', 'came', 'went', 'closing'] as const).map(header => ({
      header,
      value: (row: Row) => row[header],
    })),
    rows,
  )
}
