import { closeSync, existsSync, openSync, readSync } from 'node:fs'
import { findHeader, guessDelimiter, nameColumns } from '../ground/csv-shape.ts'
import { type Duck, quoted } from './duck.ts'

/** Why a file cannot be matched, in a sentence that says how to mend it. */
export class ListRefused extends Error {}

/** A file of people as it lies there: how DuckDB reads it, and under which headers. */
export interface OpenedFile {
  path: string
  headers: readonly string[]
  /** What follows FROM; each column is called `c0`, `c1`, … and is a text. */
  from(encoding: 'utf-8' | 'latin-1'): string
  isText: boolean
}

const sampleBytes = 262_144

function sampleOf(path: string): Buffer {
  if (!existsSync(path)) throw new ListRefused(`${path} cannot be read: there is no such file.`)
  const sample = Buffer.alloc(sampleBytes)
  const file = openSync(path, 'r')
  try {
    return sample.subarray(0, readSync(file, sample, 0, sampleBytes, 0))
  } catch (problem) {
    throw new ListRefused(`${path} cannot be read: ${problem instanceof Error ? problem.message : String(problem)}.`)
  } finally {
    closeSync(file)
  }
}

/** The first records of a text and how many lines each takes. */
function firstRecords(text: string, delimiter: string, most: number): { cells: string[]; lines: number }[] {
  const records: { cells: string[]; lines: number }[] = []
  let cells: string[] = []
  let cell = ''
  let quote = false
  let lines = 1
  for (let at = 0; at < text.length && records.length < most; at += 1) {
    const letter = text[at]
    if (letter === '"') quote = !quote
    else if (!quote && letter === delimiter) {
      cells.push(cell)
      cell = ''
    } else if (!quote && letter === '\n') {
      records.push({ cells: [...cells, cell].map(one => one.trim()), lines })
      cells = []
      cell = ''
      lines = 1
    } else if (letter === '\n') lines += 1
    else if (letter !== '\r') cell += letter
  }
  if (cells.length > 0 || cell !== '') records.push({ cells: [...cells, cell].map(one => one.trim()), lines })
  return records
}

/** Looks at a file of CSV or Parquet. Throws ListRefused for one that is neither, or has no columns. */
export async function openFile(duck: Duck, path: string, knows: (header: string) => boolean): Promise<OpenedFile> {
  const sample = sampleOf(path)
  if (sample.subarray(0, 4).toString('latin1') === 'PAR1') return openParquet(duck, path)
  if (sample.length === 0) throw new ListRefused(`${path} is empty.`)
  if (sample.subarray(0, 2).toString('latin1') === 'PK')
    throw new ListRefused(`${path} is a workbook or an archive. Save the list as CSV, and give that file.`)
  if (sample.includes(0)) throw new ListRefused(`${path} is no text. Give a CSV or Parquet file.`)
  const text = sample.toString('utf8').replace(/^\uFEFF/, '')
  const delimiter = guessDelimiter(text)
  const records = firstRecords(text, delimiter, 30)
  const at = findHeader(
    records.map(({ cells }) => cells),
    knows,
  )
  const header = records[at]
  if (header === undefined) throw new ListRefused(`${path} has no row of column names. Give each column a name.`)
  const { names } = nameColumns(header.cells)
  const skip = records.slice(0, at + 1).reduce((lines, record) => lines + record.lines, 0)
  const columns = header.cells.map((_, column) => `'c${column}': 'VARCHAR'`).join(', ')
  const how = `delim = ${quoted(delimiter)}, quote = '"', escape = '"', header = false, skip = ${skip}, auto_detect = false,
    strict_mode = false, store_rejects = true, columns = {${columns}}`
  return {
    path,
    headers: names,
    from: encoding => `read_csv(${quoted(path)}, ${how}, encoding = '${encoding}')`,
    isText: true,
  }
}

async function openParquet(duck: Duck, path: string): Promise<OpenedFile> {
  const rows = await duck.rows(`DESCRIBE SELECT * FROM read_parquet(${quoted(path)})`)
  const headers = rows.map(([name]) => String(name))
  const columns = headers.map((name, at) => `CAST("${name.replaceAll('"', '""')}" AS VARCHAR) AS c${at}`).join(', ')
  return { path, headers, from: () => `(SELECT ${columns} FROM read_parquet(${quoted(path)}))`, isText: false }
}
