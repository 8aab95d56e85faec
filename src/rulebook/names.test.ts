import assert from 'node:assert/strict'
import { test } from 'node:test'
import { foldName, nameKey, nameParts, properName } from './names.ts'

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

test('a key keeps surname and forename apart', () => {
  assert.equal(nameKey('Mary-Ann', 'O’Dea'), 'odea maryann')
  assert.notEqual(nameKey('Ann', 'Leeds'), nameKey('Annl', 'Eeds'))
})

test('names that shout or whisper are written as names', () => {
  assert.equal(properName("MCDONALD-O'NEILL"), "McDonald-O'Neill")
  assert.equal(properName('  mary   jane '), 'Mary Jane')
  assert.equal(properName('ÉLODIE'), 'Élodie')
  assert.equal(properName('MACKAY'), 'Mackay')
})

test('a name in mixed case is its owner’s spelling', () => {
  for (const name of ['van der Berg', 'MacKay', 'Al-Sayed bin Omar', 'DeShawn']) assert.equal(properName(name), name)
})

test('the parts of a name are its words and sides of hyphens, and all of them together', () => {
  assert.deepEqual(nameParts('O’Brien-Núñez'), ['obrien', 'nunez', 'obriennunez'])
  assert.deepEqual(nameParts(' Mary  Ann '), ['mary', 'ann', 'maryann'])
  assert.deepEqual(nameParts('Smith'), ['smith'])
  assert.deepEqual(nameParts(' - '), [])
})
