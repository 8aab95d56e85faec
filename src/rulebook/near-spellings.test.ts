import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { lettersOut, neighboursSwapped } from './near-spellings.ts'

test('what is left of a word without a letter', () => {
  assert.deepEqual(lettersOut('abc').sort(), ['ab', 'abc', 'ac', 'bc'])
  assert.deepEqual(lettersOut('a'), ['a'])
  assert.ok(lettersOut('smith').includes('smh'))
  assert.ok(!lettersOut('lark').includes('la'))
})

test('neighbours swapped', () => {
  assert.deepEqual(neighboursSwapped('abc').sort(), ['acb', 'bac'])
  assert.deepEqual(neighboursSwapped('aa'), [])
})

const letters = 'abcdeé'
const word = (least: number, most: number) =>
  fc.array(fc.constantFrom(...letters), { minLength: least, maxLength: most }).map(list => list.join(''))
/** One edit of a text at a place: a letter more, less, other, or swapped with the next. */
const edit = (text: string, kind: number, at: number, letter: string): string => {
  const list = [...text]
  const place = at % Math.max(1, list.length)
  if (kind === 0) list.splice(at % (list.length + 1), 0, letter)
  else if (kind === 1) list.splice(place, 1)
  else if (kind === 2) list[place] = letter
  else list.splice(place, 2, ...list.slice(place, place + 2).reverse())
  return list.join('')
}
const edits = fc.tuple(fc.nat(3), fc.nat(30), fc.constantFrom(...letters))
const share = (a: string, b: string) => lettersOut(a).some(left => lettersOut(b).includes(left))

test('two words one edit apart share what is left of them', () => {
  fc.assert(
    fc.property(word(2, 18), edits, (text, [kind, at, letter]) => {
      const other = edit(text, kind, at, letter)
      assert.ok(other === '' || share(text, other), `${text} ${other}`)
    }),
  )
})

test('words of six to thirteen letters two edits apart share it too', () => {
  fc.assert(
    fc.property(word(6, 12), edits, edits, (text, one, two) => {
      // A swap is two edits, so two of any other kind.
      const other = edit(edit(text, one[0] % 3, one[1], one[2]), two[0] % 3, two[1], two[2])
      assert.ok(other.length < 5 || share(text, other), `${text} ${other}`)
    }),
  )
})
