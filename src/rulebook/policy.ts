import type { Day } from './days.ts'
import type { Team } from './routing.ts'
import type { Sourced } from './sources.ts'

/** So many days of one kind. */
export type Within = { readonly days: number; readonly unit: 'school_days' | 'working_days' | 'calendar_days' }

/** What an authority decides for itself and the engine decides by. Null: the policy does not say. Hours are hours of education a week. */
export type Policy = {
  /** Fewer is not full time. */
  readonly full_time_hours: number | null
  /** Red is who has no place, or less than full time, and is stuck. */
  readonly red_when_stuck: boolean | null
  /** Green above this, amber below that. */
  readonly green_over_hours: number | null
  readonly amber_under_hours: number | null
  /** Months for which a green child is watched, in the expectation that hours increase. */
  readonly green_monitor_months: number | null
  /** The complete days without education after which a case may go to level two. */
  readonly level_two: Within | null
  /** Sessions possible below which nobody is called persistently absent. */
  readonly persistent_absence_least_sessions: number | null
  /** How soon a personal education plan is begun after a child comes into care. */
  readonly pep_begun_within: Within | null
  /** Whether a closure that was recorded after a clock ran out still moves it. */
  readonly late_closure_moves_breached: boolean | null
}

export type SettingKey = keyof Policy

export type CadenceUnit = 'weeks' | 'months' | 'half_terms' | 'terms' | 'years'

/** So many times in every so many weeks, months, terms or years. */
export type Cadence = { readonly times: number; readonly every: number; readonly unit: CadenceUnit }

/** A body that meets, or a report that is made: how often and by whom it is chaired, a role and never a person. Null: not said. */
export type Meeting = Sourced & {
  readonly code: string
  readonly name: string
  readonly cadence: Cadence | null
  readonly chair: string | null
  readonly note: string | null
}

/** A word for how grave a case is, that a person gives. `means`: what the source says of it. */
export type ConcernLevel = {
  readonly code: 'high' | 'medium'
  readonly text: string
  readonly means: readonly string[]
}

/** The second scale, beside the bands. `unsaid`: what its source leaves open. */
export type ConcernScale = Sourced & {
  readonly levels: readonly ConcernLevel[]
  readonly unsaid: readonly string[]
}

export type Origin = Sourced & { readonly note: string }

/**
 * A policy with the days on which it holds (`valid_to`: the first day it no longer does) and the origin of each number.
 * `version`: what a stored answer names it by; two policies that differ in a number never have the same one.
 */
export type DatedPolicy = Policy & {
  readonly id: string
  readonly version: string
  readonly title: string
  readonly valid_from: Day
  readonly valid_to: Day | null
  readonly sources: Readonly<Record<SettingKey, Origin>>
  readonly meetings: readonly Meeting[]
  /** Which team leads for which vulnerable group; null where the policy has no such table. */
  readonly routing: readonly Team[] | null
  readonly concern: ConcernScale | null
}

export const settingKeys = [
  'full_time_hours',
  'red_when_stuck',
  'green_over_hours',
  'amber_under_hours',
  'green_monitor_months',
  'level_two',
  'persistent_absence_least_sessions',
  'pep_begun_within',
  'late_closure_moves_breached',
] as const satisfies readonly SettingKey[]

/** A number with where it comes from. Null: the document leaves this one open, and the note says what it says instead. */
type Said = { readonly [Key in SettingKey]?: Origin & { readonly value: Policy[Key] } }

type Given<Says extends Said> = Pick<DatedPolicy, 'id' | 'title' | 'valid_from' | 'meetings'> & {
  readonly says: Says
  /** The origin of every number that it says nothing of. */
  readonly otherwise: Origin
  readonly routing?: DatedPolicy['routing']
  readonly concern?: ConcernScale
}

type Values<Says extends Said> = {
  readonly [Key in keyof Says & SettingKey]: Says[Key] extends { readonly value: infer Value } ? Value : null
}

/** A policy from what its document says; the rest is null. It holds until an authority says otherwise. */
export const policy = <Says extends Said>(given: Given<Says>): DatedPolicy & Values<Says> => {
  const { says, otherwise, routing = null, concern = null, ...named } = given
  const origin = (key: SettingKey): Origin => {
    const { source, mark, note } = says[key] ?? otherwise
    return { source, mark, note }
  }
  const values = Object.fromEntries(settingKeys.map(key => [key, says[key]?.value ?? null])) as Policy & Values<Says>
  const sources = Object.fromEntries(settingKeys.map(key => [key, origin(key)])) as DatedPolicy['sources']
  return { ...named, ...values, version: given.id, valid_to: null, sources, routing, concern }
}
