import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import type { CalendarEntry } from '../src/rulebook/index.ts'
import { asDay, schoolCalendar, schoolDays } from '../src/rulebook/index.ts'
import { generateCounty } from './generate.ts'
import type { TruthChild } from './read-county.ts'
import { readTable, readTruth } from './read-county.ts'
import type { Cast } from './truth.ts'

const folder = mkdtempSync(join(tmpdir(), 'county-stories-'))
let children: Map<string, TruthChild>
let told: { demonstration_day: string; stories: { number: number; codes: Record<string, unknown>; children: Cast[] }[] }

before(async () => {
  await generateCounty({ as_at: '2026-11-22', children: 1200, folder })
  children = readTruth(folder).children
  told = JSON.parse(readFileSync(join(folder, 'truth.json'), 'utf-8'))
})
after(() => rmSync(folder, { recursive: true }))

const cast = (number: number): Cast[] => told.stories.find(story => story.number === number)?.children ?? []

function member(number: number, nth = 0): { cast: Cast; child: TruthChild } {
  const part = cast(number)[nth]
  const child = children.get(part?.child_id ?? '')
  assert.ok(part && child, `story ${number} has no child ${nth}`)
  return { cast: part, child }
}

/** The lists of these last months on which the child stands. */
const lists = (number: number, nth = 0): string[] =>
  member(number, nth)
    .cast.rows.map(({ list }) => list)
    .filter(list => !list.startsWith('earlier_'))

function row(number: number, list: string, nth = 0): Record<string, string> {
  const found = member(number, nth).cast.rows.find(candidate => candidate.list === list)
  assert.ok(found, `story ${number} is not on ${list}`)
  const western = list === 'council_tax'
  const table = readTable(
    join(folder, found.file),
    western ? 'windows-1252' : 'utf-8',
    list === 'neighbour_roll' ? ';' : ',',
  )
  return table[found.line - 2] ?? {}
}

const calendar = () => {
  const entries = readTable(join(folder, 'calendars.csv')).filter(entry => entry.calendar === 'authority')
  return schoolCalendar({
    name: 'Marlshire',
    entries: entries.map(entry => ({
      kind: entry.kind as CalendarEntry['kind'],
      starts_on: asDay(entry.start ?? ''),
      last_on: asDay(entry.end ?? ''),
      name: entry.name ?? '',
    })),
  })
}

test('every child of a story is in the state that the story tells, by the lists alone', () => {
  assert.deepEqual(
    told.stories.map(({ number }) => number),
    Array.from({ length: 26 }, (_, number) => number),
  )
  for (const { number } of told.stories) {
    assert.ok(cast(number).length > 0)
    for (const [nth] of cast(number).entries()) {
      const { child, cast: part } = member(number, nth)
      assert.equal(child.listed_state, part.expect.state, `story ${number}, ${part.part}`)
    }
  }
})

test('1: by the health list 23 school days before D, and past the level-two day by the rulebook’s count', () => {
  assert.deepEqual(lists(1), ['neighbour_roll', 'health', 'council_tax'])
  const arrived = asDay(row(1, 'health')['Registered From'] ?? '')
  const days = calendar()
  assert.equal(days.schoolDaysBetween(arrived, asDay(told.demonstration_day)), schoolDays(23))
  const { expect } = member(1).cast
  assert.equal(expect.opened_on, arrived)
  assert.equal(days.nthSchoolDay(arrived, schoolDays(20)), expect.due_on)
  assert.ok(String(expect.breaches_on) < told.demonstration_day)
  assert.equal(row(1, 'neighbour_roll')['On roll to'], '07-10-2026')
  assert.equal(row(1, 'council_tax')['Resident From'], '08/10/2026')
  assert.deepEqual(lists(1, 1), ['admissions', 'health', 'council_tax'])
  assert.equal(row(1, 'admissions', 1).Status, 'Offered')
})

