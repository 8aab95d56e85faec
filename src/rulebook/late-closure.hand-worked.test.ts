/** Whether a closure that was announced after a clock ran out moves it: a choice of the authority's policy, by hand on the printed calendar. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { marlshireEntries } from '../../test/support/printed-calendar.ts'
import { enrolled, factsOf, happened, keptByAll } from '../../test/support/rulebook-facts.ts'
import { type CalendarEntry, schoolCalendar } from './calendars.ts'
import { asDay, type Day } from './days.ts'
import { evaluate } from './evaluate.ts'
import { defaultPolicy } from './policies.ts'

/** Closed on a day, announced on another. */
const calendars = (closed: string, announced: string) => {
  const closure: CalendarEntry = {
    kind: 'closure',
    starts_on: asDay(closed),
    last_on: asDay(closed),
    name: 'Burst pipe',
  }
  const with_it = schoolCalendar({ name: 'Marlshire', entries: [...marlshireEntries, closure] })
  const without = schoolCalendar({ name: 'Marlshire', entries: marlshireEntries })
  const schoolOf = (_: number | null, by?: Day) => (by !== undefined && asDay(announced) > by ? without : with_it)
  return { ...keptByAll(with_it), schoolOf }
}

// Applied Mon 13 Oct 2025: the 15th school day after is Tue 11 November; with Thu 6 November closed it is Wed 12.
const facts = factsOf({
  enrolments: [enrolled('2020-09-01')],
  happenings: [happened('place_applied_for', '2025-10-13')],
})
const due = (late_closure_moves_breached: boolean | null, closed: string, announced: string) => {
  const policy = { ...defaultPolicy, late_closure_moves_breached }
  const { clocks } = evaluate(facts, { policies: policy }, calendars(closed, announced), asDay('2025-12-01'))
  return clocks.find(({ rule }) => rule === 'F1')
}

test('a closure announced in time moves the clock, whatever the policy', () => {
  for (const choice of [true, false, null]) assert.equal(due(choice, '2025-11-06', '2025-11-06')?.due_on, '2025-11-12')
  assert.equal(due(false, '2025-11-06', '2025-11-11')?.due_on, '2025-11-12')
})

test('one announced after the last day moves it only where the policy says so, and the derivation tells', () => {
  assert.equal(due(true, '2025-11-06', '2025-11-20')?.due_on, '2025-11-12')
  const left = due(false, '2025-11-06', '2025-11-20')
  assert.equal(left?.due_on, '2025-11-11')
  assert.match(left?.because ?? '', /announced after that day does not move it/)
  assert.doesNotMatch(due(false, '2025-11-06', '2025-11-06')?.because ?? '', /does not move it/)
})
