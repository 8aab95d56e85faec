/** One column of an export: its header (the column's own name) and its cell. */
export interface CsvColumn<Row> {
  header: string
  value(row: Row): string | number | boolean | null
}

/**
 * A cell that a spreadsheet shows as text. One that begins with = + - @ tab or carriage return would be run as a formula, so it
 * gets an apostrophe before it; numbers given as numbers (−3) stay numbers. Source: OWASP, CSV injection.
 */
function safe(value: string | number | boolean | null): string {
  if (value === null) return ''
  if (typeof value === 'number') return String(value)
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  return /^[=+\-@\t\r]/.test(value) ? `'${value}` : value
}

/** A cell in quotes where it holds a comma, a quote, a line end or a space at its ends. Source: RFC 4180. */
const quoted = (cell: string): string => (/[",\r\n]|^\s|\s$/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)

const line = (cells: readonly string[]): string => `${cells.map(quoted).join(',')}\r\n`

/**
 * A table as the pieces of a CSV file: UTF-8 with the byte-order mark by which Excel knows it, lines ended as RFC 4180 asks, no
 * cell that a spreadsheet would run.
 */
export async function* csvOf<Row>(
  columns: readonly CsvColumn<Row>[],
  rows: Iterable<Row> | AsyncIterable<Row>,
): AsyncGenerator<string> {
  yield `\uFEFF${line(columns.map(column => safe(column.header)))}`
  for await (const row of rows) yield line(columns.map(column => safe(column.value(row))))
}
