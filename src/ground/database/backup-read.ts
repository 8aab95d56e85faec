import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { createZstdDecompress } from 'node:zlib'
import {
  type BackupHeader,
  type BackupTable,
  FIRST_LINE,
  FRAME_LIMIT_BYTES,
  FRAME_START_BYTES,
  type TableEnd,
} from './backup-format.ts'
import { DatabaseRefusal } from './refusal.ts'

function damaged(file: string): DatabaseRefusal {
  return new DatabaseRefusal(`${file} is damaged or was cut short. Nothing was changed. Take another backup.`)
}

async function* unpacked(file: string): AsyncGenerator<Buffer> {
  const source = createReadStream(file, { start: FIRST_LINE.length })
  const unpack = createZstdDecompress()
  source.on('error', error => unpack.destroy(error))
  try {
    yield* source.pipe(unpack)
    // What stands behind the end of the packed stream, the unpacker passes over without a word.
    const { size } = await stat(file)
    if (FIRST_LINE.length + unpack.bytesWritten !== size) throw damaged(file)
  } catch {
    throw damaged(file)
  } finally {
    source.destroy()
    unpack.destroy()
  }
}

async function refuseOtherFiles(file: string): Promise<void> {
  let start = ''
  try {
    for await (const chunk of createReadStream(file, { end: FIRST_LINE.length - 1, encoding: 'latin1' })) start += chunk
  } catch {
    throw new DatabaseRefusal(`${file} cannot be read.`)
  }
  if (start !== FIRST_LINE) throw new DatabaseRefusal(`${file} is not a backup that Onroll made.`)
}

interface FileEnd {
  sha256: string
}

function parse<T>(file: string, content: Buffer): T {
  try {
    return JSON.parse(content.toString())
  } catch {
    throw damaged(file)
  }
}

interface Frame {
  kind: string
  content: Buffer
}

/** Cuts the stream into frames; checks, when the last is out, that nothing was altered and nothing is missing. */
async function* readFrames(file: string): AsyncGenerator<Frame> {
  const all = createHash('sha256')
  let held: Buffer[] = []
  let size = 0
  let wanted = FRAME_START_BYTES
  let is_ended = false
  for await (const chunk of unpacked(file)) {
    held.push(chunk)
    size += chunk.length
    while (size >= wanted) {
      const rest = Buffer.concat(held)
      const length = FRAME_START_BYTES + rest.readUInt32BE(1)
      if (is_ended || length > FRAME_START_BYTES + FRAME_LIMIT_BYTES) throw damaged(file)
      const is_whole = size >= length
      if (is_whole) {
        const found = { kind: rest.toString('latin1', 0, 1), content: rest.subarray(FRAME_START_BYTES, length) }
        is_ended = found.kind === 'Z'
        if (is_ended && parse<FileEnd>(file, found.content).sha256 !== all.digest('hex')) throw damaged(file)
        if (!is_ended) {
          all.update(rest.subarray(0, length))
          yield found
        }
      }
      held = [is_whole ? rest.subarray(length) : rest]
      size = held[0]?.length ?? 0
      wanted = is_whole ? FRAME_START_BYTES : length
    }
  }
  if (!is_ended || size > 0) throw damaged(file)
}

/** Takes a table's rows and returns how many there were. */
export type Load = (table: BackupTable, pieces: AsyncIterable<Buffer>) => Promise<number>

/**
 * Reads a backup from end to end, checks all of its sums, and gives each table's rows to `load` if there is one.
 * Throws DatabaseRefusal when the file is not a backup, or not a whole one.
 */
export async function readBackup(file: string, load?: Load): Promise<BackupHeader> {
  await refuseOtherFiles(file)
  const frames = readFrames(file)
  const next = async (): Promise<Frame | null> => {
    const { value, done } = await frames.next()
    return done ? null : value
  }
  try {
    const first = await next()
    if (first?.kind !== 'H') throw damaged(file)
    const header: BackupHeader = parse(file, first.content)
    for (const table of header.tables) await readTable(file, table, next, load)
    if ((await next()) !== null) throw damaged(file)
    return header
  } finally {
    await frames.return(undefined)
  }
}

async function readTable(
  file: string,
  table: BackupTable,
  next: () => Promise<Frame | null>,
  load: Load | undefined,
): Promise<void> {
  const hash = createHash('sha256')
  let last: Frame | null = null
  async function* pieces(): AsyncGenerator<Buffer> {
    for (last = await next(); last?.kind === 'D'; last = await next()) {
      hash.update(last.content)
      yield last.content
    }
    // Said here, before whoever takes the rows believes them complete.
    if (last?.kind !== 'E' || endOf(last).sha256 !== hash.digest('hex')) throw damaged(file)
  }
  const endOf = (frame: Frame) => parse<TableEnd>(file, frame.content)
  const rows = await (load ?? passOver)(table, pieces())
  if (last === null || (load && endOf(last).rows !== rows)) throw damaged(file)
}

async function passOver(_table: BackupTable, pieces: AsyncIterable<Buffer>): Promise<number> {
  for await (const _piece of pieces);
  return 0
}
