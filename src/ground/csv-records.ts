import { type CsvError, Parser } from 'csv-parse'
import { lineBreaks, PlainCsv } from './csv-plain.ts'
import { FileRefused } from './file-refused.ts'

/** One record of a CSV text. `line` is where it begins, counted from 1: a quoted cell may run over several lines. */
export interface CsvRecord {
  line: number
  cells: string[]
}

/** The text stopped being CSV at this line; `reason` is a sentence. Nothing after it was read. */
export interface CsvStop {
  line: number
  reason: string
}

/** A whole record may be this long, in UTF-8 bytes, before an unclosed quotation mark is the likelier reading. */
const LONGEST_RECORD = 1_048_576
/** From here on, in characters, a record is no longer waited for as if it were plain. */
const LONGEST_PLAIN = 65_536

/**
 * Splits text into records as it comes. Any of CRLF, LF and CR ends a line, even mixed; a quotation mark inside an
 * unquoted cell is kept as text. Blank lines come as a record of one empty cell. Ends early after a CsvStop.
 */
export async function* csvRecords(
  text: AsyncIterable<string>,
  delimiter: string,
): AsyncGenerator<CsvRecord | CsvStop, void> {
  const plain = new PlainCsv(delimiter)
  const pieces = text[Symbol.asyncIterator]()
  let line = 1
  try {
    for (let ended = false; !ended; ) {
      const piece = await pieces.next()
      ended = piece.done === true
      if (!ended) plain.add(piece.value)
      while (plain.left > 0) {
        const record = plain.read(ended)
        if (record === 'short' && plain.left < LONGEST_PLAIN) break
        if (typeof record === 'string') return yield* parsedRecords(from(plain.rest, pieces), delimiter, line)
        yield { line, cells: record.cells }
        line += 1 + record.breaks
      }
    }
  } catch (error) {
    if (!(error instanceof FileRefused)) throw error
    yield { line, reason: error.message }
  } finally {
    await pieces.return?.()
  }
}

async function* from(first: string, rest: AsyncIterator<string>): AsyncGenerator<string> {
  yield first
  for (let next = await rest.next(); next.done !== true; next = await rest.next()) yield next.value
}

/** As `csvRecords`, by a parser that knows what to make of every oddity: from a line on. */
async function* parsedRecords(
  text: AsyncIterable<string>,
  delimiter: string,
  first: number,
): AsyncGenerator<CsvRecord | CsvStop, void> {
  let line = first
  let ready: CsvRecord[] = []
  const parser = new Parser({
    delimiter,
    record_delimiter: ['\r\n', '\n', '\r'],
    relax_quotes: true,
    relax_column_count: true,
    max_record_size: LONGEST_RECORD,
    // Taken here and not from the readable side, which drops what it holds when the parser stops with an error.
    on_record: (cells: string[]) => {
      ready.push({ line, cells })
      line += 1 + cells.reduce((breaks, cell) => breaks + lineBreaks(cell), 0)
      return null
    },
  })
  let failure: Error | undefined
  parser.on('error', error => {
    failure ??= error
  })
  const take = (): CsvRecord[] => {
    const taken = ready
    ready = []
    return taken
  }
  try {
    for await (const piece of text) {
      await new Promise(done => parser.write(piece, done))
      yield* take()
      if (failure !== undefined) break
    }
  } catch (error) {
    if (!(error instanceof FileRefused)) throw error
    failure = error
  }
  if (failure === undefined) {
    await new Promise<void>(done => {
      parser.once('error', () => done())
      parser.end(done)
    })
    yield* take()
  }
  if (failure !== undefined) yield { line, reason: stopReason(failure, line) }
}

function stopReason(failure: Error | CsvError, line: number): string {
  if (failure instanceof FileRefused) return failure.message
  const code = 'code' in failure ? failure.code : ''
  if (code === 'CSV_QUOTE_NOT_CLOSED' || code === 'CSV_MAX_RECORD_SIZE') {
    return (
      `A quotation mark is opened in the row that begins on line ${line} and is never closed, so nothing after it ` +
      'can be read. Close it, or take it out, and send the file again.'
    )
  }
  return `The row that begins on line ${line} is not CSV (${failure.message}). Mend that row and send the file again.`
}
