import assert from 'node:assert/strict'
import { test } from 'node:test'
import writeExcel from 'write-excel-file/node'
import { all, inPieces } from '../../../test/support/byte-streams.ts'
import { openList } from './read-list.ts'

type Cell = string | number | Date | null
const cellOf = (value: Cell) =>
  value === null
    ? null
    : value instanceof Date
      ? { value, type: Date, format: 'dd/mm/yyyy' }
      : typeof value === 'number'
        ? { value, type: Number }
        : { value, type: String }
const workbook = (sheets: Record<string, Cell[][]>): Promise<Buffer> =>
  writeExcel(
    Object.entries(sheets).map(([sheet, rows]) => ({ sheet, data: rows.map(row => row.map(cellOf)) })),
  ).toBuffer()
const file = (bytes: Buffer) => ({ name: 'list.xlsx', stream: () => inPieces(bytes) })
const born = (day: string) => new Date(`${day}T00:00:00Z`)

test('a workbook is read as it is: names whole, long numbers in full, days as days, rows that end early', async () => {
  const list = await openList([
    file(
      await workbook({
        Roll: [
          ['Surname', 'Forename', 'Date of birth', 'NHS number', 'Postcode'],
          ['Ó Briain', 'Zoë Ann', born('2014-11-05'), 9990000018, 'ZY1 1AA'],
          ['Łuczak', 'Jan', born('1999-12-31'), 25.5, null],
          [' Lee ', 'Kim', 41948, null, null],
        ],
      }),
    ),
  ])
  assert.deepEqual([list.format, list.sheets], ['xlsx', { names: ['Roll'], read: 'Roll' }])
  assert.deepEqual(
    (await all(list.rows)).map(row => 'raw' in row && Object.values(row.raw)),
    [
      ['Ó Briain', 'Zoë Ann', '2014-11-05', '9990000018', 'ZY1 1AA'],
      ['Łuczak', 'Jan', '1999-12-31', '25.5', ''],
      // A column of days whose cell nobody formatted: the number of 5 November 2014 is 41948.
      [' Lee ', 'Kim', '2014-11-05', '', ''],
    ],
  )
})

test('of several sheets the one with the columns of a list is read, and another can be chosen', async () => {
  const bytes = await workbook({
    Notes: [['How to fill this in'], ['Ask Pat']],
    Children: [
      ['Legal surname', 'DOB'],
      ['Lee', '05/11/2014'],
    ],
    Staff: [
      ['Surname', 'Room'],
      ['Day', '4'],
    ],
  })
  const list = await openList([file(bytes)])
  assert.deepEqual([list.sheets?.read, list.headers], ['Children', ['Legal surname', 'DOB']])
  assert.match(String(list.warnings), /3 sheets, and “Children” is read/)
  const other = await openList([file(bytes)], 'xlsx', 'Staff')
  assert.deepEqual(await all(other.rows), [{ line: 2, raw: { Surname: 'Day', Room: '4' } }])
  await assert.rejects(async () => all((await openList([file(bytes)], 'xlsx', 'Gone')).rows), /no sheet named “Gone”/)
})

test('a workbook with instructions above and under its header', async () => {
  const bytes = await workbook({
    List: [
      ['Please return by Friday', null, null],
      ['Surname', 'Date of birth', 'Postcode'],
      ['Required', 'Required, as DD/MM/YYYY', 'Optional'],
      ['Lee', '05/11/2014', 'ZY1 1AA'],
    ],
  })
  const list = await openList([file(bytes)])
  assert.deepEqual(
    (await all(list.rows)).map(row => [row.line, 'raw' in row && row.raw.Surname]),
    [[4, 'Lee']],
  )
  assert.match(String(list.warnings), /found on line 2.*Line 3 says how to fill the list in/)
})

test('a workbook cut on its way is refused in a sentence', async () => {
  const bytes = await workbook({
    Roll: [
      ['Surname', 'Date of birth'],
      ['Lee', '05/11/2014'],
    ],
  })
  await assert.rejects(openList([file(bytes.subarray(0, bytes.length / 2))]), /damaged or locked with a password/)
})
