import assert from 'node:assert/strict'
import { test } from 'node:test'
import { howOtherName, nicknameTable, otherNames } from './nicknames.ts'

test('short and long forms are known both ways', () => {
  assert.equal(howOtherName('Bill', 'William'), 'long')
  assert.equal(howOtherName('William', 'Bill'), 'short')
  assert.equal(howOtherName('Bill', 'Will'), 'alike')
  assert.equal(howOtherName('Oleksandr', 'Alexander'), 'form')
  assert.equal(howOtherName('Gosia', 'Małgorzata'), 'long')
  assert.equal(howOtherName('Bill', 'Sarah'), null)
  assert.equal(howOtherName('William', 'William'), null)
})

test('whatever one name says of another, the other says back', () => {
  const back = { short: 'long', long: 'short', alike: 'alike', form: 'form' } as const
  for (const name of ['alex', 'ella', 'william', 'bob', 'jan', 'mo', 'ola', 'tilly']) {
    assert.ok(otherNames(name).length > 0, name)
    for (const { name: other, how } of otherNames(name)) {
      const said = howOtherName(other, name)
      assert.ok(said === back[how] || (said !== null && how !== said), `${name} ${how} ${other} ${said}`)
    }
  }
})

test('the table says where it is from and that it was not checked', () => {
  assert.equal(nicknameTable.mark, 'unverified')
  assert.match(nicknameTable.recorded_on, /^\d{4}-\d{2}-\d{2}$/)
})
