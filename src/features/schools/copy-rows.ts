import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { from as copyFrom } from 'pg-copy-streams'
import type { Write } from '../../ground/database/door.ts'

const pieceCharacters = 64 * 1024

/**
 * Loads rows into a temporary table of this transaction as fast as PostgreSQL takes them, holding no more than a piece
 * of them in memory. Throws what `rows` throws; the table then holds nothing, and the transaction can go on.
 */
export async function copyRows(
  tx: Write,
  table: string,
  columns: readonly string[],
  rows: AsyncIterable<readonly (string | number | null)[]>,
): Promise<void> {
  const copy = copyFrom(`COPY ${table} (${columns.join(', ')}) FROM STDIN`)
  await tx.client.query('SAVEPOINT copying')
  try {
    await pipeline(Readable.from(linesOf(rows), { objectMode: false }), tx.client.query(copy))
  } catch (problem) {
    await tx.client.query('ROLLBACK TO SAVEPOINT copying')
    throw problem
  }
  await tx.client.query('RELEASE SAVEPOINT copying')
}

/** COPY's text format: tabs between cells, \N for none. Source: PostgreSQL 18 manual, COPY, Text Format. */
async function* linesOf(rows: AsyncIterable<readonly (string | number | null)[]>): AsyncGenerator<Buffer> {
  let piece = ''
  for await (const row of rows) {
    piece += `${row.map(cell => (cell === null ? '\\N' : escaped(String(cell)))).join('\t')}\n`
    if (piece.length < pieceCharacters) continue
    yield Buffer.from(piece)
    piece = ''
  }
  if (piece !== '') yield Buffer.from(piece)
}

const escapes: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' }

// NUL cannot be stored in PostgreSQL text.
const escaped = (text: string): string =>
  text.replaceAll('\0', '').replace(/[\\\t\n\r]/g, found => escapes[found] ?? '')
