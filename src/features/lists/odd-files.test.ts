import assert from 'node:assert/strict'
import { test } from 'node:test'
import { all, inPieces } from '../../../test/support/byte-streams.ts'
import { asDay } from '../../rulebook/index.ts'
import { checkRow, isRefused } from './check-row.ts'
import { applyMapping, guessMapping, mappingProblems } from './mapping.ts'
import { monthFirstColumns } from './month-first.ts'
import { openList } from './read-list.ts'
import { encodingOf } from './read-table.ts'
import { columnDrift, rememberMapping } from './remembered-mapping.ts'

const file = (content: string | Buffer) => ({ name: 'list', stream: () => inPieces(content) })
const as_at = asDay('2026-11-01')

/** What becomes of each line of a file whose columns are taken as they are guessed. */
async function outcomes(content: string | Buffer): Promise<[line: number, outcome: string][]> {
  const list = await openList([file(content)])
  const mapping = guessMapping(list.headers ?? [])
  const found: [number, string][] = []
  for (const row of await all(list.rows)) {
    if ('problem' in row) found.push([row.line, row.problem])
    else {
      const fields = list.headers === null ? row.raw : applyMapping(mapping, row.raw)
      const { row: read, problems } = checkRow(fields, { as_at, nameless: list.format === 'cin' })
      const name = [read.forename, read.surname, read.upn, read.born_on].filter(Boolean).join(' ')
      found.push([row.line, isRefused(problems) ? problems.map(problem => problem.reason).join(' ') : name])
    }
  }
  return found
}

const names = 'Surname,Forename,Date of birth\n'
const plain = `${names}Pérez,Zoë,05/11/2014\n`
const read: [what: string, content: string | Buffer][] = [
  ['UTF-8', plain],
  ['UTF-8 with a byte-order mark', `\ufeff${plain}`],
  ['Windows-1252', Buffer.from(plain, 'latin1')],
  ['UTF-16 with its mark', Buffer.from(`\ufeff${plain}`, 'utf16le')],
  ['UTF-16 without a mark', Buffer.from(plain, 'utf16le')],
  ['semicolons', plain.replaceAll(',', ';')],
  ['tabs', plain.replaceAll(',', '\t')],
  ['bars', plain.replaceAll(',', '|')],
  ['everything in quotation marks', plain.replaceAll(/[^,\n]+/g, '"$&"')],
  ['an ISO day', plain.replace('05/11/2014', '2014-11-05')],
  ['a COLLECT day', plain.replace('05/11/2014', '2014-Nov-05 00:00:00')],
  ['a day with a short month', plain.replace('05/11/2014', '5-Nov-14')],
  ['old line ends', plain.replaceAll('\n', '\r')],
]
for (const [what, content] of read)
  test(`a list in ${what} reads as it was written`, async () => {
    const [[, child] = []] = await outcomes(content)
    assert.equal(child, 'Zoë Pérez 2014-11-05')
  })

test('the encoding of a file is known from the whole of it', async () => {
  const late = Buffer.concat([
    Buffer.from(names + 'Lee,Kim,05/11/2014\n'.repeat(9000)),
    Buffer.from([0xc9, 0x2c, 0x2c]),
  ])
  assert.deepEqual([await encodingOf(file(plain)), await encodingOf(file(late))], ['utf-8', 'windows-1252'])
})

test('instructions above and under the header are left aside; a child named Required is not', async () => {
  const above = await outcomes(`Send by Friday,,\n\n${names}Lee,Kim,05/11/2014\n`)
  assert.deepEqual(above, [[4, 'Kim Lee 2014-11-05']])
  const under = `${names}Required,Required,Must be DD/MM/YYYY\nOptional,,e.g. 05/11/2014\nLee,Kim,05/11/2014\n`
  assert.deepEqual(
    (await outcomes(under)).map(([line]) => line),
    [4],
  )
  const child = `${names}Required,Ann,05/11/2014\nLee,Kim,05/11/2014\n`
  assert.deepEqual(
    (await outcomes(child)).map(([line]) => line),
    [2, 3],
  )
})

test('days written month first are told by column, with how to mend it; a day that fits only once is no reason', async () => {
  const american = await openList([file(`${names}Lee,Kim,05/11/2014\nDay,Ann,11/25/2014\n`)])
  const month_first = await monthFirstColumns(american.rows)
  assert.deepEqual(month_first, ['Date of birth'])
  const [problem] = mappingProblems(guessMapping(american.headers ?? []), { needed: [], expected: [] }, { month_first })
  assert.deepEqual([problem?.field, problem?.severity], ['born_on', 'refused'])
  assert.match(problem?.reason ?? '', /05\/11\/2014 could be two days. Have the list sent/)
  const slip = await openList([file(`${names}Lee,Kim,25/11/2014\nDay,Ann,11/25/2014\n`)])
  assert.deepEqual(await monthFirstColumns(slip.rows), [])
})

