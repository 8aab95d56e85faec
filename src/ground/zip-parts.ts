import { type Entry, fromBufferPromise } from 'yauzl'
import { type ByteStream, FileRefused } from './file-refused.ts'

/** The parts of a zip archive by name. */
export interface ZipParts {
  has(name: string): boolean
  /** Throws FileRefused while it is read when the part is damaged, or larger than it declares. */
  stream(name: string): ByteStream
}

/** Bytes that all parts together may unpack to. */
const mostUnpacked = 1_000_000_000
const mostParts = 10_000

/** Opens an archive that is held in memory. Throws FileRefused for one that is damaged, or that would unpack without end. */
export async function openZip(bytes: Buffer): Promise<ZipParts> {
  const zip = await fromBufferPromise(bytes, { lazyEntries: true }).catch(damaged)
  const parts = new Map<string, Entry>()
  let unpacked = 0
  try {
    for await (const entry of zip.eachEntry()) {
      unpacked += entry.uncompressedSize
      if (unpacked > mostUnpacked || parts.size >= mostParts)
        throw new FileRefused('This file unpacks to more than can be read. Save the list as CSV and send that.')
      parts.set(entry.fileName, entry)
    }
  } catch (problem) {
    damaged(problem)
  }
  return {
    has: name => parts.has(name),
    async *stream(name) {
      const entry = parts.get(name)
      if (entry === undefined) return damaged(new Error(`it has no part ${name}`))
      try {
        const stream: AsyncIterable<Buffer> = await zip.openReadStreamPromise(entry)
        yield* stream
      } catch (problem) {
        damaged(problem)
      }
    },
  }
}

function damaged(problem: unknown): never {
  if (problem instanceof FileRefused) throw problem
  const reason = problem instanceof Error ? problem.message : String(problem)
  throw new FileRefused(
    `This file is damaged or locked with a password (${reason}). Save it again without one and send that.`,
  )
}
