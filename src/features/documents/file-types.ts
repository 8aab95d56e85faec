import { FileRefused } from '../../ground/file-refused.ts'
import { peek } from '../../ground/peek.ts'

interface FileType {
  name: string
  media_type: string
  /** Whether a file that begins so is of this type. */
  begins(head: Buffer): boolean
}

const startsWith = (head: Buffer, ...bytes: number[]) => bytes.every((byte, at) => head[at] === byte)
const isText = (head: Buffer) => !head.includes(0)
const jpeg: FileType = {
  name: 'JPEG picture',
  media_type: 'image/jpeg',
  begins: head => startsWith(head, 0xff, 0xd8, 0xff),
}

/** What can be kept, by the end of its name. The beginning of the file has to agree: a name is only a claim. */
const types: Readonly<Record<string, FileType>> = {
  pdf: {
    name: 'PDF',
    media_type: 'application/pdf',
    begins: head => head.subarray(0, 1024).includes('%PDF-'),
  },
  png: { name: 'PNG picture', media_type: 'image/png', begins: head => startsWith(head, 0x89, 0x50, 0x4e, 0x47, 0x0d) },
  jpg: jpeg,
  jpeg,
  heic: {
    name: 'HEIC picture',
    media_type: 'image/heic',
    begins: head => head.subarray(4, 8).toString('latin1') === 'ftyp',
  },
  docx: {
    name: 'Word document',
    media_type: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    begins: head =>
      startsWith(head, 0x50, 0x4b, 0x03, 0x04) &&
      ['[Content_Types]', 'word/', '_rels/'].some(part => head.includes(part)),
  },
  eml: { name: 'email', media_type: 'message/rfc822', begins: isText },
  txt: { name: 'text file', media_type: 'text/plain', begins: isText },
}

export const accepted = Object.keys(types)
  .map(end => `.${end}`)
  .join(',')

const enough = 8192

/** The media type of a file, by its name and its beginning, and the file's stream whole. @throws FileRefused */
export async function checkType(
  file_name: string,
  stream: AsyncIterable<Buffer>,
): Promise<{ media_type: string; whole: AsyncIterable<Buffer> }> {
  const type = types[/\.(\w+)$/.exec(file_name)?.[1]?.toLowerCase() ?? '']
  if (!type)
    throw new FileRefused(
      'Choose a PDF, a Word document (.docx), a picture (PNG, JPEG or HEIC), an email (.eml) or a text file',
    )
  const { first, whole } = await peek(
    stream,
    taken => taken.reduce((sum, piece) => sum + piece.byteLength, 0) >= enough,
  )
  const head = Buffer.concat(first)
  if (head.byteLength === 0) throw new FileRefused('The file is empty: choose the file that holds the document')
  if (!type.begins(head))
    throw new FileRefused(
      `The file is called .${file_name.split('.').at(-1)}, but it is not a ${type.name}: choose the document itself`,
    )
  return { media_type: type.media_type, whole }
}
