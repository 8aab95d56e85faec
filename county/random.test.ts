import assert from 'node:assert/strict'
import { test } from 'node:test'
import { misspell, mistype } from './misspell.ts'
import { picker, randomAt } from './random.ts'

test('one path always gives one stream, and neighbouring paths give others', () => {
  const draw = (...path: (number | string)[]): number[] => {
    const random = randomAt(899, ...path)
    return Array.from({ length: 5 }, () => random.next())
  }
  assert.deepEqual(draw('household', 1), draw('household', 1))
  const firsts = Array.from({ length: 10_000 }, (_, household) => draw('household', household)[0])
  assert.ok(new Set(firsts).size > 9_990)
  assert.notDeepEqual(draw('a', 1), draw('b', 1))
})

test('numbers are even over their range, and weights are kept', () => {
  const random = randomAt(899, 'even')
  const tens = new Array<number>(10).fill(0)
  for (let n = 0; n < 100_000; n += 1) {
    const at = random.integer(0, 9)
    tens[at] = (tens[at] ?? 0) + 1
  }
  // Five standard deviations of 10,000 ± 95.
  for (const count of tens) assert.ok(Math.abs(count - 10_000) < 475, `${tens}`)
  const pick = picker([
    { item: 'often', weight: 9 },
    { item: 'never', weight: 0 },
    { item: 'seldom', weight: 1 },
  ])
  const picked = Array.from({ length: 10_000 }, () => pick(random))
  assert.equal(picked.includes('never'), false)
  assert.ok(Math.abs(picked.filter(item => item === 'seldom').length - 1_000) < 150)
})

test('a misspelt name is never the name itself, and a mistyped number differs in one digit', () => {
  const random = randomAt(899, 'edits')
  for (const name of ['Al', 'Ng', 'Zoë', 'O’Connor', 'Łukasz', 'Smith-Jones', 'Oo']) {
    for (let n = 0; n < 300; n += 1) {
      const edited = misspell(name, random)
      assert.notEqual(edited, name)
      assert.ok(Math.abs(edited.length - name.length) <= 1, edited)
    }
  }
  for (let n = 0; n < 100; n += 1) {
    const wrong = mistype('A899200121001', 10, random)
    assert.equal([...wrong].filter((digit, at) => digit !== 'A899200121001'[at]).length, 1)
  }
})
