import assert from 'node:assert/strict'
import { test } from 'node:test'
import { asDay, type EntryKind } from '../../rulebook/index.ts'
import type { WrittenEntry } from './entry.ts'
import { warningsOf } from './warnings.ts'

const entry = (kind: EntryKind, starts_on: string, last_on = starts_on, name = ''): WrittenEntry => ({
  school_urn: null,
  kind,
  starts_on: asDay(starts_on),
  last_on: asDay(last_on),
  name,
})

/*
 * On the printed calendar. Weekdays: 1 Sep–18 Dec 79, 4 Jan–25 Mar 59, 12 Apr–21 Jul 73: 211; less 15 of half-term, 1 INSET day
 * and 1 bank holiday in term (3 May): 194.
 */
const autumn = entry('term', '2026-09-01', '2026-12-18', 'Autumn')
const spring = entry('term', '2027-01-04', '2027-03-25', 'Spring')
const summer = entry('term', '2027-04-12', '2027-07-21', 'Summer')
const october = entry('half_term', '2026-10-26', '2026-10-30', 'October half-term')
const others = [
  entry('half_term', '2027-02-15', '2027-02-19'),
  entry('half_term', '2027-05-31', '2027-06-04'),
  entry('inset', '2026-09-01'),
  entry('holiday', '2026-12-25', '2026-12-25', 'Christmas Day'),
  entry('holiday', '2027-05-03', '2027-05-03', 'Early May bank holiday'),
]
const year = [autumn, spring, summer, october, ...others]
const without = (...gone: WrittenEntry[]) => year.filter(one => !gone.includes(one))

const cases: readonly [what: string, entries: readonly WrittenEntry[], told: readonly RegExp[]][] = [
  ['a whole year', year, []],
  ['no term', others, [/There are no term dates for 2026\/27/]],
  [
    // 194 less the 59 weekdays of spring, of which the half-term’s 5 were off already.
    'a term missing in the middle: 19 December to 11 April',
    without(spring),
    [
      /2026\/27 has 140 school days, 50 fewer than the 190/,
      /Between “Autumn”, which ends on Friday 18 December 2026, and “Summer”, which begins on Monday 12 April 2027, 114 days are in no term/,
      /Half-term of Monday 15 February 2027 lies outside every term/,
    ],
  ],
  [
    'a year that begins in January',
    without(autumn, october),
    [
      // 194 less 78 of autumn (79 without the INSET day), of which the half-term’s 5 were off already.
      /2026\/27 has 121 school days, 69 fewer/,
      /The first term of the year begins only on Monday 4 January 2027/,
      /INSET day of Tuesday 1 September 2026 lies outside every term/,
    ],
  ],
  [
    'a year that ends at Easter',
    without(summer),
    [
      // 194 less the 73 weekdays of summer, of which a half-term’s 5 and a bank holiday were off already.
      /has 127 school days, 63 fewer/,
      /The last term of the year ends on Thursday 25 March 2027/,
      /Half-term of Monday 31 May 2027 lies outside every term/,
    ],
  ],
  [
    'a Friday left out between two half-years of a term',
    [
      ...without(autumn, october),
      entry('term', '2026-09-01', '2026-10-22', 'Autumn 1'),
      entry('term', '2026-10-26', '2026-12-18', 'Autumn 2'),
    ],
    [/Between “Autumn 1”, which ends on Thursday 22 October 2026, and “Autumn 2”, .* 1 weekday is in no term/],
  ],
  [
    'six terms, with half-terms between them',
    [
      ...without(autumn),
      entry('term', '2026-09-01', '2026-10-23', 'Autumn 1'),
      entry('term', '2026-11-02', '2026-12-18', 'Autumn 2'),
    ],
    [],
  ],
  [
    'two terms over each other, and the same half-term twice',
    [...without(summer), entry('term', '2027-03-22', '2027-07-21', 'Summer'), { ...october, name: 'Autumn break' }],
    [
      /“October half-term” and “Autumn break” are both on Monday 26 October 2026/,
      /“Spring” and “Summer” are both on Monday 22 March 2027/,
    ],
  ],
  [
    'an INSET day on a Saturday, one in July’s holidays, and a closure in half-term',
    [
      ...year,
      entry('inset', '2026-10-03', '2026-10-03', 'Training'),
      entry('inset', '2027-07-22', '2027-07-22', 'Last training'),
      entry('closure', '2026-10-27', '2026-10-27', 'Boiler'),
    ],
    [
      /“Training” .* is on a Saturday: it takes no school day away/,
      /“Boiler” .* lies inside “October half-term”: it takes no school day away/,
      /“Last training” .* lies outside every term/,
    ],
  ],
  [
    'a term that begins on a Sunday and one that ends on a bank holiday',
    [
      ...without(autumn, summer),
      { ...autumn, starts_on: asDay('2026-08-30') },
      { ...summer, last_on: asDay('2027-07-21') },
      entry('holiday', '2027-07-21', '2027-07-21', 'A jubilee'),
    ],
    [
      /“Autumn” begins on Sunday 30 August 2026, which is a Sunday/,
      /“Summer” ends on Wednesday 21 July 2027, which is a bank holiday \(A jubilee\)/,
    ],
  ],
  [
    'bank holidays of one calendar year only',
    year.filter(({ kind, starts_on }) => kind !== 'holiday' || starts_on < '2027'),
    [/2026\/27 has no bank holidays in 2027/],
  ],
]

for (const [what, entries, told] of cases) {
  test(`${what}: ${told.length === 0 ? 'nothing to tell' : 'told'}`, () => {
    const warnings = warningsOf(entries, 2026)
    assert.equal(warnings.length, told.length, warnings.join('\n'))
    for (const [at, text] of told.entries()) assert.match(warnings[at] ?? '', text)
  })
}

test('190 days are for maintained schools: an academy is not told of them', () => {
  const short = [...year, entry('closure', '2026-11-02', '2026-11-06', 'Flood')]
  assert.match(warningsOf(short, 2026)[0] ?? '', /2026\/27 has 189 school days, 1 fewer than the 190/)
  assert.deepEqual(warningsOf(short, 2026, false), [])
})

test('a school’s own INSET day may lie where the authority has another', () => {
  const own = { ...entry('half_term', '2026-10-26', '2026-10-30', 'Ours'), school_urn: 990001 }
  assert.deepEqual(warningsOf([...year, own], 2026), [])
})
