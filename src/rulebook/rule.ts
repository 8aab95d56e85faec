import type { Day } from './days.ts'
import type { HappeningKind } from './happenings.ts'
import type { Sourced } from './sources.ts'

/** Units in which a due date is counted. Each has its own arithmetic and none stands in for another. */
export type CountUnit = 'school_days' | 'working_days' | 'calendar_days' | 'weeks' | 'months' | 'years'

export type RuleUnit =
  | CountUnit
  | 'half_days'
  | 'sessions'
  | 'terms'
  | 'half_terms'
  | 'hours_a_week'
  | 'minutes'
  | 'percent'
  | 'pounds'
  | 'times'
  | 'places'

/**
 * How the last day to keep a rule follows from the day that opened its clock.
 * `days`: the `length`-th such day; `first` says whether the opening day itself may be the first (“beginning with the day of
 * service”) or the count begins the day after (“within 15 school days of”). A length of 0 is the opening day itself.
 * `span`: so many weeks, months or years on, the same weekday or date; the last day of a shorter month.
 * `date`: the next such date, the opening day included. `end_of`: the last day of the term, half-term, month or year that the opening day is in.
 */
export type Count =
  | {
      readonly by: 'days'
      readonly unit: 'school_days' | 'working_days' | 'calendar_days'
      readonly length: number
      readonly first: 'day_after' | 'day_itself'
    }
  | { readonly by: 'span'; readonly unit: 'weeks' | 'months' | 'years'; readonly length: number }
  | { readonly by: 'date'; readonly month: number; readonly day: number }
  | { readonly by: 'end_of'; readonly what: 'term' | 'half_term' | 'month' | 'academic_year' }

/**
 * A number that something counted reaches or not, as exact integers: `number` of every `per` (10 per 100 for a tenth), or
 * `number` alone. `of` names what is counted, in words.
 */
export type Threshold = {
  readonly of: string
  readonly is: 'at_least' | 'over' | 'at_most' | 'under'
  readonly number: number
  readonly per: number | null
}

/** Who owes what a rule asks. */
export type Owner =
  | 'school'
  | 'governing_board'
  | 'admission_authority'
  | 'council'
  | 'home_council'
  | 'virtual_school'
  | 'social_care'
  | 'provider'
  | 'parent'
  | 'panel'
  | 'review_panel'
  | 'partnership'
  | 'everyone'

/** What a breach proposes; a person decides. */
export type Proposal = 'escalate' | 'letter' | 'panel' | 'challenge' | 'report'

/** Why a clock stopped without having been kept. Coded: a clock stops for no other reason. */
export type StopReason =
  | 'died'
  | 'over_age'
  | 'moved_away'
  | 'cancelled'
  | 'withdrawn'
  | 'returned'
  | 'not_ours'
  | 'excepted'
  | 'superseded'

/** A warning before a rule is broken: to whom, and how many of the rule's own units before. */
export type Warning = { readonly who: Owner; readonly before: number }

/**
 * One rule of law, guidance or local policy while it held. `unit` and `length` are its number as it is said, both null where
 * it has none. `count`: how its due date is worked out, null where it sets no date. `opens`, `met_by`, `stopped_by`: the facts
 * that open its clock, keep the rule, or stop the clock. `early`: calendar days by which what keeps the rule may come
 * before what opens it. `valid_from` null: since before any day we hold; `not_commenced`: enacted, not in force, and nobody can switch
 * it on; `valid_to`: the first day on which it no longer holds. An entry is never edited: a change of law or a correction is a
 * new entry with the same id, its `recorded_on`, and what it `replaces`.
 */
export type Rule = Sourced & {
  readonly id: string
  readonly title: string
  readonly text: string
  readonly unit: RuleUnit | null
  readonly length: number | null
  readonly count: Count | null
  readonly threshold: Threshold | null
  readonly opens: readonly HappeningKind[]
  readonly met_by: readonly HappeningKind[]
  readonly stopped_by: readonly { readonly by: HappeningKind; readonly reason: StopReason }[]
  readonly early: number
  readonly owed_by: Owner | null
  readonly warns: readonly Warning[]
  readonly breach: readonly Proposal[]
  readonly valid_from: Day | null | 'not_commenced'
  readonly valid_to: Day | null
  readonly recorded_on: Day | null
  readonly replaces: string | null
}

type Given = Sourced & Pick<Rule, 'id' | 'title' | 'text'> & Partial<Rule>

const unitOf = (count: Count | null | undefined): { unit: RuleUnit | null; length: number | null } => {
  if (!count) return { unit: null, length: null }
  if (count.by === 'days' || count.by === 'span') return { unit: count.unit, length: count.length }
  if (count.by === 'date') return { unit: 'years', length: 1 }
  const units = { term: 'terms', half_term: 'half_terms', month: 'months', academic_year: 'years' } as const
  return { unit: units[count.what], length: 1 }
}

/** A rule from what its entry says; the rest is empty. Its unit and length are those of its count, unless it says others. */
export const rule = (given: Given): Rule => ({
  ...{
    count: null,
    threshold: null,
    opens: [],
    met_by: [],
    stopped_by: [],
    early: 0,
    owed_by: null,
    warns: [],
    breach: [],
  },
  ...{ valid_from: null, valid_to: null, recorded_on: null, replaces: null },
  ...unitOf(given.count),
  ...given,
})

const days =
  (unit: 'school_days' | 'working_days' | 'calendar_days') =>
  (length: number, first: 'day_after' | 'day_itself' = 'day_after'): Count => ({ by: 'days', unit, length, first })

/** Counts as rules say them: `withinSchoolDays(15)` is the fifteenth school day after; `(6, 'day_itself')` counts the first day too. */
export const withinSchoolDays = days('school_days')
export const withinWorkingDays = days('working_days')
export const withinDays = days('calendar_days')
export const within = (length: number, unit: 'weeks' | 'months' | 'years'): Count => ({ by: 'span', unit, length })
export const byDate = (day: number, month: number): Count => ({ by: 'date', month, day })
export const byEndOf = (what: 'term' | 'half_term' | 'month' | 'academic_year'): Count => ({ by: 'end_of', what })

/** Whether a rule was in force on a day. What has not commenced never is. */
export const heldOn = ({ valid_from, valid_to }: Pick<Rule, 'valid_from' | 'valid_to'>, on: Day): boolean =>
  valid_from !== 'not_commenced' && (valid_from === null || valid_from <= on) && (valid_to === null || on < valid_to)

/** The number of a rule as it is said, in its unit. @throws Error for a rule without one. */
export const lengthOf = ({ id, length }: Rule): number => {
  if (length === null) throw new Error(`rule ${id} has no number`)
  return length
}

/** What a rule compares. @throws Error for a rule without a threshold. */
export const thresholdOf = ({ id, threshold }: Rule): Threshold => {
  if (threshold === null) throw new Error(`rule ${id} has no threshold`)
  return threshold
}
