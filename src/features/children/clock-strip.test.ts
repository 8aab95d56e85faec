import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  asDay,
  type CalendarEntry,
  defaultPolicy,
  oneCalendar,
  schoolCalendar,
  workingCalendar,
} from '../../rulebook/index.ts'
import { type ClockRow, clockKey, isOverdue } from './child-clocks.ts'
import { drawClock } from './clock-strip.ts'
import { awayOf, awayText, endText, schoolDaysLeft } from './clock-words.ts'

const day = asDay
const entry = (kind: CalendarEntry['kind'], starts_on: string, last_on: string, name: string): CalendarEntry => ({
  ...{ kind, starts_on: day(starts_on), last_on: day(last_on), name },
})
// Autumn 2026: half-term is Monday 26 to Friday 30 October.
const calendar = schoolCalendar({
  name: 'the calendar of the test',
  entries: [
    entry('term', '2026-09-01', '2026-12-18', 'Autumn'),
    entry('half_term', '2026-10-26', '2026-10-30', 'Half-term'),
  ],
})
const reckoning = {
  calendars: oneCalendar(calendar, workingCalendar([{ on: day('2026-12-25'), name: 'Christmas Day' }])),
  policies: defaultPolicy,
}
const clock: ClockRow = {
  ...{ rule: 'X18', opened_on: day('2026-10-19'), opened_by: 'a fact', due_on: day('2026-11-09') },
  ...{ breaches_on: day('2026-11-10'), ended_on: null, ended_by: null, ended_how: null, stopped_because: null },
  ...{ school_urn: null, owed_by: 'governing_board', field_class: 'education', because: 'It was told.', problem: null },
}

test('how far a due day is, in school days', () => {
  const today = day('2026-10-23')
  const far = (due: string) => awayText(schoolDaysLeft(calendar, day(due), today), day(due), today)
  assert.deepEqual(['2026-10-22', '2026-10-23', '2026-10-30', '2026-11-02', '2026-11-03', '2026-10-20'].map(far), [
    ...['1 school day ago', 'today', 'before the next school day', 'in 1 school day', 'in 2 school days'],
    '3 school days ago',
  ])
  assert.equal(schoolDaysLeft(calendar, day('2027-10-20'), today), null)
})

test('how far a clock is, in the days that its own rule counts', () => {
  const far = (rule: string, due: string) => awayOf({ ...clock, rule, due_on: day(due) }, reckoning, day('2026-10-23'))
  assert.equal(far('X18', '2026-11-03'), 'in 2 school days')
  assert.equal(far('L4', '2026-11-03'), 'in 7 working days')
  assert.equal(far('O1', '2026-11-03'), 'in 11 days')
  assert.equal(far('EHC6', '2026-10-20'), '3 days ago')
})

test('a clock shows every day once: the counted ones numbered, the skipped ones named and together', () => {
  const drawn = drawClock(clock, reckoning, day('2026-11-02'))
  assert.deepEqual(
    drawn.days.map(({ number, on, reason, today, due }) =>
      [number, on, reason, today ? 'today' : '', due ? 'due' : ''].filter(Boolean).join(' · '),
    ),
    [
      ...['19 Oct · opened', '1 · 20 Oct', '2 · 21 Oct', '3 · 22 Oct', '4 · 23 Oct', '24 Oct to 25 Oct · weekend'],
      ...['26 Oct to 30 Oct · Half-term', '31 Oct to 1 Nov · weekend', '5 · 2 Nov · today', '6 · 3 Nov', '7 · 4 Nov'],
      ...['8 · 5 Nov', '9 · 6 Nov', '7 Nov to 8 Nov · weekend', '10 · 9 Nov · due'],
    ],
  )
  assert.equal(drawn.heading, 'Due Monday 9 November 2026: the tenth school day')
  assert.deepEqual([drawn.finding, drawn.tone], ['Due Monday 9 November 2026, in 5 school days', 'amber'])
  assert.equal(drawn.counted_by, 'School days are those of the calendar of the test.')
  assert.equal(drawClock(clock, reckoning, day('2026-11-10')).tone, 'red')
})

test('level two is counted as the policy says, and its first day counts', () => {
  const levelTwo: ClockRow = { ...clock, rule: 'level_two', opened_by: '', due_on: day('2026-11-20') }
  const drawn = drawClock(levelTwo, reckoning, day('2026-11-02'))
  assert.deepEqual([drawn.days.at(0)?.number, drawn.days.at(-1)?.number], [1, 20])
  assert.match(drawn.heading, /the twentieth school day$/)
})

test('a clock that no calendar reaches says so, and shows no day', () => {
  const gap = drawClock(
    { ...clock, due_on: null, breaches_on: null, problem: 'No term dates.' },
    reckoning,
    day('2026-11-02'),
  )
  assert.deepEqual([gap.finding, gap.because, gap.days], ['No date yet', 'No term dates.', []])
})

test('how a clock came out', () => {
  const at = (more: Partial<ClockRow>) => endText({ ...clock, ...more }, day('2026-12-01')).text
  assert.equal(at({ ended_on: day('2026-11-09'), ended_how: 'met' }), 'Kept on 9 Nov 2026')
  assert.equal(
    at({ ended_on: day('2026-11-12'), ended_how: 'met' }),
    'Kept late on 12 Nov 2026, 3 days after it was due',
  )
  const stopped = { ended_how: 'stopped', stopped_because: 'returned' } as const
  assert.equal(at({ ended_on: day('2026-11-02'), ...stopped }), 'Stopped on 2 Nov 2026: the child is back in education')
  assert.match(at({ ended_on: day('2026-11-12'), ...stopped }), /^Not kept by the day; stopped on 12 Nov 2026/)
})

test('what only a parent may do by a day is never overdue; what is not dated is not either', () => {
  const late = day('2026-11-10')
  assert.equal(isOverdue(clock, late), true)
  assert.equal(isOverdue({ ...clock, owed_by: 'parent' }, late), false)
  assert.equal(isOverdue({ ...clock, due_on: null }, late), false)
  assert.equal(isOverdue({ ...clock, ended_on: late }, late), false)
})

test('two clocks of one rule and day have addresses of their own, and no id in full', () => {
  const opened_by = '0198a5f4-0000-7000-8000-000000000001'
  const key = clockKey({ ...clock, opened_by })
  assert.match(key, /^X18-2026-10-19-[0-9a-f]{8}$/)
  assert.notEqual(key, clockKey(clock))
  assert.equal(clockKey({ ...clock, rule: 'level_two', opened_by: '' }), 'level_two-2026-10-19')
})
