/** Ages worked by hand from the statute's own examples and a printed calendar, before the rule was written. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ageOn, bornBetween, compulsoryAge, isCompulsoryAge, yearGroup, yearGroupText } from './ages.ts'
import { asDay } from './days.ts'

test('compulsory school age, worked by hand', async t => {
  const worked: readonly [born: string, starts: string, last: string][] = [
    // the four examples of D12 and D13
    ['2021-08-31', '2026-08-31', '2037-06-26'],
    ['2021-09-01', '2026-12-31', '2038-06-25'],
    ['2011-08-31', '2016-08-31', '2027-06-25'],
    ['2010-09-01', '2015-12-31', '2027-06-25'],
    // 5 on a prescribed day: that day
    ['2020-12-31', '2025-12-31', '2037-06-26'],
    ['2021-01-01', '2026-03-31', '2037-06-26'],
    ['2021-03-31', '2026-03-31', '2037-06-26'],
    ['2021-04-01', '2026-08-31', '2037-06-26'],
    // 29 February: five on 1 March 2025, sixteen on 29 February 2036; the last Friday of June 2036 is the 27th
    ['2020-02-29', '2025-03-31', '2036-06-27'],
    // the last day of June is itself a Friday in 2028
    ['2012-01-15', '2017-03-31', '2028-06-30'],
  ]
  for (const [born, starts, last] of worked) {
    await t.test(`born ${born}`, () => {
      assert.deepEqual(compulsoryAge(asDay(born)), { starts_on: starts, ends_on: last })
    })
  }
})

test('of compulsory age on the first day and on the last day, and not around them', () => {
  const born = asDay('2011-08-31')
  assert.equal(isCompulsoryAge(born, asDay('2016-08-30')), false)
  assert.equal(isCompulsoryAge(born, asDay('2016-08-31')), true)
  assert.equal(isCompulsoryAge(born, asDay('2027-06-25')), true)
  assert.equal(isCompulsoryAge(born, asDay('2027-06-26')), false)
})

test('age in whole years, with 29 February', () => {
  assert.equal(ageOn(asDay('2014-11-05'), asDay('2026-11-04')), 11)
  assert.equal(ageOn(asDay('2014-11-05'), asDay('2026-11-05')), 12)
  assert.equal(ageOn(asDay('2020-02-29'), asDay('2025-02-28')), 4)
  assert.equal(ageOn(asDay('2020-02-29'), asDay('2025-03-01')), 5)
  assert.equal(ageOn(asDay('2020-02-29'), asDay('2028-02-28')), 7)
  assert.equal(ageOn(asDay('2020-02-29'), asDay('2028-02-29')), 8)
})

test('year groups change on 1 August and are cut at 31 August', () => {
  const group = (born: string, on: string) => yearGroup(asDay(born), asDay(on))
  assert.equal(group('2021-08-31', '2026-07-31'), 'R')
  assert.equal(group('2021-08-31', '2026-08-01'), '1')
  assert.equal(group('2021-09-01', '2026-08-01'), 'R')
  assert.equal(group('2021-09-01', '2026-07-31'), 'N2')
  assert.equal(group('2021-09-01', '2024-10-01'), 'N1')
  assert.equal(group('2017-12-25', '2026-11-22'), '4')
  assert.equal(group('2010-09-01', '2026-11-22'), '11')
  assert.equal(group('2008-09-01', '2026-11-22'), '13')
  assert.equal(group('2008-08-31', '2026-11-22'), null)
  assert.equal(group('2024-08-31', '2026-11-22'), 'N1')
  assert.equal(group('2024-09-01', '2026-11-22'), null)
  assert.equal(yearGroupText('4'), 'Year 4')
  assert.equal(yearGroupText('R'), 'Reception')
  assert.equal(yearGroupText('N2'), 'Nursery')
})

test('the births of a year group', () => {
  assert.deepEqual(bornBetween('4', asDay('2026-11-22')), { starts_on: '2017-09-01', ends_on: '2018-09-01' })
  assert.deepEqual(bornBetween('R', asDay('2026-07-31')), { starts_on: '2020-09-01', ends_on: '2021-09-01' })
})
