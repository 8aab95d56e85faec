import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type CsvOptions, openCsv, readCsv } from './csv.ts'
import { FileRefused } from './file-refused.ts'

async function* bytes(text: string | Buffer): AsyncIterable<Uint8Array> {
  const whole = Buffer.from(text)
  for (let at = 0; at < whole.length; at += 5) yield whole.subarray(at, at + 5)
}

async function read(text: string | Buffer, options: CsvOptions = {}) {
  const found: unknown[] = []
  for await (const row of readCsv(bytes(text), options)) {
    found.push('cells' in row ? [row.line, ...Object.values(row.cells)] : [row.line, row.scope, row.problem])
  }
  return found
}

test('a quoted cell may hold the delimiter, a quotation mark and a line break; lines are counted on', async () => {
  assert.deepEqual(await read('name,note\r\n"Lee, Ann","she said ""hi""\r\nand left"\r\nBo,\r\n'), [
    [2, 'Lee, Ann', 'she said "hi"\r\nand left'],
    [4, 'Bo', ''],
  ])
})

test('CRLF, LF and CR may stand in one file, blank rows are passed over and still counted', async () => {
  assert.deepEqual(await read('a,b\n1,2\r\n\n,\r3,4'), [
    [2, '1', '2'],
    [5, '3', '4'],
  ])
})

test('a quotation mark inside an unquoted cell is text', async () => {
  assert.deepEqual(await read('name,b\nJames "Jim" Lee,x\n'), [[2, 'James "Jim" Lee', 'x']])
})

for (const delimiter of [',', ';', '\t', '|']) {
  test(`finds the delimiter ${JSON.stringify(delimiter)} under a line of prose`, async () => {
    const rows = [
      ['forename', 'surname', 'town'],
      ['Ann', 'Lee', 'Marl'],
      ['Bo', 'Day', 'Ash, near Marl'],
    ]
    const quoted = rows.map(row => row.map(cell => (cell.includes(',') ? `"${cell}"` : cell)).join(delimiter))
    const table = await openCsv(bytes(['Fill in every row and keep the names.', ...quoted].join('\n')))
    assert.deepEqual([table.delimiter, table.headers, table.header_line], [delimiter, rows[0], 2])
  })
}

test('the header may be narrower than its rows, or follow a title with a comma in it', async () => {
  assert.deepEqual(await read('a,b,c\n1,2,3,\n4,5,6,\n'), [
    [2, '1', '2', '3'],
    [3, '4', '5', '6'],
  ])
  assert.deepEqual(await read('Roll of Ash School, autumn\na,b,c,d\n1,2,3,4\n'), [[3, '1', '2', '3', '4']])
})

test('the names a caller knows tell the header from rows of instructions as wide as the table', async () => {
  const known = (name: string) => ['surname', 'dob'].includes(name)
  const text = 'Legal name,Required,DD/MM/YYYY\nsurname,note,dob\nLee,x,2015-01-02\n'
  assert.deepEqual(await read(text, { knows: known }), [[3, 'Lee', 'x', '2015-01-02']])
})

test('columns of one name and columns without a name are told and kept apart', async () => {
  assert.deepEqual(await read('a,,a,b,\n1,2,3,4,\n'), [
    [1, 'columns', 'Column 2 has no name; it is shown as “Column 2”. Give it a name if it is needed.'],
    [
      1,
      'columns',
      'Two columns are both named “a”; the one in column 3 is shown as “a (2)”. Give each column its own name.',
    ],
    [2, '1', '2', '3', '4'],
  ])
})

test('a row with too few or too many cells is left out with its line, and the next is read', async () => {
  const found = await read('a,b,c\n1,2\n1,2,3,4\n1,2,3,\n5,6,7\n')
  assert.deepEqual(found.slice(2), [
    [4, '1', '2', '3'],
    [5, '5', '6', '7'],
  ])
  assert.match(String(found[0]), /^2,row,This row has 2 cells where the header has 3\. Put quotation marks/)
  assert.match(String(found[1]), /^3,row,This row has 4 cells where the header has 3\./)
})

test('rows before an unclosed quotation mark are kept, and the row that opens it is named', async () => {
  const found = await read('a,b\n1,2\n"Lee,3\n4,5\n')
  assert.deepEqual(found[0], [2, '1', '2'])
  assert.match(String(found[1]), /^3,end,A quotation mark is opened in the row that begins on line 3/)
  assert.equal(found.length, 2)
})

test('an unclosed quotation mark does not swallow a long file into memory', async () => {
  async function* long() {
    yield Buffer.from('a,b\n1,2\n"Lee,3\n')
    for (let i = 0; i < 10_000; i++) yield Buffer.from('x,y\n'.repeat(1000))
  }
  const found = []
  for await (const row of readCsv(long())) found.push(row)
  assert.deepEqual(
    found.map(row => ('cells' in row ? row.line : [row.line, row.scope])),
    [2, [3, 'end']],
  )
})

test('a NUL byte far into the file ends it, with the rows before it kept', async () => {
  const rows = 'Lee,Ann\n'.repeat(20_000)
  const found = await read(Buffer.concat([Buffer.from(`surname,forename\n${rows}`), Buffer.from([0])]))
  assert.ok(found.length > 19_000)
  assert.match(String(found.at(-1)), /end,This file holds NUL bytes/)
})

test('too many rows, too long a cell, too many columns', async () => {
  assert.match(String((await read('a\n1\n2\n3\n', { max_rows: 2 })).at(-1)), /^4,end,This file has more than 2 rows/)
  assert.deepEqual(await read('a\nlong\nok\n', { max_cell: 3 }), [
    [2, 'row', 'The cell in column “a” is longer than 3 characters. Shorten it.'],
    [3, 'ok'],
  ])
  await assert.rejects(read('a,b,c\n1,2,3\n', { max_columns: 2 }), /This file has 3 columns; at most 2 are read/)
})

for (const [name, text, reason] of [
  ['an empty file', '', /This file is empty/],
  ['a file of blank lines', '\n \r\n', /This file is empty/],
  ['a file of delimiters', ',,,\n,,,\n', /no column names and no rows/],
  ['a file that is one open quotation mark', '"surname,forename\nLee', /never closed/],
] as const) {
  test(`refuses ${name}`, async () => {
    await assert.rejects(read(text), error => error instanceof FileRefused && reason.test(error.message))
  })
}

test('a header without rows is told', async () => {
  assert.match(String(await read('surname,forename\n\n')), /^1,end,This file has column names on line 1 but no rows/)
})

test('a column named like a property of every object is a column', async () => {
  assert.deepEqual(await read('__proto__,constructor\n1,2\n'), [[2, '1', '2']])
})
