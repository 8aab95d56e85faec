import assert from 'node:assert/strict'
import { test } from 'node:test'
import { asDay, type ClosingReason, closingReasons, type StateCode, schoolCalendar } from '../../rulebook/index.ts'
import {
  daysOutText,
  kindForState,
  leadTeamFor,
  nextStep,
  referenceOf,
  type Standing,
  type StateLine,
  stillNeedsCase,
  withoutFullTimeSince,
} from './rules.ts'

const day = asDay
const calendar = schoolCalendar({
  name: 'the calendar of the test',
  entries: [
    { kind: 'term', starts_on: day('2026-09-01'), last_on: day('2026-12-18'), name: 'Autumn' },
    { kind: 'half_term', starts_on: day('2026-10-26'), last_on: day('2026-10-30'), name: 'Half-term' },
  ],
})

test('which states need a case, of which kind, and who leads it', () => {
  const kinds: Record<StateCode, string | null> = {
    unexplained: 'no_roll',
    awaiting_place: 'no_roll',
    whereabouts_unknown: 'whereabouts_unknown',
    reduced_hours: 'not_full_time',
    alternative_provision: 'not_full_time',
    on_roll: null,
    home_educated: null,
    independent: null,
    moved_away: null,
    under_age: null,
    over_age: null,
  }
  for (const [state, kind] of Object.entries(kinds)) assert.equal(kindForState(state), kind, state)
  assert.equal(kindForState(null), null)
  assert.deepEqual((['no_roll', 'whereabouts_unknown', 'not_full_time'] as const).map(leadTeamFor), [
    'missing_education',
    'missing_education',
    'fair_access',
  ])
})

test('a reference has the letters of the authority, the year and the number', () => {
  assert.equal(referenceOf('Marlshire', day('2026-11-17'), 42), 'MARL-2026-00042')
  assert.equal(referenceOf('St Ives', day('2027-01-04'), 123456), 'STIV-2027-123456')
  assert.equal(referenceOf('42', day('2027-01-04'), 1), 'CASE-2027-00001')
})

test('days without full-time education begin with the run that holds today', () => {
  const line = (
    state: string,
    starts_on: string,
    ends_on: string | null,
    weekly_hours: number | null = null,
  ): StateLine => ({
    ...{ state, weekly_hours, starts_on: day(starts_on), ends_on: ends_on === null ? null : day(ends_on) },
  })
  const since = (...lines: StateLine[]) => withoutFullTimeSince(lines, day('2026-11-17'), 25)
  assert.equal(since(), null)
  assert.equal(since(line('on_roll', '2026-09-01', null)), null)
  assert.equal(
    since(
      line('on_roll', '2026-09-01', '2026-10-05'),
      line('unexplained', '2026-10-05', '2026-11-02'),
      line('reduced_hours', '2026-11-02', null),
    ),
    '2026-10-05',
  )
  assert.equal(
    since(line('unexplained', '2026-09-01', '2026-09-10'), line('unexplained', '2026-10-01', null)),
    '2026-10-01',
  )
  assert.equal(since(line('unexplained', '2026-09-01', '2026-11-17')), null)
  assert.equal(since(line('unexplained', '2026-11-18', null)), null)
  assert.equal(since(line('alternative_provision', '2026-11-02', null, 25)), null)
  assert.equal(since(line('alternative_provision', '2026-11-02', null, 24.5)), '2026-11-02')
  assert.equal(since(line('home_educated', '2026-09-01', null)), null)
})

test('days out are school days, today counted; a calendar that ends is named instead of a wrong number', () => {
  const tomorrow = day('2026-11-18')
  assert.equal(daysOutText(day('2026-10-19'), calendar, tomorrow), '17 school days, since Monday 19 October 2026')
  assert.equal(daysOutText(day('2026-11-17'), calendar, tomorrow), '1 school day, since Tuesday 17 November 2026')
  assert.match(daysOutText(day('2026-06-01'), calendar, tomorrow), /There are no term dates for 2025\/26/)
  assert.match(daysOutText(null, calendar, tomorrow), /^None/)
})

test('what blocks the child, and who is next', () => {
  const at: Standing = {
    ...{
      closed_on: null,
      lead_officer: 'Bea Ward',
      lead_team: 'CME',
      state: 'unexplained',
      contacts: 2,
      reached: 1,
      stuck: false,
    },
  }
  const cases: [Partial<Standing>, RegExp][] = [
    [{}, /no decision recorded of why/],
    [{ closed_on: day('2026-11-17') }, /the case is closed/],
    [{ state: 'on_roll' }, /state that needs no case/],
    [{ lead_officer: null }, /Nobody leads/],
    [{ lead_officer: null, stuck: true }, /unable to progress/],
    [{ contacts: 0, reached: 0 }, /Nobody has contacted/],
    [{ reached: 0 }, /has not been reached/],
    [{ state: 'whereabouts_unknown' }, /where the child is/],
    [{ state: 'awaiting_place' }, /no school place/],
    [{ state: 'reduced_hours' }, /not full time/],
  ]
  for (const [change, blocking] of cases) assert.match(nextStep({ ...at, ...change }).blocking, blocking)
  assert.match(nextStep(at).next, /^Bea Ward /)
  assert.match(nextStep({ ...at, lead_officer: null }).next, /^CME /)
})

test('a closing reason that leaves the child without education does not close', () => {
  const reason = (code: string) => closingReasons.find(row => row.code === code) as ClosingReason
  assert.equal(stillNeedsCase(reason('placed_at_school'), 'whereabouts_unknown'), true)
  assert.equal(stillNeedsCase(reason('placed_at_school'), 'reduced_hours'), false)
  assert.equal(stillNeedsCase(reason('duplicate'), 'unexplained'), false)
  assert.equal(stillNeedsCase(reason('died'), null), false)
})
