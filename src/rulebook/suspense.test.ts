import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { circumstance, enrolled, factsOf, lives, provided } from '../../test/support/rulebook-facts.ts'
import { addDays, asDay, covers, type Day } from './days.ts'
import type { Facts } from './facts.ts'
import { defaultPolicy } from './policies.ts'
import { teams } from './routing.ts'
import { decide, withoutEducation } from './states.ts'
import { suspenseAccounts, suspenseSpans } from './suspense.ts'

const spans = (known: Partial<Facts>) => {
  const facts = factsOf(known)
  return suspenseSpans(decide(facts, [defaultPolicy]), facts.born_on).map(({ account, starts_on, ends_on, since }) =>
    [account, starts_on, ends_on, since].join(' '),
  )
}
/** The account of a child who lives here by this source. */
const first = (known: Partial<Facts>) => spans(known)[0]?.split(' ')[0]
const home = (source: string, doubted_on: Day | null = null) => lives('2026-01-05', null, { source, doubted_on })

test('each way of not being explained is an account of its own', () => {
  // Born on 5 November 2014: compulsory school age all year, in Year 7 from 1 August 2026.
  const here = [lives('2025-09-01', null, { source: 'health' })]
  const table: [string | undefined, Partial<Facts>][] = [
    ['health_list_only', { residences: [home('health')] }],
    ['council_tax_only', { residences: [home('council_tax')] }],
    ['born_unknown', { born_on: null, residences: [home('council_tax')] }],
    ['lists_of_homes', { residences: [home('council_tax'), home('health')] }],
    ['lists_of_homes', { residences: [home('protected_placement')] }],
    ['home_outside', { residences: [{ ...home('health'), in_area: false }] }],
    ['health_list_only', { residences: [home('health'), { ...home('council_tax'), in_area: false }] }],
    [undefined, { residences: [{ ...home('neighbour_roll'), in_area: false }] }],
    [
      undefined,
      {
        residences: [{ ...home('health'), in_area: false }],
        enrolments: [enrolled('2026-01-05', null, { in_area: false })],
      },
    ],
    ['home_in_doubt', { residences: [home('health', asDay('2026-01-05'))] }],
    ['health_list_only', { residences: [home('health'), home('health', asDay('2026-01-05'))] }],
    ['left_roll', { residences: here, enrolments: [enrolled('2025-09-01', '2026-03-02')] }],
    ['transfer_no_show', { residences: here, enrolments: [enrolled('2025-09-01', '2026-07-22')] }],
    ['transfer_no_show', { residences: here, enrolments: [enrolled('2025-09-01', '2026-10-02')] }],
    ['left_roll', { residences: here, enrolments: [enrolled('2025-09-01', '2026-11-02')] }],
    ['left_roll', { born_on: null, residences: here, enrolments: [enrolled('2025-09-01', '2026-07-22')] }],
    [
      'home_education_ended',
      { residences: here, provisions: [provided('home_education', '2025-09-01', '2026-03-02')] },
    ],
    ['provision_ended', { residences: here, provisions: [provided('interim', '2025-09-01', '2026-03-02')] }],
    ['awaiting_place', { residences: here, circumstances: [circumstance('awaiting_place', '2025-09-01')] }],
    ['whereabouts_unknown', { circumstances: [circumstance('whereabouts_unknown', '2025-09-01')] }],
    ['came_back', { residences: here, circumstances: [circumstance('moved_away', '2025-09-01', '2026-03-02')] }],
    ['reached_school_age', { born_on: asDay('2021-03-10'), residences: here }],
    [undefined, { residences: here, enrolments: [enrolled('2025-09-01')] }],
  ]
  for (const [account, known] of table) assert.equal(first(known), account, JSON.stringify(known))
})

// Compulsory school age ends with Friday 27 June 2031, and with it what is in suspense.
test('an application that ends without a roll is not awaited any longer; post that comes back moves the child on, and the age stays', () => {
  assert.deepEqual(
    spans({
      residences: [lives('2026-01-05', null, { source: 'health', doubted_on: asDay('2026-05-11') })],
      circumstances: [circumstance('awaiting_place', '2026-01-05', '2026-03-02')],
    }),
    [
      'awaiting_place 2026-01-05 2026-03-02 2026-01-05',
      'application_ended 2026-03-02 2026-05-11 2026-03-02',
      'home_in_doubt 2026-05-11 2031-06-28 2026-03-02',
    ],
  )
})

test('a gap in which the child was not ours begins a run anew', () => {
  assert.deepEqual(
    spans({
      residences: [
        lives('2026-01-05', '2026-02-02', { source: 'health' }),
        lives('2026-03-02', null, { source: 'health' }),
      ],
    }),
    ['health_list_only 2026-01-05 2026-02-02 2026-01-05', 'health_list_only 2026-03-02 2031-06-28 2026-03-02'],
  )
})

test('every account names a team of the routing table, and no two have one code', () => {
  const codes = suspenseAccounts.map(({ code }) => code)
  assert.equal(new Set(codes).size, codes.length)
  for (const { team, code } of suspenseAccounts)
    assert.ok(
      teams.some(one => one.code === team),
      code,
    )
})

test('on every day without education a child is in exactly one account, on every other in none', () => {
  const start = asDay('2025-09-01')
  const day = fc.integer({ min: 0, max: 400 }).map(days => addDays(start, days))
  const period = fc.tuple(day, fc.option(fc.integer({ min: 1, max: 200 }))).map(([from, length]) => ({
    starts_on: from,
    ends_on: length === null ? null : addDays(from, length),
  }))
  const facts = fc.record({
    residences: fc.array(
      fc.tuple(period, fc.constantFrom('health', 'council_tax'), fc.option(day)).map(([days, source, doubted_on]) => ({
        ...{ ...days, fact_id: 'home', in_area: true, source, doubted_on },
      })),
      { maxLength: 3 },
    ),
    enrolments: fc.array(
      period.map(days => ({ ...enrolled('2025-09-01'), ...days })),
      { maxLength: 3 },
    ),
    circumstances: fc.array(
      fc
        .tuple(period, fc.constantFrom('awaiting_place', 'whereabouts_unknown', 'moved_away'))
        .map(([days, kind]) => ({ ...days, fact_id: kind, kind: kind as 'moved_away' })),
      { maxLength: 3 },
    ),
  })
  fc.assert(
    fc.property(facts, day, (known, on) => {
      const all = factsOf(known)
      const decided = decide(all, [defaultPolicy])
      const held = suspenseSpans(decided, all.born_on).filter(span => covers(span, on))
      const state = decided.find(span => covers(span, on))?.row.state
      assert.equal(held.length, state !== undefined && withoutEducation.has(state) ? 1 : 0)
      assert.ok(held.every(({ since, starts_on }) => since <= starts_on))
    }),
  )
})
