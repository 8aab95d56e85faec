import assert from 'node:assert/strict'
import { test } from 'node:test'
import { markCurrent } from './frame.ts'

const items = [
  { text: 'Children', href: '/children' },
  { text: 'Schools', href: '/schools' },
  { text: 'Group moves', href: '/group-moves', under: '/children' },
  { text: 'Sealed records', href: '/sealed', under: '/children' },
]
const marked = (list: readonly { text: string; current: boolean }[]) =>
  list.map(one => one.text + (one.current ? '*' : ''))
const at = (path: string, of: typeof items = items) => {
  const { navigation, beneath } = markCurrent(of, path)
  return [marked(navigation), marked(beneath)]
}

test('the navigation has two rows: what stands beneath an item is shown on its own page, and on the pages beneath', () => {
  assert.deepEqual(at('/children'), [
    ['Children*', 'Schools'],
    ['Group moves', 'Sealed records'],
  ])
  assert.deepEqual(at('/group-moves/new'), [
    ['Children*', 'Schools'],
    ['Group moves*', 'Sealed records'],
  ])
})

test('a page of one thing has the first row alone', () => {
  assert.deepEqual(at('/children/1'), [['Children*', 'Schools'], []])
  assert.deepEqual(at('/account'), [['Children', 'Schools'], []])
})

test('who has not the item above meets what stands beneath it in the first row', () => {
  assert.deepEqual(at('/sealed', items.slice(2)), [['Group moves', 'Sealed records*'], []])
})
