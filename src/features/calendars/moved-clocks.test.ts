import assert from 'node:assert/strict'
import { test } from 'node:test'
import { asDay, type Day } from '../../rulebook/index.ts'
import { type ClockRow, movedClocks, shiftText, sumsOf } from './moved-clocks.ts'

const today = asDay('2026-11-17')
const day = (text: string | null): Day | null => (text === null ? null : asDay(text))
const clock = (opened_on: string, due_on: string | null, more: Partial<ClockRow> = {}): ClockRow => ({
  person_id: 'a',
  sealed: false,
  rule: 'level_two',
  field_class: 'education',
  opened_by: '',
  opened_on: asDay(opened_on),
  due_on: day(due_on),
  breaches_on:
    due_on === null ? null : asDay(due_on.replace(/\d\d$/, last => String(Number(last) + 1).padStart(2, '0'))),
  ended_on: null,
  problem: due_on === null ? 'There are no term dates for 2027/28.' : null,
  ...more,
})

const cases: readonly [what: string, before: ClockRow[], after: ClockRow[], shifts: readonly string[]][] = [
  ['the same', [clock('2026-11-02', '2026-11-27')], [clock('2026-11-02', '2026-11-27')], []],
  [
    'another end, the same day due',
    [clock('2026-11-02', '2026-11-27')],
    [clock('2026-11-02', '2026-11-27', { ended_on: today })],
    [],
  ],
  ['five days later', [clock('2026-11-02', '2026-11-20')], [clock('2026-11-02', '2026-11-25')], ['5 days later']],
  ['a day earlier', [clock('2026-11-02', '2026-11-20')], [clock('2026-11-02', '2026-11-19')], ['1 day earlier']],
  [
    'no day any more',
    [clock('2026-11-02', '2026-11-20')],
    [clock('2026-11-02', null)],
    ['There are no term dates for 2027/28.'],
  ],
  ['a day at last', [clock('2026-11-02', null)], [clock('2026-11-02', '2026-11-20')], ['Can now be worked out']],
  [
    'opened on another day too',
    [clock('2026-11-02', '2026-11-20')],
    [clock('2026-11-04', '2026-11-24')],
    ['4 days later'],
  ],
  ['begun by the change', [], [clock('2026-11-02', '2026-11-20')], ['Begins']],
  ['ended by the change', [clock('2026-11-02', '2026-11-20')], [], ['Ends']],
  [
    'two of one child, one of which moves',
    [clock('2026-09-02', '2026-09-29'), clock('2026-11-02', '2026-11-20')],
    [clock('2026-09-02', '2026-09-29'), clock('2026-11-02', '2026-11-24')],
    ['4 days later'],
  ],
  [
    'two rules of one child',
    [clock('2026-11-02', '2026-11-20'), clock('2026-11-02', '2026-11-09', { rule: 'other' })],
    [clock('2026-11-02', '2026-11-24'), clock('2026-11-02', '2026-11-11', { rule: 'other' })],
    ['4 days later', '2 days later'],
  ],
]
for (const [what, before, after, shifts] of cases) {
  test(`a clock with ${what}`, () => {
    assert.deepEqual(movedClocks(before, after, today).map(shiftText), shifts)
  })
}

test('two clocks of one rule that two facts opened on the same day are not taken for each other', () => {
  const of = (due_on: string, opened_by: string) => clock('2026-11-02', due_on, { opened_by })
  const moved = movedClocks(
    [of('2026-11-20', 'a'), of('2026-11-24', 'b')],
    [of('2026-11-24', 'b'), of('2026-11-23', 'a')],
    today,
  )
  assert.deepEqual(moved.map(shiftText), ['3 days later'])
})

test('what becomes overdue, and what is so no longer, on the day of the change', () => {
  // Due on the 16th it is overdue on the 17th; due on the 18th it is not.
  const moved = [
    ...movedClocks([clock('2026-11-02', '2026-11-16')], [clock('2026-11-02', '2026-11-18')], today),
    ...movedClocks([clock('2026-11-02', '2026-11-18')], [clock('2026-11-02', '2026-11-16')], today),
    ...movedClocks([clock('2026-11-02', '2026-11-12')], [clock('2026-11-02', '2026-11-13')], today),
    ...movedClocks([clock('2026-11-02', '2026-11-12', { ended_on: asDay('2026-11-10') })], [], today),
  ]
  assert.deepEqual(sumsOf(moved), {
    moved: 4,
    later: 2,
    earlier: 1,
    no_longer_overdue: 1,
    newly_overdue: 1,
    lost: 1,
    found: 0,
  })
})
