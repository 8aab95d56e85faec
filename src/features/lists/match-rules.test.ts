import assert from 'node:assert/strict'
import { test } from 'node:test'
import { asDay } from '../../rulebook/index.ts'
import { type Candidate, type Decision, decideMatch, type RowKeys } from './match-rules.ts'

const born = asDay('2014-05-11')
const row = (says: Partial<RowKeys> = {}): RowKeys => ({
  line: 2,
  upn: null,
  nhs_number: null,
  council_id: null,
  surname_key: 'ashdown',
  forename_key: 'mary',
  born_on: born,
  postcode_key: 'ZY12AB',
  ...says,
})
const child = (is: Partial<Candidate> & { person_id: string }): Candidate => ({
  sealed: false,
  by: [],
  names: [{ forename_key: 'mary', surname_key: 'ashdown' }],
  births: [born],
  postcodes: ['ZY12AB'],
  upns: [],
  ...is,
})
const named = (forename_key: string, surname_key: string) => ({ names: [{ forename_key, surname_key }] })
const upn = { upn: 'A899200100001' }
const byUpn = { by: ['upn'] as const, upns: ['A899200100001'] }
const otherUpn = { upns: ['B899200100002'] }

/** The decision in short: `= A`, `? A B` or `new`. */
const short = (decision: Decision): string =>
  decision.outcome === 'matched'
    ? `= ${decision.person_id}`
    : decision.outcome === 'ambiguous'
      ? `? ${decision.candidates.join(' ')}`
      : 'new'

