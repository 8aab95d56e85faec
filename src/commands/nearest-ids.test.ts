import assert from 'node:assert/strict'
import { test } from 'node:test'
import { rules } from '../rulebook/index.ts'
import { nearestIds } from './nearest-ids.ts'

const ids = [...new Set(rules.map(({ id }) => id))]

const meant: readonly (readonly [typed: string, ...expected: string[]])[] = [
  // the same section, the number mistyped
  ['X99', 'X9', 'X19'],
  ['R12', 'R1', 'R2'],
  // one that goes on, or stops before the point
  ['H1.dec', 'H1.decision', 'H1'],
  ['ehc', 'EHC1', 'EHC2', 'EHC3'],
  // letters changed over, left out or added
  ['level_tow', 'level_two', 'level_one', 'level_three'],
  ['levl_two', 'level_two'],
  ['XX1', 'X1'],
]

for (const [typed, first, ...others] of meant) {
  test(`${typed} may be meant for ${[first, ...others].join(', ')}`, () => {
    assert.deepEqual(nearestIds(typed, ids).slice(0, others.length + 1), [first, ...others])
  })
}

test('what is like no rule is likened to none', () => {
  for (const typed of ['ZZ', 'Z1', '?', '99', 'attendance']) assert.deepEqual(nearestIds(typed, ids), [], typed)
})

test('no more than three are named', () => {
  for (const typed of ['X', 'SI', 'EHC', 'F5']) assert.equal(nearestIds(typed, ids).length, 3, typed)
})
