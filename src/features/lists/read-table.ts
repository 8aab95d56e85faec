import { type CsvProblem, type CsvRow, openCsv, openRecords } from '../../ground/csv.ts'
import { findHeader } from '../../ground/csv-shape.ts'
import { FileRefused } from '../../ground/file-refused.ts'
import { discard, peek } from '../../ground/peek.ts'
import { decodeText, type Encoding } from '../../ground/text-encoding.ts'
import { openWorkbook, type Workbook } from '../../ground/workbook.ts'
import { dayOfNumber } from '../../ground/workbook-styles.ts'
import { fieldOf } from './fields.ts'
import { isInstruction } from './instruction-rows.ts'
import type { ListFile, OpenedList, ReadRow } from './list-file.ts'
import { foldHeader, guessMapping, knowsHeader } from './mapping.ts'

interface Table {
  headers: string[]
  header_line: number
  rows: AsyncIterable<CsvRow | CsvProblem>
}

/** Rows under the header that are looked at for instructions. */
const underHeader = 3

/** A CSV file as a list. Throws FileRefused. */
export async function readCsvList(file: ListFile): Promise<OpenedList> {
  const table = await openCsv(file.stream(), { knows: knowsHeader })
  await refuseRegister(table)
  return { format: 'csv', headers: table.headers, facts: {}, ...(await withoutInstructions(table)) }
}

/** A sheet of a workbook as a list: the one named, else the one whose header is most like that of a list. Throws FileRefused. */
export async function readWorkbookList(file: ListFile, sheet?: string): Promise<OpenedList> {
  const workbook = await openWorkbook(file.stream())
  if (workbook === null) throw new FileRefused('This is a zip archive. Unzip it first and send the file inside it.')
  const read = sheet ?? (await likeliestSheet(workbook))
  const table = await openRecords(workbook.rows(read), { knows: knowsHeader, ragged: true })
  const { rows, warnings } = await withoutInstructions(table)
  const others = workbook.sheets.length - 1
  if (others > 0)
    warnings.unshift(
      `This workbook has ${workbook.sheets.length} sheets, and “${read}” is read. Choose another if the list stands there.`,
    )
  return {
    format: 'xlsx',
    headers: table.headers,
    sheets: { names: workbook.sheets, read },
    facts: {},
    warnings,
    rows: withDays(rows, table.headers, workbook),
  }
}

/** A register of attendance has a row for each session, and is no list of children. Throws FileRefused. */
async function refuseRegister({ headers, rows }: Table): Promise<void> {
  const names = new Set(headers.map(foldHeader))
  const halves = names.has('am') && names.has('pm')
  const sessions = names.has('session') && ['code', 'mark', 'attendancecode'].some(name => names.has(name))
  if (!names.has('date') || !(halves || sessions)) return
  await discard(rows)
  throw new FileRefused(
    'This is a register of attendance, with a row for each day or session: it is no list of children. Send a list with a row for each child.',
  )
}

/** How a text file is written. Read to its end: the last byte may tell. */
export async function encodingOf(file: ListFile): Promise<Encoding> {
  const { text, encoding } = await decodeText(file.stream())
  for await (const _ of text);
  return encoding()
}

/** Leaves rows of instructions aside, and says which. */
async function withoutInstructions(table: Table): Promise<{ warnings: string[]; rows: AsyncIterable<ReadRow> }> {
  const warnings =
    table.header_line > 1
      ? [`The column names were found on line ${table.header_line}; the lines above were left aside.`]
      : []
  const { first, whole } = await peek(table.rows, taken => taken.length >= underHeader)
  const aside = new Set<number>()
  for (const row of first) {
    if (!('cells' in row)) continue
    if (!isInstruction(Object.values(row.cells))) break
    aside.add(row.line)
  }
  if (aside.size > 0)
    warnings.push(
      `${aside.size === 1 ? `Line ${[...aside][0]} says` : `Lines ${[...aside].join(', ')} say`} how to fill the list in, and was left aside.`,
    )
  async function* rows(): AsyncGenerator<ReadRow> {
    for await (const row of whole) {
      if (aside.has(row.line)) continue
      yield 'cells' in row ? { line: row.line, raw: row.cells } : row
    }
  }
  return { warnings, rows: rows() }
}

/** Rows looked at on each sheet for a header. */
const lookedAt = 10

async function likeliestSheet(workbook: Workbook): Promise<string> {
  let [best = ''] = workbook.sheets
  let most = 0
  for (const name of workbook.sheets.slice(0, 50)) {
    const records: string[][] = []
    for await (const row of workbook.rows(name)) {
      records.push(row.cells)
      if (records.length === lookedAt) break
    }
    const known = (records[findHeader(records, knowsHeader)] ?? []).filter(cell => knowsHeader(cell.trim())).length
    if (known > most) [best, most] = [name, known]
  }
  return best
}

/** Days from 1927 to 2173. */
const bareNumber = /^[1-9]\d{4}(?:\.\d+)?$/

/** Days that a column of days holds as the workbook’s bare numbers, because its cells are not formatted, are written as days. */
async function* withDays(
  rows: AsyncIterable<ReadRow>,
  headers: readonly string[],
  { days }: Workbook,
): AsyncGenerator<ReadRow> {
  const columns = dayColumns(headers)
  for await (const row of rows) {
    if ('raw' in row)
      for (const header of columns) {
        const text = row.raw[header]?.trim() ?? ''
        if (bareNumber.test(text)) row.raw[header] = dayOfNumber(Number(text), days) ?? text
      }
    yield row
  }
}

/** The columns that hold days, as their names let one guess. */
export function dayColumns(headers: readonly string[]): string[] {
  const mapping = guessMapping(headers)
  return Object.entries(mapping).flatMap(([code, header]) =>
    fieldOf(code as keyof typeof mapping).kind === 'day' && header !== undefined ? [header] : [],
  )
}
