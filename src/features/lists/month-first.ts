import type { ReadRow } from './list-file.ts'

/** Rows that are looked at: of days written at random, one in three cannot be read day first. */
const lookedAt = 1_000

const numbers = /^(\d{1,2})[-/. ](\d{1,2})[-/. ](?:\d{4}|\d{2})(?:[t ]|$)/i

/**
 * Columns whose days are written month first, as in America: some of them can only be read so, and none only day first. A day
 * such as 05/11/2014 in one of them would be read as another day, and nobody would notice.
 */
export async function monthFirstColumns(rows: AsyncIterable<ReadRow>): Promise<string[]> {
  const found = new Map<string, { month: number; day: number }>()
  let read = 0
  for await (const row of rows) {
    if ('raw' in row)
      for (const [header, cell] of Object.entries(row.raw)) {
        const [, first, second] = numbers.exec(cell.trim()) ?? []
        if (first === undefined || second === undefined) continue
        const count = found.get(header) ?? { month: 0, day: 0 }
        if (Number(first) > 12) count.day += 1
        else if (Number(second) > 12) count.month += 1
        found.set(header, count)
      }
    if (++read >= lookedAt) break
  }
  return [...found].flatMap(([header, { month, day }]) => (month > 0 && day === 0 ? [header] : []))
}

/** What is said of a column of days that is written month first. */
export const monthFirstReason = (header: string): string =>
  `The days in “${header}” are written month first, as in 11/25/2014, so that 05/11/2014 could be two days. Have the list sent with the day first (25/11/2014) or as 2014-11-25.`