const refused: [what: string, content: string, line: number, reason: RegExp][] = [
  ['a row of nothing but a school', 'URN,Surname,Forename,DOB\n990001,,,\n', 2, /neither a surname nor a forename/],
  ['a day that does not exist', `${names}Lee,Kim,30/02/2014\n`, 2, /does not exist/],
  ['a day of the future', `${names}Lee,Kim,30/12/2026\n`, 2, /is after/],
  ['words for a day', `${names}Lee,Kim,unknown\n`, 2, /not a date we can read/],
  ['too few cells', `${names}Lee,Kim\n`, 2, /2 cells where the header has 3/],
  ['a quotation mark that never closes', `${names}Lee,"Kim,05/11/2014\n`, 2, /never closed/],
  ['a line break in a name', `${names}"Le\ne",Kim,05/11/2014\n`, 2, /control character or a line break/],
]
for (const [what, content, line, reason] of refused)
  test(`${what} is refused with its line in a sentence`, async () => {
    const found = (await outcomes(content)).find(([at]) => at === line)
    assert.match(found?.[1] ?? '', reason)
  })

test('a children in need census: numbers, days and sex, also round stray text; nothing of care, and no names', async () => {
  const xml = `<Message><Header><CollectionDetails><Collection>CIN</Collection><Year>2026</Year></CollectionDetails></Header><Children>
    <Child><ChildIdentifiers><LAchildID>LL0001</LAchildID><UPN>Z899200024001</UPN>PersonBirthDate
      <PersonBirthDate>2015-03-27</PersonBirthDate><Sex>1</Sex></ChildIdentifiers>
      <CINdetails><PrimaryNeedCode>N4</PrimaryNeedCode></CINdetails></Child>
    <Child><ChildIdentifiers><UPNunknown>UN3</UPNunknown><PersonBirthDate>2016-01-02</PersonBirthDate></ChildIdentifiers></Child>
    </Children></Message>`
  const list = await openList([file(xml)])
  assert.deepEqual([list.format, list.facts.year], ['cin', '2026'])
  assert.match(String(list.warnings), /no names and no addresses/)
  const [known] = await all(list.rows)
  assert.deepEqual(known, {
    line: 2,
    raw: { council_id: 'LL0001', upn: 'Z899200024001', born_on: '2015-03-27', sex: '1', source_ref: 'LL0001' },
  })
  const [[, first], [, second]] = (await outcomes(xml)) as [[number, string], [number, string]]
  assert.equal(first, 'Z899200024001 2015-03-27')
  assert.match(second, /neither a name nor a number of a child/)
})

test('a register of attendance, JSON, and a table without children are refused in a sentence', async () => {
  for (const register of [
    'UPN,Date,Session,Code\nZ1,2026-11-05,AM,/\n',
    'UPN,Surname,Date,AM,PM\nZ1,Lee,2026-11-05,/,L\n',
  ])
    await assert.rejects(openList([file(register)]), /register of attendance/)
  await assert.rejects(openList([file('[{"surname": "Lee"}]')]), /JSON/)
  const codes = await openList([file('Code,Meaning\n/,Present\nN,No reason\n')])
  const [problem] = mappingProblems(guessMapping(codes.headers ?? []), { needed: [], expected: [] })
  assert.match(problem?.reason ?? '', /cannot be told from another by these columns/)
})

const last = {
  headers: ['Sname', 'Fname', 'DOB', 'House'],
  mapping: { surname: 'Sname', forename: 'Fname', born_on: 'DOB' },
}

test('columns that were named by hand once are known again, also when their case changed; what was left out stays out', () => {
  assert.deepEqual(rememberMapping(['SNAME', 'Fname', 'DOB', 'House', 'UPN'], [last]), {
    ...{ surname: 'SNAME', forename: 'Fname', born_on: 'DOB', upn: 'UPN' },
  })
  const left_out = { headers: ['Surname', 'Postcode'], mapping: { surname: 'Surname' } }
  assert.deepEqual(rememberMapping(['Surname', 'Postcode'], [left_out]), { surname: 'Surname' })
  const older = { headers: ['Family'], mapping: { surname: 'Family' } }
  assert.deepEqual(rememberMapping(['Family', 'Fname'], [last, older]), { surname: 'Family', forename: 'Fname' })
})

test('columns that came and went are told, and the field that lost its column', () => {
  const headers = ['Sname', 'Fname', 'Born', 'House']
  const said = columnDrift(headers, rememberMapping(headers, [last]), last)
  assert.equal(said.length, 3)
  assert.match(
    said.join(' '),
    /did not have: “Born”.*no more: “DOB”.*Date of birth was in “DOB” and is in no column now/,
  )
  assert.deepEqual(columnDrift(last.headers, last.mapping, last), [])
})
