import assert from 'node:assert/strict'
import { createReadStream } from 'node:fs'
import { test } from 'node:test'
import { all, inPieces } from '../../../test/support/byte-streams.ts'
import { FileRefused } from '../../ground/file-refused.ts'
import { asDay } from '../../rulebook/days.ts'
import { readLinks, readRegister } from './register.ts'

const fixture = (name: string) => createReadStream(new URL(`../../../test/fixtures/register/${name}`, import.meta.url))

test('schools of the register, in Windows-1252, by column name', async () => {
  const found = await all(readRegister(fixture('edubasealldata.csv')))
  const schools = found.filter(each => 'urn' in each)
  assert.deepEqual(schools[0], {
    urn: 990001,
    la_code: '899',
    establishment_number: '2001',
    laestab: '8992001',
    name: 'St Zoë’s Primary School',
    type_code: '01',
    type_name: 'Community school',
    type_group_code: '4',
    type_group: 'Local authority maintained schools',
    status: 'open',
    opened_on: '1975-09-01',
    closed_on: null,
    reason_closed: null,
    phase: 'Primary',
    low_age: 3,
    high_age: 11,
    gender: 'Mixed',
    trust_code: null,
    trust_name: null,
    street: 'Marl Lane',
    locality: null,
    town: 'Marlbury',
    county: 'Marlshire',
    postcode: 'ZY1 1AA',
    ukprn: '10099001',
    uprn: '100090000001',
    telephone: '01632960001',
    website: 'www.example.org',
    capacity: 210,
    pupils: 198,
    sixth_form: false,
    special_needs: [],
  })
  assert.deepEqual(
    schools.map(school => [school.status, school.closed_on, school.sixth_form, school.special_needs.length]),
    [
      ['open', null, false, 0],
      ['open_proposed_to_close', '2027-08-31', true, 2],
      ['closed', null, null, 0],
    ],
  )
})

test('new columns, a spoiled number, an impossible date and a row without URN are told with their lines', async () => {
  const found = await all(readRegister(fixture('edubasealldata.csv')))
  const problems = found.filter(each => 'problem' in each)
  assert.deepEqual(
    problems.map(p => [p.line, p.severity]),
    [
      [1, 'noted'],
      [3, 'noted'],
      [4, 'noted'],
      [5, 'refused'],
    ],
  )
  assert.match(problems[0]?.problem ?? '', /Columns not known, left aside: ShoeSize\./)
  assert.match(problems[1]?.problem ?? '', /UPRN “5\.00E\+06”/)
  assert.match(problems[2]?.problem ?? '', /February 2020 has no day 31/)
  assert.match(problems[3]?.problem ?? '', /URN “abc” is not a number/)
})

const extract =
  'URN,LA (code),EstablishmentNumber,EstablishmentName,Town,Postcode,OpenDate,CloseDate\n' +
  '990011,899,11,Open School,Marl,ZY1 1AA,01-09-1990,\n990012,899,3012,Shut School,Marl,ZY1 1AB,,31-08-2020\n' +
  '990013,899,3013,Closing School,Marl,ZY1 1AC,,31-08-2027\n'

test('an extract of few columns: what is missing is told once, the status comes from the dates', async () => {
  const [first, ...schools] = await all(readRegister(inPieces(extract), { as_at: asDay('2026-11-22') }))
  assert.ok(first !== undefined && 'problem' in first)
  assert.match(first.problem, /^Columns not in this file, left empty: TypeOfEstablishment \(code\), /)
  assert.deepEqual(
    schools.map(school => 'urn' in school && [school.laestab, school.status, school.closed_on]),
    [
      ['8990011', 'open', null],
      ['8993012', 'closed', '2020-08-31'],
      ['8993013', 'open_proposed_to_close', '2027-08-31'],
    ],
  )
})

test('without a day to go by, a closing date means closed', async () => {
  const schools = (await all(readRegister(inPieces(extract)))).filter(each => 'urn' in each)
  assert.deepEqual(
    schools.map(school => school.status),
    ['open', 'closed', 'closed'],
  )
})

test('links: predecessor, successor, neither, a date that is not one, a link from nowhere', async () => {
  const found = await all(readLinks(fixture('links_edubasealldata.csv')))
  assert.deepEqual(
    found.filter(each => 'urn' in each),
    [
      {
        urn: 990002,
        link_urn: 990009,
        link_name: 'Marl School',
        link_type: 'Predecessor',
        direction: 'predecessor',
        established_on: '2014-01-01',
      },
      {
        urn: 990009,
        link_urn: 990002,
        link_name: 'Marl Academy',
        link_type: 'Successor - merged',
        direction: 'successor',
        established_on: null,
      },
      {
        urn: 990001,
        link_urn: 990008,
        link_name: 'Marl Sixth Form',
        link_type: 'Sixth Form Centre Link',
        direction: null,
        established_on: null,
      },
    ],
  )
  assert.deepEqual(
    found.filter(each => 'problem' in each).map(p => [p.line, p.severity]),
    [
      [4, 'noted'],
      [5, 'refused'],
    ],
  )
})

for (const [name, reader, file, reason] of [
  ['a zip of the register', readRegister, Buffer.from('PK\x03\x04 edubasealldata.csv', 'latin1'), /Unzip it first/],
  [
    'a list of pupils as the register',
    readRegister,
    'UPN,Surname\nA,B\n',
    /not an extract of the national register.*“URN”/,
  ],
  ['the register as its links', readLinks, extract, /not the links file.*“LinkURN”, “LinkType”/],
] as const) {
  test(`refuses ${name}`, async () => {
    await assert.rejects(
      all<unknown>(reader(inPieces(file))),
      error => error instanceof FileRefused && reason.test(error.message),
    )
  })
}
