import assert from 'node:assert/strict'
import { test } from 'node:test'
import { asDay } from '../../rulebook/index.ts'
import { cadenceOf, decisionText, othersNamed } from './rules.ts'

test('a text about one child that names another of the meeting is found', () => {
  const others = ['Ada Green', 'Tom Alder', 'Zoë O’Neil']
  const cases: readonly [text: string, named: string[]][] = [
    ['Sam Alder waits for a place.', []],
    ['The green form was sent.', []],
    ['As for ada green, so here.', ['Ada Green']],
    ['The Green family asked too.', ['Ada Green']],
    ['Ada Green’s mother came, and so did Green’s aunt.', ['Ada Green']],
    ['Like Tom Alder, his cousin.', ['Tom Alder']],
    ['Zoe O’Neil was heard before.', ['Zoë O’Neil']],
  ]
  for (const [text, named] of cases) assert.deepEqual(othersNamed(text, 'Sam Alder', others), named, text)
})

test('funding is said with its provider, hours, cost and last day', () => {
  const decided = {
    kind: 'fund_interim',
    text: 'Until the autumn.',
    provider: 'Riverside',
    weekly_hours: 12.5,
  } as const
  assert.equal(
    decisionText({
      ...decided,
      weekly_cost: 410.5,
      from_on: asDay('2027-01-04'),
      until_on: asDay('2027-03-25'),
      return_on: null,
    }),
    'Fund interim provision: Riverside, 12.5 hours a week at £410.50 a week, from Monday 4 January 2027 until Thursday 25 March 2027. Until the autumn.',
  )
})

test('a body that meets each half-term meets on the weekday of its first meeting', () => {
  assert.deepEqual(cadenceOf({ every: 'half_term', count: 2, first_on: asDay('2026-11-19') }), {
    ...{ every: 'half_term', week: 2, weekday: 4 },
  })
})
