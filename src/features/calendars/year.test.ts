import assert from 'node:assert/strict'
import { test } from 'node:test'
import { asDay, type EntryKind } from '../../rulebook/index.ts'
import type { StoredEntry } from './plan.ts'
import { laidOver } from './read-calendar.ts'
import { layOutYear, warningsOf } from './year.ts'
import { yearStrip } from './year-strip.ts'

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

test('what is missing is said', () => {
  assert.deepEqual(warningsOf(year, 2026), [])
  assert.match(warningsOf(year, 2027)[0] ?? '', /There are no term dates for 2027\/28/)
  const short = year.filter(({ starts_on, kind }) => starts_on < '2027-04-01' && kind !== 'holiday')
  assert.deepEqual(
    warningsOf(short, 2026).map(warning => warning.replace(/ \(.*/, '').replace(/:.*/, '')),
    [
      '2026/27 has 127 school days, 63 fewer than the 190 that a maintained school must meet',
      '2026/27 has only two terms',
      '2026/27 has no bank holidays.',
    ],
  )
})

test('the year on a page marks days by letter, and its table counts them', () => {
  const days = layOutYear(year, 2026)
  assert.ok(days)
  const strip = yearStrip(days, 'year-2026')
  assert.equal(strip.svg.match(/>H</g)?.length, 16)
  assert.equal(strip.svg.match(/>I</g)?.length, 2)
  assert.equal(strip.svg.match(/<rect/g)?.length, 365 + 7)
  assert.doesNotMatch(strip.svg, /style=/)
  assert.deepEqual(strip.table.rows[2], ['October 2026', 17, 5, 0, 0, 0, 0])
  assert.match(
    strip.finding,
    /^194 school days in 2026\/27, from Wednesday 2 September 2026 to Wednesday 21 July 2027$/,
  )
})

test('a school with terms of its own in one year follows the authority in the others', () => {
  const own = entry('term', '2027-09-06', '2027-12-17', 990001)
  const next = entry('term', '2027-09-01', '2027-12-17')
  const holiday = entry('holiday', '2027-12-27')
  const closure = entry('closure', '2026-11-05', '2026-11-05', 990001)
  assert.deepEqual(laidOver([...year, next, holiday, own, closure]), [...year, holiday, own, closure])
})
