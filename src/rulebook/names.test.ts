import assert from 'node:assert/strict'
import { test } from 'node:test'
import { foldName, nameParts } from './names.ts'

test('spellings of one name fold to one', () => {
  const spellings: readonly (readonly string[])[] = [
    ['O’Brien-Núñez', "O'BRIEN NUNEZ", 'obriennunez', ' O´Brien–Nunez '],
    ['Zoë', 'Zoe', 'ZOE\u0308'],
    ['Małgorzata', 'Malgorzata'],
    ['Søren', 'Soren'],
    ['Straße', 'Strasse', 'STRASSE'],
    ['Łukasz', 'lukasz'],
    ['İpek', 'Ipek'],
    ['St. John', 'St John'],
  ]
  for (const [first = '', ...others] of spellings) {
    for (const other of others) assert.equal(foldName(other), foldName(first), `${other} and ${first}`)
  }
  assert.notEqual(foldName('Jones'), foldName('Johns'))
})

test('names in other scripts are kept, and nothing becomes nothing', () => {
  assert.equal(foldName('Юлия'), 'юлия')
  assert.equal(foldName(' -’ '), '')
})

test('the parts of a name are its words and sides of hyphens, and all of them together', () => {
  assert.deepEqual(nameParts('O’Brien-Núñez'), ['obrien', 'nunez', 'obriennunez'])
  assert.deepEqual(nameParts(' Mary  Ann '), ['mary', 'ann', 'maryann'])
  assert.deepEqual(nameParts('Smith'), ['smith'])
  assert.deepEqual(nameParts(' - '), [])
})
