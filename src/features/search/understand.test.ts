import assert from 'node:assert/strict'
import { test } from 'node:test'
import { asDay } from '../../rulebook/index.ts'
import { advice, understood } from './sentences.ts'
import { understand } from './understand.ts'

const today = asDay('2026-11-17')
const child = (typed: string) => {
  const asked = understand(typed, today)
  assert.equal(asked.kind, 'child', typed)
  if (asked.kind !== 'child') throw new Error('not a child')
  return asked
}

test('a birth date is read in every common way of writing, alone and beside a name', () => {
  for (const typed of [
    ...[
      '03/11/2015',
      '3/11/15',
      '3.11.2015',
      '3-11-2015',
      '2015-11-03',
      '20151103',
      '3 November 2015',
      '3 nov 2015',
      '3rd Nov 2015',
    ],
    ...['3rd of November 2015', 'November 3, 2015', 'nov 3rd 2015', 'born 3/11/2015', 'DOB: 03/11/2015', '03 11 2015'],
  ]) {
    const { born, words, left_out } = child(typed)
    assert.deepEqual([born?.from, born?.to, words, left_out], ['2015-11-03', '2015-11-03', [], []], typed)
    const beside = child(`${typed} smith`)
    assert.deepEqual([beside.born?.from, beside.words], ['2015-11-03', ['smith']], typed)
  }
})

test('a year and a month narrow', () => {
  const year = child('mohamed khan 2014')
  assert.deepEqual([year.words, year.born?.from, year.born?.to], [['mohamed', 'khan'], '2014-01-01', '2014-12-31'])
  const month = child('khan february 2016')
  assert.deepEqual([month.words, month.born?.from, month.born?.to], [['khan'], '2016-02-01', '2016-02-29'])
})

test('a postcode, whole or its first half, and a school', () => {
  const whole = child('ZY3 2AB jones')
  assert.deepEqual([whole.words, whole.postcode?.key, whole.postcode?.whole], [['jones'], 'ZY32AB', true])
  assert.deepEqual(child('zy32ab').postcode?.key, 'ZY32AB')
  const half = child('jones ZY3')
  assert.deepEqual([half.words, half.postcode?.key, half.postcode?.whole], [['jones'], 'ZY3', false])
  const school = child('jones at ashby brook')
  assert.deepEqual([school.words, school.school], [['jones'], 'ashby brook'])
})

test('identifiers: UPN in any case, without its letter or with a wrong one, NHS number with spaces', () => {
  assert.deepEqual(understand('k899 2001 26001', today), { kind: 'upn', letter: 'K', body: '899200126001' })
  assert.deepEqual(understand('899200126001', today), { kind: 'upn', letter: '', body: '899200126001' })
  assert.deepEqual(understand('943 476 5919', today), { kind: 'number', value: '9434765919' })
  assert.deepEqual(understand('NHS 943-476-5919', today), { kind: 'number', value: '9434765919' })
  assert.deepEqual(understand('  ', today), { kind: 'nothing' })
})

test('a name is taken apart as it is written, and what is nothing is said', () => {
  assert.deepEqual(child('Khan, Mohamed').words, ['Khan', 'Mohamed'])
  assert.deepEqual(child('O’Brien-Núñez').words, ['O’Brien', 'Núñez'])
  const odd = child('smith 12345')
  assert.deepEqual([odd.words, odd.left_out], [['smith'], ['12345']])
  assert.match(understood(odd), /Children whose name is like “smith”\. We left out “12345”/)
})

test('what was understood is a sentence', () => {
  const said = (typed: string) => understood(understand(typed, today))
  assert.equal(said('mohamed khan 2014'), 'Children whose name is like “mohamed khan”, born in 2014.')
  assert.equal(said('3/11/2015'), 'Children born on Tuesday 3 November 2015.')
  assert.equal(said('ZY3 2AB'), 'Children with an address at ZY3 2AB.')
  assert.equal(said('khan feb 2016'), 'Children whose name is like “khan”, born in February 2016.')
  assert.equal(said('smith at ashby'), 'Children whose name is like “smith”, at a school called “ashby”.')
})

test('advice never speaks of records that are kept from the reader', () => {
  for (const typed of ['smith', 'jo smith', 'K899200126001', 'smith at ashby', 'zz'])
    assert.doesNotMatch(advice(understand(typed, today)).join(' '), /seal|protect|permission|allowed/i)
})
