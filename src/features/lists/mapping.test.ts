import assert from 'node:assert/strict'
import { test } from 'node:test'
import { FIELDS } from './fields.ts'
import {
  applyMapping,
  foldHeader,
  guessMapping,
  type KindFields,
  knowsHeader,
  type Mapping,
  mappingProblems,
} from './mapping.ts'

const guesses: [string, string[], Mapping][] = [
  [
    'a school MIS export',
    [
      'UPN',
      'Legal Surname',
      'Legal Forename',
      'Middle Name(s)',
      'DOB',
      'Gender',
      'Year Group',
      'Post Code',
      'Admission Date',
    ],
    {
      upn: 'UPN',
      surname: 'Legal Surname',
      forename: 'Legal Forename',
      middle_names: 'Middle Name(s)',
      born_on: 'DOB',
      sex: 'Gender',
      year_group: 'Year Group',
      postcode: 'Post Code',
      entered_on: 'Admission Date',
    },
  ],
  [
    'the NHS template',
    [
      'CHILD_SCHOOL_URN',
      'PARENT_1_NAME',
      'CHILD_FIRST_NAME',
      'CHILD_LAST_NAME',
      'CHILD_PREFERRED_GIVEN_NAME',
      'CHILD_DATE_OF_BIRTH',
      'CHILD_YEAR_GROUP',
      'CHILD_ADDRESS_LINE_1',
      'CHILD_POSTCODE',
      'CHILD_NHS_NUMBER',
      'CHILD_GENDER',
    ],
    {
      school_urn: 'CHILD_SCHOOL_URN',
      contact_name: 'PARENT_1_NAME',
      forename: 'CHILD_FIRST_NAME',
      surname: 'CHILD_LAST_NAME',
      preferred_forename: 'CHILD_PREFERRED_GIVEN_NAME',
      born_on: 'CHILD_DATE_OF_BIRTH',
      year_group: 'CHILD_YEAR_GROUP',
      address_line_1: 'CHILD_ADDRESS_LINE_1',
      postcode: 'CHILD_POSTCODE',
      nhs_number: 'CHILD_NHS_NUMBER',
      sex: 'CHILD_GENDER',
    },
  ],
  [
    'a linkage set',
    ['rec_id', 'given_name', 'surname', 'street_number', 'address_1', 'suburb', 'postcode', 'date_of_birth'],
    {
      source_ref: 'rec_id',
      forename: 'given_name',
      surname: 'surname',
      address_line_1: 'address_1',
      town: 'suburb',
      postcode: 'postcode',
      born_on: 'date_of_birth',
    },
  ],
  [
    'the legal name before another',
    ['Surname', 'Preferred Surname', 'Legal Surname'],
    { surname: 'Surname', preferred_surname: 'Preferred Surname' },
  ],
  ['nothing of ours', ['time_period', 'la_name', 'enrolments'], {}],
]

for (const [name, headers, mapping] of guesses) {
  test(`guesses the columns of ${name}`, () => assert.deepEqual(guessMapping(headers), mapping))
}

test('the template maps to itself', () => {
  const codes = FIELDS.map(field => field.code)
  assert.deepEqual(guessMapping(codes), Object.fromEntries(codes.map(code => [code, code])))
})

test('no two fields claim the same column name', () => {
  const mapping = guessMapping(FIELDS.flatMap(({ code, label }) => [code, label]))
  assert.equal(new Set(Object.values(mapping)).size, FIELDS.length)
})

test('folding forgets case, spaces, signs and whose name it is', () => {
  assert.deepEqual(['Child’s Post-Code', 'PUPIL_DOB', 'Id'].map(foldHeader), ['postcode', 'dob', 'id'])
  assert.deepEqual(['Post Code', 'Required', ''].map(knowsHeader), [true, false, false])
})

test('a row keeps what is mapped, as written, and nothing else', () => {
  const cells = { Name: '  Lee ', Shoe: '38', DOB: '01/02/2015' }
  assert.deepEqual(applyMapping({ surname: 'Name', born_on: 'DOB', upn: 'UPN', town: 'constructor' }, cells), {
    surname: '  Lee ',
    born_on: '01/02/2015',
  })
})

const kinds: Record<string, KindFields> = {
  school_roll: { needed: ['surname', 'born_on'], expected: [] },
  admissions: { needed: ['surname', 'born_on'], expected: [] },
  health: { needed: ['surname', 'born_on'], expected: ['postcode'] },
  child_in_need: { needed: ['council_id'], expected: ['upn'] },
}

const problems: [string, Mapping, string, [string | null, string, RegExp][]][] = [
  ['UPN and names', { upn: 'a', surname: 'b', born_on: 'c' }, 'school_roll', []],
  ['names and date of birth', { surname: 'b', born_on: 'c' }, 'admissions', []],
  [
    'UPN alone',
    { upn: 'a' },
    'school_roll',
    [
      ['surname', 'flagged', /will have no name/],
      ['born_on', 'flagged', /needs Date of birth/],
    ],
  ],
  [
    'no date of birth',
    { surname: 'b' },
    'school_roll',
    [['born_on', 'refused', /Choose the column that holds the UPN \(or/]],
  ],
  ['nothing', {}, 'school_roll', [['surname', 'refused', /cannot be told from another/]]],
  [
    'a residence list without a postcode',
    { surname: 'b', born_on: 'c' },
    'health',
    [['postcode', 'flagged', /usually have Postcode/]],
  ],
  ['a residence list with a UPRN', { surname: 'b', born_on: 'c', uprn: 'a' }, 'health', []],
  [
    'what its kind needs missing',
    { surname: 'b', born_on: 'c' },
    'child_in_need',
    [
      ['council_id', 'flagged', /needs Council id, and no column is chosen/],
      ['upn', 'flagged', /usually have UPN/],
    ],
  ],
  ['days written month first', { surname: 'b', born_on: 'd' }, 'school_roll', [['born_on', 'refused', /month first/]]],
  ['a number alone', { council_id: 'a', born_on: 'c' }, 'school_roll', [['surname', 'flagged', /known by number/]]],
  [
    'one column twice',
    { surname: 'b', forename: 'b', born_on: 'c' },
    'school_roll',
    [['forename', 'refused', /both Surname and Forename/]],
  ],
  [
    'a column not in the file',
    { surname: 'b', born_on: 'z' },
    'school_roll',
    [['born_on', 'refused', /no column named “z”/]],
  ],
]

for (const [name, mapping, kind, expected] of problems) {
  test(`a mapping with ${name}`, () => {
    const found = mappingProblems(mapping, kinds[kind] ?? assert.fail(kind), {
      headers: ['a', 'b', 'c', 'd'],
      month_first: ['d'],
    })
    assert.deepEqual(
      found.map(p => [p.field, p.severity]),
      expected.map(([field, severity]) => [field, severity]),
    )
    for (const [i, [, , reason]] of expected.entries()) assert.match(found[i]?.reason ?? '', reason)
  })
}
