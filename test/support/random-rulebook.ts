/** Random calendars and random lives for property tests of the rulebook. */
import fc from 'fast-check'
import type { CalendarEntry, EntryKind } from '../../src/rulebook/calendars.ts'
import { addDays, asDay, type Day } from '../../src/rulebook/days.ts'
import type { Facts } from '../../src/rulebook/facts.ts'
import { type HappeningKind, happeningKinds } from '../../src/rulebook/happenings.ts'

/** Any day from `from` on, within so many days. */
export const dayWithin = (from: string, days: number): fc.Arbitrary<Day> =>
  fc.integer({ min: 0, max: days }).map(n => addDays(asDay(from), n))

const entry = (kind: EntryKind, starts_on: Day, days: number, name: string): CalendarEntry => ({
  kind,
  starts_on,
  last_on: addDays(starts_on, days),
  name,
})

const daysOff = (year: number): fc.Arbitrary<CalendarEntry[]> =>
  fc.array(
    fc
      .tuple(
        fc.constantFrom<EntryKind>('half_term', 'inset', 'closure', 'holiday'),
        dayWithin(`${year}-08-15`, 340),
        fc.integer({ min: 0, max: 9 }),
        fc.constantFrom('', 'a named day'),
      )
      .map(([kind, starts_on, days, name]) => entry(kind, starts_on, days, name)),
    { maxLength: 8 },
  )

/** Two to six terms with gaps of up to three weeks, and days off strewn over them and over the holidays. */
const yearOfSchool = (year: number): fc.Arbitrary<CalendarEntry[]> =>
  fc
    .tuple(
      fc.integer({ min: 0, max: 40 }),
      fc.array(fc.tuple(fc.integer({ min: 25, max: 45 }), fc.integer({ min: 1, max: 21 })), {
        minLength: 2,
        maxLength: 5,
      }),
      daysOff(year),
    )
    .map(([late, lengths, off]) => {
      let starts_on = addDays(asDay(`${year}-08-15`), late)
      const terms = lengths.map(([days, away]) => {
        const term = entry('term', starts_on, days, 'term')
        starts_on = addDays(term.last_on, away + 1)
        return term
      })
      return [...terms, ...off]
    })

/** Academic years 2024/25 to 2028/29, of which some may be missing, in any order. */
export const calendarEntries: fc.Arbitrary<CalendarEntry[]> = fc
  .subarray([2024, 2025, 2026, 2027, 2028], { minLength: 1 })
  .chain(years => fc.tuple(...years.map(yearOfSchool)))
  .chain(lists => fc.shuffledSubarray(lists.flat(), { minLength: lists.flat().length }))

const anyDay = dayWithin('2025-08-01', 900)
const period = fc
  .tuple(anyDay, fc.option(fc.integer({ min: -3, max: 300 })))
  .map(([starts_on, days]) => ({ starts_on, ends_on: days === null ? null : addDays(starts_on, days) }))
const hours = fc.option(fc.constantFrom(0, 6, 10.5, 11, 12, 15, 15.5, 20, 25))

const numbered = <T extends object>(kind: string, facts: T[]): (T & { fact_id: string })[] =>
  facts.map((fact, i) => ({ ...fact, fact_id: `${kind}-${i}` }))

const listOf = <T extends object>(kind: string, made: fc.Arbitrary<T>, maxLength: number) =>
  fc.array(fc.tuple(period, made), { maxLength }).map(facts =>
    numbered(
      kind,
      facts.map(([when, fact]) => ({ ...when, ...fact })),
    ),
  )

const enrolment = fc.record({
  school_urn: fc.constantFrom(990001, 990002, 990003, null),
  sector: fc.constantFrom('state' as const, 'independent' as const, 'alternative' as const),
  in_area: fc.boolean(),
  status: fc.constant('C'),
  weekly_hours: fc.constant(null),
})

const happening = fc.record({
  kind: fc.constantFrom(...(Object.keys(happeningKinds) as HappeningKind[])),
  school_urn: fc.constantFrom(990001, 990002, null),
  sessions: fc.option(fc.integer({ min: 1, max: 40 })),
  answers: fc.constant(null),
})
const absence = fc
  .record({ possible: fc.integer({ min: 0, max: 150 }), absent: fc.integer({ min: 0, max: 150 }) })
  .map(({ possible, absent }) => ({
    school_urn: 990001,
    possible,
    authorised: 0,
    unauthorised: Math.min(absent, possible),
  }))

/** A life of a few overlapping facts. Hours are stated only where a child has one enrolment: see `stateOn`. */
export const randomFacts: fc.Arbitrary<Facts> = fc
  .record({
    born_on: fc.option(
      fc.oneof(dayWithin('2009-06-01', 900), dayWithin('2019-01-01', 1500), dayWithin('2012-01-01', 2000)),
    ),
    died_on: fc.option(anyDay, { freq: 8 }).map(day => day),
    residences: listOf(
      'home',
      fc.record({ in_area: fc.boolean(), source: fc.constantFrom('health', 'council_tax', 'school_roll') }),
      3,
    ),
    enrolments: listOf('roll', enrolment, 3),
    provisions: listOf(
      'provision',
      fc.record({
        kind: fc.constantFrom(
          'reduced_timetable' as const,
          'alternative' as const,
          'interim' as const,
          'home_education' as const,
        ),
        weekly_hours: hours,
      }),
      2,
    ),
    circumstances: listOf(
      'event',
      fc.record({
        kind: fc.constantFrom(
          'moved_away' as const,
          'whereabouts_unknown' as const,
          'awaiting_place' as const,
          'plan' as const,
          'stuck' as const,
        ),
      }),
      3,
    ),
    care: listOf('care', fc.record({ by: fc.constantFrom('us' as const, 'another' as const) }), 1),
    happenings: listOf('happened', happening, 6),
    absences: listOf('absence', absence, 2),
    needs: listOf('need', fc.record({ kind: fc.constantFrom('child_in_need', 'ehc_plan', 'young_carer') }), 2),
    only_hours: hours,
  })
  .map(({ only_hours, ...facts }) => ({
    ...facts,
    enrolments: facts.enrolments.map(fact =>
      facts.enrolments.length === 1 ? { ...fact, weekly_hours: only_hours } : fact,
    ),
  }))
