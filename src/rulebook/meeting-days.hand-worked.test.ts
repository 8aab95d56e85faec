/** Days on which bodies meet, read off the printed calendar of Marlshire over two school years. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { CalendarGap, schoolCalendar } from './calendars.ts'
import { asDay } from './days.ts'
import { type MeetingCadence, meetingDays } from './meeting-days.ts'
import { marlshireEntries } from './printed-calendars.ts'

const marlshire = schoolCalendar({ name: 'Marlshire', entries: marlshireEntries })
const days = (cadence: MeetingCadence, from: string, to: string) =>
  meetingDays(cadence, marlshire, asDay(from), asDay(to))
const written = (text: string) => text.trim().split(/\s+/)

test('weekly on Mondays: none in half-term and at Christmas, Tuesday after an INSET day or a bank holiday', () => {
  const weekly: MeetingCadence = { every: 'weeks', count: 1, first_on: asDay('2025-09-08') }
  assert.deepEqual(
    days(weekly, '2025-09-01', '2026-01-31'),
    written(`2025-09-08 2025-09-15 2025-09-22 2025-09-29 2025-10-06 2025-10-13 2025-10-20 2025-11-04 2025-11-10 2025-11-17
      2025-11-24 2025-12-01 2025-12-08 2025-12-15 2026-01-06 2026-01-12 2026-01-19 2026-01-26`),
  )
  assert.deepEqual(days(weekly, '2026-04-27', '2026-05-11'), written('2026-04-27 2026-05-05 2026-05-11'))
})

test('every three weeks on Wednesdays over two school years: after a holiday in its first week, and counted from there', () => {
  assert.deepEqual(
    days({ every: 'weeks', count: 3, first_on: asDay('2025-09-10') }, '2025-09-01', '2027-07-31'),
    written(`2025-09-10 2025-10-01 2025-10-22 2025-11-12 2025-12-03 2026-01-07 2026-01-28 2026-02-25 2026-03-18 2026-04-15
      2026-05-06 2026-06-03 2026-06-24 2026-07-15 2026-09-02 2026-09-23 2026-10-14 2026-11-04 2026-11-25 2026-12-16
      2027-01-06 2027-01-27 2027-02-24 2027-03-17 2027-04-14 2027-05-05 2027-05-26 2027-06-16 2027-07-07`),
  )
})

test('every two months: the same day of the month, or the next school day', () => {
  assert.deepEqual(
    days({ every: 'months', count: 2, first_on: asDay('2025-09-15') }, '2025-09-01', '2026-09-30'),
    written('2025-09-15 2025-11-17 2026-01-15 2026-03-16 2026-05-15 2026-07-15 2026-09-15'),
  )
})

test('monthly from 30 January: the last of February, and after Easter', () => {
  assert.deepEqual(
    days({ every: 'months', count: 1, first_on: asDay('2026-01-30') }, '2026-01-01', '2026-06-29'),
    written('2026-01-30 2026-03-02 2026-04-13 2026-04-30 2026-06-01'),
  )
})

test('each half-term, the second Thursday week; each term, the first Friday', () => {
  assert.deepEqual(
    days({ every: 'half_term', week: 2, weekday: 4 }, '2025-08-01', '2026-07-31'),
    written('2025-09-11 2025-11-13 2026-01-15 2026-03-05 2026-04-23 2026-06-11'),
  )
  assert.deepEqual(
    days({ every: 'term', week: 1, weekday: 5 }, '2025-08-01', '2026-07-31'),
    written('2025-09-05 2026-01-09 2026-04-17'),
  )
  assert.deepEqual(days({ every: 'half_term', week: 2, weekday: 4 }, '2026-03-05', '2026-04-22'), ['2026-03-05'])
})

test('on chosen days: those, school days or not; and a day that no calendar covers is said', () => {
  const on = ['2026-08-12', '2025-10-28', '2026-08-12'].map(asDay)
  assert.deepEqual(days({ every: 'dates', on }, '2025-09-01', '2026-08-31'), ['2025-10-28', '2026-08-12'])
  assert.throws(
    () => days({ every: 'weeks', count: 1, first_on: asDay('2028-06-05') }, '2028-06-01', '2028-09-30'),
    CalendarGap,
  )
})
