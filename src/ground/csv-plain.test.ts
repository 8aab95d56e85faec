import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { type CsvRecord, type CsvStop, csvRecords } from './csv-records.ts'

const split = async (pieces: readonly string[]): Promise<(CsvRecord | CsvStop)[]> => {
  async function* text() {
    yield* pieces
  }
  const found: (CsvRecord | CsvStop)[] = []
  for await (const record of csvRecords(text(), ',')) found.push(record)
  return found
}

/** What the library makes of a text, which is what every text means. */
function bylibrary(text: string): { records: string[][]; whole: boolean } {
  const records: string[][] = []
  try {
    parse(text, {
      record_delimiter: ['\r\n', '\n', '\r'],
      relax_quotes: true,
      relax_column_count: true,
      on_record: (cells: string[]) => {
        records.push(cells)
        return null
      },
    })
    return { records, whole: true }
  } catch {
    return { records, whole: false }
  }
}

test('whatever the text and wherever it is cut, its records are those that csv-parse finds', async () => {
  const signs = fc.constantFrom('a', 'é', ' ', ',', ',', '"', '"', '""', '\n', '\r\n', '\r', '"a"', '"a\nb"', 'x,y\n')
  const pieces = fc.array(
    fc.array(signs, { minLength: 1, maxLength: 8 }).map(some => some.join('')),
    { maxLength: 6 },
  )
  await fc.assert(
    fc.asyncProperty(pieces, async some => {
      const { records, whole } = bylibrary(some.join(''))
      const found = await split(some)
      assert.deepEqual(
        found.flatMap(record => ('cells' in record ? [record.cells] : [])),
        records,
      )
      assert.equal(
        found.every(record => 'cells' in record),
        whole,
      )
    }),
    { numRuns: 3000 },
  )
})

test('a record is told by the line on which it begins, also behind cells of several lines', async () => {
  const found = await split(['a,"one\r\ntwo\nthree"\r', '\nb,', '"x"\nc,say "hi"\n"d\ne",f\ng'])
  assert.deepEqual(
    found.map(({ line }) => line),
    [1, 4, 5, 6, 8],
  )
})
