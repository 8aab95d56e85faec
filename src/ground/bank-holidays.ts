import { createReadStream } from 'node:fs'
import { asDay, type Day } from '../rulebook/index.ts'
import { readCsv } from './csv.ts'

/** England's bank holidays with their substitute days, 2024 to 2028. Each line of the file names its source. */
export async function englishBankHolidays(): Promise<{ day: Day; name: string }[]> {
  const file = createReadStream(new URL('../../reference/bank-holidays.csv', import.meta.url))
  const holidays: { day: Day; name: string }[] = []
  for await (const row of readCsv(file)) {
    if ('problem' in row) throw new Error(`reference/bank-holidays.csv, line ${row.line}: ${row.problem}`)
    holidays.push({ day: asDay(row.cells.day ?? ''), name: row.cells.name ?? '' })
  }
  return holidays
}
