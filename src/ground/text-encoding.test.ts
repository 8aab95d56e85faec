import assert from 'node:assert/strict'
import { test } from 'node:test'
import { FileRefused } from './file-refused.ts'
import { decodeText } from './text-encoding.ts'

const bytes = (...parts: (string | number[])[]): Buffer =>
  Buffer.concat(parts.map(part => (typeof part === 'string' ? Buffer.from(part) : Buffer.from(part))))

async function* inPieces(whole: Uint8Array, size: number): AsyncIterable<Uint8Array> {
  for (let at = 0; at < whole.length; at += size) yield whole.subarray(at, at + size)
}

async function read(whole: Uint8Array, size = 3): Promise<{ text: string; encoding: string }> {
  const decoded = await decodeText(inPieces(whole, size))
  let text = ''
  for await (const piece of decoded.text) text += piece
  return { text, encoding: decoded.encoding() }
}

const utf16be = Buffer.from('\ufeffZoë', 'utf16le').swap16()

const readable: [string, Buffer, string, string][] = [
  ['plain ASCII', bytes('Ann'), 'Ann', 'utf-8'],
  ['UTF-8', bytes('Zoë Ćosić 王'), 'Zoë Ćosić 王', 'utf-8'],
  ['UTF-8 with a mark', bytes([0xef, 0xbb, 0xbf], 'Zoë'), 'Zoë', 'utf-8'],
  ['UTF-16 little end first', Buffer.from('\ufeffZoë 王', 'utf16le'), 'Zoë 王', 'utf-16le'],
  ['UTF-16 big end first', utf16be, 'Zoë', 'utf-16be'],
  ['ISO-8859-1', bytes('Jalape', [0xf1], 'o-P', [0xe9], 'rez'), 'Jalapeño-Pérez', 'windows-1252'],
  ['Windows-1252 quotation mark and euro', bytes('O', [0x92], 'Shea ', [0x80]), 'O’Shea €', 'windows-1252'],
  ['Windows-1252 after a page of ASCII', bytes('x'.repeat(9000), [0xe9]), `${'x'.repeat(9000)}é`, 'windows-1252'],
  ['UTF-8 with one stray byte', bytes('Zoë and Ren', [0xe9], ' and Ćosić'), 'Zoë and René and Ćosić', 'mixed'],
  ['UTF-8 cut in the middle of a character', bytes('Zo', [0xc3]), 'ZoÃ', 'windows-1252'],
]

for (const [name, file, text, encoding] of readable) {
  for (const size of [1, 2, 3, 7, 65_536]) {
    test(`${name}, in pieces of ${size}`, async () => {
      assert.deepEqual(await read(file, size), { text, encoding })
    })
  }
}

const refused: [string, Buffer, RegExp][] = [
  ['a workbook', bytes('PK', [3, 4], '....[Content_Types].xml....xl/workbook.xml'), /Excel workbook: save it as CSV/],
  [
    'an OpenDocument sheet',
    bytes('PK', [3, 4], 'mimetypeapplication/vnd.oasis.opendocument.spreadsheet'),
    /OpenDocument/,
  ],
  ['a Word document', bytes('PK', [3, 4], '[Content_Types].xml word/document.xml'), /Word document/],
  ['a zip archive', bytes('PK', [3, 4], 'edubasealldata.csv'), /Unzip it first/],
  ['an old workbook', bytes([0xd0, 0xcf, 0x11, 0xe0], 'x'), /save it as CSV/],
  ['a PDF', bytes('%PDF-1.7'), /PDF/],
  ['gzip', bytes([0x1f, 0x8b, 8]), /Unpack it first/],
  ['a NUL at once', bytes('a', [0], 'b'), /NUL bytes/],
  ['a NUL far in', bytes('a'.repeat(70_000), [0]), /NUL bytes/],
]

for (const [name, file, reason] of refused) {
  test(`refuses ${name} and says how to mend it`, async () => {
    await assert.rejects(read(file, 8192), error => error instanceof FileRefused && reason.test(error.message))
  })
}
