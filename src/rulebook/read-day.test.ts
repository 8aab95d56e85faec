import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { dayWithin } from '../../test/support/random-rulebook.ts'
import { formatDay, formatShortDay, partsOf } from './days.ts'
import { readDay } from './read-day.ts'

test('days as files write them', async t => {
  const fifthOfNovember = [
    '2014-11-05',
    '05/11/2014',
    '5/11/2014',
    '5/11/14',
    '05-11-2014',
    '05.11.2014',
    '05 11 2014',
    '2014/11/05',
    '20141105',
    '2014-Nov-05 00:00:00',
    '2014-nov-05',
    '05 Nov 2014',
    '5 November 2014',
    '5th November, 2014',
    '05-NOV-14',
    '2014-11-05T00:00:00',
    '2014-11-05 00:00',
    '2014-11-05T00:00:00.000Z',
    '2014-11-05T00:00:00+00:00',
    '05/11/2014 00:00:00',
    '  05/11/2014 ',
  ]
  for (const text of fifthOfNovember) {
    await t.test(text, () => assert.deepEqual(readDay(text), { day: '2014-11-05' }))
  }
})

test('midnight of a summer day, written as an instant, is that day', () => {
  assert.deepEqual(readDay('2014-06-04T23:00:00Z'), { day: '2014-06-05' })
  assert.deepEqual(readDay('2014-06-05T00:00:00+01:00'), { day: '2014-06-05' })
})

test('years of two figures turn at 50', () => {
  assert.deepEqual(readDay('1/9/49'), { day: '2049-09-01' })
  assert.deepEqual(readDay('1/9/50'), { day: '1950-09-01' })
  assert.deepEqual(readDay('29/02/20'), { day: '2020-02-29' })
})

test('what cannot be read says how to mend it', async t => {
  const problems: readonly [text: string, says: RegExp][] = [
    ['', /missing.*05\/11\/2014/],
    ['   ', /missing/],
    ['11/25/2014', /no month 25.*day, month, year.*write the day first/],
    ['2014-25-11', /no month 25/],
    ['31/04/2014', /April 2014 has no day 31/],
    ['29/02/2019', /February 2019 has no day 29/],
    ['00/11/2014', /November 2014 has no day 0/],
    ['05/11/0214', /year 0214.*all four figures/],
    ['05/11/2914', /year 2914/],
    ['41948', /spreadsheet’s number/],
    ['5 Brumaire 2014', /no month brumaire/],
    ['Nov 5 2014', /not a date we can read/],
    ['unknown', /not a date we can read/],
    ['2014-11', /not a date we can read/],
    ['2014-02-30T00:00:00Z', /does not exist|that exists/],
  ]
  for (const [text, says] of problems) {
    await t.test(JSON.stringify(text), () => {
      const read = readDay(text)
      assert.ok('problem' in read, JSON.stringify(read))
      assert.match(read.problem, says)
    })
  }
})

test('what we write ourselves, and any day written day first, reads back', () => {
  fc.assert(
    fc.property(dayWithin('1950-01-01', 36_000), day => {
      const { year, month, day: date } = partsOf(day)
      for (const text of [day, formatShortDay(day), formatDay(day).replace(/^\w+ /, ''), `${date}/${month}/${year}`]) {
        assert.deepEqual(readDay(text), { day }, text)
      }
    }),
    { numRuns: 300 },
  )
})

test('any text at all gives a day or a problem', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[0-9/.T:Z +-]{0,24}$/)), text => {
      const read = readDay(text)
      assert.ok('day' in read ? /^\d{4}-\d\d-\d\d$/.test(read.day) : read.problem.length > 20)
    }),
    { numRuns: 500 },
  )
})
