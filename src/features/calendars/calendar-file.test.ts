import assert from 'node:assert/strict'
import { test } from 'node:test'
import { inPieces } from '../../../test/support/byte-streams.ts'
import { FileRefused } from '../../ground/file-refused.ts'
import { readCalendarFile, writtenFile } from './calendar-file.ts'

const read = (rows: string) => readCalendarFile(inPieces(`calendar,kind,start,end,name\n${rows}\n`))

for (const [row, severity, problem] of [
  ['county,term,2026-09-01,2026-12-18,x', 'refused', /“county” is neither “authority” nor a school’s URN/],
  ['authority,vacation,2026-09-01,2026-12-18,x', 'refused', /“vacation” is none of term/],
  ['authority,term,31/02/2027,2027-03-25,x', 'refused', /^start: .*February 2027 has no day 31/],
  ['authority,term,2026-09-01,soon,x', 'refused', /^end: “soon” is not a date/],
  ['authority,term,2026-12-18,2026-09-01,x', 'refused', /end 2026-09-01 is before start 2026-12-18/],
  ['authority,term,2026-09-01,2027-07-21,x', 'refused', /which is 324 days/],
  ['authority,term,2026-09-01', 'refused', /3 cells where the header has 5/],
  ['authority,inset,2026-10-03,,x', 'noted', /2026-10-03 is a Saturday/],
] as const) {
  test(`“${row}” is ${severity}`, async () => {
    const { entries, problems } = await read(`authority,closure,2026-11-05,,Boiler\n${row}`)
    assert.deepEqual(
      problems.map(one => [one.line, one.severity]),
      [[3, severity]],
    )
    assert.match(problems[0]?.problem ?? '', problem)
    assert.equal(entries.length, severity === 'noted' ? 2 : 1)
  })
}

test('a term over another of the same calendar is left out, over another’s it is not; a twin is taken once', async () => {
  const { entries, problems } = await read(
    'authority,term,2026-09-01,2026-12-18,Autumn\nauthority,term,2026-12-18,2027-03-25,Spring\n' +
      '990001,term,2026-09-03,2026-12-18,Autumn\nauthority,term,2026-09-01,2026-12-18,Autumn',
  )
  assert.deepEqual(
    entries.map(({ line }) => line),
    [2, 4],
  )
  assert.deepEqual(
    problems.map(({ line, severity }) => [line, severity]),
    [
      [3, 'refused'],
      [5, 'noted'],
    ],
  )
  assert.match(problems[0]?.problem ?? '', /overlaps the one on line 2/)
})

test('kinds, dates and headers as people write them; what is written is read back the same', async () => {
  const file = inPieces(
    'Calendar ,KIND,Start,End,Name\nAuthority,Half term,26/10/2026,30/10/2026,"Half-term, ""autumn"""\nURN 990001,training day,1 Sept 2026,,\n',
  )
  const { entries, problems } = await readCalendarFile(file)
  assert.deepEqual(problems, [])
  assert.deepEqual(entries, [
    {
      line: 2,
      school_urn: null,
      kind: 'half_term',
      starts_on: '2026-10-26',
      last_on: '2026-10-30',
      name: 'Half-term, "autumn"',
    },
    { line: 3, school_urn: 990001, kind: 'inset', starts_on: '2026-09-01', last_on: '2026-09-01', name: '' },
  ])
  assert.deepEqual((await readCalendarFile(inPieces(writtenFile(entries)))).entries, entries)
})

test('a file that is no calendar is refused with the columns it should have', async () => {
  await assert.rejects(
    readCalendarFile(inPieces('UPN,Surname\nA,B\n')),
    error => error instanceof FileRefused && /no column “calendar”, “kind”, “start”/.test(error.message),
  )
})
