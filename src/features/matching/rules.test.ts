import assert from 'node:assert/strict'
import { test } from 'node:test'
import { bandOf, bands, drift, precisionAndRecall, settle, wilson } from './rules.ts'

test('what follows from readings', () => {
  const table = [
    [['same'], 1, 'same'],
    [['different'], 1, 'different'],
    [['unsure'], 1, 'second_look'],
    [['unsure', 'same'], 1, 'same'],
    [['same'], 2, 'second_look'],
    [['same', 'same'], 2, 'same'],
    [['same', 'different'], 2, 'second_look'],
    [['same', 'different', 'different'], 2, 'second_look'],
    [['same', 'different', 'different', 'different'], 2, 'different'],
    [['unsure', 'same'], 2, 'second_look'],
  ] as const
  for (const [verdicts, needed, follows] of table) assert.equal(settle(verdicts, needed), follows, verdicts.join())
})

test('every probability is in one band', () => {
  assert.deepEqual([0, 0.04, 0.05, 0.5, 0.95, 0.99, 1].map(bandOf), [0, 0, 1, 3, 6, 7, 7])
  assert.equal(bands[0], 0)
})

test('Wilson’s interval as it is printed: 8 of 10 lies between 49% and 94%, none of 10 below 28%', () => {
  const [most, none] = [wilson(8, 10), wilson(0, 10)]
  assert.deepEqual([most?.low.toFixed(2), most?.high.toFixed(2)], ['0.49', '0.94'])
  assert.deepEqual([none?.low.toFixed(2), none?.high.toFixed(2)], ['0.00', '0.28'])
  assert.equal(wilson(0, 0), null)
})

test('precision and recall of a stratified sample', () => {
  // 1,000 pairs above, of which 95 of 100 read are one child; 200 below, of which 10 of 40.
  const read = [
    { band: 7, pairs: 1000, read: 100, same: 95 },
    { band: 3, pairs: 200, read: 40, same: 10 },
  ]
  const { precision, recall } = precisionAndRecall(read, 6)
  assert.equal(precision?.share.toFixed(3), '0.950')
  assert.equal(recall?.share.toFixed(3), '0.950', '950 of 950 and 50')
  for (const one of [precision, recall]) assert.ok(one && one.low < one.share && one.share < one.high && one.high <= 1)
})

test('a band of which nothing was read leaves what needs it unknown', () => {
  const read = [
    { band: 7, pairs: 10, read: 5, same: 5 },
    { band: 3, pairs: 10, read: 0, same: 0 },
  ]
  const { precision, recall } = precisionAndRecall(read, 6)
  assert.equal(precision?.share, 1)
  assert.equal(recall, null)
})

test('drift is none between equal runs, and grows as they part', () => {
  assert.equal(drift([10, 20, 30], [100, 200, 300])?.toFixed(6), '0.000000')
  assert.ok((drift([10, 20, 30], [30, 20, 10]) ?? 0) > 0.25)
  assert.equal(drift([], [1]), null)
})
