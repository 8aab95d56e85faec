import { createHash } from 'node:crypto'
import type { ByteStream } from '../../ground/file-refused.ts'

/** A file as it is read, and the SHA-256 of what was read of it so far: the whole file's, once it was read to its end. */
export function hashed(stream: ByteStream): { stream: ByteStream; sha256: () => string } {
  const hash = createHash('sha256')
  async function* pieces() {
    for await (const piece of stream) {
      hash.update(piece)
      yield piece
    }
  }
  return { stream: pieces(), sha256: () => hash.copy().digest('hex') }
}
