import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { gap } from '../../test/support/naive-days.ts'
import { naiveDue } from '../../test/support/naive-due.ts'
import { calendarEntries, dayWithin } from '../../test/support/random-rulebook.ts'
import { CalendarGap, schoolCalendar } from './calendars.ts'
import { addDays, type Day } from './days.ts'
import { derive, dueOn } from './due.ts'
import type { Count } from './rule.ts'
import { workingCalendar } from './working-calendar.ts'

const orGap = <T>(count: () => T): T | typeof gap => {
  try {
    return count()
  } catch (error) {
    if (error instanceof CalendarGap) return gap
    throw error
  }
}

const first = fc.constantFrom('day_after' as const, 'day_itself' as const)
const byDays = fc.record({
  by: fc.constant('days' as const),
  unit: fc.constantFrom('school_days' as const, 'working_days' as const, 'calendar_days' as const),
  length: fc.integer({ min: 0, max: 60 }),
  first,
})
const bySpan = fc.record({
  by: fc.constant('span' as const),
  unit: fc.constantFrom('weeks' as const, 'months' as const, 'years' as const),
  length: fc.integer({ min: 0, max: 7 }),
})
const byDate = fc.record({
  by: fc.constant('date' as const),
  month: fc.integer({ min: 1, max: 12 }),
  day: fc.integer({ min: 1, max: 28 }),
})
const byEnd = fc.record({
  by: fc.constant('end_of' as const),
  what: fc.constantFrom('term' as const, 'half_term' as const, 'month' as const, 'academic_year' as const),
})
const anyCount: fc.Arbitrary<Count> = fc.oneof(byDays, bySpan, byDate, byEnd)

const randomDay = dayWithin('2024-07-01', 1900)
/** Bank holidays strewn over some years; a year without any is not covered. */
const holidays: fc.Arbitrary<Day[]> = fc.array(dayWithin('2024-01-01', 2200), { minLength: 1, maxLength: 40 })

const calendarsOf = (entries: Parameters<typeof schoolCalendar>[0]['entries'], free: readonly Day[]) => ({
  school: schoolCalendar({ name: 'Any', entries }),
  working: workingCalendar(free.map(on => ({ on, name: 'a bank holiday' }))),
})

test('every due date is that of the naive counter', () => {
  fc.assert(
    fc.property(calendarEntries, holidays, randomDay, anyCount, (entries, free, opened_on, count) => {
      const due_on = orGap(() => dueOn(count, opened_on, calendarsOf(entries, free)))
      assert.equal(due_on, naiveDue(count, opened_on, { entries, holidays: free }))
    }),
    { numRuns: 400 },
  )
})

test('the end of a term and of a half-term are those of the naive counter', () => {
  fc.assert(
    fc.property(calendarEntries, randomDay, byEnd, (entries, opened_on, count) => {
      const due_on = orGap(() => dueOn(count, opened_on, calendarsOf(entries, [])))
      assert.equal(due_on, naiveDue(count, opened_on, { entries, holidays: [] }))
    }),
    { numRuns: 200 },
  )
})

test('a strip has every day from the first to the due one once, and counts as many as the rule says', () => {
  fc.assert(
    fc.property(calendarEntries, holidays, randomDay, byDays, (entries, free, opened_on, count) => {
      const due = orGap(() => derive(count, opened_on, calendarsOf(entries, free)))
      if (due === gap || count.length === 0) return
      const days = [...due.counted, ...due.skipped.map(({ day }) => day)].sort()
      const from = count.first === 'day_itself' ? opened_on : addDays(opened_on, 1)
      assert.deepEqual(
        days,
        days.map((_, i) => addDays(from, i)),
      )
      assert.equal(days.at(-1), due.due_on)
      assert.equal(due.counted.length, count.length)
      for (const { reason } of due.skipped) assert.notEqual(reason, '')
    }),
    { numRuns: 150 },
  )
})
