import assert from 'node:assert/strict'
import { test } from 'node:test'
import { asDay } from './days.ts'
import { type FirstAnswer, firstRoute } from './first-route.ts'
import { childGroups } from './groups.ts'

const on = asDay('2026-11-17')

// Written from the table of §12.6, not from the code: each group with the answer that a child in it is referred with.
const rows: readonly [owner: string, answer: FirstAnswer, ...groups: string[]][] = [
  ['virtual_school', 'no_roll', 'looked_after', 'previously_looked_after', 'age_disputed'],
  ['fair_access', 'not_accessing', 'roll_not_full_time', 'provision_on_roll', 'managed_moves', 'part_time'],
  ['fair_access', 'no_roll', 'interim_provision', 'fair_access', 'otherwise_than_at_school', 'out_of_school'],
  ['fair_access', 'no_roll', 'home_education_unsuitable', 'looked_after_by_other'],
  ['partnership', 'no_roll', 'excluded_without_plan'],
  ['partnership', 'not_accessing', 'exclusion_risk'],
  ['missing_education', 'whereabouts_unknown', 'unknown_on_roll'],
  ['missing_education', 'no_roll', 'known_not_on_roll'],
  ['youth_justice', 'not_accessing', 'young_offenders', 'in_custody', 'on_remand'],
  [
    'family_service',
    'no_roll',
    'travellers_not_engaged',
    'further_education',
    'travellers_without_place',
    'migrants_without_place',
  ],
  ['family_service', 'refusing', 'not_attending'],
  ['health_education', 'no_roll', 'pregnant_or_parent', 'health_education'],
  ['psychology_and_icds', 'not_accessing', 'send_special', 'send_outside', 'ehc_plan', 'post_16_provision'],
  ['psychology_and_icds', 'no_roll', 'ehc_plan_at_home', 'excluded_with_plan'],
  ['early_years', 'no_roll', 'early_years'],
  ['social_care', 'not_accessing', 'in_need_or_protection', 'in_hospital', 'at_risk_of_harm', 'domestic_abuse'],
  ['social_care', 'not_accessing', 'young_carers', 'self_harm'],
  ['access_and_admissions', 'no_roll', 'not_transitioning'],
]

for (const [owner, answer, ...groups] of rows)
  for (const group of groups)
    test(`${group} goes to ${owner}`, () => {
      const route = firstRoute(answer, [group], on)
      assert.deepEqual([route.team, route.others, route.mark], [owner, [], 'found'])
    })

test('no group that a team answers for is left out of the table above', () => {
  const tried = new Set(rows.flatMap(([, , ...groups]) => groups))
  const left = childGroups.filter(({ team, code }) => team !== null && !tried.has(code))
  assert.deepEqual(left, [])
})

test('without a group the first answer decides, and what no source settles says so', () => {
  const told = (answer: FirstAnswer) => {
    const { team, mark, level_one } = firstRoute(answer, [], on)
    return [team, mark, level_one]
  }
  assert.deepEqual(told('no_roll'), ['fair_access', 'found', true])
  assert.deepEqual(told('not_accessing'), ['fair_access', 'found', true])
  assert.deepEqual(told('whereabouts_unknown'), ['missing_education', 'found', false])
  assert.deepEqual(told('refusing'), ['family_service', 'found', false])
  assert.deepEqual(told('sent_home'), ['fair_access', 'unsettled', true])
  assert.deepEqual(told('not_known'), ['missing_education', 'unsettled', false])
})

test('a child nobody can find stays with the officer for missing children, and the other teams are told', () => {
  const route = firstRoute('whereabouts_unknown', ['in_need_or_protection', 'looked_after'], on)
  assert.deepEqual([route.team, route.others], ['missing_education', ['virtual_school', 'social_care']])
})

test('of several teams the first of the table leads, which is ours to settle', () => {
  const route = firstRoute('not_accessing', ['young_carers', 'ehc_plan', 'service_children'], on)
  assert.deepEqual([route.team, route.others, route.mark], ['psychology_and_icds', ['social_care'], 'unsettled'])
})

test('a group that no team answers for leaves the first answer as it was', () => {
  assert.deepEqual(firstRoute('not_known', ['runaways'], on), firstRoute('not_known', [], on))
})
