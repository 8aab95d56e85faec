import assert from 'node:assert/strict'
import { test } from 'node:test'
import { circumstance, enrolled, factsOf, lives, provided } from '../../test/support/rulebook-facts.ts'
import { type BandQuestion, bandOf, bandsOf, bandTable } from './bands.ts'
import { asDay } from './days.ts'
import type { Facts } from './facts.ts'
import { defaultPolicy } from './policies.ts'
import { ruleOn } from './rules.ts'

const asked = (weekly_hours: number | null, known: Partial<BandQuestion> = {}): string =>
  bandOf({ weekly_hours, has_place: true, has_plan: false, is_stuck: false, ...known }, defaultPolicy).band

test('first match wins: red, green, amber, and what the policy leaves open', () => {
  assert.equal(asked(0, { is_stuck: true, has_plan: true }), 'red')
  assert.equal(asked(30, { is_stuck: true }), 'green')
  assert.equal(asked(30, { is_stuck: true, has_place: false }), 'red')
  assert.equal(asked(24.9, { is_stuck: true }), 'red')
  assert.equal(asked(16, { has_plan: true }), 'green')
  assert.equal(asked(15, { has_plan: true }), 'unclassified')
  assert.equal(asked(11, { has_plan: true }), 'unclassified')
  assert.equal(asked(10.9, { has_plan: true }), 'amber')
  assert.equal(asked(0), 'unclassified')
})

test('hours nobody recorded decide nothing, but a reduced timetable is known to be short', () => {
  assert.equal(asked(null, { has_plan: true }), 'unclassified')
  assert.equal(asked(null, { is_stuck: true }), 'unclassified')
  assert.equal(asked(null, { is_stuck: true, is_reduced: true }), 'red')
})

test('the thresholds are the policy’s', () => {
  const policy = { ...defaultPolicy, full_time_hours: 20, green_over_hours: 12, amber_under_hours: 8 }
  const question = { has_place: true, has_plan: true, is_stuck: false }
  assert.equal(bandOf({ ...question, weekly_hours: 13 }, policy).band, 'green')
  assert.equal(bandOf({ ...question, weekly_hours: 8 }, policy).gap, '8 to 12 hours a week')
  assert.equal(bandOf({ ...question, weekly_hours: 21, is_stuck: true }, policy).band, 'green')
})

const bands = (facts: Facts): string[] =>
  bandsOf(facts, defaultPolicy).map(
    span => `${span.starts_on} ${span.ends_on ?? 'open'} ${span.band} ${span.weekly_hours}`,
  )

test('a plan and being stuck change the band within one state', () => {
  const facts = factsOf({
    residences: [lives('2025-09-01', '2026-02-01')],
    circumstances: [
      circumstance('plan', '2025-10-01', '2025-12-01'),
      circumstance('stuck', '2025-11-01', '2026-01-01'),
    ],
  })
  assert.deepEqual(bands(facts), [
    '2025-09-01 2025-10-01 unclassified 0',
    '2025-10-01 2025-11-01 amber 0',
    '2025-11-01 2026-01-01 red 0',
    '2026-01-01 2026-02-01 unclassified 0',
  ])
})

test('a reduced timetable of unrecorded hours is red once stuck', () => {
  const facts = factsOf({
    enrolments: [enrolled('2025-09-01', '2025-12-01')],
    provisions: [provided('reduced_timetable', '2025-09-01', '2025-12-01')],
    circumstances: [circumstance('stuck', '2025-10-01', '2025-12-01')],
  })
  assert.deepEqual(bands(facts), ['2025-09-01 2025-10-01 unclassified null', '2025-10-01 2025-12-01 red null'])
})

test('full-time provision without a school place is red once stuck', () => {
  const facts = factsOf({
    provisions: [provided('interim', '2025-09-01', '2025-12-01', 25)],
    circumstances: [circumstance('stuck', '2025-10-01', '2025-12-01')],
  })
  assert.deepEqual(bands(facts), ['2025-09-01 2025-10-01 green 25', '2025-10-01 2025-12-01 red 25'])
})

test('no band for home education, for a full roll, or outside compulsory age', () => {
  const home = [lives('2025-09-01')]
  assert.deepEqual(
    bands(factsOf({ born_on: asDay('2022-01-01'), residences: [lives('2025-09-01', '2026-01-01')] })),
    [],
  )
  assert.deepEqual(bands(factsOf({ born_on: asDay('2005-01-01'), residences: home })), [])
  assert.deepEqual(
    bands(factsOf({ born_on: null, residences: home, provisions: [provided('home_education', '2025-09-01')] })),
    [],
  )
  assert.deepEqual(bands(factsOf({ enrolments: [enrolled('2025-09-01')] })).length, 0)
})

test('every row of the table of bands names a rule that exists', () => {
  for (const { rule } of bandTable) assert.ok(ruleOn(rule, asDay('2026-11-22')), rule)
})
