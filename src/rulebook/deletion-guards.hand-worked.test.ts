/** School days counted by hand on Marlshire's printed calendar: those of G9.h and G9.i in examples-deletion.ts. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { RegisterMark } from './attendance.ts'
import { schoolCalendar } from './calendars.ts'
import { addDays, asDay, type Day } from './days.ts'
import {
  type DeletionAsked,
  deletionGuards,
  type EnquiryParty,
  mayDelete,
  type SettledStep,
} from './deletion-guards.ts'
import { marlshireEntries } from './printed-calendars.ts'
import { weeksOfCalendar } from './school-weeks.ts'

const weeks = weeksOfCalendar(schoolCalendar({ name: 'Marlshire', entries: marlshireEntries }))

/** Both sessions of every school day from one to another, coded O but where another code is given. */
const register = (from: string, last: string, codes: Record<string, string> = {}): RegisterMark[] => {
  const marks: RegisterMark[] = []
  for (let day: Day = asDay(from); day <= asDay(last); day = addDays(day, 1)) {
    if (weeks.find(day) === undefined) continue
    for (const session of ['AM', 'PM'] as const)
      marks.push({ line: marks.length + 1, day, session, code: codes[`${day} ${session}`] ?? 'O' })
  }
  return marks
}

const settled = (on: string, ...steps: SettledStep['step'][]): SettledStep[] =>
  steps.map(step => ({ step, settled_on: asDay(on) }))

const party = (steps: SettledStep[], signed: Partial<EnquiryParty['signed']> = {}): EnquiryParty => ({
  steps,
  signed: { finding: 'not_found', on: asDay('2025-11-14'), no_good_cause: true, before_a_step: false, ...signed },
})

const ofSchool = settled('2025-11-10', 'Q1', 'Q2', 'Q3', 'Q4', 'Q6')
const ofCouncil = settled('2025-11-12', 'Q5', 'Q6')

// Mon 13 Oct 1 · 17 Oct 5 · 24 Oct 10 · half-term · Mon 3 Nov INSET day · 7 Nov 14 · 14 Nov 19 · Mon 17 Nov is 20, and is over on the 18th
const complete: DeletionAsked = {
  ground: 'i',
  on: asDay('2025-11-18'),
  marks: register('2025-10-06', '2025-11-17', allPresent('2025-10-06', '2025-10-10')),
  weeks,
  school: party(ofSchool),
  council: party(ofCouncil),
  danger_open: false,
}

function allPresent(from: string, last: string): Record<string, string> {
  return Object.fromEntries(
    register(from, last).map(({ day, session }) => [`${day} ${session}`, session === 'AM' ? '/' : '\\']),
  )
}

const withCodes = (codes: Record<string, string>, last = '2025-11-17'): RegisterMark[] =>
  register('2025-10-13', last, codes)

const unmet = (asked: DeletionAsked): string[] =>
  deletionGuards(asked).flatMap(({ guard, met }) => (met ? [] : [guard]))

test('with every guard met the deletion may be recorded', () => {
  assert.deepEqual(unmet(complete), [])
  assert.equal(mayDelete(deletionGuards(complete)), true)
  assert.equal(mayDelete([]), false)
})

const after: DeletionAsked = {
  ...complete,
  ground: 'h',
  leave_last_on: asDay('2026-09-11'),
  // Mon 14 Sep 1 · 18 Sep 5 · Fri 25 Sep is 10
  on: asDay('2026-09-26'),
  marks: register('2026-09-14', '2026-09-25'),
}

