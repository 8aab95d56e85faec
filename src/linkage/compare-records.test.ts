import assert from 'node:assert/strict'
import { test } from 'node:test'
import { bornLevel, compareRecords } from './compare-records.ts'
import { fieldOf, kinds, knownFields } from './fields.ts'
import { type Person, prepare } from './person.ts'
import { startModel } from './start-model.ts'

const days: readonly [a: number, b: number, level: string][] = [
  [20120304, 20120304, 'exact'],
  [20120304, 20120403, 'swapped'],
  [20120304, 20120305, 'digit'],
  [20120319, 20120310, 'digit'],
  [20120304, 20110304, 'digit'],
  [20191130, 20201130, 'digit'],
  [20120304, 20120301, 'placeholder'],
  [20120718, 20120101, 'placeholder'],
  [20120304, 20120328, 'part'],
  [20120304, 20120728, 'year'],
  [20120304, 20140728, 'differs'],
]

test('dates of birth by hand', () => {
  for (const [a, b, level] of days) {
    assert.equal(kinds.born.levels[bornLevel(a, b)]?.code, level, `${a} and ${b}`)
    assert.equal(bornLevel(b, a), bornLevel(a, b))
  }
})

const base: Person = {
  id: '1',
  ...{ forename: 'Amy', middle_name: 'Rose', surname: 'Marlow', born: '04/03/2012', sex: 'Female' },
  ...{ postcode: 'NG7 1AA', address: '12 Oak Road', upn: 'A801200005001' },
}

/** The level of one field, of `base` and of `base` with something else. */
function level(code: string, other: Partial<Person>, one: Partial<Person> = {}): string | undefined {
  const fields = [...knownFields, fieldOf('exact:school')]
  const at = fields.findIndex(field => field.code === code)
  const field = fields[at]
  const levels = compareRecords(
    fields,
    prepare({ ...base, ...one }, startModel),
    prepare({ ...base, ...other }, startModel),
  )
  return field && kinds[field.kind].levels[levels[at] ?? -1]?.code
}

test('a record with itself is at the closest level of all that it has', () => {
  for (const code of ['forename', 'surname', 'middle_name', 'born']) assert.equal(level(code, {}), 'exact')
  assert.equal(level('sex', { sex: 'f' }), 'same')
  assert.equal(level('place', {}), 'address')
  assert.equal(level('upn', {}), 'same')
})

test('what one side does not have is at no level, however it says so', () => {
  for (const nothing of ['', ' ', 'N/A', 'Unknown', 'null', null]) {
    assert.equal(level('upn', { upn: nothing }), undefined)
    assert.equal(level('surname', { surname: nothing }), undefined)
    assert.equal(level('born', { born: nothing }), undefined)
  }
  assert.equal(level('sex', { sex: 'Not known' }), undefined)
  assert.equal(level('upn', { upn: '0000000000000' }), undefined)
})

test('names in the other order, a middle name in use, a former surname', () => {
  assert.equal(level('forename', { forename: 'Marlow', surname: 'Amy' }), 'swapped')
  assert.equal(level('surname', { forename: 'Marlow', surname: 'Amy' }), 'swapped')
  assert.equal(level('forename', { forename: 'Rose' }), 'middle')
  assert.equal(level('surname', { surname: 'Peck', former_surname: 'Marlow' }), 'other')
  assert.equal(level('middle_name', { middle_name: 'R.' }), 'alike')
})

test('places: the same house, a neighbour, a slip, nearby, and the same house under another postcode', () => {
  assert.equal(level('place', { postcode: 'ng71aa', address: '12, OAK ROAD' }), 'address')
  assert.equal(level('place', { address: '12 Oak Rd' }), 'address')
  assert.equal(level('place', { address: '14 Oak Road' }), 'neighbour')
  assert.equal(level('place', { postcode: 'NG7 1AB', address: '3 Elm Way' }), 'slip')
  assert.equal(level('place', { postcode: 'NG7 1XY', address: '3 Elm Way' }), 'sector')
  assert.equal(level('place', { postcode: 'NG7 9XY', address: '3 Elm Way' }), 'outward')
  assert.equal(level('place', { postcode: 'DE1 9XY' }), 'street')
  assert.equal(level('place', { postcode: 'DE1 9XY', address: '3 Elm Way' }), 'differs')
  assert.equal(level('postcode', { address: null }), 'same')
  assert.equal(level('place', { address: null }), undefined)
})

test('numbers: a former one, one slip, another', () => {
  assert.equal(level('upn', { upn: 'B999200005999', former_upn: 'A801200005001' }), 'former')
  assert.equal(level('upn', { upn: 'A801200050001' }), 'slip')
  assert.equal(level('upn', { upn: 'B999200005999' }), 'differs')
})

test('a field of the list’s own is compared by what it says', () => {
  assert.equal(
    level('exact:school', { own: { 'exact:school': 'St Mary’s' } }, { own: { 'exact:school': 'ST MARYS' } }),
    'same',
  )
})
