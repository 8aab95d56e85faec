import type { CsvProblem, CsvTable } from '../../ground/csv.ts'
import { FileRefused } from '../../ground/file-refused.ts'
import { discard } from '../../ground/peek.ts'

/** `noted`: no school is lost. `refused`: the row was left out. `end`: nothing after this line was read. */
export interface RegisterProblem {
  line: number
  severity: 'noted' | 'refused' | 'end'
  problem: string
}

/** What a problem in reading a CSV row means for a register. */
export const severityOf = (scope: CsvProblem['scope']): RegisterProblem['severity'] =>
  scope === 'row' ? 'refused' : scope === 'columns' ? 'noted' : 'end'

/** Throws FileRefused, and lets go of the file, unless it has all these columns. */
export async function requireColumns(table: CsvTable, columns: readonly string[], what: string): Promise<void> {
  const missing = columns.filter(column => !table.headers.includes(column))
  if (missing.length === 0) return
  await discard(table.rows)
  throw new FileRefused(`This is not ${what}: it has no column ${missing.map(name => `“${name}”`).join(', ')}.`)
}
