import assert from 'node:assert/strict'
import { test } from 'node:test'
import { circumstance, enrolled, factsOf, lives, provided } from '../../test/support/rulebook-facts.ts'
import { asDay } from './days.ts'
import type { Facts, StateSpan } from './facts.ts'
import { defaultPolicy } from './policies.ts'
import { precedence } from './precedence.ts'
import { ruleOn } from './rules.ts'
import { statesOf } from './states.ts'

const states = (facts: Facts): StateSpan[] => statesOf(facts, defaultPolicy)
const only = (facts: Facts): StateSpan => {
  const [span] = states(facts)
  assert.ok(span)
  return span
}
const periods = (facts: Facts): string[] =>
  states(facts).map(span => `${span.starts_on} ${span.ends_on ?? 'open'} ${span.state}`)

test('a child is ours by home, by school, or by the council’s own record, and otherwise has no state', () => {
  assert.deepEqual(periods(factsOf({ residences: [lives('2025-09-01', null, { in_area: false })] })), [])
  assert.deepEqual(periods(factsOf({ enrolments: [enrolled('2025-09-01', null, { in_area: false })] })), [])
  assert.deepEqual(periods(factsOf({})), [])
  assert.deepEqual(periods(factsOf({ enrolments: [enrolled('2025-09-01', '2025-10-01')] })), [
    '2025-09-01 2025-10-01 on_roll',
  ])
  assert.deepEqual(periods(factsOf({ circumstances: [circumstance('plan', '2025-09-01', '2025-10-01')] })), [
    '2025-09-01 2025-10-01 unexplained',
  ])
})

test('our child on another area’s roll is on roll, and known to live here', () => {
  const span = only(
    factsOf({
      residences: [lives('2025-09-01')],
      enrolments: [enrolled('2025-09-01', null, { in_area: false, school_urn: 990900 })],
    }),
  )
  assert.equal(span.state, 'on_roll')
  assert.equal(span.school_urn, 990900)
  assert.equal(span.in_area, true)
})

test('moving into the area while on its roll starts a new span', () => {
  const spans = states(factsOf({ residences: [lives('2025-11-01')], enrolments: [enrolled('2025-09-01')] }))
  assert.deepEqual(
    spans.map(span => [span.starts_on, span.in_area]),
    [
      ['2025-09-01', false],
      ['2025-11-01', true],
    ],
  )
})

test('a pupil listed as previous is on no roll', () => {
  const facts = factsOf({
    residences: [lives('2025-09-01')],
    enrolments: [enrolled('2025-09-01', null, { status: 'P' })],
  })
  assert.equal(only(facts).state, 'unexplained')
})

test('of several rolls the main one names the school', () => {
  const school = (...statuses: [status: string, urn: number, from: string][]): number | null =>
    states(
      factsOf({
        enrolments: statuses.map(([status, school_urn, from]) =>
          enrolled(from, null, { status, school_urn, fact_id: `${school_urn}` }),
        ),
      }),
    ).at(-1)?.school_urn ?? null
  assert.equal(school(['S', 990002, '2025-10-01'], ['M', 990001, '2025-09-01']), 990001)
  assert.equal(school(['G', 990003, '2025-10-01'], ['S', 990002, '2025-09-01']), 990002)
  assert.equal(school(['C', 990001, '2025-09-01'], ['C', 990002, '2025-10-01']), 990002)
})

test('hours: a dual registration adds up, the same roll twice does not, unstated is full time', () => {
  const hours = (...stated: [urn: number, hours: number | null][]): [string, number | null] => {
    const span = only(
      factsOf({
        enrolments: stated.map(([school_urn, weekly_hours], i) =>
          enrolled('2025-09-01', null, { school_urn, weekly_hours, fact_id: `${i}` }),
        ),
      }),
    )
    return [span.state, span.weekly_hours]
  }
  assert.deepEqual(hours([990001, 12]), ['reduced_hours', 12])
  assert.deepEqual(hours([990001, 25]), ['on_roll', 25])
  assert.deepEqual(hours([990001, 12], [990002, 13]), ['on_roll', 25])
  assert.deepEqual(hours([990001, 12], [990001, 13]), ['reduced_hours', 13])
  assert.deepEqual(hours([990001, 12], [990001, null]), ['reduced_hours', 12])
  assert.deepEqual(hours([990001, null], [990002, 12]), ['on_roll', null])
})

