/**
 * Clocks that facts open, keep and stop, worked by hand on the printed calendars of `test/support/printed-calendar.ts`.
 */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { marlshireEntries, sixTermEntries } from '../../test/support/printed-calendar.ts'
import { enrolled, factsOf, happened, keptByAll, lives, lookedAfter } from '../../test/support/rulebook-facts.ts'
import { schoolCalendar } from './calendars.ts'
import { asDay } from './days.ts'
import { evaluate } from './evaluate.ts'
import type { Facts } from './facts.ts'
import { defaultPolicy } from './policies.ts'

const marlshire = schoolCalendar({ name: 'Marlshire', entries: marlshireEntries })
const sixTerms = schoolCalendar({ name: 'Six Terms School', entries: sixTermEntries })
const calendars = { ...keptByAll(marlshire), schoolOf: (urn: number | null) => (urn === 990002 ? sixTerms : marlshire) }

const clocks = (known: Partial<Facts>, rule: string, on: string) =>
  evaluate(
    factsOf({ enrolments: [enrolled('2020-09-01')], ...known }),
    { policies: defaultPolicy },
    calendars,
    asDay(on),
  )
    .clocks.filter(clock => clock.rule === rule)
    .map(({ opened_on, due_on, ended_on, status, stopped_because }) => [
      opened_on,
      due_on,
      ended_on,
      status,
      stopped_because,
    ])

test('an in-year application: 15 school days, kept in time, kept late, and not at all', () => {
  // Applied Mon 13 Oct 2025: Tue 14 is 1 · 17 Oct 4 · 24 Oct 9 · half-term · Mon 3 Nov INSET · 7 Nov 13 · Mon 10 is 14 · Tue 11 is 15
  const applied = happened('place_applied_for', '2025-10-13')
  const told = (on: string) => ({ happenings: [applied, happened('place_outcome_notified', on)] })
  assert.deepEqual(clocks(told('2025-11-11'), 'F1', '2025-12-01'), [
    ['2025-10-13', '2025-11-11', '2025-11-11', 'met', null],
  ])
  assert.deepEqual(clocks(told('2025-11-12'), 'F1', '2025-12-01'), [
    ['2025-10-13', '2025-11-11', '2025-11-12', 'met_late', null],
  ])
  assert.deepEqual(clocks({ happenings: [applied] }, 'F1', '2025-11-11'), [
    ['2025-10-13', '2025-11-11', null, 'open', null],
  ])
  assert.deepEqual(clocks({ happenings: [applied] }, 'F1', '2025-11-12'), [
    ['2025-10-13', '2025-11-11', null, 'breached', null],
  ])
})

test('an answer that is only recorded for later does not keep a rule before its day', () => {
  const happenings = [happened('place_applied_for', '2025-10-13'), happened('place_outcome_notified', '2025-11-11')]
  assert.deepEqual(clocks({ happenings }, 'F1', '2025-11-03'), [
    ['2025-10-13', '2025-11-11', '2025-11-11', 'open', null],
  ])
})

test('two schools with different terms, and each clock by the school it is of', () => {
  // Permanently excluded on Mon 13 Oct: at Marlshire Tue 14 is 1 · 17 Oct 4 · Mon 20 is 5 · Tue 21 is 6; the six-term school has two weeks off from
  // 20 Oct: 17 Oct 4 · Mon 3 Nov is 5 · Tue 4 is 6
  const at = (school_urn: number) => ({ happenings: [happened('permanently_excluded', '2025-10-13', { school_urn })] })
  assert.equal(clocks(at(990001), 'X10', '2025-10-14')[0]?.[1], '2025-10-21')
  assert.equal(clocks(at(990002), 'X10', '2025-10-14')[0]?.[1], '2025-11-04')
})

test('a child who changes school in the middle: the clock goes on by the days of the school that it is of', () => {
  const enrolments = [enrolled('2020-09-01', '2025-10-20'), enrolled('2025-10-20', null, { school_urn: 990002 })]
  const happenings = [happened('permanently_excluded', '2025-10-13', { school_urn: 990001 })]
  assert.equal(clocks({ enrolments, happenings }, 'X10', '2025-10-30')[0]?.[1], '2025-10-21')
})

