/** A file as it arrives: an upload, a file on disc, or a stored file, read once and in order. */
export type ByteStream = AsyncIterable<Uint8Array>

/** Why a whole file cannot be read. The message is a sentence for the person who sent it and says how to mend it. */
export class FileRefused extends Error {
  override readonly name = 'FileRefused'
}
