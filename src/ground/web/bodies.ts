import { Readable } from 'node:stream'
import type { MultipartFile } from '@fastify/multipart'
import type { FastifyRequest } from 'fastify'
import { TooLarge } from './errors.ts'
import type { Body } from './forms.ts'

/** A file on its way in. Read the stream to its end; a file over the limit makes it fail with 413. */
export interface Upload {
  file_name: string
  stream: Readable
}

/** What was posted: the fields, and the file that follows them in an upload, not yet read. */
export interface Posted {
  body: Body
  file: Upload | null
}

/** Reads a form's fields; of an upload, those that stand before its file. */
export async function readBody(request: FastifyRequest, limit: string): Promise<Posted> {
  if (!request.isMultipart()) {
    return { body: typeof request.body === 'object' && request.body !== null ? { ...request.body } : {}, file: null }
  }
  const fields: Record<string, unknown> = {}
  request.body = fields
  for await (const part of request.parts()) {
    if (part.type === 'file') {
      if (part.filename) return { body: fields, file: { file_name: part.filename, stream: whole(part, limit) } }
      part.file.resume()
      continue
    }
    if (part.valueTruncated) throw new TooLarge('1 MB of text in a field')
    const before = fields[part.fieldname]
    fields[part.fieldname] = before === undefined ? part.value : [before, part.value].flat()
  }
  return { body: fields, file: null }
}

/** The file's stream, which fails at its end when the limit cut it: the parser itself ends a cut file as if it were whole. */
function whole({ file }: MultipartFile, limit: string): Readable {
  const pieces = async function* (): AsyncGenerator<Buffer> {
    yield* file
    if (file.truncated) throw new TooLarge(limit)
  }
  // Whoever reads it meets the error; one that nobody reads must not end the program.
  return Readable.from(pieces(), { objectMode: false }).on('error', () => {})
}

/** Lets the rest of a body pass unread: a browser shows no answer that comes while it is still sending. */
export function letRestPass(request: FastifyRequest): void {
  request.raw.unpipe()
  request.raw.resume()
}
