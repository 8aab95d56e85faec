import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type CalendarEntry, CalendarGap, type EntryKind, schoolCalendar } from './calendars.ts'
import { asDay, schoolDays, workingDays } from './days.ts'
import { workingCalendar } from './working-calendar.ts'

const entry = (kind: EntryKind, starts_on: string, last_on: string, name = ''): CalendarEntry => ({
  kind,
  starts_on: asDay(starts_on),
  last_on: asDay(last_on),
  name,
})

const autumnOnly = schoolCalendar({
  name: 'Autumn Only',
  entries: [
    entry('term', '2025-09-01', '2025-12-19', 'Autumn'),
    entry('half_term', '2025-10-27', '2025-10-31'),
    entry('inset', '2025-09-01', '2025-09-01'),
    entry('closure', '2025-09-10', '2025-09-10'),
    entry('holiday', '2025-10-28', '2025-10-28'),
  ],
})

test('a gap too long for a holiday is not called one: terms are missing', () => {
  assert.equal(autumnOnly.whyNotSchool(asDay('2026-02-03')), 'outside term')
  assert.equal(autumnOnly.whyNotSchool(asDay('2025-08-20')), 'summer holiday')
})

test('entries without a name are called by their kind, and a bank holiday shows through a half-term', () => {
  assert.equal(autumnOnly.whyNotSchool(asDay('2025-09-01')), 'INSET day')
  assert.equal(autumnOnly.whyNotSchool(asDay('2025-09-10')), 'school closed')
  assert.equal(autumnOnly.whyNotSchool(asDay('2025-10-27')), 'half-term')
  assert.equal(autumnOnly.whyNotSchool(asDay('2025-10-28')), 'bank holiday')
})

test('a calendar without terms covers no day', () => {
  const empty = schoolCalendar({ name: 'Empty', entries: [entry('holiday', '2025-12-25', '2025-12-25')] })
  assert.deepEqual(empty.academic_years, [])
  assert.throws(() => empty.isSchoolDay(asDay('2025-12-25')), CalendarGap)
})

test('a count does not jump over a missing year', () => {
  const gapped = schoolCalendar({
    name: 'Gapped',
    entries: [entry('term', '2025-09-01', '2026-07-17'), entry('term', '2027-09-01', '2028-07-18')],
  })
  assert.deepEqual(gapped.academic_years, [2025, 2027])
  assert.equal(gapped.coveredUntil(asDay('2025-10-01')), '2026-07-31')
  for (const count of [
    () => gapped.nthSchoolDay(asDay('2026-07-17'), schoolDays(2)),
    () => gapped.schoolDaysBetween(asDay('2026-07-17'), asDay('2027-09-10')),
  ]) {
    assert.throws(count, { name: 'CalendarGap', academic_year: 2026, message: /2026\/27 in Gapped/ })
  }
})

test('an entry that ends before it starts is refused, and there is no school day number 0', () => {
  const backwards = [entry('term', '2025-12-19', '2025-09-01', 'Autumn')]
  assert.throws(() => schoolCalendar({ name: 'Backwards', entries: backwards }), /Autumn.*before it starts/)
  assert.throws(() => autumnOnly.nthSchoolDay(asDay('2025-09-02'), schoolDays(0)), RangeError)
  const england = workingCalendar([{ on: asDay('2025-12-25'), name: 'Christmas Day' }])
  assert.throws(() => england.workingDaysAfter(asDay('2025-09-02'), workingDays(0)), RangeError)
  assert.equal(england.whyNotWorking(asDay('2025-12-25')), 'Christmas Day')
  assert.equal(england.whyNotWorking(asDay('2025-12-27')), 'Saturday')
  assert.equal(england.isWorkingDay(asDay('2025-12-24')), true)
})
