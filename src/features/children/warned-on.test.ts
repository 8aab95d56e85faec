import assert from 'node:assert/strict'
import { test } from 'node:test'
import { asDay, type Calendars, defaultPolicy, rules, schoolCalendar, workingCalendar } from '../../rulebook/index.ts'
import { warnedOn, warningsToOthers } from './warned-on.ts'

const entry = (kind: 'term' | 'half_term' | 'inset', starts_on: string, last_on: string, name: string) => ({
  ...{ kind, name },
  ...{ starts_on: asDay(starts_on), last_on: asDay(last_on) },
})
const terms = [
  entry('term', '2026-09-01', '2026-12-18', 'Autumn'),
  entry('half_term', '2026-10-26', '2026-10-30', 'Half-term'),
  entry('term', '2027-01-04', '2027-03-25', 'Spring'),
]
const authority = schoolCalendar({ name: 'the authority', entries: terms })
const trains = schoolCalendar({
  name: 'a school',
  entries: [...terms, entry('inset', '2026-11-18', '2026-11-18', 'INSET day')],
})
const calendars: Calendars = {
  authority,
  schoolOf: urn => (urn === 990002 ? trains : authority),
  working: workingCalendar([{ on: asDay('2026-12-25'), name: 'Christmas Day' }]),
}
const warned = (rule: string, opened_on: string, due_on: string, school_urn: number | null = null) =>
  warnedOn({ rule, opened_on: asDay(opened_on), due_on: asDay(due_on), school_urn }, calendars, [defaultPolicy])

// Counted by hand on the calendar of autumn 2026: 17 November is a Tuesday.
const days: readonly (readonly [of: string, asked: Parameters<typeof warned>, on: string | null])[] = [
  ['three school days before: 19, 18, 17', ['X12', '2026-10-23', '2026-11-20'], '2026-11-17'],
  [
    'three of the school’s own: 19, 17, 16, for it trains on 18',
    ['X12', '2026-10-22', '2026-11-20', 990002],
    '2026-11-16',
  ],
  ['over half-term: 2 November, 23 and 22 October', ['X12', '2026-10-13', '2026-11-03'], '2026-10-22'],
  ['three days before, the Sunday too', ['O1', '2026-11-04', '2026-11-18'], '2026-11-15'],
  ['five working days before: 16, 13, 12, 11, 10', ['L4', '2026-10-20', '2026-11-17'], '2026-11-10'],
  ['two weeks before', ['EHC2', '2026-10-20', '2026-12-01'], '2026-11-17'],
  ['nobody but the school that owes it', ['A1', '2026-11-10', '2026-11-17'], null],
  ['nobody at all', ['R2', '2026-11-10', '2026-11-10'], null],
  ['not before it opened', ['A9', '2026-11-12', '2026-11-17'], '2026-11-12'],
]
for (const [of, asked, on] of days) {
  test(`a warning comes ${of}`, () => assert.equal(warned(...asked), on))
}

test('the one day that is kept says when each of those is warned who do not owe it: no rule warns two of them on different days', () => {
  const apart = rules.filter(rule => new Set(warningsToOthers(rule).map(({ before }) => before)).size > 1)
  assert.deepEqual(
    apart.map(({ id }) => id),
    [],
  )
})
