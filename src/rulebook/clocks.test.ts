import assert from 'node:assert/strict'
import { test } from 'node:test'
import { marlshireEntries } from '../../test/support/printed-calendar.ts'
import { circumstance, enrolled, factsOf, keptByAll, lives } from '../../test/support/rulebook-facts.ts'
import { schoolCalendar } from './calendars.ts'
import type { Clocks } from './clocks.ts'
import { asDay } from './days.ts'
import { evaluate } from './evaluate.ts'
import type { Facts } from './facts.ts'
import { defaultPolicy } from './policies.ts'

const marlshire = schoolCalendar({ name: 'the calendar of Marlshire', entries: marlshireEntries })
const noTerms = schoolCalendar({ name: 'the authority’s calendar', entries: [] })
const levelTwo = ({ clocks, gaps }: Clocks): Clocks => ({
  clocks: clocks.filter(({ rule }) => rule === 'level_two'),
  gaps: gaps.filter(({ rule }) => rule === 'level_two'),
})
const clocks = (facts: Facts, on: string): Clocks =>
  levelTwo(evaluate(facts, { policies: defaultPolicy }, keptByAll(marlshire), asDay(on)))

test('one clock runs on through different reasons for being out, and a second starts after a spell in school', () => {
  const facts = factsOf({
    residences: [lives('2025-09-01')],
    enrolments: [enrolled('2025-11-03', '2025-12-01')],
    circumstances: [
      circumstance('awaiting_place', '2025-09-10', '2025-09-20'),
      circumstance('whereabouts_unknown', '2025-09-20', '2025-10-01'),
    ],
  })
  assert.deepEqual(
    clocks(facts, '2026-03-01').clocks.map(({ opened_on, ended_on, due_on, status }) => [
      opened_on,
      ended_on,
      due_on,
      status,
    ]),
    [
      // from Wed 3 September: Tue 30 September, as on the printed calendar; back on Mon 3 November
      ['2025-09-01', '2025-11-03', '2025-09-30', 'met_late'],
      // 5 Dec 5 · 12 Dec 10 · 19 Dec 15 · Christmas and INSET · 9 Jan 19 · Mon 12 is 20
      ['2025-12-01', '2031-06-28', '2026-01-12', 'breached'],
    ],
  )
})

test('whereabouts unknown opens no clock before compulsory age', () => {
  // born 1 January 2021: of age from 31 March 2026
  const facts = factsOf({
    born_on: asDay('2021-01-01'),
    circumstances: [circumstance('whereabouts_unknown', '2025-10-01')],
  })
  assert.deepEqual(clocks(facts, '2026-03-30').clocks, [])
  assert.deepEqual(
    clocks(facts, '2026-03-31').clocks.map(clock => clock.opened_on),
    ['2026-03-31'],
  )
})

test('a clock opens on its day, not before', () => {
  const facts = factsOf({ residences: [lives('2025-10-13')] })
  assert.equal(clocks(facts, '2025-10-12').clocks.length, 0)
  const [clock] = clocks(facts, '2025-10-13').clocks
  assert.equal(clock?.counted_to, 1)
})

test('the law’s 20 days are the policy’s to set', () => {
  const policy = { ...defaultPolicy, level_two: { days: 5, unit: 'school_days' } as const }
  const facts = factsOf({ residences: [lives('2025-10-13')] })
  const [clock] = levelTwo(evaluate(facts, { policies: policy }, keptByAll(marlshire), asDay('2025-10-18'))).clocks
  assert.equal(clock?.due_on, '2025-10-17')
  assert.equal(clock?.status, 'breached')
})

test('a missing year is reported for the clock that needs it, and the rest of the child stands', () => {
  // from Mon 10 July 2028 seven school days are left
  const facts = factsOf({ residences: [lives('2028-07-10')] })
  const { clocks: found, gaps } = clocks(facts, '2028-07-12')
  assert.deepEqual(found, [])
  assert.equal(gaps.length, 1)
  assert.equal(gaps[0]?.opened_on, '2028-07-10')
  assert.match(gaps[0]?.problem ?? '', /no term dates for 2028\/29 in the calendar of Marlshire/)
  const answer = evaluate(facts, { policies: defaultPolicy }, keptByAll(noTerms), asDay('2028-07-12'))
  assert.equal(answer.states[0]?.state, 'unexplained')
  assert.match(answer.gaps[0]?.problem ?? '', /no term dates for 2027\/28 in the authority’s calendar/)
})

test('a clock that is breached stays so after its calendar ends, and counts as far as the calendar goes', () => {
  // from Mon 12 June 2028: 16 Jun 5 · 23 Jun 10 · 30 Jun 15 · 7 Jul 20 · 14 Jul 25 · Mon 17 and Tue 18 are 26 and 27
  const facts = factsOf({ residences: [lives('2028-06-12')] })
  const { clocks: found, gaps } = clocks(facts, '2028-09-20')
  assert.deepEqual(gaps, [])
  assert.equal(found[0]?.due_on, '2028-07-07')
  assert.equal(found[0]?.status, 'breached')
  assert.equal(found[0]?.counted_to, 27)
})

test('no level-two clock for a time before the rule', () => {
  const early = schoolCalendar({
    name: 'old calendar',
    entries: [{ kind: 'term', starts_on: asDay('2018-01-01'), last_on: asDay('2018-07-20'), name: 'term' }],
  })
  const facts = factsOf({ born_on: asDay('2008-01-01'), residences: [lives('2018-02-01', '2018-03-01')] })
  assert.deepEqual(levelTwo(evaluate(facts, { policies: defaultPolicy }, keptByAll(early), asDay('2018-04-01'))), {
    clocks: [],
    gaps: [],
  })
  const still = factsOf({ born_on: asDay('2008-01-01'), residences: [lives('2018-02-01')] })
  assert.equal(
    levelTwo(evaluate(still, { policies: defaultPolicy }, keptByAll(early), asDay('2018-04-01'))).clocks.length,
    1,
  )
})

test('a change of band alone is a reason to look again', () => {
  const facts = factsOf({
    residences: [lives('2025-09-01')],
    circumstances: [circumstance('plan', '2025-09-01', '2025-12-01')],
  })
  assert.equal(
    evaluate(facts, { policies: defaultPolicy }, keptByAll(marlshire), asDay('2025-11-01')).next_look_on,
    '2025-12-01',
  )
})

test('a child of whom nothing more can change needs no look', () => {
  const facts = factsOf({ residences: [lives('2025-09-01', '2025-10-01')] })
  assert.equal(
    evaluate(facts, { policies: defaultPolicy }, keptByAll(marlshire), asDay('2026-01-01')).next_look_on,
    null,
  )
})