test('each guard by itself holds the deletion up', async t => {
  const cases: [why: string, asked: DeletionAsked, guards: string[]][] = [
    ['the twentieth day is not over', { ...complete, on: asDay('2025-11-17') }, ['school_days']],
    ['a day in the middle was attended', { ...complete, marks: withCodes({ '2025-11-05 PM': '\\' }) }, ['school_days']],
    [
      'the child came back yesterday',
      { ...complete, marks: withCodes({ '2025-11-17 AM': 'L' }) },
      ['school_days', 'codes'],
    ],
    [
      'a session was never marked',
      { ...complete, marks: withCodes({}).slice(0, 7).concat(withCodes({}).slice(8)) },
      ['school_days'],
    ],
    ['one session is coded I', { ...complete, marks: withCodes({ '2025-11-05 AM': 'I' }) }, ['codes']],
    ['U is unauthorised and still not allowed', { ...complete, marks: withCodes({ '2025-10-13 AM': 'U' }) }, ['codes']],
    [
      'G and N beside O are allowed',
      { ...complete, marks: withCodes({ '2025-10-13 AM': 'G', '2025-10-14 AM': 'N' }) },
      [],
    ],
    [
      'illness before the last twenty days does not count',
      { ...complete, on: asDay('2025-11-19'), marks: withCodes({ '2025-10-13 AM': 'I' }, '2025-11-18') },
      [],
    ],
    [
      'the school has not visited',
      { ...complete, school: party(ofSchool.filter(({ step }) => step !== 'Q3')) },
      ['school_enquiries'],
    ],
    [
      'nobody at the council asked about danger',
      { ...complete, council: party(ofCouncil.slice(0, 1)) },
      ['council_enquiries'],
    ],
    [
      'the school has not signed',
      { ...complete, school: { steps: ofSchool, signed: null } },
      ['school_signed', 'same_finding', 'no_good_cause'],
    ],
    [
      'the council has not signed',
      { ...complete, council: { steps: ofCouncil, signed: null } },
      ['council_signed', 'same_finding', 'no_good_cause'],
    ],
    [
      'the school signed before the council’s last step',
      { ...complete, school: party(ofSchool, { on: asDay('2025-11-11') }) },
      ['school_signed'],
    ],
    [
      'the council signed before its own last step',
      { ...complete, council: party(ofCouncil, { on: asDay('2025-11-11') }) },
      ['council_signed'],
    ],
    [
      'a step was recorded after the council had signed, on the same day',
      { ...complete, council: party(ofCouncil, { before_a_step: true }) },
      ['council_signed'],
    ],
    [
      'they differ',
      { ...complete, council: party(ofCouncil, { finding: 'found_not_returning_agreed' }) },
      ['same_finding'],
    ],
    ['both agree that the child is coming back', both('found_returning'), ['same_finding']],
    ['both agree that the child attends elsewhere', both('found_attending_elsewhere'), ['same_finding']],
    ['both agree that the child will not return', both('found_not_returning_agreed'), []],
    [
      'the school thinks of illness',
      { ...complete, school: party(ofSchool, { no_good_cause: false }) },
      ['no_good_cause'],
    ],
    [
      'the council thinks of illness',
      { ...complete, council: party(ofCouncil, { no_good_cause: false }) },
      ['no_good_cause'],
    ],
    ['somebody fears for the child', { ...complete, danger_open: true }, ['no_danger']],
    ['ten days after leave', after, []],
    ['the tenth day after leave is not over', { ...after, on: asDay('2026-09-25') }, ['school_days']],
    [
      'leave was followed by illness',
      { ...after, marks: register('2026-09-14', '2026-09-25', { '2026-09-16 AM': 'I' }) },
      ['codes'],
    ],
    [
      'the child came back after leave',
      { ...after, marks: register('2026-09-14', '2026-09-25', { '2026-09-16 AM': '/' }) },
      ['codes'],
    ],
  ]
  for (const [why, asked, guards] of cases) {
    await t.test(why, () => {
      const said = deletionGuards(asked)
      assert.deepEqual(unmet(asked), guards, said.map(({ guard, because }) => `${guard}: ${because}`).join('\n'))
      assert.equal(mayDelete(said), guards.length === 0)
    })
  }
})

function both(finding: 'found_returning' | 'found_attending_elsewhere' | 'found_not_returning_agreed'): DeletionAsked {
  return { ...complete, school: party(ofSchool, { finding }), council: party(ofCouncil, { finding }) }
}

test('before the regulations of 2024 neither ground could be met', () => {
  assert.deepEqual(unmet({ ...complete, on: asDay('2024-08-18') }).slice(0, 2), ['school_days', 'codes'])
})
