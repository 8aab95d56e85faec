import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { readCsv } from './csv.ts'
import type { Delimiter } from './csv-shape.ts'

const quoted = (cell: string): string => `"${cell.replaceAll('"', '""')}"`

const ENCODINGS = {
  'utf-8': text => Buffer.from(text),
  'utf-8 with mark': text => Buffer.from(`\ufeff${text}`),
  'utf-16': text => Buffer.from(`\ufeff${text}`, 'utf16le'),
  'utf-16, big end first': text => Buffer.from(`\ufeff${text}`, 'utf16le').swap16(),
  'iso-8859-1': text => Buffer.from(text, 'latin1'),
} satisfies Record<string, (text: string) => Buffer>

/** Characters that both Unicode and ISO-8859-1 can write; a run of these is never UTF-8 by accident (no 0x80–0xBF). */
const latin = fc.constantFrom(...'abc XYZ09,;|"\'\t\n\r=+-@áéñüßÿÀÖ')
const anything = fc.string({ unit: 'grapheme' }).map(text => text.replaceAll('\0', '').replaceAll('\ufeff', ''))

for (const [encoding, encode] of Object.entries(ENCODINGS)) {
  const cell = encoding === 'iso-8859-1' ? fc.array(latin, { maxLength: 12 }).map(parts => parts.join('')) : anything
  const tables = fc
    .integer({ min: 2, max: 5 })
    .chain(width => fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 6 }))
  const delimiters = fc.constantFrom<Delimiter>(',', ';', '\t', '|')
  const breaks = fc.constantFrom('\n', '\r\n', '\r')

  test(`any table written as CSV in ${encoding} reads back the same`, async () => {
    await fc.assert(
      fc.asyncProperty(
        tables,
        delimiters,
        breaks,
        fc.integer({ min: 1, max: 40 }),
        async (rows, delimiter, end, size) => {
          const kept = rows.filter(row => row.some(value => value.trim() !== ''))
          fc.pre(kept.length > 0)
          const header = (rows[0] ?? []).map((_, i) => `column ${i}`)
          const lines = [header, ...rows].map(row => row.map(quoted).join(delimiter))
          const file = encode(lines.join(end) + end)
          async function* pieces() {
            for (let at = 0; at < file.length; at += size) yield file.subarray(at, at + size)
          }
          const read: string[][] = []
          for await (const row of readCsv(pieces())) {
            assert.ok('cells' in row, JSON.stringify(row))
            read.push(Object.values(row.cells))
          }
          assert.deepEqual(read, kept)
        },
      ),
      { numRuns: 150 },
    )
  })
}