test('a personal education plan: 10 working days after care began, over Christmas', () => {
  // Thu 18 Dec: Fri 19 is 1 · Mon 22 2 · 23 3 · 24 4 · Christmas, Boxing Day · 29 5 · 30 6 · 31 7 · New Year · Fri 2 Jan 8 · Mon 5 9 · Tue 6 is 10
  const care = [lookedAfter('us', '2025-12-18')]
  assert.deepEqual(clocks({ care }, 'L3', '2026-01-06'), [['2025-12-18', '2026-01-06', null, 'open', null]])
  assert.deepEqual(clocks({ care }, 'L3', '2026-01-07'), [['2025-12-18', '2026-01-06', null, 'breached', null]])
})

test('death stops what runs, and takes no breach back', () => {
  const happenings = [happened('place_applied_for', '2025-10-13')]
  const died = (on: string) => ({ happenings, died_on: asDay(on) })
  assert.deepEqual(clocks(died('2025-10-20'), 'F1', '2025-12-01')[0]?.slice(2), ['2025-10-20', 'stopped', 'died'])
  assert.deepEqual(clocks(died('2025-11-20'), 'F1', '2025-12-01')[0]?.slice(2), ['2025-11-20', 'breached', 'died'])
})

test('an answer keeps the question that it names, and otherwise the first that waits', () => {
  const first = happened('place_applied_for', '2025-09-10')
  const second = happened('place_applied_for', '2025-09-15')
  const waits = [first, second, happened('place_outcome_notified', '2025-09-17')]
  assert.deepEqual(
    clocks({ happenings: waits }, 'F1', '2025-09-18').map(clock => clock[3]),
    ['met', 'open'],
  )
  const named = [first, second, happened('place_outcome_notified', '2025-09-17', { answers: second.fact_id })]
  assert.deepEqual(
    clocks({ happenings: named }, 'F1', '2025-09-18').map(clock => clock[3]),
    ['open', 'met'],
  )
})

test('what has not commenced opens no clock', () => {
  const facts = { happenings: [happened('home_education_notified', '2025-09-10')] }
  for (const rule of ['W1', 'W4', 'W7', 'W8']) assert.deepEqual(clocks(facts, rule, '2026-11-30'), [])
})

test('full-time education from the sixth day of a suspension, and only of one that is longer than five', () => {
  // Mon 8 Sep is 1 · Fri 12 is 5 · Mon 15 is 6
  const suspended = (ends_on: string, sessions: number) => ({
    happenings: [happened('suspended', '2025-09-08', { ends_on, sessions, school_urn: 990001 })],
  })
  assert.deepEqual(clocks(suspended('2025-09-13', 10), 'X9', '2025-09-20'), [])
  assert.deepEqual(clocks(suspended('2025-09-16', 12), 'X9', '2025-09-15')[0]?.slice(0, 2), [
    '2025-09-08',
    '2025-09-15',
  ])
})

test('what stops clocks stops every one that runs', () => {
  const requests = ['2025-09-10', '2025-09-24'].map(on => happened('ehc_requested', on))
  const happenings = [...requests, happened('ehc_excepted', '2025-10-01')]
  assert.deepEqual(
    clocks({ happenings }, 'EHC6', '2025-11-01').map(clock => clock[3]),
    ['stopped', 'stopped'],
  )
})

test('the written decision of section 19 is owed no longer once the child is over age or back', () => {
  // Born 5 November 2009: of age until Friday 26 June 2026.
  const born_on = asDay('2009-11-05')
  const out = { born_on, enrolments: [enrolled('2020-09-01', '2025-10-13')], residences: [lives('2020-09-01')] }
  assert.deepEqual(clocks(out, 'H1.decision', '2026-11-30')[0]?.slice(2), ['2026-06-27', 'breached', 'over_age'])
  const back = { ...out, enrolments: [enrolled('2020-09-01', '2025-10-13'), enrolled('2025-10-20')] }
  assert.deepEqual(clocks(back, 'H1.decision', '2026-03-01')[0]?.slice(2), ['2025-10-20', 'stopped', 'returned'])
})
