import assert from 'node:assert/strict'
import { test } from 'node:test'
import { asDay } from '../../rulebook/index.ts'
import { findRepeats, type PlacedRow } from './find-repeats.ts'

const row = (line: number, says: Partial<PlacedRow> = {}): PlacedRow => ({
  line,
  upn: null,
  nhs_number: null,
  council_id: null,
  surname_key: 'ashdown',
  forename_key: 'mary',
  born_on: asDay('2014-05-11'),
  postcode_key: 'ZY12AB',
  person_id: null,
  school: 'A',
  ...says,
})
/** `3~2` counts beside line 2, `3=2` is left out for line 2. */
const found = (...rows: PlacedRow[]): string[] =>
  findRepeats(rows).map(one =>
    one.repeats === null ? `${one.line}~${one.same_as_line}` : `${one.line}=${one.repeats}`,
  )

test('the same child twice at one school is left out the second time; at another school it counts', () => {
  assert.deepEqual(found(row(2, { upn: 'P1' }), row(3, { upn: 'P1' })), ['3=2'])
  assert.deepEqual(found(row(2, { upn: 'P1' }), row(3, { upn: 'P1', school: 'B' })), ['3~2'])
  assert.deepEqual(
    found(row(2, { upn: 'P1' }), row(3, { upn: 'P1', school: 'B' }), row(4, { upn: 'P1', school: 'B' })),
    ['3~2', '4=3'],
  )
})

test('a row without a UPN is the child of the same name, birth date and postcode', () => {
  assert.deepEqual(found(row(2, { upn: 'P1' }), row(3)), ['3=2'])
  assert.deepEqual(found(row(2), row(3, { upn: 'P1' }), row(4, { upn: 'P1', forename_key: 'molly' })), ['3=2', '4=2'])
})

test('two UPNs are two children, and a third row without one joins neither', () => {
  assert.deepEqual(found(row(2, { upn: 'P1' }), row(3, { upn: 'P2' }), row(4)), [])
})

test('rows matched to one child are one, whatever they say; to two children they are two', () => {
  assert.deepEqual(found(row(2, { person_id: 'X', upn: 'P1' }), row(3, { person_id: 'X', upn: 'P2' })), ['3=2'])
  assert.deepEqual(found(row(2, { person_id: 'X', upn: 'P1' }), row(3, { person_id: 'Y', upn: 'P1' })), [])
})

test('a twin, and a child of whom no birth date is said, repeat nobody', () => {
  assert.deepEqual(found(row(2), row(3, { forename_key: 'tom' })), [])
  assert.deepEqual(found(row(2, { born_on: null }), row(3, { born_on: null })), [])
})
