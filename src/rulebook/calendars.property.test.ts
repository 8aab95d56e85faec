import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { countBetween, gap, lastCounted, meetsOn, nthFrom } from '../../test/support/naive-days.ts'
import { calendarEntries, dayWithin } from '../../test/support/random-rulebook.ts'
import { CalendarGap, schoolCalendar } from './calendars.ts'
import { addDays, schoolDays } from './days.ts'

const orGap = <T>(count: () => T): T | typeof gap => {
  try {
    return count()
  } catch (error) {
    if (error instanceof CalendarGap) return gap
    throw error
  }
}

const randomDay = dayWithin('2024-07-01', 1900)
const calendarOf = (entries: Parameters<typeof schoolCalendar>[0]['entries']) =>
  schoolCalendar({ name: 'Any', entries })

test('a random calendar says the same of every day as the naive counter', () => {
  fc.assert(
    fc.property(calendarEntries, randomDay, (entries, from) => {
      const calendar = calendarOf(entries)
      for (let i = 0; i < 90; i++) {
        const day = addDays(from, i)
        assert.equal(
          orGap(() => calendar.isSchoolDay(day)),
          meetsOn(entries, day),
          day,
        )
      }
    }),
    { numRuns: 60 },
  )
})

test('the n-th school day is that of the naive counter', () => {
  fc.assert(
    fc.property(calendarEntries, randomDay, fc.integer({ min: 1, max: 60 }), (entries, from, n) => {
      const calendar = calendarOf(entries)
      const nth = orGap(() => calendar.nthSchoolDay(from, schoolDays(n)))
      assert.equal(nth, nthFrom(entries, from, n))
      assert.equal(
        orGap(() => calendar.schoolDaysAfter(from, schoolDays(n))),
        nthFrom(entries, addDays(from, 1), n),
      )
      if (nth !== gap) assert.equal(calendar.schoolDaysBetween(from, addDays(nth, 1)), n)
    }),
    { numRuns: 100 },
  )
})

test('school days between two days are those of the naive counter, and of the strip', () => {
  fc.assert(
    fc.property(calendarEntries, randomDay, fc.integer({ min: -30, max: 400 }), (entries, from, days) => {
      const calendar = calendarOf(entries)
      const until = addDays(from, days)
      const between = orGap(() => calendar.schoolDaysBetween(from, until))
      assert.equal(between, countBetween(entries, from, until))
      if (between === gap || days < 1) return
      const { counted, skipped } = calendar.derivation(from, addDays(until, -1))
      assert.equal(counted.length, between)
      assert.equal(counted.length + skipped.length, days)
      for (const { reason } of skipped) assert.notEqual(reason, '')
    }),
    { numRuns: 100 },
  )
})

test('a calendar covers what can be counted', () => {
  fc.assert(
    fc.property(calendarEntries, randomDay, (entries, from) => {
      const calendar = calendarOf(entries)
      const expected = meetsOn(entries, from) === gap ? gap : lastCounted(entries, from)
      assert.equal(
        orGap(() => calendar.coveredUntil(from)),
        expected,
      )
    }),
    { numRuns: 20 },
  )
})