test('hours of provision: packages add up, the newest reduced timetable holds', () => {
  const spans = (facts: Partial<Facts>): [string, number | null][] =>
    states(factsOf({ enrolments: [enrolled('2025-09-01', '2025-12-01')], ...facts })).map(span => [
      span.state,
      span.weekly_hours,
    ])
  const both = [
    provided('alternative', '2025-09-01', '2025-12-01', 10),
    provided('interim', '2025-09-01', '2025-12-01', 8),
  ]
  assert.deepEqual(spans({ provisions: both }), [['alternative_provision', 18]])
  assert.deepEqual(spans({ provisions: [...both, provided('alternative', '2025-10-01', '2025-12-01')] }), [
    ['alternative_provision', 18],
    ['alternative_provision', null],
  ])
  assert.deepEqual(
    spans({
      provisions: [
        provided('reduced_timetable', '2025-10-01', '2025-12-01', 20),
        provided('reduced_timetable', '2025-09-01', '2025-12-01', 10),
      ],
    }),
    [
      ['reduced_hours', 10],
      ['reduced_hours', 20],
    ],
  )
})

test('a roll joined on the day of the record does not undo it; one joined later does', () => {
  const state = (joined: string): string | undefined =>
    states(factsOf({ enrolments: [enrolled(joined)], circumstances: [circumstance('moved_away', '2025-10-01')] })).at(
      -1,
    )?.state
  assert.equal(state('2025-09-01'), 'moved_away')
  assert.equal(state('2025-10-01'), 'moved_away')
  assert.equal(state('2025-10-02'), 'on_roll')
})

test('whereabouts unknown while on a roll keeps the school', () => {
  const span = states(
    factsOf({
      enrolments: [enrolled('2025-09-01')],
      circumstances: [circumstance('whereabouts_unknown', '2025-10-01')],
    }),
  ).at(-1)
  assert.equal(span?.state, 'whereabouts_unknown')
  assert.equal(span?.school_urn, 990001)
})

test('a child whose birth date is not known, or cannot be one, is treated as of compulsory age, and that is said', () => {
  for (const born_on of [null, asDay('9999-12-31')]) {
    const span = only(factsOf({ born_on, residences: [lives('2025-09-01')] }))
    assert.equal(span.state, 'unexplained')
    assert.match(span.because, /date of birth is not known: treated as of compulsory school age/)
  }
  assert.doesNotMatch(only(factsOf({ residences: [lives('2025-09-01')] })).because, /date of birth/)
})

test('the day of death is the last', () => {
  const facts = factsOf({ died_on: asDay('2025-10-05'), residences: [lives('2025-09-01')] })
  assert.deepEqual(periods(facts), ['2025-09-01 2025-10-06 unexplained'])
  assert.deepEqual(periods({ ...facts, died_on: asDay('2025-08-01') }), [])
})

test('a move inside the area joins, and both homes are shown', () => {
  const spans = states(factsOf({ residences: [lives('2025-09-01', '2025-10-01'), lives('2025-10-01', '2025-11-01')] }))
  assert.equal(spans.length, 1)
  assert.deepEqual(spans[0]?.fact_ids, ['residence 2025-09-01', 'residence 2025-10-01'])
})

test('a fact that goes on through several stretches is shown once', () => {
  const facts = factsOf({
    residences: [lives('2025-09-01', '2026-01-01')],
    circumstances: [circumstance('plan', '2025-10-01', '2025-11-01')],
  })
  assert.deepEqual(
    states(facts).map(span => span.fact_ids),
    [['plan 2025-10-01', 'residence 2025-09-01']],
  )
})

test('every row of the table of precedence cites rules that exist', () => {
  for (const { citations, sentence } of precedence) {
    assert.ok(citations.length > 0, sentence)
    for (const id of citations) assert.ok(ruleOn(id, asDay('2026-11-22')), `${sentence} cites ${id}`)
  }
})
