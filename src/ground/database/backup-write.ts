import { createHash } from 'node:crypto'
import { type BackupHeader, type BackupTable, FRAME_LIMIT_BYTES, frame, type TableEnd } from './backup-format.ts'

const PIECE_BYTES = 256 * 1024

const asJson = (value: unknown) => Buffer.from(JSON.stringify(value))

/** Gathers small pieces into large ones and cuts huge ones, so that frames cost nothing and memory stays small. */
async function* inPieces(source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let waiting: Buffer[] = []
  let size = 0
  for await (const chunk of source) {
    waiting.push(chunk)
    size += chunk.length
    if (size < PIECE_BYTES) continue
    yield* cut(Buffer.concat(waiting))
    waiting = []
    size = 0
  }
  if (size > 0) yield* cut(Buffer.concat(waiting))
}

function* cut(whole: Buffer): Generator<Buffer> {
  for (let at = 0; at < whole.length; at += FRAME_LIMIT_BYTES) yield whole.subarray(at, at + FRAME_LIMIT_BYTES)
}

/** A table's rows as they come, and their count once they have all come. */
export interface RowSource {
  pieces: AsyncIterable<Buffer>
  rows(): number
}

/** The frames of a backup, to be compressed after FIRST_LINE. Reads a table's rows only when the ones before are out. */
export async function* writeFrames(
  header: BackupHeader,
  read: (table: BackupTable) => RowSource,
): AsyncGenerator<Buffer> {
  const all = createHash('sha256')
  const counted = (bytes: Buffer) => {
    all.update(bytes)
    return bytes
  }
  yield counted(frame('H', asJson(header)))
  for (const table of header.tables) {
    const hash = createHash('sha256')
    const source = read(table)
    for await (const piece of inPieces(source.pieces)) {
      hash.update(piece)
      yield counted(frame('D', piece))
    }
    const end: TableEnd = { rows: source.rows(), sha256: hash.digest('hex') }
    yield counted(frame('E', asJson(end)))
  }
  yield frame('Z', asJson({ sha256: all.digest('hex') }))
}
