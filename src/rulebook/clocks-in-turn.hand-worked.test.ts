/** Clocks that follow one another, worked by hand on the printed calendar of Marlshire. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { marlshireEntries } from '../../test/support/printed-calendar.ts'
import {
  enrolled,
  factsOf,
  happened,
  keptByAll,
  lives,
  lookedAfter,
  provided,
} from '../../test/support/rulebook-facts.ts'
import { schoolCalendar } from './calendars.ts'
import { asDay } from './days.ts'
import { evaluate } from './evaluate.ts'
import type { Facts } from './facts.ts'
import { defaultPolicy } from './policies.ts'

const calendars = keptByAll(schoolCalendar({ name: 'Marlshire', entries: marlshireEntries }))

/** The clocks of one rule as they stand on a day: opened, due, how it stands, and why it stopped. */
const clocksOn = (facts: Facts, rule: string, on: string): string[] =>
  evaluate(facts, { policies: defaultPolicy }, calendars, asDay(on))
    .clocks.filter(clock => clock.rule === rule)
    .map(({ opened_on, due_on, status, stopped_because }) =>
      [opened_on, due_on, status, ...(stopped_because === null ? [] : [stopped_because])].join(' '),
    )

const atSchool = { residences: [lives('2020-01-01')], enrolments: [enrolled('2019-09-02')] }

test('each annual review opens the next year, though nobody recorded when the plan was issued', () => {
  const facts = factsOf({
    ...atSchool,
    happenings: [happened('ehc_reviewed', '2024-11-20'), happened('ehc_reviewed', '2025-12-01')],
  })
  assert.deepEqual(clocksOn(facts, 'EHC8', '2026-06-01'), [
    '2024-11-20 2025-11-20 met_late',
    '2025-12-01 2026-12-01 open',
  ])
})

test('a plan that was given up stops the year that runs', () => {
  const facts = factsOf({
    ...atSchool,
    happenings: [happened('ehc_issued', '2025-09-10'), happened('ehc_ceased', '2026-03-02')],
  })
  assert.deepEqual(clocksOn(facts, 'EHC8', '2027-01-01'), ['2025-09-10 2026-09-10 stopped withdrawn'])
})

test('a request refused keeps the six weeks and ends the sixteen and the twenty', () => {
  const facts = factsOf({
    ...atSchool,
    happenings: [happened('ehc_requested', '2026-01-12'), happened('ehc_assessment_refused', '2026-02-20')],
  })
  // Mondays: 19 Jan 1 · 26 Jan 2 · 2 Feb 3 · 9 Feb 4 · 16 Feb 5 · 23 Feb 6 · 4 May 16 · 1 Jun 20
  assert.deepEqual(clocksOn(facts, 'EHC1', '2026-03-01'), ['2026-01-12 2026-02-23 met'])
  assert.deepEqual(clocksOn(facts, 'EHC3', '2026-03-01'), ['2026-01-12 2026-05-04 stopped superseded'])
  assert.deepEqual(clocksOn(facts, 'EHC6', '2026-03-01'), ['2026-01-12 2026-06-01 stopped superseded'])
})

test('a term without a review of the plan stays so, and the next review is that of its own term', () => {
  const facts = factsOf({
    ...atSchool,
    care: [lookedAfter('us', '2025-08-20')],
    happenings: [happened('pep_reviewed', '2026-02-10'), happened('pep_reviewed', '2026-06-16')],
  })
  // Terms begin on 1 September, 5 January and 13 April, and end on 19 December, 27 March and 17 July
  assert.deepEqual(clocksOn(facts, 'L5', '2026-07-31'), [
    '2025-09-01 2025-12-19 breached superseded',
    '2026-01-05 2026-03-27 met',
    '2026-04-13 2026-07-17 met',
  ])
})

test('a child who is green again is watched again, and one who is green no longer is not', () => {
  const facts = factsOf({
    ...atSchool,
    provisions: [
      provided('reduced_timetable', '2025-09-08', '2025-10-06', 16),
      provided('reduced_timetable', '2026-01-12', '2026-02-02', 18),
    ],
  })
  assert.deepEqual(clocksOn(facts, 'RAG3.watch', '2026-06-01'), [
    '2025-09-08 2025-12-08 stopped superseded',
    '2026-01-12 2026-04-12 stopped superseded',
  ])
})
