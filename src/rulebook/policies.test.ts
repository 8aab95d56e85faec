import assert from 'node:assert/strict'
import { test } from 'node:test'
import { bandOf } from './bands.ts'
import { concernOf } from './concern.ts'
import { asDay } from './days.ts'
import { defaultPolicy, policies, policyOn } from './policies.ts'
import { type Policy, settingKeys } from './policy.ts'
import { isRefused, policyFaults } from './policy-faults.ts'
import { decidedPolicy, type Override } from './policy-overrides.ts'
import { cadenceText, settings, settingText } from './policy-words.ts'

const pack = (id: string) => policies.find(one => one.id === id) ?? assert.fail(id)

/**
 * Worked by hand from the words of each document. A child is written: hours, then what is known: place, plan, stuck. The report
 * of 2015 gives no number for full time, but expects more of a green child: 15 hours or fewer are short, over 15 nobody can say.
 */
const worked: readonly (readonly [hours: number | null, known: string, ...bands: string[]])[] = [
  //                     default         2015            2019 and the others
  [0, 'stuck', 'red', 'red', 'unclassified'],
  [0, '', 'unclassified', 'unclassified', 'unclassified'],
  [0, 'plan', 'amber', 'amber', 'unclassified'],
  [0, 'place plan stuck', 'red', 'red', 'unclassified'],
  [10.9, 'place plan', 'amber', 'amber', 'unclassified'],
  [10.9, 'place', 'unclassified', 'unclassified', 'unclassified'],
  [11, 'place plan', 'unclassified', 'unclassified', 'unclassified'],
  [15, 'place plan', 'unclassified', 'unclassified', 'unclassified'],
  [15, 'place plan stuck', 'red', 'red', 'unclassified'],
  [15.1, 'place plan', 'green', 'green', 'unclassified'],
  [20, 'place stuck', 'red', 'unclassified', 'unclassified'],
  [20, 'stuck', 'red', 'red', 'unclassified'],
  [25, 'place stuck', 'green', 'unclassified', 'unclassified'],
  [null, 'place plan', 'unclassified', 'unclassified', 'unclassified'],
  [null, 'plan stuck', 'red', 'red', 'unclassified'],
]

test('bands worked by hand, pack by pack', () => {
  for (const [weekly_hours, known, inDefault, in2015, elsewhere] of worked) {
    const asked = {
      weekly_hours,
      has_place: known.includes('place'),
      has_plan: known.includes('plan'),
      is_stuck: known.includes('stuck'),
    }
    const bands = policies.map(one => bandOf(asked, one).band)
    assert.deepEqual(bands, [inDefault, in2015, elsewhere, elsewhere, elsewhere], `${weekly_hours} ${known}`)
  }
})

test('a child without a band is told which gap it is in', () => {
  const gap = (id: string, weekly_hours: number | null, known: Partial<Parameters<typeof bandOf>[0]> = {}) =>
    bandOf({ weekly_hours, has_place: true, has_plan: false, is_stuck: false, ...known }, pack(id)).gap
  assert.equal(gap('default', 12), '11 to 15 hours a week')
  assert.equal(gap('default', 8), 'under 11 hours a week without a plan')
  assert.equal(gap('default', null), 'the weekly hours are not recorded')
  assert.equal(
    gap('nottinghamshire-2015', 20, { is_stuck: true }),
    'the policy does not say how many hours are full time',
  )
  assert.equal(gap('rutland-2014', 8), 'the policy names no bands')
})

test('what a policy does not name is a gap, whichever of its numbers it lacks', () => {
  const only = (numbers: Partial<Policy>) => ({
    ...defaultPolicy,
    red_when_stuck: null,
    green_over_hours: null,
    amber_under_hours: null,
    ...numbers,
  })
  const asked = { weekly_hours: 12, has_place: true, has_plan: true, is_stuck: false }
  assert.equal(bandOf(asked, only({ green_over_hours: 15 })).gap, '15 hours a week or fewer')
  assert.equal(bandOf(asked, only({ amber_under_hours: 11 })).gap, '11 hours a week or more')
  assert.equal(bandOf(asked, only({ red_when_stuck: true })).gap, 'any hours a week')
  assert.equal(
    bandOf({ ...asked, weekly_hours: 15 }, only({ green_over_hours: 15, amber_under_hours: 15 })).gap,
    'exactly 15 hours a week',
  )
})

const kinds = (policy: Policy): string[] => policyFaults(policy).map(({ kind }) => kind)
const refusals = (numbers: Partial<Policy>): (readonly string[])[] =>
  policyFaults({ ...defaultPolicy, ...numbers })
    .filter(isRefused)
    .map(({ keys }) => keys)

test('gaps of the policies that come with the product', () => {
  assert.deepEqual(kinds(defaultPolicy), ['gap', 'gap'])
  assert.match(policyFaults(defaultPolicy)[0]?.sentence ?? '', /11 to 15 hours a week/)
  assert.match(policyFaults(defaultPolicy)[1]?.sentence ?? '', /under 11 hours a week without a plan/)
  assert.deepEqual(kinds(pack('nottinghamshire-2015')), ['gap', 'gap', 'unsaid', 'unsaid'])
  assert.deepEqual(kinds(pack('nottinghamshire-2019')), ['gap', 'unsaid'])
  assert.deepEqual(kinds(pack('rutland-2014')), ['gap', 'unsaid', 'unsaid'])
})

