import { openCsv } from '../../ground/csv.ts'
import { type ByteStream, FileRefused } from '../../ground/file-refused.ts'
import { discard, peek } from '../../ground/peek.ts'
import { decodeText } from '../../ground/text-encoding.ts'
import { declaredEncoding } from '../../ground/xml-encoding.ts'
import { readSchoolCensus } from './census.ts'
import { collectTable, readCollect } from './collect.ts'
import { readCtf } from './ctf.ts'
import type { ListFile, ListFormat, OpenedList, ReadRow } from './list-file.ts'
import { knowsHeader } from './mapping.ts'

export type { HeaderFacts, ListFile, ListFormat, OpenedList, ReadRow, RowProblem } from './list-file.ts'

/**
 * Opens a list of children. The format is found from what is in the file, not from its name, unless it is given. Only a
 * COLLECT download may be several files. Throws FileRefused for a file that is no list of children at all.
 */
export async function openList(files: readonly ListFile[], format?: ListFormat): Promise<OpenedList> {
  const [file, ...others] = files
  if (file === undefined) throw new FileRefused('No file was chosen. Choose the file that holds the list.')
  const found = format ?? (await findFormat(file.stream()))
  if (found === 'collect') return readCollect(files)
  if (others.length > 0) {
    if (format === undefined && found === 'csv') return readCollect(files)
    throw new FileRefused('Send one file at a time; only the tables of a COLLECT download go together.')
  }
  if (found === 'ctf') return readCtf(file.stream())
  return found === 'census' ? readSchoolCensus(file.stream()) : readCsvList(file)
}

async function readCsvList(file: ListFile): Promise<OpenedList> {
  const table = await openCsv(file.stream(), { knows: knowsHeader })
  const warnings =
    table.header_line > 1
      ? [`The column names were found on line ${table.header_line}; the lines above were left aside.`]
      : []
  async function* rows(): AsyncGenerator<ReadRow> {
    for await (const row of table.rows) yield 'cells' in row ? { line: row.line, raw: row.cells } : row
    if (table.encoding() === 'mixed') {
      const problem = 'This file mixes two encodings, so some accented names may be wrong. Save it as UTF-8 next time.'
      yield { line: table.header_line, problem, scope: 'columns' }
    }
  }
  return { format: 'csv', headers: table.headers, facts: {}, warnings, rows: rows() }
}

async function findFormat(stream: ByteStream): Promise<ListFormat> {
  const { text } = await decodeText(stream, declaredEncoding)
  const { first, whole } = await peek(text, pieces => pieces.reduce((sum, piece) => sum + piece.length, 0) >= 65_536)
  await discard(whole)
  const opening = first.join('').trimStart()
  if (opening.startsWith('<')) return xmlFormat(opening)
  if (/^[[{]/.test(opening)) {
    throw new FileRefused(
      'This is a JSON file, which is not read as a list of children. Send a CSV file, a CTF or a census.',
    )
  }
  async function* sample() {
    yield Buffer.from(opening)
  }
  const table = await openCsv(sample(), { knows: knowsHeader })
  await discard(table.rows)
  return collectTable(table.headers) === undefined ? 'csv' : 'collect'
}

function xmlFormat(opening: string): ListFormat {
  const bare = opening.replace(/<\?[\s\S]*?\?>|<!--[\s\S]*?-->/g, '')
  const root = /<(?:[\w.-]+:)?([A-Za-z][\w.-]*)/.exec(bare)?.[1]?.toLowerCase()
  if (/<!DOCTYPE\s+html/i.test(bare) || root === 'html') {
    throw new FileRefused('This is a web page, not a list. Some systems name one “.xls”: open it and save it as CSV.')
  }
  if (root === 'ctfile') return 'ctf'
  if (root === 'message') return 'census'
  throw new FileRefused(
    `This XML file begins with “${root ?? 'nothing'}”; a CTF begins with CTfile and a School Census with Message. ` +
      'Ask its sender which file it is.',
  )
}
