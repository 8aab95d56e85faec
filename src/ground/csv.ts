import { type CsvRecord, type CsvStop, csvRecords } from './csv-records.ts'
import { type Delimiter, findHeader, guessDelimiter, nameColumns } from './csv-shape.ts'
import { type ByteStream, FileRefused } from './file-refused.ts'
import { discard, peek } from './peek.ts'
import { decodeText, type Encoding } from './text-encoding.ts'

export interface CsvOptions {
  /** Guessed from the first lines if not given. */
  delimiter?: Delimiter
  /** Recognises a column name, so that the header is found under rows of instructions. */
  knows?: (name: string) => boolean
  /** What a column is called in the rows, of its name in the file; as in the file if not given. */
  called?: (name: string) => string
  max_rows?: number
  /** Characters in one cell. */
  max_cell?: number
  max_columns?: number
}

export interface CsvRow {
  line: number
  cells: Record<string, string>
}

/** `row`: this row was left out. `columns`: about the header, no row is lost. `end`: nothing after this line was read. */
export interface CsvProblem {
  line: number
  problem: string
  scope: 'row' | 'columns' | 'end'
}

export interface CsvTable {
  headers: string[]
  header_line: number
  delimiter: Delimiter
  encoding: () => Encoding
  rows: AsyncIterable<CsvRow | CsvProblem>
}

const LIMITS = { max_rows: 2_000_000, max_cell: 10_000, max_columns: 1_000 }
const SAMPLE_CHARACTERS = 65_536
const HEADER_WITHIN_RECORDS = 10

/** The rows of a CSV file, keyed by the names in its header. As `openCsv`, for a caller that needs only the rows. */
export async function* readCsv(stream: ByteStream, options: CsvOptions = {}): AsyncGenerator<CsvRow | CsvProblem> {
  const table = await openCsv(stream, options)
  yield* table.rows
}

/**
 * Reads a CSV file up to its header; `rows` streams the rest. Cells come exactly as written; blank rows and blank cells
 * beyond the last column are skipped; a row that does not fit the header is a problem with its line, and the next row
 * is read as usual. Throws FileRefused for a file that is empty or no text.
 */
export async function openCsv(stream: ByteStream, options: CsvOptions = {}): Promise<CsvTable> {
  const { text, encoding } = await decodeText(stream)
  const opening = await peek(text, pieces => pieces.reduce((sum, piece) => sum + piece.length, 0) >= SAMPLE_CHARACTERS)
  const sample = opening.first.join('')
  if (sample.trim() === '') {
    await discard(opening.whole)
    throw new FileRefused('This file is empty. Send the file again once it holds a row of column names and its rows.')
  }
  const delimiter = options.delimiter ?? guessDelimiter(sample)
  return { ...(await openRecords(csvRecords(opening.whole, delimiter), options)), delimiter, encoding }
}

/**
 * As `openCsv`, from records that are cells already: the rows of a sheet. `ragged`: a row that ends early has empty cells from there.
 * Throws FileRefused when there is no header.
 */
export async function openRecords(
  records: AsyncIterable<CsvRecord | CsvStop>,
  options: CsvOptions & { ragged?: boolean } = {},
): Promise<Omit<CsvTable, 'delimiter' | 'encoding'>> {
  const { first, whole } = await peek(records, taken => taken.length === HEADER_WITHIN_RECORDS)
  const candidates = first.filter(record => 'cells' in record)
  const header =
    candidates[
      findHeader(
        candidates.map(record => record.cells),
        options.knows,
      )
    ]
  if (header === undefined) {
    await discard(whole)
    const stop = first.find(record => 'reason' in record)
    throw new FileRefused(stop?.reason ?? 'This file holds no column names and no rows. Send it with both.')
  }
  const { names, problems } = nameColumns(header.cells)
  const header_line = header.line
  const limits = { ...LIMITS, ...options }
  if (names.length > limits.max_columns) {
    await discard(whole)
    throw new FileRefused(
      `This file has ${names.length} columns; at most ${limits.max_columns} are read. Take out those not needed.`,
    )
  }
  async function* rows(): AsyncGenerator<CsvRow | CsvProblem> {
    for (const problem of problems) yield { line: header_line, problem, scope: 'columns' }
    yield* shapeRows(whole, options.called ? names.map(options.called) : names, header_line, limits)
  }
  return { headers: names, header_line, rows: rows() }
}

async function* shapeRows(
  records: AsyncIterable<CsvRecord | CsvStop>,
  names: readonly string[],
  header_line: number,
  limits: { max_rows: number; max_cell: number; ragged?: boolean },
): AsyncGenerator<CsvRow | CsvProblem> {
  let rows = 0
  for await (const record of records) {
    const { line } = record
    if (line <= header_line) continue
    if ('reason' in record) {
      yield { line, problem: record.reason, scope: 'end' }
      return
    }
    if (record.cells.every(cell => cell.trim() === '')) continue
    rows += 1
    if (rows > limits.max_rows) {
      const problem = `This file has more than ${limits.max_rows} rows; those from line ${line} on were not read. Split it.`
      yield { line, problem, scope: 'end' }
      return
    }
    if (limits.ragged) while (record.cells.length < names.length) record.cells.push('')
    const problem = misfit(record, names, limits.max_cell)
    if (problem !== undefined) yield { line, problem, scope: 'row' }
    else yield { line, cells: underNames(record.cells, names) }
  }
  if (rows === 0) {
    const problem = `This file has column names on line ${header_line} but no rows under them. Send it with its rows.`
    yield { line: header_line, problem, scope: 'end' }
  }
}

function underNames(cells: readonly string[], names: readonly string[]): Record<string, string> {
  // Such a name cannot be assigned to; for all others assigning takes a third of the time.
  if (names.includes('__proto__')) return Object.fromEntries(names.map((name, i) => [name, cells[i] ?? '']))
  const named: Record<string, string> = {}
  names.forEach((name, i) => {
    named[name] = cells[i] ?? ''
  })
  return named
}

function misfit({ cells }: CsvRecord, names: readonly string[], max_cell: number): string | undefined {
  const filled = cells.length > names.length ? cells.findLastIndex(cell => cell.trim() !== '') + 1 : cells.length
  if (cells.length < names.length || filled > names.length) {
    const count = Math.min(cells.length, Math.max(filled, names.length))
    return (
      `This row has ${count} cells where the header has ${names.length}. Put quotation marks round a cell that ` +
      'holds a comma or a line break, and give every column a cell, empty if need be.'
    )
  }
  const long = names.findIndex((_, i) => (cells[i]?.length ?? 0) > max_cell)
  if (long < 0) return undefined
  return `The cell in column “${names[long]}” is longer than ${max_cell} characters. Shorten it.`
}