test('2: the twins’ numbers differ in one digit and the check letter, and one is on the roll', () => {
  const [one, other] = [member(2).child, member(2, 1).child]
  assert.equal(one.born_on, other.born_on)
  const different = [...one.upn.slice(1)].filter((digit, index) => digit !== other.upn[index + 1])
  assert.equal(different.length, 1)
  assert.ok(lists(2).includes('rolls'))
  assert.ok(lists(2, 1).includes('previous_rolls') && !lists(2, 1).includes('rolls'))
})

test('3: three families share one address, on the protected list and no other', () => {
  const addresses = [0, 1, 2].map(nth => row(3, 'protected_health', nth)['Address Line 1'])
  assert.equal(new Set(addresses).size, 1)
  assert.equal(new Set([0, 1, 2].map(nth => member(3, nth).child.family_id)).size, 3)
  assert.deepEqual(lists(3), ['previous_rolls', 'protected_health'])
  const postcode = row(3, 'protected_health').Postcode ?? ''
  assert.notEqual(member(3).child.old_postcode, postcode)
})

test('4: two identities, bound only by the former number on the new roll', () => {
  const [former, present] = [member(4).child, member(4, 1).child]
  assert.equal(row(4, 'rolls', 1).formerupn, former.upn)
  assert.notEqual(former.upn, present.upn)
  assert.equal(former.born_on, present.born_on)
})

test('5, 6 and 7: each on the one list that shows where the child is educated', () => {
  assert.deepEqual(lists(5), ['neighbour_roll'])
  assert.equal(row(5, 'neighbour_roll')['On roll to'], '')
  assert.deepEqual(lists(6), ['independent_return'])
  assert.deepEqual(lists(7), ['home_education', 'health', 'council_tax'])
  assert.equal(row(7, 'home_education')['EHE Start'], '17/11/2023')
})

test('10: twenty days of G, N and O for the one, nineteen and one of I for the other', () => {
  const marks = readTable(join(folder, 'attendance.csv'))
  const days = calendar()
  const last20 = (nth: number) => {
    const own = marks.filter(mark => mark.upn === member(10, nth).child.upn)
    for (const { date } of own) assert.ok(days.isSchoolDay(asDay(date ?? '')))
    return own.slice(-40)
  }
  const [first, second] = [last20(0), last20(1)]
  assert.equal(new Set(first.map(({ date }) => date)).size, 20)
  assert.equal(first.at(-1)?.date, told.demonstration_day)
  assert.ok(first.every(({ code }) => ['G', 'N', 'O'].includes(code ?? '')))
  const ill = second.filter(({ code }) => code === 'I')
  assert.equal(new Set(ill.map(({ date }) => date)).size, 1)
  assert.equal(ill.length, 2)
  assert.ok(second.every(({ code }) => ['G', 'N', 'O', 'I'].includes(code ?? '')))
})

test('13 and 14: the roll tells their hours', () => {
  assert.equal(row(13, 'rolls').hoursatsetting, '9')
  assert.equal(row(13, 'social_care').Involvement, 'CIN')
  assert.deepEqual([row(14, 'rolls').hoursatsetting, row(14, 'rolls', 1).hoursatsetting], ['12.5', '6'])
})

test('a story holds on other days too: in September, after Christmas and in the summer', async () => {
  for (const as_at of ['2026-09-20', '2027-01-12', '2027-08-10', '2025-12-02']) {
    const other = mkdtempSync(join(tmpdir(), 'county-day-'))
    await generateCounty({ as_at, children: 600, folder: other })
    const truth = JSON.parse(readFileSync(join(other, 'truth.json'), 'utf-8'))
    const known = readTruth(other).children
    for (const story of truth.stories) {
      for (const part of story.children) {
        assert.equal(
          known.get(part.child_id)?.listed_state,
          part.expect.state,
          `${as_at}, story ${story.number}, ${part.part}`,
        )
      }
    }
    rmSync(other, { recursive: true })
  }
})
