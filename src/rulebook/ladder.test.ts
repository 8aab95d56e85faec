import assert from 'node:assert/strict'
import { test } from 'node:test'
import { asDay } from './days.ts'
import { type Judgement, type LadderFacts, ladderStanding, ladderTests, mayClimb } from './ladder.ts'

const yes = (code: Judgement['code']): Judgement => ({ code, met: true, because: 'As the manager wrote.' })
const facts: LadderFacts = {
  today: asDay('2026-11-17'),
  days_run_out_on: asDay('2026-11-16'),
  of_compulsory_age: true,
  full_time: false,
}
const levelTwo = [yes('not_resolving'), yes('may_have_duty')]
const levelThree = [yes('unreasonable_time'), yes('duties_failing')]

test('with every test met a case may go to level two, and to level three', () => {
  assert.ok(mayClimb(2, facts, levelTwo))
  assert.ok(mayClimb(3, facts, levelThree))
})

for (const [says, of, judged] of [
  ['the last of the days is today', { days_run_out_on: asDay('2026-11-17') }, levelTwo],
  ['the days run on', { days_run_out_on: asDay('2026-11-27') }, levelTwo],
  ['no days run', { days_run_out_on: null }, levelTwo],
  ['nobody says that it does not resolve', {}, [yes('may_have_duty')]],
  ['the manager holds that it is resolving', {}, [{ ...yes('not_resolving'), met: false }, yes('may_have_duty')]],
  ['nobody says whether the council may have to provide', {}, [yes('not_resolving')]],
  [
    'the manager holds that the council has no duty',
    {},
    [yes('not_resolving'), { ...yes('may_have_duty'), met: false }],
  ],
  ['the child is not of compulsory school age', { of_compulsory_age: false }, levelTwo],
  ['the child has full-time education', { full_time: true }, levelTwo],
] as const)
  test(`a case does not go to level two while ${says}`, () => {
    assert.ok(!mayClimb(2, { ...facts, ...of }, judged))
  })

for (const [says, of, judged] of [
  ['nobody judges the time', {}, [yes('duties_failing')]],
  ['the time is held to be reasonable', {}, [{ ...yes('unreasonable_time'), met: false }, yes('duties_failing')]],
  ['nobody says that duties are failed', {}, [yes('unreasonable_time')]],
  ['the child has full-time education', { full_time: true }, levelThree],
] as const)
  test(`a case does not go to the board while ${says}`, () => {
    assert.ok(!mayClimb(3, { ...facts, ...of }, judged))
  })

test('level three waits for no number of days: a person judges', () => {
  assert.ok(mayClimb(3, { ...facts, days_run_out_on: null }, levelThree))
})

test('what the days decide is decided by them, whatever is written', () => {
  const [longer] = ladderStanding(2, { ...facts, days_run_out_on: asDay('2026-11-17') }, [yes('longer'), ...levelTwo])
  assert.deepEqual(
    [longer?.standing, longer?.because],
    ['not_met', 'The days have passed at the end of Tuesday 17 November 2026, not before.'],
  )
})

test('every test that a manager judges is asked, and the one of days is not', () => {
  assert.deepEqual(
    ladderTests.filter(one => one.asks === null).map(one => one.code),
    ['longer'],
  )
})
