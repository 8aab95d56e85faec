import type { SchoolCalendar } from './calendars.ts'
import type { Day } from './days.ts'
import { type DatedPolicy, defaultPolicy, type Policy } from './policies.ts'
import type { WorkingCalendar } from './working-calendar.ts'

/** An authority's policies in order of the day from which each holds, or one that holds for all days. */
export type Policies = Policy | readonly DatedPolicy[]

const isList = (policies: Policies): policies is readonly DatedPolicy[] => Array.isArray(policies)

/** The policy in force on a day: the last that has begun; the first for days before it; the product's own where there is none. */
export const inForce = (policies: readonly DatedPolicy[], on: Day): DatedPolicy =>
  policies.findLast(policy => policy.valid_from <= on) ?? policies[0] ?? defaultPolicy

/** As `inForce`, or the one policy that holds for all days. */
export const policyAt = (policies: Policies, on: Day): Policy => (isList(policies) ? inForce(policies, on) : policies)

/** The days on which the policy changes. */
export const policyTurns = (policies: Policies): readonly Day[] =>
  isList(policies) ? policies.slice(1).map(policy => policy.valid_from) : []

/** What the engine decides by. The rules themselves are dated data of the program. */
export type Rulebook = { readonly policies: Policies }

/**
 * The calendars of one authority. `schoolOf`: of a school, which follows the authority's where it has no terms of its own; with a
 * day, without the closures that were announced after it.
 */
export type Calendars = {
  readonly authority: SchoolCalendar
  readonly schoolOf: (urn: number | null, announced_by?: Day) => SchoolCalendar
  readonly working: WorkingCalendar
}

/** Calendars where every school keeps the terms of the authority. */
export const oneCalendar = (authority: SchoolCalendar, working: WorkingCalendar): Calendars => ({
  authority,
  schoolOf: () => authority,
  working,
})
