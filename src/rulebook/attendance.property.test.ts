import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { reasonOverdue, tenInTenWeeks, twentyDaysAway } from '../../test/support/naive-register.ts'
import { marlshireEntries } from '../../test/support/printed-calendar.ts'
import { dayWithin } from '../../test/support/random-rulebook.ts'
import { attendanceOf, type RegisterMark } from './attendance.ts'
import { attendanceCodes } from './attendance-codes.ts'
import { schoolCalendar } from './calendars.ts'
import { addDays, asDay, type Day } from './days.ts'
import { weeksOfCalendar } from './school-weeks.ts'

const calendar = schoolCalendar({ name: 'Marlshire’s calendar', entries: marlshireEntries })
const weeks = weeksOfCalendar(calendar)
const [from, to] = [asDay('2025-09-03'), asDay('2026-05-22')]

const sessions = ['AM', 'PM'] as const
const anyCode = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom(...attendanceCodes.byCode.keys()) },
  { weight: 1, arbitrary: fc.string({ maxLength: 3 }) },
)

/** Any marks: unknown codes, days without school, sessions marked again and again. */
const anyMarks: fc.Arbitrary<RegisterMark[]> = fc
  .array(fc.record({ day: dayWithin('2025-08-20', 60), session: fc.constantFrom(...sessions), code: anyCode }), {
    maxLength: 120,
  })
  .map(marks => marks.map((mark, i) => ({ ...mark, line: i + 2 })))

test('the order of the marks does not matter', () => {
  fc.assert(
    fc.property(
      anyMarks.chain(marks => fc.tuple(fc.constant(marks), fc.shuffledSubarray(marks, { minLength: marks.length }))),
      ([marks, shuffled]) => {
        assert.deepEqual(attendanceOf(shuffled, weeks, to), attendanceOf(marks, weeks, to))
      },
    ),
    { numRuns: 200 },
  )
})

test('every mark is counted once or told as a problem, and the sums are sums', () => {
  fc.assert(
    fc.property(anyMarks, dayWithin('2025-09-10', 40), (marks, on) => {
      const said = attendanceOf(marks, weeks, on)
      assert.equal(said.possible, said.attended + said.authorised + said.unauthorised)
      assert.equal(said.possible + said.not_possible + said.problems.length, marks.length)
      assert.equal(new Set(said.problems.map(({ line }) => line)).size, said.problems.length)
      if (said.possible === 0) assert.deepEqual([said.persistent, said.severe], [false, false])
      if (said.severe) assert.ok(said.persistent)
    }),
    { numRuns: 200 },
  )
})

/** A register of a school year in stretches, mostly absent in one way or another, to a day. */
const anyRegister: fc.Arbitrary<{ marks: RegisterMark[]; on: Day }> = fc
  .tuple(
    fc.array(
      fc.record({
        code: fc.constantFrom('/', '/', '/', 'O', 'O', 'G', 'N', 'U', 'I'),
        days: fc.integer({ min: 1, max: 30 }),
        only: fc.constantFrom<readonly ('AM' | 'PM')[]>(sessions, sessions, ['AM']),
      }),
      { minLength: 4, maxLength: 14 },
    ),
    dayWithin('2025-09-20', 240),
  )
  .map(([stretches, on]) => {
    const marks: RegisterMark[] = []
    let day: Day = from
    for (const { code, days, only } of stretches) {
      for (const end = addDays(day, days); day < end && day <= on; day = addDays(day, 1)) {
        if (!calendar.isSchoolDay(day)) continue
        for (const session of sessions) {
          marks.push({ line: marks.length + 2, day, session, code: only.includes(session) ? code : '/' })
        }
      }
    }
    return { marks, on }
  })

test('what is flagged is what the naive counter finds', () => {
  const found = { A1: 0, A8: 0, 'G9.i': 0 }
  fc.assert(
    fc.property(anyRegister, ({ marks, on }) => {
      const register = { entries: marlshireEntries, marks }
      const flags = attendanceOf(marks, weeks, on).flags.map(({ rule }) => rule)
      const naive = {
        A1: reasonOverdue(register, on),
        A8: tenInTenWeeks(register, from, to),
        'G9.i': twentyDaysAway(register, from, to),
      }
      for (const rule of ['A1', 'A8', 'G9.i'] as const) {
        assert.equal(flags.includes(rule), naive[rule], rule)
        found[rule] += naive[rule] ? 1 : 0
      }
    }),
    { numRuns: 120, seed: 2026 },
  )
  for (const [rule, times] of Object.entries(found)) assert.ok(times > 5 && times < 115, `${rule} ${times}`)
})
