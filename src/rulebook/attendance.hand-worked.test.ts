/** The registers of test/support/printed-registers.ts, counted on a printed calendar before the rules were written. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { printedRegisters } from '../../test/support/printed-registers.ts'
import { attendanceOf } from './attendance.ts'
import { schoolCalendar } from './calendars.ts'
import { weeksOfCalendar } from './school-weeks.ts'

test('registers counted on paper', async t => {
  for (const { why, entries, marks, on, sums, flags } of printedRegisters) {
    await t.test(`${why}, on ${on}`, () => {
      const weeks = weeksOfCalendar(schoolCalendar({ name: 'the printed calendar', entries }))
      const said = attendanceOf(marks, weeks, on)
      const { possible, attended, authorised, unauthorised } = said
      assert.deepEqual({ possible, attended, authorised, unauthorised }, sums)
      assert.deepEqual(
        said.flags.map(({ rule }) => rule),
        flags,
        said.flags.map(({ rule, because }) => `${rule}: ${because}`).join('\n'),
      )
      assert.deepEqual([said.persistent, said.severe], [flags.includes('A6'), flags.includes('A6.severe')])
      assert.deepEqual(said.problems, [])
    })
  }
})
