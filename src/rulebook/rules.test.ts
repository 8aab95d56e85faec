import assert from 'node:assert/strict'
import { test } from 'node:test'
import { closingReasons } from './closing-reasons.ts'
import { asDay } from './days.ts'
import { defaultPolicy, policies, policyOn } from './policies.ts'
import { teams } from './routing.ts'
import { citationsOn, entryFor, ruleDuring, ruleOn, rules } from './rules.ts'

const isUnique = (codes: readonly string[]): boolean => new Set(codes).size === codes.length

test('every rule has a source and a text, and a number has its unit', () => {
  for (const rule of rules) {
    assert.ok(rule.source.length > 3 && rule.text.length > 20, rule.id)
    assert.equal(rule.unit === null, rule.length === null, rule.id)
  }
})

test('no rule has two entries in force on one day', () => {
  for (const on of ['1990-01-01', '2018-12-31', '2019-01-01', '2026-11-22'].map(asDay)) {
    assert.ok(
      isUnique(
        rules
          .filter(rule => (rule.valid_from ?? '') <= on && (rule.valid_to === null || on < rule.valid_to))
          .map(rule => rule.id),
      ),
      on,
    )
  }
})

test('a rule is found while it holds', () => {
  assert.equal(ruleOn('level_two', asDay('2018-12-31')), undefined)
  assert.equal(ruleOn('level_two', asDay('2019-01-01'))?.mark, 'unsettled')
  assert.equal(ruleOn('D12', asDay('1999-01-01'))?.length, 5)
  assert.equal(ruleOn('no such rule', asDay('2026-11-22')), undefined)
  assert.deepEqual(
    citationsOn(['D12', 'level_two'], asDay('2018-01-01')).map(citation => citation.rule),
    ['D12'],
  )
})

test('the entry of a period is the first that was in force on a day of it', () => {
  const during = (id: string, starts_on: string, ends_on: string | null) =>
    ruleDuring(id, { starts_on: asDay(starts_on), ends_on: ends_on === null ? null : asDay(ends_on) })
  // A period ends on the first day that is not in it: on 31 December 2018 level two was no rule yet.
  assert.equal(during('level_two', '2018-02-01', '2019-01-01'), undefined)
  assert.equal(during('level_two', '2018-02-01', '2019-01-02')?.id, 'level_two')
  assert.equal(during('level_two', '2018-02-01', null)?.id, 'level_two')
  // R1 has an entry until 18 August 2024 and another from 19 August 2024 on.
  assert.equal(during('R1', '2024-08-18', '2024-09-01')?.valid_to, '2024-08-19')
  assert.equal(during('R1', '2024-08-19', null)?.valid_from, '2024-08-19')
})

test('what is counted goes by the entry of its day, and by the newest where none was in force', () => {
  assert.equal(entryFor('R1', asDay('2024-08-18')).valid_to, '2024-08-19')
  assert.equal(entryFor('R1', asDay('2010-09-01')).valid_from, '2024-08-19')
  assert.throws(() => entryFor('no such rule', asDay('2026-11-22')), /no rule no such rule/)
})

test('the default policy agrees with the rules it comes from', () => {
  const on = asDay('2026-11-22')
  assert.equal(ruleOn('level_two', on)?.length, defaultPolicy.level_two.days)
  assert.equal(ruleOn('RAG2', on)?.length, defaultPolicy.amber_under_hours)
  assert.equal(ruleOn('RAG3', on)?.length, defaultPolicy.green_over_hours)
  assert.equal(defaultPolicy.sources.full_time_hours.mark, 'unsettled')
})

test('a policy is found while it holds', () => {
  assert.equal(policyOn('default', asDay('2026-11-22')), defaultPolicy)
  assert.equal(policyOn('default', asDay('2015-03-31')), undefined)
  assert.ok(isUnique(policies.map(policy => policy.id)))
})

test('a case closes in nine ways, each with its proof', () => {
  assert.equal(closingReasons.length, 9)
  assert.ok(isUnique(closingReasons.map(reason => reason.code)))
  for (const { code, needs, evidence } of closingReasons) {
    assert.ok(needs.length > 0, code)
    assert.match(evidence, /\?/, code)
  }
  const placed = closingReasons.find(reason => reason.code === 'placed_at_school')
  assert.deepEqual(placed?.needs, ['school_urn', 'attended_on'])
})

test('Appendix D routes to eleven teams, no group twice', () => {
  assert.equal(teams.length, 11)
  assert.ok(isUnique(teams.map(team => team.code)))
  const groups = teams.flatMap(team => team.groups)
  assert.ok(isUnique(groups.map(group => group.text)))
  for (const group of groups) assert.equal(group.mark === 'found', group.note === null, group.text)
})