test('numbers that cannot all be meant are refused, and the numbers to mend are named', () => {
  assert.deepEqual(refusals({}), [])
  assert.deepEqual(refusals({ amber_under_hours: 15 }), [])
  assert.deepEqual(refusals({ amber_under_hours: 18 }), [['amber_under_hours', 'green_over_hours']])
  assert.deepEqual(refusals({ full_time_hours: 15 }), [['green_over_hours', 'full_time_hours']])
  assert.deepEqual(refusals({ full_time_hours: 10, green_over_hours: null }), [
    ['amber_under_hours', 'full_time_hours'],
  ])
  assert.deepEqual(refusals({ full_time_hours: null, level_two: null }), [])
})

test('every number of every policy has a source, and one that is null is never worded as if it were known', () => {
  for (const policy of policies) {
    for (const key of settingKeys) {
      const { source, note } = policy.sources[key]
      assert.ok(source.length > 1 && note.length > 10, `${policy.id} ${key}`)
      if (policy[key] === null) assert.equal(settingText(key, null), 'This policy does not say')
    }
    for (const meeting of policy.meetings) assert.ok(meeting.source.length > 1, meeting.code)
    assert.equal(new Set(policy.meetings.map(({ code }) => code)).size, policy.meetings.length)
  }
  assert.deepEqual(
    settings.map(({ key }) => key),
    [...settingKeys],
  )
})

test('how often, in words', () => {
  const board = (id: string) => pack(id).meetings.find(({ code }) => code === 'cme_board')?.cadence ?? null
  assert.equal(cadenceText(board('nottinghamshire-2015')), 'monthly')
  assert.equal(cadenceText(board('nottinghamshire-2019')), 'every 2 months')
  assert.equal(cadenceText({ times: 3, every: 1, unit: 'years' }), '3 times a year')
  assert.equal(cadenceText({ times: 1, every: 1, unit: 'half_terms' }), 'each half-term')
  assert.equal(cadenceText(null), 'This policy does not say')
})

test('an authority’s numbers stand over those of its pack, with its reason as their source', () => {
  const overrides: Override[] = [
    { key: 'full_time_hours', value: 21, because: 'Cabinet, item 7' },
    { key: 'level_two', value: { days: 15, unit: 'working_days' }, because: 'Cabinet, item 8' },
    {
      meeting: 'cme_board',
      cadence: { times: 1, every: 1, unit: 'months' },
      chair: 'Director',
      because: 'Back to monthly',
    },
  ]
  const days = { valid_from: asDay('2026-09-01'), valid_to: null }
  const decided = decidedPolicy({ id: 'decision', pack: pack('nottinghamshire-2019'), overrides, ...days })
  assert.equal(decided.full_time_hours, 21)
  assert.equal(settingText('level_two', decided.level_two), '15 working days')
  assert.equal(decided.green_over_hours, null)
  assert.deepEqual(decided.sources.full_time_hours.note, 'Cabinet, item 7')
  assert.equal(decided.sources.green_over_hours.source, 'S4')
  assert.deepEqual(decided.meetings.find(({ code }) => code === 'cme_board')?.cadence, {
    times: 1,
    every: 1,
    unit: 'months',
  })
  const [now, then] = [decided, pack('nottinghamshire-2019')]
  assert.deepEqual(
    settingKeys.filter(key => JSON.stringify(now[key]) !== JSON.stringify(then[key])),
    ['full_time_hours', 'level_two'],
  )
  const again = decidedPolicy({
    id: 'another',
    pack: pack('nottinghamshire-2019'),
    overrides: [...overrides].reverse(),
    ...days,
  })
  assert.equal(again.version, decided.version)
  const other = decidedPolicy({
    id: 'another',
    pack: pack('nottinghamshire-2019'),
    overrides: overrides.slice(0, 1),
    ...days,
  })
  assert.notEqual(other.version, decided.version)
})

test('a level of concern is a person’s word: nothing follows from none, and what the source leaves open is said', () => {
  const { concern } = defaultPolicy
  assert.equal(concernOf(null, concern).is_tracked, false)
  assert.equal(concernOf('medium', concern).is_tracked, true)
  assert.equal(concernOf('high', concern).level?.means.length, 2)
  assert.ok(concernOf('high', concern).open.includes('what makes a case one of high or of medium concern'))
  assert.equal(concernOf('high', null).level, null)
})

test('a pack is found from the day of its document', () => {
  assert.equal(policyOn('nottinghamshire-2015', asDay('2015-03-31')), undefined)
  assert.equal(policyOn('nottinghamshire-2015', asDay('2015-04-01'))?.id, 'nottinghamshire-2015')
  assert.equal(policyOn('surrey-partnership', asDay('2026-11-22'))?.level_two, null)
})
