import assert from 'node:assert/strict'
import { test } from 'node:test'
import { bankHolidays, marlshireEntries } from '../../test/support/printed-calendar.ts'
import { schoolCalendar } from './calendars.ts'
import { asDay } from './days.ts'
import { dueOn } from './due.ts'
import { fairAccessCategories } from './fair-access-categories.ts'
import { workingCalendar } from './working-calendar.ts'

const calendars = {
  school: schoolCalendar({ name: 'Marlshire', entries: marlshireEntries }),
  working: workingCalendar(bankHolidays.map(({ on, name }) => ({ on: asDay(on), name }))),
}

const reachedOn = (key: string, from: string): string => {
  const count = fairAccessCategories.find(category => category.key === key)?.count
  return count ? dueOn(count, asDay(from), calendars) : assert.fail(`${key} speaks of no time`)
}

test('thirteen categories, from a to m, each with its source', () => {
  assert.equal(fairAccessCategories.map(({ key }) => key).join(''), 'abcdefghijklm')
  for (const { key, text, source, count, from } of fairAccessCategories) {
    assert.ok(text.length > 5 && source.includes(`3.17(${key})`), key)
    assert.equal(count === null, from === null, key)
  }
})

test('a plan that ended counts for twelve months', () => {
  assert.equal(reachedOn('a', '2025-11-14'), '2026-11-14')
  // 2029 has no 29 February
  assert.equal(reachedOn('a', '2028-02-29'), '2029-02-28')
})

test('four weeks out of education, school holidays included', () => {
  // Mon 12 Oct · 19 Oct 1 · 26 Oct 2 (half-term) · 2 Nov 3 · Mon 9 Nov is 4
  assert.equal(reachedOn('l', '2026-10-12'), '2026-11-09')
  // Tue 1 Feb · 8 Feb 1 · 15 Feb 2 · 22 Feb 3 · Tue 29 Feb is 4
  assert.equal(reachedOn('l', '2028-02-01'), '2028-02-29')
})
