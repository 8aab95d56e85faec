import assert from 'node:assert/strict'
import { test } from 'node:test'
import { asDay, type EntryKind } from '../../rulebook/index.ts'
import { proposeNextYear } from './next-year.ts'
import { warningsOf } from './warnings.ts'

const entry = (kind: EntryKind, starts_on: string, last_on: string, name: string) => ({
  school_urn: null,
  kind,
  starts_on: asDay(starts_on),
  last_on: asDay(last_on),
  name,
})

/*
 * Counted on the printed calendars of 2026, 2027 and 2028. Until February 2028 a day moves back by one date; after 29 February
 * 2028 by two.
 */
const year = [
  entry('term', '2026-09-01', '2026-12-18', 'Autumn 2026'), // Tuesday to Friday
  entry('half_term', '2026-10-26', '2026-10-30', 'October half-term'), // Monday to Friday
  entry('inset', '2026-09-01', '2026-09-01', 'INSET day 1 of 2026/27'), // Tuesday
  entry('holiday', '2026-12-25', '2026-12-25', 'Christmas Day'),
  entry('term', '2027-01-04', '2027-03-25', 'Spring 2027'), // Monday to Thursday
  entry('closure', '2027-03-01', '2027-03-01', 'Polling at the school'), // Monday
  entry('term', '2027-04-12', '2027-07-21', 'Summer 2027'), // Monday to Wednesday
  entry('term', '2027-09-02', '2027-12-17', 'Autumn 2027'), // of the year after
]

test('next year has the same weekdays, its own names, and no bank holidays', () => {
  assert.deepEqual(
    proposeNextYear(year, 2026).map(({ kind, starts_on, last_on, name }) => [kind, starts_on, last_on, name]),
    [
      ['term', '2027-08-31', '2027-12-17', 'Autumn 2027'], // Tuesday to Friday
      ['half_term', '2027-10-25', '2027-10-29', 'October half-term'], // Monday to Friday
      ['inset', '2027-08-31', '2027-08-31', 'INSET day 1 of 2027/28'], // Tuesday
      ['term', '2028-01-03', '2028-03-23', 'Spring 2028'], // Monday to Thursday, over 29 February
      ['closure', '2028-02-28', '2028-02-28', 'Polling at the school'], // Monday
      ['term', '2028-04-10', '2028-07-19', 'Summer 2028'], // Monday to Wednesday
    ],
  )
})

test('a term that would begin on a bank holiday of next year is told', () => {
  // New Year’s Day 2028 is a Saturday: its bank holiday is Monday 3 January.
  const holiday = entry('holiday', '2028-01-03', '2028-01-03', 'New Year’s Day')
  const told = warningsOf([...proposeNextYear(year, 2026), holiday], 2027)
  assert.ok(
    told.some(text =>
      /“Spring 2028” begins on Monday 3 January 2028, which is a bank holiday \(New Year’s Day\)/.test(text),
    ),
  )
})

test('a year without entries proposes none', () => {
  assert.deepEqual(proposeNextYear(year, 2025), [])
})
