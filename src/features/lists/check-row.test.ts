import assert from 'node:assert/strict'
import { test } from 'node:test'
import { asDay } from '../../rulebook/days.ts'
import { checkRow, isRefused } from './check-row.ts'
import type { FieldCode, RawRow } from './fields.ts'

const as_at = asDay('2026-11-22')
const child: RawRow = { surname: 'Lee', forename: 'Ann', born_on: '05/11/2014' }
const check = (more: RawRow) => checkRow({ ...child, ...more }, { as_at })

const read: [FieldCode, string, string | number][] = [
  ['upn', ' p891200024001 ', 'P891200024001'],
  ['former_upn', 'L89120002400Z', 'L89120002400Z'],
  ['nhs_number', '999 000 0018', '9990000018'],
  ['uln', '9276308686', '9276308686'],
  ['surname', "  O'Connor –  Nowak ", "O'Connor – Nowak"],
  ['surname', 'Þórðardóttir', 'Þórðardóttir'],
  ['forename', 'محمد', 'محمد'],
  ['forename', 'Zoe\u0308', 'Zoë'],
  ['sex', 'Female', 'F'],
  ['sex', 'boy', 'M'],
  ['sex', 'Not known', 'U'],
  ['born_on', '2014-Nov-05 00:00:00', '2014-11-05'],
  ['born_on', '29/02/2016', '2016-02-29'],
  ['year_group', 'Year 4', '4'],
  ['year_group', 'Y08', '8'],
  ['year_group', 'Reception', 'R'],
  ['year_group', 'N2', 'N2'],
  ['postcode', 'zy12ab', 'ZY1 2AB'],
  ['uprn', '00100030000001', '100030000001'],
  ['enrol_status', 'Current Main', 'M'],
  ['weekly_hours', '12.5 hours', 12.5],
  ['school_urn', '990001', 990001],
  ['school_laestab', '899/2001', '8992001'],
  ['contact_phone', '+44 7700 900123', '+44 7700 900123'],
  ['address_line_1', '1 High\n Street', '1 High Street'],
]

for (const [field, written, value] of read) {
  test(`${field} ${JSON.stringify(written)} is ${value}, with nothing to say`, () => {
    const { row, problems } = check({ [field]: written })
    assert.deepEqual([row[field], problems], [value, []])
  })
}

