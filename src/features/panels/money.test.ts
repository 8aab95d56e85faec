import assert from 'node:assert/strict'
import { test } from 'node:test'
import { asDay } from '../../rulebook/index.ts'
import { type Commitment, committedIn, financialYear, poundsText } from './money.ts'

const of = (from_on: string, until_on: string, weekly_pence: number): Commitment => ({
  ...{ from_on: asDay(from_on), until_on: asDay(until_on), weekly_pence, withdrawn_on: null },
})

test('the financial year begins on 1 April', () => {
  assert.deepEqual(
    ['2027-03-31', '2027-04-01', '2026-12-31'].map(day => financialYear(asDay(day))),
    [2026, 2027, 2026],
  )
})

test('a week costs a week, a day a seventh, and the last day counts', () => {
  assert.equal(committedIn([of('2026-11-23', '2026-11-29', 48_000)], 2026), 48_000)
  assert.equal(committedIn([of('2026-11-23', '2026-11-23', 700)], 2026), 100)
  assert.equal(committedIn([of('2026-11-23', '2026-12-06', 101), of('2026-11-23', '2026-11-29', 1)], 2026), 203)
})

test('what crosses 31 March is shared between two years to the penny, and none falls in a third', () => {
  // 29 March to 4 April 2027: three days of 100p a week before April, four after.
  const one = [of('2027-03-29', '2027-04-04', 100)]
  assert.deepEqual(
    [2025, 2026, 2027, 2028].map(year => committedIn(one, year)),
    [0, 42, 58, 0],
  )
})

test('what was withdrawn does not count', () => {
  const gone = { ...of('2026-11-23', '2027-01-31', 48_000), withdrawn_on: asDay('2026-12-01') }
  assert.equal(committedIn([gone, of('2026-11-23', '2026-11-29', 150)], 2026), 150)
  assert.equal(poundsText(148_050), '£1,480.50')
})
