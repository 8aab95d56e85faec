import { binaryRefusal } from '../../ground/binary-files.ts'
import { openCsv } from '../../ground/csv.ts'
import { type ByteStream, FileRefused } from '../../ground/file-refused.ts'
import { discard, peek } from '../../ground/peek.ts'
import { decodeText } from '../../ground/text-encoding.ts'
import { beginsAsZip } from '../../ground/workbook.ts'
import { declaredEncoding } from '../../ground/xml-encoding.ts'
import { readSchoolCensus } from './census.ts'
import { readCinCensus } from './cin.ts'
import { collectTable, readCollect } from './collect.ts'
import { readCtf } from './ctf.ts'
import type { ListFile, ListFormat, OpenedList } from './list-file.ts'
import { knowsHeader } from './mapping.ts'
import { readCsvList, readWorkbookList } from './read-table.ts'

export {
  type HeaderFacts,
  hasColumns,
  type ListFile,
  type ListFormat,
  type OpenedList,
  type ReadRow,
  type RowProblem,
} from './list-file.ts'

/**
 * Opens a list of children. The format is found from what is in the file, not from its name, unless it is given. Only a
 * COLLECT download may be several files; `sheet` is of a workbook. Throws FileRefused for a file that is no list of children at all.
 */
export async function openList(files: readonly ListFile[], format?: ListFormat, sheet?: string): Promise<OpenedList> {
  const [file, ...others] = files
  if (file === undefined) throw new FileRefused('No file was chosen. Choose the file that holds the list.')
  const found = format ?? (await findFormat(file.stream()))
  if (found === 'collect') return readCollect(files)
  if (others.length > 0) {
    if (format === undefined && found === 'csv') return readCollect(files)
    throw new FileRefused('Send one file at a time; only the tables of a COLLECT download go together.')
  }
  if (found === 'ctf') return readCtf(file.stream())
  if (found === 'census') return readSchoolCensus(file.stream())
  if (found === 'cin') return readCinCensus(file.stream())
  return found === 'xlsx' ? readWorkbookList(file, sheet) : readCsvList(file)
}

async function findFormat(stream: ByteStream): Promise<ListFormat> {
  const { first: begun, whole: bytes } = await peek(
    stream,
    taken => taken.reduce((sum, piece) => sum + piece.length, 0) >= 4096,
  )
  const head = Buffer.concat(begun)
  if (beginsAsZip(head)) {
    await discard(bytes)
    // Of zip archives the ones that name another kind of document are refused by that name; all others are looked into.
    const refusal = binaryRefusal(head.subarray(0, 4096)) ?? ''
    if (/OpenDocument|Word/.test(refusal)) throw new FileRefused(refusal)
    return 'xlsx'
  }
  const { text } = await decodeText(bytes, declaredEncoding)
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
  if (root === 'message') return /<(?:[\w.-]+:)?Collection>\s*CIN\s*</i.test(bare) ? 'cin' : 'census'
  throw new FileRefused(
    `This XML file begins with “${root ?? 'nothing'}”; a CTF begins with CTfile and a School Census with Message. ` +
      'Ask its sender which file it is.',
  )
}