const cases: [what: string, row: RowKeys, candidates: Candidate[], expected: string][] = [
  ['nobody', row(), [], 'new'],
  ['UPN and everything', row(upn), [child({ person_id: 'A', ...byUpn })], '= A'],
  ['UPN, moved house', row(upn), [child({ person_id: 'A', ...byUpn, postcodes: ['ZY99ZZ'] })], '= A'],
  ['UPN, another surname', row(upn), [child({ person_id: 'A', ...byUpn, ...named('mary', 'lee') })], '= A'],
  ['UPN, a short form of the name', row(upn), [child({ person_id: 'A', ...byUpn, ...named('mae', 'ashdown') })], '= A'],
  ['UPN, another birth date', row(upn), [child({ person_id: 'A', ...byUpn, births: [asDay('2014-11-05')] })], '= A'],
  ['UPN, no birth date known', row(upn), [child({ person_id: 'A', ...byUpn, births: [] })], '= A'],
  ['UPN, no birth date said', row({ ...upn, born_on: null }), [child({ person_id: 'A', ...byUpn })], '= A'],
  [
    'UPN, surname alone said',
    row({ ...upn, born_on: null, forename_key: '' }),
    [child({ person_id: 'A', ...byUpn })],
    '= A',
  ],
  [
    'UPN, surname alone said and another',
    row({ ...upn, born_on: null, forename_key: '' }),
    [child({ person_id: 'A', ...byUpn, ...named('mary', 'lee') })],
    '? A',
  ],
  [
    'UPN, name and birth date of nobody',
    row(upn),
    [child({ person_id: 'A', ...byUpn, ...named('tom', 'lee'), births: [] })],
    '? A',
  ],
  [
    'UPN of a twin who is known',
    row(upn),
    [child({ person_id: 'A', ...byUpn, ...named('tom', 'ashdown') }), child({ person_id: 'B', ...otherUpn })],
    '? A B',
  ],
  [
    'UPN of a twin, the other not known',
    row(upn),
    [child({ person_id: 'A', ...byUpn, ...named('tom', 'ashdown') })],
    '? A',
  ],
  [
    'twins one digit apart',
    row(upn),
    [
      child({ person_id: 'A', ...byUpn }),
      child({ person_id: 'B', ...named('tom', 'ashdown'), upns: ['A899200100011'] }),
    ],
    '= A',
  ],
  [
    'identifiers of two children',
    row({ ...upn, nhs_number: '9990000018' }),
    [child({ person_id: 'A', ...byUpn }), child({ person_id: 'B', by: ['nhs_number'] })],
    '? A B',
  ],
  ['NHS number and name', row({ nhs_number: '9990000018' }), [child({ person_id: 'A', by: ['nhs_number'] })], '= A'],
  ['name, birth date, postcode', row(), [child({ person_id: 'A' })], '= A'],
  [
    'forename and surname in each other’s column',
    row(),
    [child({ person_id: 'A', ...named('ashdown', 'mary') })],
    '= A',
  ],
  [
    'two children of the same name, birth date and postcode',
    row(),
    [child({ person_id: 'A' }), child({ person_id: 'B' })],
    '? A B',
  ],
  ['name and birth date, another postcode', row(), [child({ person_id: 'A', postcodes: ['ZY99ZZ'] })], '? A'],
  ['name and postcode, no birth date', row({ born_on: null }), [child({ person_id: 'A' })], '? A'],
  ['name alone', row({ born_on: null, postcode_key: null }), [child({ person_id: 'A' })], 'new'],
  ['name and birth date, UPN another', row(upn), [child({ person_id: 'A', ...otherUpn })], '? A'],
  [
    'birth date and postcode, UPN another: a twin',
    row(upn),
    [child({ person_id: 'A', ...named('tom', 'ashdown'), ...otherUpn })],
    'new',
  ],
  [
    'a sibling at the same postcode',
    row(),
    [child({ person_id: 'A', ...named('tom', 'ashdown'), births: [asDay('2012-01-01')] })],
    'new',
  ],
  ['birth date and postcode', row(), [child({ person_id: 'A', ...named('tom', 'ashdown') })], '? A'],
  ['birth date alone', row(), [child({ person_id: 'A', ...named('tom', 'lee'), postcodes: [] })], 'new'],
  ['sealed, UPN and everything', row(upn), [child({ person_id: 'S', ...byUpn, sealed: true })], '= S'],
  ['sealed, name, birth date and postcode', row(), [child({ person_id: 'S', sealed: true })], '= S'],
  ['sealed, name and birth date', row(), [child({ person_id: 'S', sealed: true, postcodes: [] })], 'new'],
  [
    'sealed, UPN and a name of nobody',
    row(upn),
    [child({ person_id: 'S', ...byUpn, ...named('tom', 'lee'), births: [], sealed: true })],
    'new',
  ],
  [
    'sealed beside an open child: the doubt is not told',
    row({ ...upn, nhs_number: '9990000018' }),
    [child({ person_id: 'S', ...byUpn, sealed: true }), child({ person_id: 'B', by: ['nhs_number'] })],
    '= B',
  ],
  ['sealed twin of an open child', row(), [child({ person_id: 'S', sealed: true }), child({ person_id: 'B' })], '= B'],
]
for (const [what, asked, candidates, expected] of cases)
  test(`matching: ${what}`, () => {
    assert.equal(short(decideMatch(asked, candidates)), expected)
    assert.equal(
      short(decideMatch(asked, candidates.toReversed())).split(' ').sort().join(' '),
      expected.split(' ').sort().join(' '),
    )
  })

test('a sealed child is in no doubt that is put before a person', () => {
  for (const [, asked, candidates] of cases) {
    const decision = decideMatch(
      asked,
      candidates.map(one => ({ ...one, sealed: true })),
    )
    assert.notEqual(decision.outcome, 'ambiguous')
  }
})

test('the doubt is said in a sentence', () => {
  const because = (candidates: Candidate[], asked = row()) => {
    const decision = decideMatch(asked, candidates)
    return decision.outcome === 'ambiguous' ? decision.because : ''
  }
  assert.equal(
    because([child({ person_id: 'A', postcodes: [] })]),
    'The name and the date of birth are this child’s, but not the postcode.',
  )
  assert.equal(
    because([child({ person_id: 'A', ...byUpn, ...named('tom', 'lee'), births: [] })], row(upn)),
    'The UPN is this child’s, but not the name and the date of birth.',
  )
})
