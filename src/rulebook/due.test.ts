/** Dates that are no count of days, worked out by hand on the printed calendars; and the strip of every count. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { bankHolidays, marlshireEntries, sixTermEntries } from '../../test/support/printed-calendar.ts'
import { CalendarGap, schoolCalendar } from './calendars.ts'
import { asDay } from './days.ts'
import { derive, dueOn } from './due.ts'
import { byDate, byEndOf, type Count, within, withinDays, withinSchoolDays, withinWorkingDays } from './rule.ts'
import { workingCalendar } from './working-calendar.ts'

const working = workingCalendar(bankHolidays.map(({ on, name }) => ({ on: asDay(on), name })))
const marlshire = { school: schoolCalendar({ name: 'Marlshire', entries: marlshireEntries }), working }
const sixTerms = { school: schoolCalendar({ name: 'Six Terms School', entries: sixTermEntries }), working }

const onMarlshire = (count: Count, opened_on: string): string => dueOn(count, asDay(opened_on), marlshire)
const onSixTerms = (count: Count, opened_on: string): string => dueOn(count, asDay(opened_on), sixTerms)

test('the end of a half-term is the last school day before the next break', () => {
  // Fri 24 Oct · half-term from Mon 27
  assert.equal(onMarlshire(byEndOf('half_term'), '2025-09-01'), '2025-10-24')
  assert.equal(onMarlshire(byEndOf('half_term'), '2025-10-24'), '2025-10-24')
  // From inside half-term, and from the INSET day after it, the second half: Fri 19 Dec
  assert.equal(onMarlshire(byEndOf('half_term'), '2025-10-28'), '2025-12-19')
  assert.equal(onMarlshire(byEndOf('half_term'), '2025-11-03'), '2025-12-19')
  // Thu 25 Mar, before Good Friday
  assert.equal(onMarlshire(byEndOf('half_term'), '2027-02-22'), '2027-03-25')
  // A half-term that is a gap between two terms: Fri 17 Oct
  assert.equal(onSixTerms(byEndOf('half_term'), '2025-09-15'), '2025-10-17')
})

test('a half-term by another name is a half-term', () => {
  const entries = marlshireEntries.map(entry =>
    entry.kind === 'half_term' ? { ...entry, name: 'October break' } : entry,
  )
  const school = schoolCalendar({ name: 'Marlshire', entries })
  assert.equal(dueOn(byEndOf('half_term'), asDay('2025-09-08'), { school, working }), '2025-10-24')
  assert.equal(dueOn(byEndOf('term'), asDay('2025-09-08'), { school, working }), '2025-12-19')
})

test('a day off that is named for a holiday ends no term', () => {
  const entries = [
    ...marlshireEntries,
    ...[
      {
        kind: 'closure',
        name: 'summer holiday',
        starts_on: asDay('2025-09-12'),
        last_on: asDay('2025-09-12'),
      } as const,
    ],
  ]
  const school = schoolCalendar({ name: 'Marlshire', entries })
  assert.equal(dueOn(byEndOf('term'), asDay('2025-09-08'), { school, working }), '2025-12-19')
})

test('the end of the last term, of a month and of a school year', () => {
  assert.equal(onMarlshire(byEndOf('term'), '2028-07-18'), '2028-07-18')
  assert.throws(() => onMarlshire(byEndOf('term'), '2028-07-19'), CalendarGap)
  assert.equal(onMarlshire(byEndOf('month'), '2028-02-01'), '2028-02-29')
  assert.equal(onMarlshire(byEndOf('month'), '2026-12-31'), '2026-12-31')
  assert.equal(onMarlshire(byEndOf('academic_year'), '2026-07-31'), '2026-07-31')
  assert.equal(onMarlshire(byEndOf('academic_year'), '2026-08-01'), '2027-07-31')
})

test('weeks, months, years and dates', () => {
  assert.equal(onMarlshire(within(6, 'weeks'), '2026-01-26'), '2026-03-09')
  assert.equal(onMarlshire(within(1, 'months'), '2027-01-31'), '2027-02-28')
  assert.equal(onMarlshire(within(4, 'years'), '2028-02-29'), '2032-02-29')
  assert.equal(onMarlshire(byDate(15, 2), '2026-02-15'), '2026-02-15')
  assert.equal(onMarlshire(byDate(15, 2), '2026-02-16'), '2027-02-15')
})

test('a count of no days is due on the day itself, whatever day it is', () => {
  for (const count of [withinSchoolDays(0), withinWorkingDays(0), withinDays(0), withinDays(0, 'day_itself')]) {
    assert.equal(onMarlshire(count, '2025-12-25'), '2025-12-25')
  }
})

test('the strip names what was counted and why the rest was not', () => {
  // Wed 24 Dec 1 · Christmas Day, Boxing Day · weekend · Mon 29 is 2
  const strip = derive(withinWorkingDays(2), asDay('2025-12-23'), marlshire)
  assert.deepEqual(strip, {
    due_on: '2025-12-29',
    counted: ['2025-12-24', '2025-12-29'],
    skipped: [
      { day: '2025-12-25', reason: 'Christmas Day' },
      { day: '2025-12-26', reason: 'Boxing Day' },
      { day: '2025-12-27', reason: 'Saturday' },
      { day: '2025-12-28', reason: 'Sunday' },
    ],
  })
  assert.deepEqual(derive(within(2, 'months'), asDay('2027-12-31'), marlshire).counted, ['2028-01-31', '2028-02-29'])
})
