import { createHash } from 'node:crypto'
import type { Read, Write } from './database/door.ts'
import type { FieldClass } from './database/identity.ts'

const chunkSize = 1024 * 1024

/** A file is larger than the limit. Nothing of it was kept. */
export class FileTooLarge extends Error {
  readonly most: number
  constructor(most: number) {
    super(`The file is larger than ${Math.floor(most / 1024 / 1024)} MB.`)
    this.most = most
  }
}

export interface NewFile {
  authority_id: string
  name: string
  media_type: string
  kind: 'list' | 'evidence' | 'logo' | 'document'
  person_id: string | null
  sealed?: boolean
  /** Of a document: who may open it. */
  field_class?: FieldClass
  added_by: string | null
}

/**
 * Keeps a file as it came, in chunks of 1 MiB, streaming: never more than one chunk in memory.
 * @returns its id, size in bytes and SHA-256. Throws FileTooLarge, and the transaction then keeps nothing.
 */
export async function keepFile(
  tx: Write,
  file: NewFile,
  stream: AsyncIterable<Uint8Array>,
  most: number,
): Promise<{ id: string; size: number; sha256: string }> {
  const { rows } = await tx.client.query<{ id: string }>('SELECT uuidv7() AS id')
  const id = rows[0]?.id ?? ''
  const hash = createHash('sha256')
  let number = 0
  let size = 0
  let waiting: Uint8Array[] = []
  let held = 0
  // The file's row comes after its content, when size and hash are known; its chunks wait in a table of this transaction.
  await tx.client.query(
    'CREATE TEMP TABLE IF NOT EXISTS arriving (file_id uuid, number integer, bytes bytea STORAGE EXTERNAL) ON COMMIT DROP',
  )
  const put = async (bytes: Buffer) => {
    await tx.client.query('INSERT INTO arriving VALUES ($1, $2, $3)', [id, number++, bytes])
  }
  for await (const piece of stream) {
    size += piece.byteLength
    if (size > most) throw new FileTooLarge(most)
    hash.update(piece)
    waiting.push(piece)
    held += piece.byteLength
    while (held >= chunkSize) {
      const all = Buffer.concat(waiting)
      await put(all.subarray(0, chunkSize))
      waiting = [all.subarray(chunkSize)]
      held = all.byteLength - chunkSize
    }
  }
  if (held > 0) await put(Buffer.concat(waiting))
  const sha256 = hash.digest('hex')
  const { authority_id, name, media_type, kind, person_id, added_by } = file
  await tx
    .insertInto('file')
    .values({
      authority_id,
      id,
      name,
      media_type,
      size,
      sha256,
      kind,
      person_id,
      sealed: file.sealed ?? false,
      field_class: file.field_class ?? null,
      added_by,
    })
    .execute()
  await tx.client.query(
    'INSERT INTO file_chunk (authority_id, file_id, number, bytes) SELECT $1, file_id, number, bytes FROM arriving WHERE file_id = $2',
    [authority_id, id],
  )
  return { id, size, sha256 }
}

/** A file's content, chunk by chunk, in order. Empty for a file that is not there or not within reach. The next is asked for while one is read. */
export async function* readFile(tx: Read, file_id: string): AsyncGenerator<Buffer> {
  const ask = (number: number) => {
    const coming = tx
      .selectFrom('file_chunk')
      .where('file_id', '=', file_id)
      .where('number', '=', number)
      .select('bytes')
      .executeTakeFirst()
    // It is awaited later; until then its failure is not yet anybody's.
    coming.catch(() => undefined)
    return coming
  }
  let coming = ask(0)
  try {
    for (let number = 1; ; number++) {
      const row = await coming
      if (!row) return
      coming = ask(number)
      yield row.bytes
    }
  } finally {
    // Whoever reads no further still has a transaction in which nothing is under way.
    await coming.catch(() => undefined)
  }
}
