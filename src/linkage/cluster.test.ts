import assert from 'node:assert/strict'
import { test } from 'node:test'
import { clusterPairs } from './cluster.ts'

const edges = (...list: [number, number, number][]) => ({
  left: list.map(([l]) => l),
  right: list.map(([, r]) => r),
  worth: list.map(([, , w]) => w),
})

test('records that all say so are one person', () => {
  assert.deepEqual([...clusterPairs(4, edges([0, 1, 8], [1, 2, 8], [0, 2, 6]), null)], [0, 0, 0, 3])
})

test('two persons do not become one through a weak third', () => {
  const strong = edges([0, 1, 9], [2, 3, 9], [1, 2, 1])
  assert.deepEqual([...clusterPairs(4, strong, null)], [0, 0, 2, 2])
})

test('a chain whose ends were never found alike is broken at its weakest link', () => {
  assert.deepEqual([...clusterPairs(3, edges([0, 1, 7], [1, 2, 2]), null)], [0, 0, 2])
})

test('where a list holds each person once, a cluster has one record of it', () => {
  const lists = [0, 0, 1]
  const some = edges([0, 2, 5], [1, 2, 8], [0, 1, 9])
  assert.deepEqual([...clusterPairs(3, some, lists)], [0, 1, 1])
})

test('the order in which pairs come makes no difference', () => {
  const list: [number, number, number][] = [
    [0, 1, 3],
    [1, 2, 3],
    [0, 2, 3],
    [3, 4, 3],
  ]
  const there = clusterPairs(5, edges(...list), null)
  assert.deepEqual(clusterPairs(5, edges(...list.toReversed()), null), there)
})
