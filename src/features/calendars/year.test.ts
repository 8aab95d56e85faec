import assert from 'node:assert/strict'
import { test } from 'node:test'
import { asDay, type EntryKind } from '../../rulebook/index.ts'
import type { StoredEntry } from './entry.ts'
import { laidOver } from './read-calendar.ts'
import { layOutYear } from './year.ts'
import { monthsOf } from './year-months.ts'

const entry = (
  kind: EntryKind,
  starts_on: string,
  last_on = starts_on,
  school_urn: number | null = null,
): StoredEntry => ({
  id: `${school_urn} ${kind} ${starts_on}`,
  school_urn,
  kind,
  starts_on: asDay(starts_on),
  last_on: asDay(last_on),
  name: 'A name',
})
const year = [
  entry('term', '2026-09-01', '2026-12-18'),
  entry('term', '2027-01-04', '2027-03-25'),
  entry('term', '2027-04-12', '2027-07-21'),
  entry('half_term', '2026-10-26', '2026-10-30'),
  entry('half_term', '2027-02-15', '2027-02-19'),
  entry('half_term', '2027-05-31', '2027-06-04'),
  entry('inset', '2026-09-01'),
  entry('holiday', '2027-05-03'),
]

test('a year day by day, counted by hand', () => {
  const days = layOutYear(year, 2026)
  // Weekdays: 1 Sep–18 Dec 79, 4 Jan–25 Mar 59, 12 Apr–21 Jul 73: 211; less 15 of half-term, 1 INSET, 1 bank holiday.
  assert.equal(days?.school_days, 194)
  assert.deepEqual([days?.first_on, days?.last_on], ['2026-09-02', '2027-07-21'])
  assert.deepEqual(
    days?.months.map(({ marks }) => marks.length),
    [31, 30, 31, 30, 31, 31, 28, 31, 30, 31, 30, 31],
  )
  const september = days?.months[1]?.marks ?? []
  assert.deepEqual(september.slice(0, 6), ['inset', 'school', 'school', 'school', 'weekend', 'weekend'])
  assert.deepEqual(
    [days?.months[2]?.marks[25], days?.months[4]?.marks[20], days?.months[9]?.marks[2]],
    ['half_term', 'break', 'holiday'],
  )
  assert.equal(layOutYear(year, 2027), null)
})

test('the year in months: each day in its column, with a letter and a word where no school meets', () => {
  const days = layOutYear(year, 2026)
  assert.ok(days)
  const { finding, months, table } = monthsOf(days)
  assert.equal(finding, '194 school days in 2026/27, from Wednesday 2 September 2026 to Wednesday 21 July 2027')
  const [august, september, october] = months
  // 1 August 2026 is a Saturday, 1 September a Tuesday.
  assert.deepEqual(
    august?.weeks[0]?.map(day => day?.date ?? null),
    [null, null, null, null, null, 1, 2],
  )
  assert.deepEqual(
    september?.weeks[0]?.map(day => day && [day.date, day.letter, day.text]),
    [null, [1, 'I', 'INSET day'], [2, '', ''], [3, '', ''], [4, '', ''], [5, '', ''], [6, '', '']],
  )
  assert.deepEqual(
    october?.weeks[4]?.map(day => day?.letter ?? null),
    ['H', 'H', 'H', 'H', 'H', ''],
  )
  assert.equal(september?.school_days, '21 school days')
  assert.equal(months.flatMap(month => month.weeks.flat()).filter(day => day !== null).length, 365)
  assert.deepEqual(table.rows[2], ['October 2026', 17, 5, 0, 0, 0, 0])
})

test('a school with terms of its own in one year follows the authority in the others', () => {
  const own = entry('term', '2027-09-06', '2027-12-17', 990001)
  const next = entry('term', '2027-09-01', '2027-12-17')
  const holiday = entry('holiday', '2027-12-27')
  const closure = entry('closure', '2026-11-05', '2026-11-05', 990001)
  assert.deepEqual(laidOver([...year, next, holiday, own, closure]), [...year, holiday, own, closure])
})
