import type { Day } from './days.ts'
import type { CircumstanceKind, StateCode } from './facts.ts'
import { circumstancesOf, type OnDay, provisionsOf } from './on-day.ts'
import type { Policy } from './policies.ts'
import { oursToTell } from './population.ts'
import type { Sourced } from './sources.ts'
import { alternativeHours, reducedHours, rollHours } from './weekly-hours.ts'

type Deciding = readonly { readonly fact_id: string }[]

/**
 * One row of the table while it held: when no row above it fits and `test` holds, the child is in `state`. `valid_from` null:
 * since before any day we hold; `valid_to`: the first day on which it no longer holds. A row is never edited: a change is a new
 * row beside the old one, each with its days. `source` and `mark` are of the row's place in the table.
 */
export type Precedence = Sourced & {
  readonly id: string
  readonly state: StateCode
  readonly valid_from: Day | null
  readonly valid_to: Day | null
  readonly test: (day: OnDay, policy: Policy) => boolean
  readonly sentence: string
  readonly citations: readonly string[]
  readonly hours: (day: OnDay) => number | null
  /** The facts that put the child there. */
  readonly facts: (day: OnDay, on: Day) => Deciding
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

const always = { valid_from: null, valid_to: null } as const

/** First match wins. A roll wins over age: a child on a roll is on roll at any age. */
export const precedence: readonly Precedence[] = [
  {
    ...always,
    id: 'moved_away',
    state: 'moved_away',
    source: 'C7; that a roll joined since is the newer knowledge is the design of this program',
    mark: 'unsettled',
    test: heldSinceRoll('moved_away'),
    sentence: 'Recorded as moved away, and has joined no school roll since.',
    citations: ['C7'],
    hours: none,
    facts: day => circumstancesOf(day, 'moved_away'),
  },
  {
    ...always,
    id: 'whereabouts_unknown',
    state: 'whereabouts_unknown',
    source: 'C1; that a roll joined since is the newer knowledge is the design of this program',
    mark: 'unsettled',
    test: heldSinceRoll('whereabouts_unknown'),
    sentence: 'Recorded as whereabouts unknown, and has joined no school roll since.',
    citations: ['C1'],
    hours: none,
    facts: day => circumstancesOf(day, 'whereabouts_unknown'),
  },
  {
    ...always,
    id: 'alternative_on_roll',
    state: 'alternative_provision',
    source: 'D23; before the timetable and the hours of the roll by design of this program',
    mark: 'unsettled',
    test: day => isOnRoll(day) && alternative(day).length > 0,
    sentence: 'On a school roll, with alternative or interim provision.',
    citations: ['D23', 'D3'],
    hours: alternativeHours,
    facts: day => [...day.roll, ...alternative(day)],
  },
  {
    ...always,
    id: 'reduced_timetable',
    state: 'reduced_hours',
    source: 'D22; an agreed timetable before stated hours by design of this program',
    mark: 'unsettled',
    test: day => isOnRoll(day) && timetables(day).length > 0,
    sentence: 'On a school roll, with a reduced timetable.',
    citations: ['D22', 'D3'],
    hours: reducedHours,
    facts: day => [...day.roll, ...timetables(day)],
  },
  {
    ...always,
    id: 'reduced_roll_hours',
    state: 'reduced_hours',
    source: 'D22; the number of hours is the authority’s policy',
    mark: 'unsettled',
    test: (day, { full_time_hours }) =>
      full_time_hours !== null && (rollHours(day) ?? full_time_hours) < full_time_hours,
    sentence: 'On a school roll, for fewer hours a week than the authority counts as full time.',
    citations: ['D22', 'D3'],
    hours: rollHours,
    facts: roll,
  },
  {
    ...always,
    id: 'independent',
    state: 'independent',
    source: 'Education Act 1996 s. 436A(1): a registered pupil at a school, of whatever kind',
    mark: 'found',
    test: day => day.roll[0]?.sector === 'independent',
    sentence: 'On the roll of an independent school.',
    citations: ['D1'],
    hours: rollHours,
    facts: roll,
  },
  {
    ...always,
    id: 'on_roll',
    state: 'on_roll',
    source: 'Education Act 1996 s. 436A(1): a registered pupil at a school',
    mark: 'found',
    test: isOnRoll,
    sentence: 'On a school roll.',
    citations: ['D1'],
    hours: rollHours,
    facts: roll,
  },
  {
    ...always,
    id: 'home_educated',
    state: 'home_educated',
    source: 'Education Act 1996 s. 7',
    mark: 'unverified',
    test: day => provisionsOf(day, 'home_education').length > 0,
    sentence: 'On no school roll, and home educated.',
    citations: ['D4'],
    hours: none,
    facts: day => provisionsOf(day, 'home_education'),
  },
  {
    ...always,
    id: 'alternative',
    state: 'alternative_provision',
    source: 'Education Act 1996 s. 436A(1): suitable education otherwise than at a school',
    mark: 'found',
    test: day => alternative(day).length > 0,
    sentence: 'On no school roll, with alternative or interim provision.',
    citations: ['D23', 'D1'],
    hours: alternativeHours,
    facts: alternative,
  },
  {
    ...always,
    id: 'under_age',
    state: 'under_age',
    source: 'Education Act 1996 s. 8',
    mark: 'found',
    test: day => day.age === 'under',
    sentence: 'On no school roll, and not yet of compulsory school age.',
    citations: ['D12'],
    hours: none,
    facts: oursToTell,
  },
  {
    ...always,
    id: 'over_age',
    state: 'over_age',
    source: 'Education Act 1996 s. 8',
    mark: 'found',
    test: day => day.age === 'over',
    sentence: 'On no school roll, and past compulsory school age.',
    citations: ['D13'],
    hours: none,
    facts: oursToTell,
  },
  {
    ...always,
    id: 'awaiting_place',
    state: 'awaiting_place',
    source: 'Education Act 1996 s. 436A(1), as D1: it includes children awaiting a place',
    mark: 'found',
    test: day => circumstancesOf(day, 'awaiting_place').length > 0,
    sentence: 'On no school roll, and awaiting a place.',
    citations: ['D1'],
    hours: none,
    facts: day => circumstancesOf(day, 'awaiting_place'),
  },
  {
    ...always,
    id: 'unexplained',
    state: 'unexplained',
    source: 'Education Act 1996 s. 436A(1)',
    mark: 'found',
    test: () => true,
    sentence: 'On no school roll, and nothing recorded explains it.',
    citations: ['D1', 'C1'],
    hours: none,
    facts: oursToTell,
  },
]

/** Days on which a row begins to hold or ceases to: no stretch of a child may lie across one. */
export const precedenceTurns: readonly Day[] = precedence.flatMap(({ valid_from, valid_to }) =>
  [valid_from, valid_to].filter(day => day !== null),
)

/** The rows in force on a day, the first that fits deciding. Asked for every stretch of every child. */
export const precedenceOn = (on: Day): readonly Precedence[] =>
  precedenceTurns.length === 0
    ? precedence
    : precedence.filter(
        ({ valid_from, valid_to }) => (valid_from === null || valid_from <= on) && (valid_to === null || on < valid_to),
      )
