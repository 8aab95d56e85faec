import { asDay, covers, type Day } from './days.ts'
import type { Sourced } from './sources.ts'

/** What an authority decides for itself. Hours are hours of education a week. */
export type Policy = {
  /** Fewer is not full time. */
  readonly full_time_hours: number
  /** Green above this, amber below that. */
  readonly green_over_hours: number
  readonly amber_under_hours: number
  /** Months for which a green child is watched, in the expectation that hours increase. */
  readonly green_monitor_months: number
  /** The complete days without education after which a case may go to level two. */
  readonly level_two: { readonly days: number; readonly unit: 'school_days' }
}

/** A policy with the days on which it holds (`valid_to`: the first day it no longer does) and the origin of each number. */
export type DatedPolicy = Policy & {
  readonly id: string
  readonly title: string
  readonly valid_from: Day
  readonly valid_to: Day | null
  readonly sources: Readonly<Record<keyof Policy, Sourced & { readonly note: string }>>
}

/** What comes with the product until an authority sets its own. */
export const defaultPolicy: DatedPolicy = {
  id: 'default',
  title: 'Bands of 2015 and escalation of 2019 (Nottinghamshire)',
  valid_from: asDay('2015-04-01'),
  valid_to: null,
  full_time_hours: 25,
  green_over_hours: 15,
  amber_under_hours: 11,
  green_monitor_months: 3,
  level_two: { days: 20, unit: 'school_days' },
  sources: {
    full_time_hours: {
      source: 'the authority’s own policy',
      mark: 'unsettled',
      note: 'No law or source document gives a number of hours. 25 is where we start; the authority decides.',
    },
    green_over_hours: { source: 'RAG3, S1 [63–65]', mark: 'found', note: 'Hours a week is our reading.' },
    amber_under_hours: { source: 'RAG2, S1 [61]', mark: 'found', note: 'Hours a week is our reading.' },
    green_monitor_months: { source: 'RAG3, S1 [63–65]', mark: 'found', note: 'Counted from the first green day.' },
    level_two: {
      source: '§12.4 level 2, S4 [92–102]',
      mark: 'unsettled',
      note: 'The source says 20 days and no unit. School days is our default, as in every other 20-day rule.',
    },
  },
}

export const policies: readonly DatedPolicy[] = [defaultPolicy]

/** The policy `id` as it stood on `on`; undefined if it did not. */
export const policyOn = (id: string, on: Day): DatedPolicy | undefined =>
  policies.find(policy => policy.id === id && covers({ starts_on: policy.valid_from, ends_on: policy.valid_to }, on))
