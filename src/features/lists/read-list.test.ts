import assert from 'node:assert/strict'
import { createReadStream } from 'node:fs'
import { test } from 'node:test'
import { all, inPieces } from '../../../test/support/byte-streams.ts'
import { FileRefused } from '../../ground/file-refused.ts'
import { openList } from './read-list.ts'
import { encodingOf } from './read-table.ts'

const FIXTURES = new URL('../../../test/fixtures/lists/', import.meta.url)
const fixture = (name: string) => ({ name, stream: () => createReadStream(new URL(name, FIXTURES)) })
const file = (text: string | Buffer, name = 'list') => ({ name, stream: () => inPieces(text) })

test('a CSV list keeps its own columns; its header is found under an instruction row', async () => {
  const list = await openList([file('Please send by Friday,,\nLegal Surname,DOB,Shoe\nLee,05/11/2014,38\nDay,x\n')])
  assert.deepEqual([list.format, list.headers], ['csv', ['Legal Surname', 'DOB', 'Shoe']])
  assert.match(String(list.warnings), /found on line 2/)
  const [first, second] = await all(list.rows)
  assert.deepEqual(first, { line: 3, raw: { 'Legal Surname': 'Lee', DOB: '05/11/2014', Shoe: '38' } })
  assert.match(JSON.stringify(second), /"line":4,"problem":"This row has 2 cells where the header has 3/)
})

test('a CSV list of semicolons in Windows-1252 reads as it was written', async () => {
  const list = await openList([file(Buffer.from('Surname;Forename\nPérez;Zoë\n', 'latin1'))])
  assert.deepEqual(await all(list.rows), [{ line: 2, raw: { Surname: 'Pérez', Forename: 'Zoë' } }])
})

test('a CSV list that mixes encodings says so', async () => {
  const mixed = Buffer.concat([
    Buffer.from('Surname,Forename\nPérez,Zoë\nP'),
    Buffer.from([0xe9]),
    Buffer.from('rez,Ann\n'),
  ])
  const rows = await all((await openList([file(mixed)])).rows)
  assert.deepEqual(
    rows.map(row => 'raw' in row && row.raw.Surname),
    ['Pérez', 'Pérez'],
  )
  assert.equal(await encodingOf(file(mixed)), 'mixed')
})

test('a CTF of version 24 to an unknown destination: identity, BS7666 address, contact, history', async () => {
  const list = await openList([fixture('8912000_CTF_XXXXXXX_001.xml')])
  assert.deepEqual([list.format, list.headers], ['ctf', null])
  assert.equal(list.facts.version, '24.0')
  assert.equal(list.facts.source_laestab, '8912000')
  assert.equal(list.facts.academic_year, '2025')
  assert.deepEqual(list.warnings, ['Its school does not know where these children went (destination XXXXXXX).'])
  const rows = await all(list.rows)
  assert.equal(rows.length, 3)
  assert.deepEqual(rows[0], {
    line: 15,
    raw: {
      upn: 'P891200024001',
      former_upn: 'Q89120002402B',
      surname: 'O’Connor-Nowak',
      forename: 'Zofia',
      middle_names: 'Anna Maria',
      preferred_surname: 'Nowak',
      preferred_forename: 'Zosia',
      former_surname: 'Nowak',
      sex: 'F',
      born_on: '2016-02-29',
      year_group: '5',
      address_line_1: 'Flat 2, 14 Sample Street',
      town: 'Worksop',
      postcode: 'S80 1AA',
      enrol_status: 'C',
      entered_on: '2020-09-02',
      left_on: '2026-02-13',
      school_laestab: '8912000',
      contact_name: 'Ewa Nowak',
      contact_relationship: 'PAM',
    },
  })
})

test('an older CTF in ISO-8859-1: Gender, address lines, the first contact, the last stay at the sending school', async () => {
  const list = await openList([fixture('8992001_CTF_8992002_003.xml')])
  assert.deepEqual(list.warnings, [])
  assert.deepEqual(await all(list.rows), [
    {
      line: 10,
      raw: {
        upn: 'R899200118001',
        uln: '9276308686',
        surname: 'Pérez',
        forename: 'Lucia',
        sex: 'F',
        born_on: '2015-06-09',
        year_group: '6',
        address_line_1: '2 Mill Row',
        address_line_2: 'Nether Marl',
        town: 'Marlbury',
        postcode: 'ZY1 2AB',
        enrol_status: 'M',
        entered_on: '2023-01-05',
        left_on: '2026-09-04',
        school_laestab: '8992001',
        school_urn: '990001',
        contact_name: 'Rosa Field',
        contact_relationship: 'PAM',
        contact_phone: '07700 900123',
        contact_email: 'rosa@example.org',
        source_ref: '899-2026-0001',
      },
    },
  ])
})

const ctf = (version: string, pupils: string): string =>
  `<CTfile><Header><CTFversion>${version}</CTFversion><SourceSchool><LEA>899</LEA><Estab>2001</Estab></SourceSchool></Header>` +
  `<CTFpupilData>${pupils}</CTFpupilData></CTfile>`
const pupil = '<Pupil><UPN>P891200024001</UPN><Surname>Lee</Surname></Pupil>'

for (const [version, warns] of [
  ['15.0', 0],
  ['25.0', 0],
  ['25.1', 0],
  ['26.0', 1],
  ['9.0', 1],
  ['', 1],
] as const) {
  test(`CTF version “${version}” is read ${warns ? 'with a warning' : 'silently'}`, async () => {
    const list = await openList([file(ctf(version, pupil))])
    assert.equal(list.warnings.length, warns)
    assert.equal((await all(list.rows)).length, 1)
  })
}

test('a CTF that was cut short gives the pupils before the cut and then says so', async () => {
  const rows = await all((await openList([file(ctf('24.0', `\n${pupil}\n${pupil}`).slice(0, -60))])).rows)
  assert.equal('raw' in (rows[0] ?? {}), true)
  assert.match(JSON.stringify(rows.at(-1)), /"scope":"end"/)
})

test('a CTF without pupils says so', async () => {
  assert.match(JSON.stringify(await all((await openList([file(ctf('24.0', ''))])).rows)), /holds no children/)
})

test('a School Census: pupils on roll and those who left, with the school of the return', async () => {
  const list = await openList([fixture('school_census.xml')])
  assert.deepEqual([list.format, list.facts.source_laestab, list.facts.source_urn], ['census', '8912000', '999001'])
  const rows = await all(list.rows)
  const seen = rows.map(row =>
    'raw' in row ? [row.raw.upn, row.raw.enrol_status, row.raw.left_on, row.raw.postcode] : row,
  )
  assert.deepEqual(seen, [
    ['D891200024002', 'C', undefined, 'DN22 6AA'],
    ['T891200024003', 'M', undefined, undefined],
    ['P891200024001', undefined, '2025-12-12', undefined],
  ])
})

test('the tables of COLLECT are joined, whichever is named first', async () => {
  const tables = [fixture('collect_addressesonroll.csv'), fixture('collect_pupilonroll.csv')]
  for (const files of [tables, tables.toReversed()]) {
    const list = await openList(files)
    assert.deepEqual([list.format, list.headers, list.warnings], ['collect', null, []])
    const seen = (await all(list.rows)).map(row =>
      'raw' in row ? [row.raw.forename, row.raw.postcode, row.raw.school_laestab] : row,
    )
    assert.deepEqual(seen, [
      ['IMANI', 'DN226AA', '8912000'],
      ['Imara', undefined, '8912000'],
    ])
  }
})

test('COLLECT: the first address by its order, the school from its own table, a warning without addresses', async () => {
  const pupils = 'pupilonrolltableid,schoolcensustableid,surname,dob\n7,3,Lee,2014-Nov-05 00:00:00\n'
  const addresses =
    'addressesonrolltableid,addressesonrollorderseqcolumn,pupilonrolltableid,postcode,paon,street\n' +
    '1,2,7,ZY2 2AA,2,Old Road\n2,1,7,ZY1 1AA,1,New Road\n3,1,8,ZY3 3AA,3,Elm Road\n'
  const schools = 'schoolcensustableid,lea,estab,urn\n3,899,2001,990001\n'
  const list = await openList([file(pupils, 'p.csv'), file(addresses, 'a.csv'), file(schools, 's.csv')])
  assert.deepEqual(await all(list.rows), [
    {
      line: 2,
      raw: {
        surname: 'Lee',
        born_on: '2014-Nov-05 00:00:00',
        address_line_1: '1 New Road',
        postcode: 'ZY1 1AA',
        school_laestab: '8992001',
        school_urn: '990001',
      },
    },
  ])
  assert.match(String((await openList([file(pupils)])).warnings), /No addresses were given/)
})

const refused: [string, (string | Buffer)[], RegExp][] = [
  ['nothing', [], /No file was chosen/],
  ['an empty file', [''], /This file is empty/],
  [
    'a workbook named .csv',
    [Buffer.from('PK\x03\x04 [Content_Types].xml', 'latin1')],
    /damaged or locked with a password/,
  ],
  ['JSON', ['{"resourceType": "Patient"}'], /JSON/],
  ['a web page', ['<!DOCTYPE html><html><body>Signed out</body></html>'], /web page/],
  ['another XML', ['<?xml version="1.0"?><!-- <CTfile> --><Invoice/>'], /begins with “invoice”/],
  ['a CTF with entities', [`<!DOCTYPE CTfile [<!ENTITY a "x">]>${ctf('24.0', pupil)}`], /document type/],
  ['two CTFs at once', [ctf('24.0', pupil), ctf('24.0', pupil)], /one file at a time/],
  ['two CSV lists at once', ['surname,dob\nLee,x\n', 'surname,dob\nLee,x\n'], /no table of pupils/],
  [
    'addresses of COLLECT alone',
    ['addressesonrolltableid,pupilonrolltableid,postcode\n1,1,ZY1 1AA\n'],
    /Add the file “pupilonroll”/,
  ],
]

for (const [name, files, reason] of refused) {
  test(`refuses ${name}`, async () => {
    await assert.rejects(
      openList(files.map(text => file(text))),
      error => error instanceof FileRefused && reason.test(error.message),
    )
  })
}

test('a format that is named is not guessed', async () => {
  await assert.rejects(openList([file('surname,dob\nLee,x\n')], 'ctf'), FileRefused)
})