/** field, as written, what the row holds, severity, reason */
const wrong: [FieldCode, string, string | number | null, 'refused' | 'flagged', RegExp][] = [
  ['upn', 'A801200005001', 'A801200005001', 'flagged', /check letter does not fit: .* would be B/],
  ['upn', 'B80120000500', 'B80120000500', 'flagged', /13 characters; this has 12/],
  ['upn', 'L89120002400Z', 'L89120002400Z', 'flagged', /temporary UPN\. Ask the school/],
  ['upn', 'E000200005001', 'E000200005001', 'flagged', /000 is not the number of an authority/],
  ['upn', 'UN3', null, 'flagged', /UPN not known/],
  ['upn', 'pending', null, 'flagged', /taken as none/],
  ['nhs_number', '9434765910', '9434765910', 'flagged', /check figure does not fit/],
  ['nhs_number', '0000000000', null, 'flagged', /one figure ten times/],
  ['nhs_number', '9.99E+09', null, 'flagged', /shortened by a spreadsheet\. Format the column as text/],
  ['uln', '9999999999', null, 'flagged', /no ULN yet/],
  ['uln', '9276308685', '9276308685', 'flagged', /check figure/],
  ['surname', '=HYPERLINK("http://x","Lee")', '=HYPERLINK("http://x","Lee")', 'flagged', /Kept as written/],
  ['surname', 'Sm©th', 'Sm©th', 'flagged', /rarely hold/],
  ['surname', 'JalapeÃ±o', 'JalapeÃ±o', 'flagged', /Save the file as UTF-8/],
  ['surname', 'Jalape\ufffdo', 'Jalape\ufffdo', 'flagged', /damaged on its way/],
  ['forename', 'An\u0007n', null, 'refused', /control character/],
  ['forename', 'Ann\u202egnp', null, 'refused', /control character/],
  ['forename', 'Ann\nBo', null, 'refused', /line break/],
  ['forename', 'A'.repeat(201), null, 'refused', /longer than 200/],
  ['contact_name', 'A\u0000', null, 'flagged', /control character/],
  ['sex', 'X', null, 'flagged', /Write F, M or U/],
  ['sex', 'constructor', null, 'flagged', /Write F, M or U/],
  ['born_on', '31/02/2015', null, 'refused', /February 2015 has no day 31/],
  ['born_on', '29/02/2015', null, 'refused', /does not exist/],
  ['born_on', '2015-13-01', null, 'refused', /no month 13/],
  ['born_on', 'invalid', null, 'refused', /Write it as 05\/11\/2014/],
  ['born_on', '23/11/2026', '2026-11-23', 'refused', /is after 2026-11-22/],
  ['born_on', '22/11/2000', '2000-11-22', 'refused', /over 25/],
  ['born_on', '', null, 'flagged', /date of birth is missing/],
  ['postcode', 'NGO 1AA', 'NGO 1AA', 'flagged', /NG0 1AA/],
  ['postcode', 'near the pub', 'near the pub', 'flagged', /./],
  ['year_group', 'Kangaroos', 'Kangaroos', 'flagged', /not a year group/],
  ['enrol_status', 'Q', null, 'flagged', /Write C, M, S/],
  ['weekly_hours', '250', null, 'flagged', /hours in a week/],
  ['weekly_hours', '-5', null, 'flagged', /hours in a week/],
  ['school_urn', 'invalid', null, 'flagged', /six digits/],
  ['school_laestab', '2001', null, 'flagged', /seven digits/],
  ['uprn', '5.00E+06', null, 'flagged', /at most 12 digits/],
  ['contact_email', 'invalid', 'invalid', 'flagged', /not an email address/],
  ['contact_phone', '12', '12', 'flagged', /telephone number/],
  ['entered_on', '31/02/2020', null, 'flagged', /does not exist/],
  ['entered_on', '01/09/2013', '2013-09-01', 'flagged', /before the date of birth/],
]

for (const [field, written, value, severity, reason] of wrong) {
  test(`${field} ${JSON.stringify(written).slice(0, 40)} is ${severity}`, () => {
    const { row, problems } = check({ [field]: written })
    assert.equal(row[field], value)
    assert.deepEqual(
      problems.map(p => [p.field, p.severity]),
      [[field, severity]],
    )
    assert.match(problems[0]?.reason ?? '', reason)
    assert.equal(isRefused(problems), severity === 'refused')
  })
}

test('a row without any name is refused, with one name taken', () => {
  assert.ok(isRefused(checkRow({ born_on: '05/11/2014', surname: ' ' }, { as_at }).problems))
  assert.deepEqual(checkRow({ born_on: '05/11/2014', surname: 'Lee' }, { as_at }).problems, [])
})

test('a 25-year-old is taken on the day before the 26th birthday', () => {
  assert.deepEqual(check({ born_on: '23/11/2000' }).problems, [])
})

test('a leaving date before the entry date is flagged', () => {
  const { problems } = check({ entered_on: '01/09/2024', left_on: '01/09/2023' })
  assert.deepEqual(
    problems.map(p => p.field),
    ['left_on'],
  )
})

test('a problem names the column of the file, or the field where there is none', () => {
  const columns = { born_on: 'CHILD_DATE_OF_BIRTH' }
  const named = checkRow({ ...child, born_on: 'x', postcode: 'x' }, { as_at, columns }).problems
  assert.deepEqual(
    named.map(p => p.column),
    ['CHILD_DATE_OF_BIRTH', 'Postcode'],
  )
})

test('what was written is not touched', () => {
  const raw = Object.freeze({ ...child, upn: ' a801200005001', postcode: 'zy12ab' })
  checkRow(raw, { as_at })
  assert.deepEqual(raw, { ...child, upn: ' a801200005001', postcode: 'zy12ab' })
})
