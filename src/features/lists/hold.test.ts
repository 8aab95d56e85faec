import assert from 'node:assert/strict'
import { test } from 'node:test'
import { reasonsToHold } from './hold.ts'

const list = (rows_read: number, rows_matched: number, rows_refused = 0) => ({
  rows_read,
  rows_matched,
  rows_refused,
  first: false,
})
const before = [list(1000, 930, 10), list(990, 960, 0), list(400, 390, 0)]

for (const [what, given, held] of [
  ['as matched as the worst before', list(1000, 930, 10), []],
  ['ten in a hundred below the worst', list(1000, 840), []],
  ['eleven below the worst', list(1000, 830), ['83 in 100 rows are of children known here']],
  ['of another place', list(1000, 12), ['1 in 100 rows are of children known here']],
  ['a column that moved: most rows refused', list(1000, 112, 880), ['88 in 100 rows are refused']],
  ['cut off', list(480, 470), ['It holds 480 rows, and the list before held 1,000']],
  ['half as long is still whole', list(500, 490), []],
  ['empty', list(0, 0), []],
] as const)
  test(`a list that is ${what}: ${held.length === 0 ? 'goes on' : 'held back'}`, () => {
    const reasons = reasonsToHold(given, before)
    assert.equal(reasons.length, held.length, reasons.join(' '))
    held.forEach((beginning, at) => {
      assert.match(reasons[at] ?? '', new RegExp(`^${beginning}`))
    })
  })

test('the first lists of a source, and sources with a handful of children, are compared with nothing', () => {
  assert.deepEqual(reasonsToHold(list(1000, 0), []), [])
  assert.deepEqual(reasonsToHold(list(1000, 0), [list(4, 4)]), [])
  assert.deepEqual(reasonsToHold(list(1000, 300), [{ ...list(1000, 990), first: true }]), [])
})
