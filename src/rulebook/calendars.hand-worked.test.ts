/**
 * Dates counted by hand on a printed calendar, week by week, before the rule was written. The figures in the margins are
 * running counts at the end of each week, so that anyone with a calendar can check them.
 */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { bankHolidays, marlshireEntries, sixTermEntries } from '../../test/support/printed-calendar.ts'
import { CalendarGap, schoolCalendar } from './calendars.ts'
import { asDay, schoolDays, workingDays } from './days.ts'
import { workingCalendar } from './working-calendar.ts'

const marlshire = schoolCalendar({ name: 'Marlshire', entries: marlshireEntries })
const sixTerms = schoolCalendar({ name: 'Six Terms School', entries: sixTermEntries })
const twentieth = (from: string): string => marlshire.nthSchoolDay(asDay(from), schoolDays(20))

test('the 20th school day, counted on paper', async t => {
  const counted: readonly [from: string, due: string, why: string][] = [
    // 5 Sep 3 · 12 Sep 8 · 19 Sep 13 · 26 Sep 18 · Mon 29 is 19 · Tue 30 is 20
    ['2025-09-03', '2025-09-30', 'an ordinary run of September'],
    // Mon and Tue 1–2 September are INSET, so counting from Monday gives the same day as from Wednesday
    ['2025-09-01', '2025-09-30', 'INSET days at the start of the year'],
    // 17 Oct 5 · 24 Oct 10 · half-term · Mon 3 Nov INSET · 7 Nov 14 · 14 Nov 19 · Mon 17 is 20
    ['2025-10-13', '2025-11-17', 'half-term and an INSET day'],
    ['2025-10-11', '2025-11-17', 'from a Saturday, the same as from the Monday after'],
    // 12 Dec 5 · 19 Dec 10 · Christmas · Mon 5 Jan INSET · 9 Jan 14 · 16 Jan 19 · Mon 19 is 20
    ['2025-12-08', '2026-01-19', 'across Christmas'],
    // 9 Jan 4 · 16 Jan 9 · 23 Jan 14 · 30 Jan 19 · Mon 2 Feb is 20
    ['2025-12-25', '2026-02-02', 'from Christmas Day'],
    // 1 May 5 · Mon 4 May bank holiday · 8 May 9 · 15 May 14 · 22 May 19 · half-term · Mon 1 Jun is 20
    ['2026-04-27', '2026-06-01', 'a bank holiday and a half-term'],
    // 10 Jul 5 · 17 Jul 10 · summer · Tue 1 Sep INSET · 4 Sep 13 · 11 Sep 18 · Mon 14 is 19 · Tue 15 is 20
    ['2026-07-06', '2026-09-15', 'across the summer'],
    // 4 Sep 3 · 11 Sep 8 · 18 Sep 13 · 25 Sep 18 · Mon 28 is 19 · Tue 29 is 20
    ['2026-08-03', '2026-09-29', 'from the middle of the summer break'],
    // 25 Mar (Thu) 4, counting from Mon 22 · Good Friday and Easter · 16 Apr 9 · 23 Apr 14 · 30 Apr 19 · Mon 3 May holiday · Tue 4 is 20
    ['2027-03-22', '2027-05-04', 'Easter, and a bank holiday on what would be the last day'],
    // 28 Jan 3 · 4 Feb 8 · 11 Feb 13 · half-term · 25 Feb 18 · Mon 28 is 19 · Tue 29 is 20
    ['2028-01-26', '2028-02-29', 'ends on 29 February'],
    // 11 Feb 5 · half-term · 25 Feb 10 · 3 Mar 15 (28, 29 Feb, 1, 2, 3 Mar) · 10 Mar 20
    ['2028-02-07', '2028-03-10', 'across 29 February'],
    // Tue 29 Feb to 3 Mar 4 · 10 Mar 9 · 17 Mar 14 · 24 Mar 19 · Mon 27 is 20
    ['2028-02-29', '2028-03-27', 'from 29 February'],
  ]
  for (const [from, due, why] of counted) {
    await t.test(`${from}: ${why}`, () => assert.equal(twentieth(from), due))
  }
})

test('two schools with different terms give different days for the same start', () => {
  // 17 Oct 5 · two weeks off · 7 Nov 10 · 14 Nov 15 · 21 Nov 20
  assert.equal(sixTerms.nthSchoolDay(asDay('2025-10-13'), schoolDays(20)), '2025-11-21')
  // Mon 5 to Wed 7 Jan 3 · Thu 8 snow · Fri 9 is 4
  assert.equal(sixTerms.nthSchoolDay(asDay('2026-01-05'), schoolDays(4)), '2026-01-09')
})

test('school days between two days, counting the first and not the second', () => {
  const between = (from: string, until: string): number => marlshire.schoolDaysBetween(asDay(from), asDay(until))
  assert.equal(between('2025-08-01', '2026-08-01'), 190)
  assert.equal(between('2026-08-01', '2027-08-01'), 190)
  assert.equal(between('2027-08-01', '2028-08-01'), 190)
  assert.equal(between('2025-09-01', '2025-12-20'), 72)
  assert.equal(between('2026-01-01', '2026-04-01'), 54)
  assert.equal(between('2026-04-13', '2026-07-18'), 64)
  assert.equal(between('2025-09-03', '2025-09-30'), 19)
  assert.equal(between('2025-10-27', '2025-11-04'), 0)
  assert.equal(between('2028-02-28', '2028-03-01'), 2)
})

