/** Whole children worked by hand on the printed calendar of Marlshire, before the engine was written. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { marlshireEntries } from '../../test/support/printed-calendar.ts'
import { circumstance, enrolled, factsOf, keptByAll, lives, provided } from '../../test/support/rulebook-facts.ts'
import { schoolCalendar } from './calendars.ts'
import { asDay } from './days.ts'
import { evaluate } from './evaluate.ts'
import type { Clock, Evaluation, Facts } from './facts.ts'
import { defaultPolicy } from './policies.ts'

const marlshire = schoolCalendar({ name: 'Marlshire', entries: marlshireEntries })
const evaluated = (facts: Facts, on: string): Evaluation =>
  evaluate(facts, { policies: defaultPolicy }, keptByAll(marlshire), asDay(on))

const states = (answer: Evaluation): string[] =>
  answer.states.map(span => `${span.starts_on} ${span.ends_on ?? 'open'} ${span.state}`)
const bands = (answer: Evaluation): string[] =>
  answer.bands.map(span => `${span.starts_on} ${span.ends_on ?? 'open'} ${span.band}`)
const onlyClock = (answer: Evaluation): Clock => {
  const [clock, ...others] = answer.clocks.filter(({ rule }) => rule === 'level_two')
  assert.ok(clock)
  assert.deepEqual(others, [])
  return clock
}

test('a child left a school on Friday 10 October 2025 and joined another', async t => {
  // Out from Monday 13 October as far as schools go; the roll ends on Saturday 11. The 20th day is Monday 17 November.
  const away = (back: string | null): Facts =>
    factsOf({
      residences: [lives('2020-01-01')],
      enrolments: [
        enrolled('2019-09-02', '2025-10-11'),
        ...(back === null ? [] : [enrolled(back, null, { school_urn: 990002 })]),
      ],
    })

  await t.test('while out: open, and counted', () => {
    const clock = onlyClock(evaluated(away(null), '2025-11-04'))
    assert.equal(clock.opened_on, '2025-10-11')
    assert.equal(clock.due_on, '2025-11-17')
    assert.equal(clock.breaches_on, '2025-11-18')
    assert.equal(clock.status, 'open')
    assert.equal(clock.counted_to, 11) // 13–17, 20–24 October, Tuesday 4 November
    // Four weeks from Saturday 11 October are over on Saturday 8 November: fair access, category (l).
    assert.equal(evaluated(away(null), '2025-11-04').next_look_on, '2025-11-08')
    // The section 19 decision is due on Monday 10 November: 17 Oct 5 · 24 Oct 10 · half-term · Mon 3 Nov INSET · 7 Nov 14 · Mon 10 is 15.
    assert.equal(evaluated(away(null), '2025-11-08').next_look_on, '2025-11-11')
    assert.equal(evaluated(away(null), '2025-11-11').next_look_on, '2025-11-18')
  })
  await t.test('on the 20th day: still open; on the day after: breached', () => {
    assert.equal(onlyClock(evaluated(away(null), '2025-11-17')).status, 'open')
    assert.equal(onlyClock(evaluated(away(null), '2025-11-18')).status, 'breached')
    assert.equal(onlyClock(evaluated(away(null), '2025-11-18')).counted_to, 21)
    // nothing more can change before the child outgrows compulsory age: born 5 November 2014, last day Friday 27 June 2031
    assert.equal(evaluated(away(null), '2025-11-18').next_look_on, '2031-06-28')
  })
  await t.test('back on the 20th day: met', () => {
    const clock = onlyClock(evaluated(away('2025-11-17'), '2025-12-01'))
    assert.equal(clock.status, 'met')
    assert.equal(clock.ended_on, '2025-11-17')
    assert.equal(clock.counted_to, 19)
  })
  await t.test('back on the day after: met late', () => {
    const clock = onlyClock(evaluated(away('2025-11-18'), '2025-12-01'))
    assert.equal(clock.status, 'met_late')
    assert.equal(clock.counted_to, 20)
  })
  await t.test('back next week, by a fact already known: still open today', () => {
    assert.equal(onlyClock(evaluated(away('2025-11-10'), '2025-11-04')).status, 'open')
    assert.equal(evaluated(away('2025-11-10'), '2025-11-08').next_look_on, '2025-11-10')
  })
})

test('a life from under age to over age', () => {
  // born 5 November 2014: five on 5 November 2019, of age from 31 December 2019; last day Friday 27 June 2031
  const answer = evaluated(
    factsOf({ residences: [lives('2014-11-05')], enrolments: [enrolled('2026-09-01', '2027-07-17')] }),
    '2026-10-01',
  )
  assert.deepEqual(states(answer), [
    '2014-11-05 2019-12-31 under_age',
    '2019-12-31 2026-09-01 unexplained',
    '2026-09-01 2027-07-17 on_roll',
    '2027-07-17 2031-06-28 unexplained',
    '2031-06-28 open over_age',
  ])
  assert.deepEqual(bands(answer), ['2019-12-31 2026-09-01 unclassified', '2027-07-17 2031-06-28 unclassified'])
})

test('precedence, one day at a time', () => {
  const answer = evaluated(
    factsOf({
      residences: [lives('2025-09-01')],
      enrolments: [
        enrolled('2025-09-10', '2025-09-20'),
        enrolled('2025-10-06', '2025-10-13', { weekly_hours: 12 }),
        enrolled('2025-10-20', '2025-10-27', { sector: 'independent' }),
      ],
      provisions: [
        provided('reduced_timetable', '2025-09-12', '2025-09-15', 10),
        provided('alternative', '2025-09-15', '2025-09-22', 18),
        provided('home_education', '2025-09-25', '2025-10-06'),
      ],
      circumstances: [
        circumstance('awaiting_place', '2025-09-05', '2025-09-29'),
        circumstance('whereabouts_unknown', '2025-09-18', '2025-09-19'),
        circumstance('moved_away', '2025-10-15', '2025-10-25'),
      ],
    }),
    '2025-12-01',
  )
  assert.deepEqual(states(answer), [
    '2025-09-01 2025-09-05 unexplained',
    '2025-09-05 2025-09-10 awaiting_place',
    '2025-09-10 2025-09-12 on_roll',
    '2025-09-12 2025-09-15 reduced_hours',
    '2025-09-15 2025-09-18 alternative_provision',
    '2025-09-18 2025-09-19 whereabouts_unknown',
    '2025-09-19 2025-09-20 alternative_provision', // the last day on the roll: the school is part of the state
    '2025-09-20 2025-09-22 alternative_provision',
    '2025-09-22 2025-09-25 awaiting_place',
    '2025-09-25 2025-10-06 home_educated',
    '2025-10-06 2025-10-13 reduced_hours',
    '2025-10-13 2025-10-15 unexplained',
    '2025-10-15 2025-10-20 moved_away',
    '2025-10-20 2025-10-27 independent', // joined a school after being recorded as moved away: the roll is newer
    '2025-10-27 2031-06-28 unexplained',
    '2031-06-28 open over_age',
  ])
})

test('bands: red, green, amber, and the two gaps', () => {
  const banded = (hours: number | null, marks: ('plan' | 'stuck')[]): [string, string | null] => {
    const answer = evaluated(
      factsOf({
        enrolments: [enrolled('2025-09-01')],
        provisions: [provided('reduced_timetable', '2025-09-01', null, hours)],
        circumstances: marks.map(kind => circumstance(kind, '2025-09-01')),
      }),
      '2025-09-10',
    )
    const [band] = answer.bands
    assert.ok(band)
    return [band.band, band.gap]
  }
  assert.deepEqual(banded(24, ['stuck']), ['red', null])
  assert.deepEqual(banded(25, ['stuck']), ['green', null])
  assert.deepEqual(banded(15.5, []), ['green', null])
  assert.deepEqual(banded(10.9, ['plan']), ['amber', null])
  assert.deepEqual(banded(10.9, ['plan', 'stuck']), ['red', null])
  assert.equal(banded(15, [])[0], 'unclassified')
  assert.match(banded(15, [])[1] ?? '', /11 to 15/)
  assert.match(banded(11, ['plan'])[1] ?? '', /11 to 15/)
  assert.match(banded(10, [])[1] ?? '', /without a plan/)
  assert.match(banded(null, ['plan'])[1] ?? '', /not recorded/)
})
