import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { decideWeighed } from './decide-weighed.ts'
import type { WeighedChild } from './weigh-rows.ts'

const levels = {
  forename: ['exact', 'short', 'slip', 'middle'],
  surname: ['exact', 'slip', 'differs'],
  born: ['exact', 'digit', 'year', '-'],
  place: ['address', 'differs'],
} as const
const evidence = fc
  .record({
    forename: fc.constantFrom(...levels.forename),
    surname: fc.constantFrom(...levels.surname),
    born: fc.constantFrom(...levels.born),
    place: fc.constantFrom(...levels.place),
  })
  .map(said =>
    Object.entries(said).flatMap(([field, level]) =>
      level === '-' ? [] : [{ field, level, weight: 0, sentence: `${field} ${level}` }],
    ),
  )
/** Rows and children of whom each is like some of the others, as families are. */
const weighed: fc.Arbitrary<WeighedChild[]> = fc
  .uniqueArray(
    fc.record({
      line: fc.integer({ min: 2, max: 7 }),
      person_id: fc.constantFrom(...'abcdef'),
      probability: fc.constantFrom(0.3, 0.6, 0.995, 0.9999),
      evidence,
      reason: fc.constant('as they say'),
      owned: fc.boolean(),
      alone: fc.boolean(),
    }),
    { selector: ({ line, person_id }) => `${line} ${person_id}`, maxLength: 16 },
  )
  .map(found => {
    // Whether a child is on the list already does not depend on the row that is looked at.
    const owned = new Set(found.filter(one => one.owned).map(one => one.person_id))
    return found.map(one => ({ ...one, owned: owned.has(one.person_id) }))
  })

test('the order of rows and of children plays no part in which child a row is of', () => {
  fc.assert(
    fc.property(
      weighed.chain(found => fc.tuple(fc.constant(found), fc.shuffledSubarray(found, { minLength: found.length }))),
      ([found, shuffled]) => assert.deepEqual([...decideWeighed(shuffled)], [...decideWeighed(found)]),
    ),
    { numRuns: 500 },
  )
})

test('a child is given to two rows only where the list has a row of the child already, or each row is certain for itself', () => {
  fc.assert(
    fc.property(weighed, found => {
      const matched = [...decideWeighed(found)].flatMap(([line, one]) =>
        one.outcome === 'matched' ? [{ line, person_id: one.person_id }] : [],
      )
      for (const { line, person_id } of matched) {
        const rivals = found.filter(one => one.line === line && one.person_id !== person_id && !one.owned)
        const taken = new Set(matched.filter(one => one.line !== line).map(one => one.person_id))
        const own = found.find(one => one.line === line && one.person_id === person_id)
        assert.ok(own && own.probability >= 0.99)
        if (!own.owned)
          assert.ok(
            rivals.every(one => taken.has(one.person_id)),
            'somebody else could be meant',
          )
      }
    }),
    { numRuns: 500 },
  )
})