test('school days after a day do not count that day', () => {
  const after = (start: string, n: number): string => marlshire.schoolDaysAfter(asDay(start), schoolDays(n))
  assert.equal(after('2025-12-19', 1), '2026-01-06')
  assert.equal(after('2025-12-22', 5), '2026-01-12')
  assert.equal(after('2025-09-03', 5), '2025-09-10')
  assert.equal(after('2026-07-17', 1), '2026-09-02')
})

test('a day that is not a school day says why', () => {
  const why = (day: string): string | null => marlshire.whyNotSchool(asDay(day))
  assert.equal(why('2025-09-03'), null)
  assert.equal(why('2025-09-06'), 'Saturday')
  assert.equal(why('2025-10-26'), 'Sunday')
  assert.equal(why('2025-10-28'), 'half-term')
  assert.equal(why('2025-11-03'), 'INSET day')
  assert.equal(why('2025-12-25'), 'Christmas Day')
  assert.equal(why('2025-12-24'), 'Christmas holiday')
  assert.equal(why('2026-03-30'), 'Easter holiday')
  assert.equal(why('2026-05-04'), 'Early May bank holiday')
  assert.equal(why('2026-08-05'), 'summer holiday')
  assert.equal(sixTerms.whyNotSchool(asDay('2025-10-22')), 'half-term')
  assert.equal(sixTerms.whyNotSchool(asDay('2026-01-08')), 'closed for snow')
})

test('the strip of a clock names every day it skipped', () => {
  const strip = marlshire.derivation(asDay('2025-10-23'), asDay('2025-11-05'))
  assert.deepEqual(strip.counted, ['2025-10-23', '2025-10-24', '2025-11-04', '2025-11-05'])
  assert.deepEqual(strip.skipped, [
    { day: '2025-10-25', reason: 'Saturday' },
    { day: '2025-10-26', reason: 'Sunday' },
    { day: '2025-10-27', reason: 'half-term' },
    { day: '2025-10-28', reason: 'half-term' },
    { day: '2025-10-29', reason: 'half-term' },
    { day: '2025-10-30', reason: 'half-term' },
    { day: '2025-10-31', reason: 'half-term' },
    { day: '2025-11-01', reason: 'Saturday' },
    { day: '2025-11-02', reason: 'Sunday' },
    { day: '2025-11-03', reason: 'INSET day' },
  ])
})

test('a count that needs a year nobody entered names the calendar and the year', () => {
  // From Mon 10 Jul 2028 only seven school days are left: 14 Jul 5 · Mon 17 is 6 · Tue 18 is 7
  assert.equal(marlshire.nthSchoolDay(asDay('2028-07-10'), schoolDays(7)), '2028-07-18')
  const gap = (count: () => unknown): CalendarGap => {
    try {
      count()
    } catch (error) {
      if (error instanceof CalendarGap) return error
    }
    return assert.fail('no CalendarGap was thrown')
  }
  const beyond = gap(() => marlshire.nthSchoolDay(asDay('2028-07-10'), schoolDays(8)))
  assert.equal(beyond.calendar, 'Marlshire')
  assert.equal(beyond.academic_year, 2028)
  assert.match(beyond.message, /Marlshire/)
  assert.match(beyond.message, /2028\/29/)
  assert.equal(gap(() => marlshire.isSchoolDay(asDay('2025-07-31'))).academic_year, 2024)
  assert.equal(gap(() => marlshire.schoolDaysBetween(asDay('2028-07-01'), asDay('2028-08-02'))).academic_year, 2028)
})

test('working days skip weekends and bank holidays, not school holidays', () => {
  const england = workingCalendar(bankHolidays.map(({ on, name }) => ({ on: asDay(on), name })))
  const after = (start: string, n: number): string => england.workingDaysAfter(asDay(start), workingDays(n))
  // Tue 23 and Wed 24 Dec are 1 and 2 · 25, 26 holidays · Mon 29, Tue 30, Wed 31 are 3, 4, 5
  assert.equal(after('2025-12-22', 5), '2025-12-31')
  // Thu 1 Jan holiday · Fri 2 is 1
  assert.equal(after('2025-12-31', 1), '2026-01-02')
  // Thu 2 Apr 1 · Good Friday · Easter Monday · Tue 7 is 2
  assert.equal(after('2026-04-01', 2), '2026-04-07')
  // Wed 29 Oct to Fri 31 are 1 to 3 in half-term
  assert.equal(after('2025-10-28', 3), '2025-10-31')
  // Mon 28 Feb is 1, Tue 29 Feb is 2
  assert.equal(after('2028-02-27', 2), '2028-02-29')
  assert.throws(() => after('2028-12-29', 5), CalendarGap)
})
