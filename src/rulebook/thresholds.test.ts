import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { Threshold } from './rule.ts'
import { reaches } from './thresholds.ts'

const tenth: Threshold = { of: 'sessions', is: 'at_least', number: 10, per: 100 }
const alone = (is: Threshold['is']): Threshold => ({ of: 'days', is, number: 5, per: null })

test('below, at and above a number', () => {
  const answers = (is: Threshold['is']) => [4, 5, 6].map(amount => reaches(alone(is), amount))
  assert.deepEqual(answers('at_least'), [false, true, true])
  assert.deepEqual(answers('over'), [false, false, true])
  assert.deepEqual(answers('at_most'), [true, true, false])
  assert.deepEqual(answers('under'), [true, false, false])
})

test('a share is never rounded', () => {
  // 10% of 9 007 199 254 740 990 is 900 719 925 474 099, and one less is not
  assert.equal(reaches(tenth, 900_719_925_474_099, 9_007_199_254_740_990), true)
  assert.equal(reaches(tenth, 900_719_925_474_098, 9_007_199_254_740_990), false)
  assert.equal(reaches(tenth, 30, 301), false)
})

test('of nothing there is no share', () => {
  for (const is of ['at_least', 'over', 'at_most', 'under'] as const) {
    assert.equal(reaches({ ...tenth, is }, 0, 0), false, is)
  }
})

test('a question that makes no sense is refused', () => {
  assert.throws(() => reaches(tenth, 3), RangeError)
  assert.throws(() => reaches(alone('over'), 3, 10), RangeError)
  assert.throws(() => reaches(alone('over'), 2.5), RangeError)
  assert.throws(() => reaches(tenth, -1, 10), RangeError)
})

test('every amount is at least a share or under it, and at most or over', () => {
  fc.assert(
    fc.property(fc.nat(2000), fc.integer({ min: 1, max: 2000 }), fc.nat(100), (amount, out_of, number) => {
      const is = (kind: Threshold['is']) => reaches({ of: 'days', is: kind, number, per: 100 }, amount, out_of)
      assert.notEqual(is('at_least'), is('under'))
      assert.notEqual(is('at_most'), is('over'))
      assert.equal(is('at_least') && is('at_most'), amount * 100 === number * out_of)
    }),
  )
})
