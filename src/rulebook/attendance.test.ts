import assert from 'node:assert/strict'
import { test } from 'node:test'
import { marlshireEntries } from '../../test/support/printed-calendar.ts'
import { attendanceOf, type RegisterMark } from './attendance.ts'
import { absenceRules } from './attendance-flags.ts'
import { schoolCalendar } from './calendars.ts'
import { asDay } from './days.ts'
import { ruleOn } from './rules.ts'
import { weeksOfCalendar, weeksOfDays } from './school-weeks.ts'

const marlshire = weeksOfCalendar(schoolCalendar({ name: 'Marlshire’s calendar', entries: marlshireEntries }))

/** "2 2026-01-12 AM I": line, day, session, code. */
const marks = (...written: string[]): RegisterMark[] =>
  written.map(text => {
    const [line = '', day = '', session = '', code = ''] = text.split(' ')
    return { line: Number(line), day: asDay(day), session: session === 'AM' ? 'AM' : 'PM', code }
  })

const sums = ({ possible, attended, authorised, unauthorised, not_possible }: ReturnType<typeof attendanceOf>) => [
  ...[possible, attended, authorised, unauthorised],
  not_possible,
]

test('each day is read by the code set of that day', () => {
  const old = marks('2 2024-07-16 AM H', '3 2024-07-16 PM J', '4 2024-07-17 AM Y', '5 2024-07-17 PM \\')
  const now = marks('6 2024-09-03 AM H', '7 2024-09-03 PM J1', '8 2024-09-04 AM Y1', '9 2024-09-04 PM Y')
  const weeks = weeksOfDays([...old, ...now].map(({ day }) => day))
  const said = attendanceOf([...old, ...now], weeks, asDay('2024-09-04'))
  // 16 July: agreed holiday and an interview, which was attendance. 3 September: an interview, which is absence.
  assert.deepEqual(sums(said), [4, 2, 2, 0, 2])
  assert.deepEqual(
    said.problems.map(({ line }) => line),
    [6, 9],
  )
  assert.match(said.problems[0]?.reason ?? '', /H \(Family holiday, agreed\) ended on Sunday 18 August 2024/)
})

test('a code that nobody knows is told by its line, and the other marks are counted', () => {
  const said = attendanceOf(
    marks('2 2026-01-12 AM /', '3 2026-01-12 PM QQ', '4 2026-01-13 AM i', '5 2026-01-13 PM '),
    marlshire,
    asDay('2026-01-13'),
  )
  assert.deepEqual(sums(said), [1, 1, 0, 0, 0])
  assert.deepEqual(
    said.problems.map(({ line }) => line),
    [3, 4, 5],
  )
})

test('a mark on a day without school is told with the reason of the calendar; a planned closure there says nothing new', () => {
  const said = attendanceOf(
    marks(
      ...['2 2025-10-28 AM O', '3 2025-11-01 AM O', '4 2025-12-25 AM O', '5 2030-01-14 AM O'],
      ...['6 2025-11-03 AM #', '7 2025-11-03 PM #', '8 2025-11-04 AM /'],
    ),
    marlshire,
    asDay('2030-01-14'),
  )
  assert.deepEqual(sums(said), [1, 1, 0, 0, 2])
  assert.deepEqual(
    said.problems.map(({ line, reason }) => `${line}: ${reason}`),
    [
      '2: Tuesday 28 October 2025 is no school day: half-term.',
      '3: Saturday 1 November 2025 is no school day: Saturday.',
      '4: Thursday 25 December 2025 is no school day: Christmas Day.',
      '5: Monday 14 January 2030 is no school day: no term dates are held for it in Marlshire’s calendar.',
    ],
  )
})

test('a session that is marked twice is counted once if the marks agree, and not at all if they do not', () => {
  const said = attendanceOf(
    marks('2 2026-01-12 AM I', '9 2026-01-12 AM I', '4 2026-01-12 PM O', '7 2026-01-12 PM \\', '8 2026-01-13 AM /'),
    marlshire,
    asDay('2026-01-13'),
  )
  assert.deepEqual(sums(said), [2, 1, 1, 0, 0])
  assert.deepEqual(
    said.problems.map(({ line, reason }) => `${line}: ${reason}`),
    [
      '4: Monday 12 January 2026 PM is marked more than once (\\ on line 7), and was not counted.',
      '7: Monday 12 January 2026 PM is marked more than once (O on line 4), and was not counted.',
      '9: Monday 12 January 2026 AM is marked more than once (I on line 2); it was counted once.',
    ],
  )
})

test('what comes after the day that is asked about is not counted, and told', () => {
  const said = attendanceOf(marks('2 2026-01-12 AM O', '3 2026-01-13 AM O'), marlshire, asDay('2026-01-12'))
  assert.deepEqual(sums(said), [1, 0, 0, 1, 0])
  assert.match(said.problems[0]?.reason ?? '', /Tuesday 13 January 2026 is after Monday 12 January 2026/)
})

test('no mark at all: nothing possible, nothing flagged', () => {
  const said = attendanceOf([], marlshire, asDay('2026-01-12'))
  assert.deepEqual(sums(said), [0, 0, 0, 0, 0])
  assert.deepEqual([said.persistent, said.severe, said.flags, said.problems], [false, false, [], []])
})

test('nothing runs on across a year without term dates', () => {
  const entries = marlshireEntries.filter(({ starts_on }) => starts_on < '2026-08-01' || starts_on >= '2027-08-01')
  const weeks = weeksOfCalendar(schoolCalendar({ name: 'a calendar with a hole', entries }))
  const last = weeks.find(asDay('2026-07-17'))
  const first = weeks.find(asDay('2027-09-03'))
  assert.ok(last && first)
  assert.ok(first.number - last.number > 20)
  assert.ok(first.week - last.week > 10)
})

test('each flag is of a rule of the rulebook that has a number, and no rule stands twice', () => {
  assert.equal(new Set(absenceRules.map(({ rule }) => rule)).size, absenceRules.length)
  for (const { rule } of absenceRules) assert.ok(ruleOn(rule, asDay('2026-11-30'))?.length, rule)
})

test('rules of the 2024 Regulations ask about no session before them', () => {
  const days = ['2024-07-08', '2024-07-09', '2024-07-10', '2024-07-11', '2024-07-12', '2024-07-15', '2024-07-16']
  const absences = days.flatMap((day, i) => marks(`${i * 2} ${day} AM N`, `${i * 2 + 1} ${day} PM O`))
  const said = attendanceOf(absences, weeksOfDays(absences.map(({ day }) => day)), asDay('2024-07-16'))
  assert.deepEqual(
    said.flags.map(({ rule }) => rule),
    ['A6', 'A6.severe'],
  )
})
