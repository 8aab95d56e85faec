import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { assignOneToOne, type Edges } from './assign.ts'

/** What the best choice is worth, every choice tried. */
function best({ left, right, worth }: Edges, from = 0, lefts = new Set<number>(), rights = new Set<number>()): number {
  if (from === worth.length) return 0
  const without = best({ left, right, worth }, from + 1, lefts, rights)
  const [one = 0, other = 0, value = 0] = [left[from], right[from], worth[from]]
  if (value <= 0 || lefts.has(one) || rights.has(other)) return without
  const taken = best({ left, right, worth }, from + 1, new Set([...lefts, one]), new Set([...rights, other]))
  return Math.max(without, value + taken)
}

const edge = fc.record({
  l: fc.integer({ min: 0, max: 4 }),
  r: fc.integer({ min: 10, max: 14 }),
  w: fc.integer({ min: -3, max: 12 }),
})
const edges = fc.uniqueArray(edge, { maxLength: 11, selector: ({ l, r }) => `${l}/${r}` }).map(list => ({
  left: list.map(({ l }) => l),
  right: list.map(({ r }) => r),
  worth: list.map(({ w }) => w / 4),
}))

test('the partners are worth as much as any choice can be, and each has one', () => {
  fc.assert(
    fc.property(edges, some => {
      const chosen = assignOneToOne(some)
      for (const side of [some.left, some.right]) {
        const places = chosen.map(at => side[at])
        assert.equal(new Set(places).size, places.length)
      }
      const worth = chosen.reduce((sum, at) => sum + (some.worth[at] ?? 0), 0)
      assert.ok(Math.abs(worth - best(some)) < 1e-3, `${worth} of ${best(some)}`)
      assert.ok(chosen.every(at => (some.worth[at] ?? 0) > 0))
    }),
  )
})

test('what is worth the same goes to the lower places, whatever order it comes in', () => {
  const square = { left: [1, 1, 2, 2], right: [7, 8, 7, 8], worth: [3, 3, 3, 3] }
  const pairs = (some: Edges) =>
    assignOneToOne(some)
      .map(at => `${some.left[at]}-${some.right[at]}`)
      .sort()
  assert.deepEqual(pairs(square), ['1-7', '2-8'])
  const turned = { left: [2, 2, 1, 1], right: [8, 7, 8, 7], worth: [3, 3, 3, 3] }
  assert.deepEqual(pairs(turned), ['1-7', '2-8'])
})
