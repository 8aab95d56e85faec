import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { CalendarEntry } from '../src/rulebook/index.ts'
import { asDay, checkNhsNumber, checkUpn, compulsoryAge, schoolCalendar, yearGroup } from '../src/rulebook/index.ts'
import { compulsoryFrom, compulsoryTo, curriculumYear } from './ages.ts'
import { easter } from './bank-holidays.ts'
import { authorityCalendar } from './calendars.ts'
import { fromIso, iso } from './days.ts'
import { makeNhsNumber, makeUpn } from './numbers.ts'

const TODAY = fromIso('2026-11-17')

test('the county and the rulebook agree on compulsory school age for every birthday of twenty years', () => {
  for (let born = fromIso('2005-01-01'); born <= fromIso('2024-12-31'); born += 1) {
    const { starts_on, ends_on } = compulsoryAge(asDay(iso(born)))
    assert.deepEqual([iso(compulsoryFrom(born)), iso(compulsoryTo(born))], [starts_on, ends_on], iso(born))
  }
})

test('the county and the rulebook agree on year groups', () => {
  for (let born = fromIso('2009-09-01'); born <= fromIso('2022-08-31'); born += 13) {
    const year = curriculumYear(born, TODAY)
    assert.equal(yearGroup(asDay(iso(born)), asDay(iso(TODAY))), year === 0 ? 'R' : `${year}`, iso(born))
  }
})

test('the county and the rulebook agree on which days are school days', () => {
  const county = authorityCalendar(TODAY)
  const entries: CalendarEntry[] = county.entries.map(({ kind, starts, ends, name }) => ({
    kind,
    starts_on: asDay(iso(starts)),
    last_on: asDay(iso(ends)),
    name,
  }))
  const rulebook = schoolCalendar({ name: 'Marlshire', entries })
  for (let day = fromIso('2024-09-10'); day <= fromIso('2027-07-15'); day += 1) {
    assert.equal(rulebook.isSchoolDay(asDay(iso(day))), county.isSchoolDay(day), iso(day))
  }
})

test('a school year has 193 days for pupils beside the two that the authority gives to training', () => {
  const county = authorityCalendar(TODAY)
  for (const year of [2024, 2025, 2026]) {
    let days = 0
    for (let day = fromIso(`${year}-08-01`); day < fromIso(`${year + 1}-08-01`); day += 1)
      if (county.isSchoolDay(day)) days += 1
    assert.equal(days, 193)
  }
})

test('Easter falls where the calendar of feasts has it', () => {
  const known = ['2024-03-31', '2025-04-20', '2026-04-05', '2027-03-28', '2028-04-16', '2038-04-25']
  for (const day of known) assert.equal(iso(easter(Number(day.slice(0, 4)))), day)
})

test('numbers are valid, and NHS numbers all differ and begin with 999', () => {
  for (let serial = 1; serial < 1000; serial += 37) assert.equal(checkUpn(makeUpn('8992001', 2021, serial)).valid, true)
  assert.equal(makeUpn('8012000', 2005, 1), 'B801200005001')
  const numbers = Array.from({ length: 2000 }, (_, index) => makeNhsNumber(index * 7))
  assert.equal(new Set(numbers).size, 2000)
  for (const number of numbers) {
    assert.equal(checkNhsNumber(number).valid, true, number)
    assert.match(number, /^999/)
  }
  assert.throws(() => makeUpn('8992001', 2021, 1000), RangeError)
})
