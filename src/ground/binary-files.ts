const TO_CSV = 'Open it, choose “Save as”, pick “CSV UTF-8 (comma delimited)”, and send that file.'

const SIGNATURES: readonly { bytes: readonly number[]; refusal: (head: string) => string }[] = [
  { bytes: [0x50, 0x4b, 0x03, 0x04], refusal: zipRefusal },
  { bytes: [0x50, 0x4b, 0x05, 0x06], refusal: () => 'This zip archive is empty. Send the file itself, not a zip.' },
  {
    bytes: [0xd0, 0xcf, 0x11, 0xe0],
    refusal: () => `This is an Excel workbook or another old Office file: save it as CSV. ${TO_CSV}`,
  },
  {
    bytes: [0x25, 0x50, 0x44, 0x46],
    refusal: () => 'This is a PDF, which holds a picture of a page and not its rows. Ask its sender for a CSV file.',
  },
  {
    bytes: [0x1f, 0x8b],
    refusal: () => 'This file is compressed (gzip). Unpack it first and send the file inside it.',
  },
]

/**
 * Why the file that begins with these bytes is no text file, as a sentence that says how to mend it; undefined if
 * nothing tells it apart from text. Source: the published signatures of the formats.
 */
export function binaryRefusal(head: Uint8Array): string | undefined {
  for (const { bytes, refusal } of SIGNATURES) {
    if (bytes.every((byte, i) => head[i] === byte)) return refusal(Buffer.from(head).toString('latin1'))
  }
  return undefined
}

function zipRefusal(head: string): string {
  if (head.includes('opendocument.spreadsheet')) return `This is an OpenDocument workbook: save it as CSV. ${TO_CSV}`
  if (head.includes('word/')) return 'This is a Word document. Send the list as a CSV file.'
  if (/\[Content_Types\]\.xml|xl\/|docProps\//.test(head)) {
    return `This is an Excel workbook: save it as CSV. ${TO_CSV}`
  }
  return 'This is a zip archive. Unzip it first and send the file inside it.'
}
