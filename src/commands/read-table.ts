import { createReadStream } from 'node:fs'
import { openCsv } from '../ground/csv.ts'
import { FileRefused } from '../ground/file-refused.ts'
import { discard } from '../ground/peek.ts'
import { Refusal } from './command.ts'

/** A row, by the line on which it begins. `text`: the cell of a column, without spaces round it; '' where there is none. */
export interface TableRow {
  line: number
  text(column: string): string
}

/** What is wrong with a cell, in a sentence that says how to mend it. */
export interface CellFault {
  column: string
  reason: string
}

/** So many faults are told; by then it is clear what the file is. */
const mostTold = 20

/**
 * Reads a CSV file by the names of its columns, row by row. `take` gives what is wrong with a row, or null. Throws Refusal
 * for a file that cannot be read whole: nothing is worked out from a part of it. The reason names file, line and column.
 */
export async function readTable(
  path: string,
  columns: readonly string[],
  take: (row: TableRow) => CellFault | null,
): Promise<void> {
  try {
    await takeRows(path, columns, take)
  } catch (problem) {
    if (problem instanceof FileRefused) throw new Refusal(`${path}: ${problem.message}`)
    if (problem instanceof Error && 'syscall' in problem && 'code' in problem)
      throw new Refusal(
        `${path} cannot be read: ${problem.code === 'ENOENT' ? 'there is no such file' : problem.code}.`,
      )
    throw problem
  }
}

async function takeRows(
  path: string,
  columns: readonly string[],
  take: (row: TableRow) => CellFault | null,
): Promise<void> {
  const table = await openCsv(createReadStream(path), { max_rows: Number.POSITIVE_INFINITY })
  const headers = new Map(table.headers.map(header => [header.trim().toLowerCase(), header]))
  const missing = columns.filter(column => !headers.has(column))
  if (missing.length > 0) {
    await discard(table.rows)
    const named = missing.map(column => `“${column}”`).join(', ')
    throw new FileRefused(
      `line ${table.header_line} has no column ${named}. The columns of this file are ${columns.join(', ')}.`,
    )
  }
  const faults: string[] = []
  for await (const row of table.rows) {
    if ('problem' in row) {
      if (row.scope === 'columns') console.error(`${path}, line ${row.line}: ${row.problem}`)
      else faults.push(`${path}, line ${row.line}: ${row.problem}`)
      continue
    }
    const { line, cells } = row
    const fault = take({ line, text: column => cells[headers.get(column) ?? '']?.trim() ?? '' })
    if (fault !== null) faults.push(`${path}, line ${line}, column ${fault.column}: ${fault.reason}`)
    if (faults.length >= mostTold) break
  }
  if (faults.length > 0)
    throw new Refusal([...faults, ...(faults.length < mostTold ? [] : ['Nothing after it was read.'])].join('\n'))
}
