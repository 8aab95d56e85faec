import type { CircumstanceKind, StateCode } from './facts.ts'
import { circumstancesOf, type OnDay, ours, provisionsOf } from './on-day.ts'
import type { Policy } from './policies.ts'
import { alternativeHours, reducedHours, rollHours } from './weekly-hours.ts'

type Deciding = readonly { readonly fact_id: string }[]

/** One row of the table: when no row above it fits and `test` holds, the child is in `state`. */
export type Precedence = {
  readonly state: StateCode
  readonly test: (day: OnDay, policy: Policy) => boolean
  readonly sentence: string
  readonly citations: readonly string[]
  readonly hours: (day: OnDay) => number | null
  /** The facts that put the child there. */
  readonly facts: (day: OnDay) => Deciding
}

const none = (): null => null
const isOnRoll = (day: OnDay): boolean => day.roll.length > 0
const roll = (day: OnDay): Deciding => day.roll
const alternative = (day: OnDay): Deciding => provisionsOf(day, 'alternative', 'interim')
const timetables = (day: OnDay): Deciding => provisionsOf(day, 'reduced_timetable')

/** The circumstance holds, unless the child has since joined a roll: then the roll is the newer knowledge. */
const heldSinceRoll =
  (kind: CircumstanceKind) =>
  (day: OnDay): boolean =>
    circumstancesOf(day, kind).some(({ starts_on }) => day.roll.every(enrolment => enrolment.starts_on <= starts_on))

/** First match wins. A roll wins over age: a child on a roll is on roll at any age. */
export const precedence: readonly Precedence[] = [
  {
    state: 'moved_away',
    test: heldSinceRoll('moved_away'),
    sentence: 'Recorded as moved away, and has joined no school roll since.',
    citations: ['C7'],
    hours: none,
    facts: day => circumstancesOf(day, 'moved_away'),
  },
  {
    state: 'whereabouts_unknown',
    test: heldSinceRoll('whereabouts_unknown'),
    sentence: 'Recorded as whereabouts unknown, and has joined no school roll since.',
    citations: ['C1'],
    hours: none,
    facts: day => circumstancesOf(day, 'whereabouts_unknown'),
  },
  {
    state: 'alternative_provision',
    test: day => isOnRoll(day) && alternative(day).length > 0,
    sentence: 'On a school roll, with alternative or interim provision.',
    citations: ['D23', 'D3'],
    hours: alternativeHours,
    facts: day => [...day.roll, ...alternative(day)],
  },
  {
    state: 'reduced_hours',
    test: day => isOnRoll(day) && timetables(day).length > 0,
    sentence: 'On a school roll, with a reduced timetable.',
    citations: ['D22', 'D3'],
    hours: reducedHours,
    facts: day => [...day.roll, ...timetables(day)],
  },
  {
    state: 'reduced_hours',
    test: (day, policy) => (rollHours(day) ?? policy.full_time_hours) < policy.full_time_hours,
    sentence: 'On a school roll, for fewer hours a week than the authority counts as full time.',
    citations: ['D22', 'D3'],
    hours: rollHours,
    facts: roll,
  },
  {
    state: 'independent',
    test: day => day.roll[0]?.sector === 'independent',
    sentence: 'On the roll of an independent school.',
    citations: ['D1'],
    hours: rollHours,
    facts: roll,
  },
  {
    state: 'on_roll',
    test: isOnRoll,
    sentence: 'On a school roll.',
    citations: ['D1'],
    hours: rollHours,
    facts: roll,
  },
  {
    state: 'home_educated',
    test: day => provisionsOf(day, 'home_education').length > 0,
    sentence: 'On no school roll, and home educated.',
    citations: ['D4'],
    hours: none,
    facts: day => provisionsOf(day, 'home_education'),
  },
  {
    state: 'alternative_provision',
    test: day => alternative(day).length > 0,
    sentence: 'On no school roll, with alternative or interim provision.',
    citations: ['D23', 'D1'],
    hours: alternativeHours,
    facts: alternative,
  },
  {
    state: 'under_age',
    test: day => day.age === 'under',
    sentence: 'On no school roll, and not yet of compulsory school age.',
    citations: ['D12'],
    hours: none,
    facts: ours,
  },
  {
    state: 'over_age',
    test: day => day.age === 'over',
    sentence: 'On no school roll, and past compulsory school age.',
    citations: ['D13'],
    hours: none,
    facts: ours,
  },
  {
    state: 'awaiting_place',
    test: day => circumstancesOf(day, 'awaiting_place').length > 0,
    sentence: 'On no school roll, and awaiting a place.',
    citations: ['D1'],
    hours: none,
    facts: day => circumstancesOf(day, 'awaiting_place'),
  },
  {
    state: 'unexplained',
    test: () => true,
    sentence: 'On no school roll, and nothing recorded explains it.',
    citations: ['D1', 'C1'],
    hours: none,
    facts: ours,
  },
]
