import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { randomFacts } from '../../test/support/random-rulebook.ts'
import { circumstance, enrolled, factsOf, lives, lookedAfter, provided } from '../../test/support/rulebook-facts.ts'
import { addDays, asDay, covers, type Day } from './days.ts'
import type { Facts } from './facts.ts'
import { defaultPolicy } from './policies.ts'
import { populationOf, populationRules } from './population.ts'
import { ruleOn } from './rules.ts'
import { statesOf } from './states.ts'

const said = (known: Partial<Facts>): string[] =>
  populationOf(factsOf(known)).map(span => `${span.starts_on} ${span.ends_on ?? 'open'} ${span.reason}`)

test('each reason makes a child ours for its own days, by hand', () => {
  assert.deepEqual(said({ residences: [lives('2025-09-01', '2026-02-01')] }), ['2025-09-01 2026-02-01 resident'])
  assert.deepEqual(said({ residences: [lives('2025-09-01', null, { in_area: false })] }), [])
  const outside = lives('2025-09-01', '2026-02-01', { in_area: false, source: 'health' })
  assert.deepEqual(said({ residences: [outside] }), ['2025-09-01 2026-02-01 listed_here'])
  assert.deepEqual(said({ residences: [outside], enrolments: [enrolled('2025-11-03', null, { in_area: false })] }), [
    '2025-09-01 2025-11-03 listed_here',
  ])
  assert.deepEqual(said({ residences: [{ ...outside, source: 'neighbour_roll' }] }), [])
  assert.deepEqual(said({ enrolments: [enrolled('2025-09-01', '2026-07-22')] }), [
    '2025-09-01 2026-07-22 on_a_roll_here',
  ])
  assert.deepEqual(said({ enrolments: [enrolled('2025-09-01', null, { in_area: false })] }), [])
  assert.deepEqual(said({ enrolments: [enrolled('2025-09-01', null, { status: 'P' })] }), [])
  assert.deepEqual(said({ care: [lookedAfter('us', '2025-10-05', '2025-12-01')] }), [
    '2025-10-05 2025-12-01 looked_after_by_us',
  ])
  assert.deepEqual(said({ care: [lookedAfter('another', '2025-10-05')] }), ['2025-10-05 open placed_here_by_another'])
  assert.deepEqual(said({ provisions: [provided('interim', '2025-10-05')] }), ['2025-10-05 open council_record'])
  assert.deepEqual(said({ circumstances: [circumstance('plan', '2025-10-05')] }), ['2025-10-05 open council_record'])
})

test('a looked-after child placed out of the county stays ours, and is explained by the school there', () => {
  const facts = factsOf({
    residences: [lives('2025-09-01', '2025-11-03')],
    care: [lookedAfter('us', '2025-11-03')],
    enrolments: [enrolled('2025-11-10', null, { in_area: false, school_urn: 990900 })],
  })
  assert.deepEqual(
    populationOf(facts).map(span => [span.reason, span.starts_on, span.ends_on]),
    [
      ['resident', '2025-09-01', '2025-11-03'],
      ['looked_after_by_us', '2025-11-03', null],
    ],
  )
  assert.deepEqual(
    statesOf(facts, defaultPolicy).map(span => [span.starts_on, span.state]),
    [
      ['2025-09-01', 'unexplained'],
      ['2025-11-03', 'unexplained'],
      ['2025-11-10', 'on_roll'],
    ],
  )
})

test('nothing that is told beside a state says that a child is looked after', () => {
  const facts = factsOf({ care: [lookedAfter('us', '2025-10-05'), lookedAfter('another', '2025-12-05')] })
  const told = JSON.stringify(
    statesOf(facts, defaultPolicy).map(({ because, citations, fact_ids }) => ({ because, citations, fact_ids })),
  )
  assert.doesNotMatch(told, /looked|care|placed|D5|L2|L16/i)
})

test('two homes, one after the other, are one stay; the facts of both bear it out', () => {
  const [span, ...more] = populationOf(
    factsOf({ residences: [lives('2025-09-01', '2025-12-01'), lives('2025-12-01', '2026-03-01')] }),
  )
  assert.deepEqual(more, [])
  assert.deepEqual([span?.starts_on, span?.ends_on, span?.fact_ids.length], ['2025-09-01', '2026-03-01', 2])
})

test('a child is ours by some reason on exactly the days that have a state, whatever the facts and their order', () => {
  const days: Day[] = Array.from({ length: 700 }, (_, i) => addDays(asDay('2025-07-01'), 2 * i))
  fc.assert(
    fc.property(randomFacts, facts => {
      const reasons = populationOf(facts)
      const states = statesOf(facts, defaultPolicy)
      for (const day of days)
        assert.equal(
          reasons.some(span => covers(span, day)),
          states.some(span => covers(span, day)),
          day,
        )
      const turned = Object.fromEntries(
        Object.entries(facts).map(([name, value]) => [name, Array.isArray(value) ? value.toReversed() : value]),
      ) as Facts
      assert.deepEqual(populationOf(turned), reasons)
    }),
    { numRuns: 80 },
  )
})

test('every reason has its law, its source and its days, and cites rules that are there', () => {
  assert.equal(new Set(populationRules.map(rule => rule.reason)).size, populationRules.length)
  for (const rule of populationRules) {
    assert.ok(rule.source !== '' && rule.text !== '')
    for (const id of rule.citations) assert.ok(ruleOn(id, asDay('2026-11-17')), id)
  }
  assert.deepEqual(
    populationRules.filter(rule => rule.care).map(rule => rule.reason),
    ['looked_after_by_us', 'placed_here_by_another'],
  )
})
