/** What is to be looked at, and until when: worked by hand on the printed calendars. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { marlshireEntries } from '../../test/support/printed-calendar.ts'
import {
  circumstance,
  enrolled,
  factsOf,
  happened,
  keptByAll,
  lives,
  provided,
} from '../../test/support/rulebook-facts.ts'
import { schoolCalendar } from './calendars.ts'
import { asDay } from './days.ts'
import { evaluate } from './evaluate.ts'
import { easterSunday, exclusionTerm } from './exclusion-terms.ts'
import type { AbsenceSum, Facts, NeedSpan } from './facts.ts'
import { defaultPolicy } from './policies.ts'

const calendars = keptByAll(schoolCalendar({ name: 'Marlshire', entries: marlshireEntries }))
const flags = (known: Partial<Facts>, rule: string, on = '2026-03-01') =>
  evaluate(factsOf(known), { policies: defaultPolicy }, calendars, asDay(on))
    .flags.filter(flag => flag.rule === rule)
    .map(({ starts_on, ends_on }) => [starts_on, ends_on])

const sum = (starts_on: string, ends_on: string, possible: number, absent: number): AbsenceSum => ({
  ...{ starts_on: asDay(starts_on), ends_on: asDay(ends_on), fact_id: `sum to ${ends_on}`, school_urn: 990001 },
  ...{ possible, authorised: absent, unauthorised: 0 },
})
const autumn = (possible: number, absent: number) => sum('2025-09-01', '2026-01-01', possible, absent)
const spring = (possible: number, absent: number) => sum('2026-01-01', '2026-04-01', possible, absent)
const summer = (possible: number, absent: number) => sum('2026-04-01', '2026-08-01', possible, absent)

test('a tenth is persistent and half is severe, by whole numbers, from the end of what was summed until the school year is over', () => {
  const roll = { enrolments: [enrolled('2020-09-01')] }
  assert.deepEqual(flags({ ...roll, absences: [autumn(141, 14)] }, 'A6'), [])
  assert.deepEqual(flags({ ...roll, absences: [autumn(140, 14)] }, 'A6'), [['2026-01-01', '2026-08-01']])
  assert.deepEqual(flags({ ...roll, absences: [autumn(141, 70)] }, 'A6.severe'), [])
  assert.deepEqual(flags({ ...roll, absences: [autumn(140, 70)] }, 'A6.severe'), [['2026-01-01', '2026-08-01']])
  assert.deepEqual(flags({ ...roll, absences: [autumn(0, 0)] }, 'A6'), [])
})

test('the terms of a school year add up, and each sum stands until the next', () => {
  const roll = { enrolments: [enrolled('2020-09-01')] }
  const absences = (...some: AbsenceSum[]) => flags({ ...roll, absences: some }, 'A6')
  // 14 of 140; then 14 of 140 + 110 = 250, under a tenth; then 14 + 12 = 26 of 250 + 130 = 380, under; or 14 + 24 = 38 of 380: a tenth
  assert.deepEqual(absences(autumn(140, 14), spring(110, 0)), [['2026-01-01', '2026-04-01']])
  assert.deepEqual(absences(autumn(140, 14), spring(110, 0), summer(130, 12)), [['2026-01-01', '2026-04-01']])
  assert.deepEqual(absences(autumn(140, 14), spring(110, 0), summer(130, 24)), [
    ['2026-01-01', '2026-04-01'],
    ['2026-08-01', '2027-08-01'],
  ])
  // The sum of the summer is whole when its year is over, and stands in the next until that year's first.
  assert.deepEqual(absences(summer(130, 13)), [['2026-08-01', '2027-08-01']])
  const next = sum('2026-09-01', '2027-01-01', 140, 0)
  assert.deepEqual(absences(summer(130, 13), next), [['2026-08-01', '2027-01-01']])
  // Two schools in one term: 8 of 70 and 6 of 70 are 14 of 140, whichever is told first.
  const two = [autumn(70, 8), { ...autumn(70, 6), fact_id: 'another', school_urn: 990002 }]
  assert.deepEqual(absences(...two), [['2026-01-01', '2026-08-01']])
  assert.deepEqual(absences(...two.toReversed()), [['2026-01-01', '2026-08-01']])
})

const suspended = (starts_on: string, ends_on: string, sessions: number, school_urn = 990001) =>
  happened('suspended', starts_on, { ends_on, sessions, school_urn, fact_id: `suspended ${starts_on}` })

test('days of suspension add up over schools within a term, and end with it', () => {
  const roll = { enrolments: [enrolled('2020-09-01')] }
  // Mon 8 to Wed 10 Sep are 3 days at one school; Mon 6 and Tue 7 Oct 2 at another: 5, which is not more than 5
  const five = [suspended('2025-09-08', '2025-09-11', 6), suspended('2025-10-06', '2025-10-08', 4, 990002)]
  assert.deepEqual(flags({ ...roll, happenings: five }, 'X5'), [])
  // half a day on Thu 9 Oct: 5.5
  const more = [...five, suspended('2025-10-09', '2025-10-10', 1)]
  assert.deepEqual(flags({ ...roll, happenings: more }, 'X5'), [['2025-10-09', '2026-01-01']])
  assert.deepEqual(flags({ ...roll, happenings: more }, 'N21'), [['2025-10-09', '2026-01-01']])
  // the same half day in January is of the next term
  const next = [...five, suspended('2026-01-06', '2026-01-07', 1)]
  assert.deepEqual(flags({ ...roll, happenings: next }, 'X5'), [])
})

test('the terms of exclusion end on 31 December, Easter Monday and 31 July', () => {
  // Easter Sunday: 5 April 2026, 28 March 2027, 16 April 2028, 20 April 2025
  assert.deepEqual([2025, 2026, 2027, 2028].map(easterSunday), ['2025-04-20', '2026-04-05', '2027-03-28', '2028-04-16'])
  assert.deepEqual(exclusionTerm(asDay('2026-04-06')), { starts_on: '2026-01-01', last_on: '2026-04-06' })
  assert.deepEqual(exclusionTerm(asDay('2026-04-07')), { starts_on: '2026-04-07', last_on: '2026-07-31' })
  assert.deepEqual(exclusionTerm(asDay('2026-08-01')), { starts_on: '2026-08-01', last_on: '2026-12-31' })
})

test('the duty to arrange education runs from the first day without it, not from the 15th or the 20th', () => {
  const out = { residences: [lives('2025-09-01')], enrolments: [enrolled('2025-09-03', '2025-10-11')] }
  // Until compulsory age is over: Friday 27 June 2031 is its last day.
  assert.deepEqual(flags(out, 'H1').at(-1), ['2025-10-11', '2031-06-28'])
  // Under age until 31 March 2026: born 1 January 2021
  const young = { born_on: asDay('2021-01-01'), residences: [lives('2025-09-01')] }
  assert.deepEqual(flags(young, 'H1'), [['2026-03-31', '2037-06-27']])
})

const excluded = happened('permanently_excluded', '2025-09-08', { school_urn: 990001 })

test('an exclusion raises the duty until education begins again, however that is known', () => {
  // Excluded on Monday 8 September 2025; the sixth school day after it is Tuesday 16 September.
  const roll = { residences: [lives('2020-09-01')], enrolments: [enrolled('2020-09-01')] }
  const ended = (known: Partial<Facts>) => flags({ ...roll, happenings: [excluded], ...known }, 'H1')
  const until = (day: string) => [['2025-09-08', day]]
  assert.deepEqual(ended({ provisions: [provided('interim', '2025-09-16')] }), until('2025-09-16'))
  for (const kind of ['provision_from_day_six', 'reinstated', 'exclusion_cancelled'] as const) {
    const answer = happened(kind, '2025-09-16', { school_urn: 990001 })
    assert.deepEqual(ended({ happenings: [excluded, answer] }), until('2025-09-16'), kind)
  }
  // What answers an earlier exclusion, or is of another school, ends nothing of this one.
  const others = [
    happened('reinstated', '2025-09-05', { school_urn: 990001 }),
    happened('reinstated', '2025-09-16', { school_urn: 990002 }),
    happened('exclusion_cancelled', '2025-09-16', { answers: 'another' }),
  ]
  assert.deepEqual(ended({ happenings: [excluded, ...others] }), until('2031-06-28'))
  // A timetable cut down at the school that excluded is no education that began.
  assert.deepEqual(ended({ provisions: [provided('reduced_timetable', '2025-09-16')] }), until('2031-06-28'))
  // Off the roll on 11 October, on another from Tuesday 4 November on; between them the days without education say it too.
  const moved = [enrolled('2020-09-01', '2025-10-11'), enrolled('2025-11-04', null, { school_urn: 990002 })]
  assert.deepEqual(ended({ enrolments: moved }), [...until('2025-11-04'), ['2025-10-11', '2025-11-04']])
})

test('a child who was excluded may be in category (d), unless taken back or the exclusion was cancelled', () => {
  // Off the roll on 11 October 2025, on no other.
  const out = { residences: [lives('2020-09-01')], enrolments: [enrolled('2020-09-01', '2025-10-11')] }
  const found = (...others: ReturnType<typeof happened>[]) =>
    flags({ ...out, happenings: [excluded, ...others] }, 'F5.d')
  assert.deepEqual(found(), [['2025-10-11', '2031-06-28']])
  for (const kind of ['reinstated', 'exclusion_cancelled'] as const)
    assert.deepEqual(found(happened(kind, '2025-09-16', { school_urn: 990001 })), [], kind)
  assert.deepEqual(found(happened('reinstated', '2025-09-16', { school_urn: 990002 })), [['2025-10-11', '2031-06-28']])
})

test('a duty that nothing ended is over with compulsory school age, with a move away and with death', () => {
  const roll = { residences: [lives('2020-09-01')], enrolments: [enrolled('2020-09-01')], happenings: [excluded] }
  assert.deepEqual(flags(roll, 'H1'), [['2025-09-08', '2031-06-28']])
  assert.deepEqual(flags({ ...roll, died_on: asDay('2025-09-20') }, 'H1'), [['2025-09-08', '2025-09-21']])
  const gone = {
    ...roll,
    enrolments: [enrolled('2020-09-01', '2025-10-01')],
    circumstances: [circumstance('moved_away', '2025-10-01')],
  }
  assert.deepEqual(flags(gone, 'H1'), [['2025-09-08', '2025-10-01']])
  // Born on 1 January 2021: of compulsory school age from 31 March 2026 until Friday 26 June 2037.
  assert.deepEqual(flags({ ...roll, born_on: asDay('2021-01-01') }, 'H1'), [['2026-03-31', '2037-06-27']])
})

test('kept away for safeguarding: until the day it ends, or else until education begins', () => {
  const roll = { residences: [lives('2020-09-01')], enrolments: [enrolled('2020-09-01')] }
  const away = (ends_on?: string) =>
    happened('safeguarding_separation', '2026-01-12', { school_urn: 990001, ...(ends_on && { ends_on }) })
  assert.deepEqual(flags({ ...roll, happenings: [away('2026-01-16')] }, 'H1'), [['2026-01-12', '2026-01-16']])
  assert.deepEqual(flags({ ...roll, happenings: [away()] }, 'H1'), [['2026-01-12', '2031-06-28']])
  const provisions = [provided('alternative', '2026-01-19', '2026-03-28')]
  assert.deepEqual(flags({ ...roll, happenings: [away()], provisions }, 'H1'), [['2026-01-12', '2026-01-19']])
  assert.deepEqual(flags({ ...roll, happenings: [away('2026-02-02')], provisions }, 'H1'), [
    ['2026-01-12', '2026-01-19'],
  ])
})

test('four weeks out of education may be category (l) of fair access, a plan that ended within the year (a)', () => {
  const out = { residences: [lives('2025-10-11')], circumstances: [circumstance('awaiting_place', '2025-10-11')] }
  assert.deepEqual(flags(out, 'F5.l'), [['2025-11-08', '2031-06-28']])
  const need: NeedSpan = {
    kind: 'child_in_need',
    fact_id: 'n',
    starts_on: asDay('2024-01-01'),
    ends_on: asDay('2025-01-31'),
  }
  // within twelve months of 31 January 2025: until 31 January 2026
  assert.deepEqual(flags({ ...out, needs: [need] }, 'F5.a'), [['2025-10-11', '2026-01-31']])
})

test('who may see why: what rests on care is of the class of care', () => {
  const need: NeedSpan = { kind: 'child_in_need', fact_id: 'n', starts_on: asDay('2024-01-01'), ends_on: null }
  const out = factsOf({ residences: [lives('2025-10-11')], needs: [need] })
  const { flags: found } = evaluate(out, { policies: defaultPolicy }, calendars, asDay('2026-03-01'))
  assert.notEqual(found.find(flag => flag.rule === 'F5.a')?.field_class, 'education')
  assert.equal(found.find(flag => flag.rule === 'H1')?.field_class, 'education')
})

test('home education has no band, no risk and no duty beyond the council’s', () => {
  const facts = factsOf({
    residences: [lives('2025-09-01')],
    provisions: [
      { kind: 'home_education', starts_on: asDay('2025-09-01'), ends_on: null, weekly_hours: null, fact_id: 'e' },
    ],
  })
  const { bands, flags: found, clocks } = evaluate(facts, { policies: defaultPolicy }, calendars, asDay('2026-03-01'))
  assert.deepEqual(bands, [])
  assert.deepEqual(clocks, [])
  // That it would be on the register is counted, and nothing else.
  assert.deepEqual(
    found.map(flag => flag.rule),
    ['W3'],
  )
})
