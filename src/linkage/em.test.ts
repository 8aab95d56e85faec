import assert from 'node:assert/strict'
import { test } from 'node:test'
import { expectationMaximisation, type Pattern } from './em.ts'

/** Every pattern of three fields with so many pairs as these shares give it. */
function planted(matching: number, m: number[][], u: number[][], total: number): Pattern[] {
  const patterns: Pattern[] = []
  for (const [a] of (m[0] ?? []).entries())
    for (const [b] of (m[1] ?? []).entries())
      for (const [c] of (m[2] ?? []).entries()) {
        const levels = [a, b, c]
        const share = (of: number[][]) => levels.reduce((product, level, at) => product * (of[at]?.[level] ?? 0), 1)
        patterns.push({ levels, count: Math.round(total * (matching * share(m) + (1 - matching) * share(u))) })
      }
  return patterns
}

const m = [
  [0.9, 0.06, 0.04],
  [0.85, 0.15],
  [0.7, 0.2, 0.1],
]
const u = [
  [0.01, 0.02, 0.97],
  [0.05, 0.95],
  [0.002, 0.05, 0.948],
]
const flat = m.map(shares => shares.map((_, level) => (level === 0 ? 0.6 : 0.4 / (shares.length - 1))))
const close = (found: number, true_: number, by: number) =>
  assert.ok(Math.abs(found - true_) < by, `${found} for ${true_}`)

test('what was planted comes out: the share that matches, and its levels', () => {
  const learnt = expectationMaximisation(planted(0.02, m, u, 1_000_000), u, flat, [false, false, false])
  close(learnt.matching, 0.02, 0.0005)
  for (const [at, shares] of m.entries())
    for (const [level, share] of shares.entries()) close(learnt.m[at]?.[level] ?? 0, share, 0.005)
})

test('the field by which pairs were chosen is neither learnt nor evidence', () => {
  const blocked = planted(0.3, [[1, 0, 0], ...m.slice(1)], [[1, 0, 0], ...u.slice(1)], 1_000_000)
  const learnt = expectationMaximisation(blocked, u, flat, [true, false, false])
  close(learnt.matching, 0.3, 0.005)
  assert.deepEqual(learnt.m[0], flat[0])
  close(learnt.m[1]?.[0] ?? 0, 0.85, 0.005)
})

test('few pairs do not overturn what was known before', () => {
  const learnt = expectationMaximisation([{ levels: [2, 0, 0], count: 3 }], u, m, [false, false, false], 0.5)
  assert.ok((learnt.m[0]?.[0] ?? 0) > 0.6)
})

test('a field that one side does not have is no evidence', () => {
  const learnt = expectationMaximisation([{ levels: [-1, -1, -1], count: 1000 }], u, m, [false, false, false], 0.25)
  close(learnt.matching, 0.25, 1e-9)
})
