import type { Readable } from 'node:stream'
import type { FastifyRequest } from 'fastify'
import { TooLarge } from './errors.ts'
import type { Body } from './form.ts'

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
export async function readBody(request: FastifyRequest): Promise<Posted> {
  if (!request.isMultipart()) {
    return { body: typeof request.body === 'object' && request.body !== null ? { ...request.body } : {}, file: null }
  }
  const fields: Record<string, unknown> = {}
  request.body = fields
  for await (const part of request.parts()) {
    if (part.type === 'file') {
      if (part.filename) return { body: fields, file: { file_name: part.filename, stream: part.file } }
      part.file.resume()
      continue
    }
    if (part.valueTruncated) throw new TooLarge('1 MB of text in a field')
    const before = fields[part.fieldname]
    fields[part.fieldname] = before === undefined ? part.value : [before, part.value].flat()
  }
  return { body: fields, file: null }
}
