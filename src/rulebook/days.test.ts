import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { dayWithin } from '../../test/support/random-rulebook.ts'
import {
  academicYear,
  addDays,
  addYears,
  asDay,
  calendarDays,
  calendarDaysAfter,
  compareDays,
  covers,
  type Day,
  type DayNumber,
  dayNumber,
  dayOf,
  formatAcademicYear,
  formatDay,
  formatShortDay,
  londonDay,
  overlaps,
  type Period,
  parseDay,
  schoolDays,
  weekday,
  workingDays,
} from './days.ts'
import { workingCalendar } from './working-calendar.ts'

test('only days that exist, written YYYY-MM-DD', () => {
  for (const text of ['2026-11-03', '2028-02-29', '2000-02-29', '0001-01-01', '9999-12-31']) {
    assert.equal(parseDay(text), text)
  }
  for (const text of [
    '2026-02-29',
    '1900-02-29',
    '2026-04-31',
    '2026-13-01',
    '2026-00-10',
    '2026-01-00',
    '0000-01-01',
    '2026-1-1',
    '20260101',
    '2026-01-01T00:00',
    ' 2026-01-01',
    '2026-01-01\n',
    '',
  ]) {
    assert.equal(parseDay(text), undefined, JSON.stringify(text))
  }
  assert.throws(() => asDay('2026-02-30'), RangeError)
  assert.throws(() => addDays(asDay('9999-12-31'), 1), RangeError)
})

test('days and their numbers agree with Temporal', () => {
  const epoch = Temporal.PlainDate.from('1970-01-01')
  fc.assert(
    fc.property(fc.integer({ min: -719_162, max: 2_932_896 }), n => {
      const expected = epoch.add({ days: n })
      const day = dayOf(n as DayNumber)
      assert.equal(day, expected.toString())
      assert.equal(dayNumber(day), n)
      assert.equal(weekday(day), expected.dayOfWeek)
    }),
    { numRuns: 2000 },
  )
  assert.equal(dayNumber(asDay('1970-01-01')), 0)
})

test('years on, with 29 February', () => {
  assert.equal(addYears(asDay('2014-11-05'), 5), '2019-11-05')
  assert.equal(addYears(asDay('2020-02-29'), 4), '2024-02-29')
  assert.equal(addYears(asDay('2020-02-29'), 5), '2025-03-01')
  assert.equal(addYears(asDay('2020-02-29'), -1), '2019-03-01')
})

test('days as people read them', () => {
  assert.equal(formatDay(asDay('2026-11-03')), 'Tuesday 3 November 2026')
  assert.equal(formatDay(asDay('2028-02-29')), 'Tuesday 29 February 2028')
  assert.equal(formatShortDay(asDay('2026-11-03')), '3 Nov 2026')
})

test('the academic year turns on 1 August', () => {
  assert.equal(academicYear(asDay('2026-07-31')), 2025)
  assert.equal(academicYear(asDay('2026-08-01')), 2026)
  assert.equal(formatAcademicYear(2026), '2026/27')
  assert.equal(formatAcademicYear(2099), '2099/00')
})

test('the day in London, whatever the clocks do', () => {
  assert.equal(londonDay('2026-06-30T23:30:00Z'), '2026-07-01')
  assert.equal(londonDay('2026-12-31T23:30:00Z'), '2026-12-31')
  assert.equal(londonDay('2026-10-24T23:30:00Z'), '2026-10-25')
  assert.equal(londonDay('2026-10-25T23:30:00Z'), '2026-10-25')
  assert.throws(() => londonDay('yesterday'), RangeError)
})

test('a period has its first day and not its last', () => {
  const week = { starts_on: asDay('2026-11-02'), ends_on: asDay('2026-11-09') }
  assert.equal(covers(week, asDay('2026-11-01')), false)
  assert.equal(covers(week, asDay('2026-11-02')), true)
  assert.equal(covers(week, asDay('2026-11-08')), true)
  assert.equal(covers(week, asDay('2026-11-09')), false)
  assert.equal(covers({ ...week, ends_on: null }, asDay('2099-01-01')), true)
})

test('two periods overlap when some day is in both', () => {
  const start = asDay('2026-11-01')
  const period = fc
    .tuple(dayWithin(start, 12), fc.option(dayWithin(start, 12)))
    .map(([starts_on, ends_on]): Period => ({ starts_on, ends_on }))
  fc.assert(
    fc.property(period, period, (a, b) => {
      const days = Array.from({ length: 20 }, (_, i) => addDays(start, i))
      const shared = days.some(day => covers(a, day) && covers(b, day))
      assert.equal(overlaps(a, b), shared)
    }),
    { numRuns: 500 },
  )
})

test('days sort, and lengths count', () => {
  const days: Day[] = [asDay('2026-11-03'), asDay('2025-12-31'), asDay('2026-02-01'), asDay('2025-12-31')]
  assert.deepEqual(days.sort(compareDays), ['2025-12-31', '2025-12-31', '2026-02-01', '2026-11-03'])
  assert.equal(calendarDaysAfter(asDay('2028-02-28'), calendarDays(2)), '2028-03-01')
  assert.throws(() => schoolDays(1.5), RangeError)
  assert.throws(() => workingDays(-1), RangeError)
})

test('the compiler keeps the three kinds of days apart', () => {
  const england = workingCalendar([{ on: asDay('2026-12-25'), name: 'Christmas Day' }])
  // @ts-expect-error: school days are not working days
  assert.equal(england.workingDaysAfter(asDay('2026-11-02'), schoolDays(1)), '2026-11-03')
  // @ts-expect-error: working days are not calendar days
  assert.equal(calendarDaysAfter(asDay('2026-11-02'), workingDays(1)), '2026-11-03')
  // @ts-expect-error: a bare number has no unit
  assert.equal(calendarDaysAfter(asDay('2026-11-02'), 1), '2026-11-03')
})
