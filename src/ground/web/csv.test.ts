import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { csvOf } from './csv.ts'

async function written(cells: readonly (string | number | boolean | null)[]): Promise<string> {
  const columns = cells.map((_, at) => ({ header: `c${at}`, value: (row: typeof cells) => row[at] ?? null }))
  return (await Array.fromAsync(csvOf(columns, [cells]))).join('')
}

test('it begins with the byte-order mark and ends its lines as RFC 4180 asks', async () => {
  assert.equal(await written(['a', 2, null, true]), '\uFEFFc0,c1,c2,c3\r\na,2,,yes\r\n')
})

for (const cell of ['=1+1', '+44', '-2+3', '@SUM(A1)', '\tx', '\rx', '=HYPERLINK("http://x","y")']) {
  test(`no spreadsheet runs ${JSON.stringify(cell)}`, async () => {
    const [, row] = parse(await written([cell]), { bom: true }) as string[][]
    assert.equal(row?.[0], `'${cell}`)
  })
}

test('a number stays a number, below nothing too', async () => {
  assert.match(await written([-3]), /\r\n-3\r\n$/)
})

test('any text comes back as it was, but for the apostrophe', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.string({ unit: 'binary' }), { minLength: 1, maxLength: 4 }), async cells => {
      const [, row = []] = parse(await written(cells), { bom: true, relax_column_count: true }) as string[][]
      const expected = cells.map(cell => (/^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell))
      // A line of one empty cell is an empty line, which readers leave out.
      if (expected.join('') !== '' || expected.length > 1) assert.deepEqual(row, expected)
    }),
  )
})
