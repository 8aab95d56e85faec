import type { Day, Period } from './days.ts'
import type { HappeningKind } from './happenings.ts'
import type { NeedClass } from './needs.ts'
import type { Owner, StopReason } from './rule.ts'
import type { SuspenseSpan } from './suspense.ts'

/** `source`: the kind of list that says so; `doubted_on`: since when the home is in doubt (a letter came back, say), null or left out where it is not. */
export type Residence = Period & {
  readonly fact_id: string
  readonly in_area: boolean
  readonly source?: string
  readonly doubted_on?: Day | null
}

export type Sector = 'state' | 'independent' | 'alternative' | 'further' | 'unknown'

/** `in_area`: the school is in the authority's area. `status`: the CBDS code C M S G F O P. `weekly_hours`: null if the
 * list states none, which means full time. */
export type Enrolment = Period & {
  readonly fact_id: string
  readonly school_urn: number | null
  readonly sector: Sector
  readonly in_area: boolean
  readonly status: string
  readonly weekly_hours: number | null
}

export type ProvisionKind = 'reduced_timetable' | 'alternative' | 'interim' | 'home_education'

/** Recorded by the council. `weekly_hours`: null if nobody has recorded them. */
export type Provision = Period & {
  readonly fact_id: string
  readonly kind: ProvisionKind
  readonly weekly_hours: number | null
}

export type CircumstanceKind =
  | 'moved_away'
  | 'whereabouts_unknown'
  | 'awaiting_place'
  | 'plan'
  | 'stuck'
  | 'concern_high'
  | 'concern_medium'

/**
 * Recorded by the council. `stuck`: teams have been unable to progress the case, by a decision with date and author. A level of concern
 * stands beside the band, and nothing is worked out from it. Source: RAG1, RAG5 (§12.3).
 */
export type Circumstance = Period & { readonly fact_id: string; readonly kind: CircumstanceKind }

/** Looked after by a council: by us, wherever the child is placed, or by another one that placed the child here. */
export type Care = Period & { readonly fact_id: string; readonly by: 'us' | 'another' }

/**
 * Something that happened to the child, on its first day; what lasts ends with the first day after it. `school_urn`: the school it
 * is of, whose calendar counts; `sessions`: half days of a suspension; `answers`: the happening that it answers, where that was said.
 */
export type Happening = Period & {
  readonly fact_id: string
  readonly kind: HappeningKind
  readonly school_urn: number | null
  readonly sessions: number | null
  readonly answers: string | null
}

/** Sessions of one school and term, as a list summed them up. */
export type AbsenceSum = Period & {
  readonly fact_id: string
  readonly school_urn: number | null
  readonly possible: number
  readonly authorised: number
  readonly unauthorised: number
}

/** A need of the child, by its code in `needs.ts`. */
export type NeedSpan = Period & { readonly fact_id: string; readonly kind: string }

/** Everything known of one person, in any order. Periods may overlap, as life does. */
export type Facts = {
  readonly born_on: Day | null
  readonly died_on: Day | null
  readonly residences: readonly Residence[]
  readonly enrolments: readonly Enrolment[]
  readonly provisions: readonly Provision[]
  readonly circumstances: readonly Circumstance[]
  readonly care: readonly Care[]
  readonly happenings: readonly Happening[]
  readonly absences: readonly AbsenceSum[]
  readonly needs: readonly NeedSpan[]
}

export type StateCode =
  | 'on_roll'
  | 'reduced_hours'
  | 'alternative_provision'
  | 'home_educated'
  | 'independent'
  | 'awaiting_place'
  | 'moved_away'
  | 'whereabouts_unknown'
  | 'under_age'
  | 'over_age'
  | 'unexplained'

/**
 * Days in one state. `school_urn`: the school on whose roll the child is, whatever the state; `in_area`: the child lives
 * in the area; `weekly_hours`: as stated for the roll or the provision, null if not; `citations`: rule ids.
 */
export type StateSpan = Period & {
  readonly state: StateCode
  readonly school_urn: number | null
  readonly in_area: boolean
  readonly weekly_hours: number | null
  readonly because: string
  readonly citations: readonly string[]
  readonly fact_ids: readonly string[]
}

export type Band = 'red' | 'amber' | 'green' | 'unclassified'

/** Days in one band. `gap`: what the policy leaves open, for 'unclassified' only; `weekly_hours`: 0 without education,
 * null if nobody has recorded them. */
export type BandSpan = Period & {
  readonly band: Band
  readonly because: string
  readonly gap: string | null
  readonly weekly_hours: number | null
}

export type ClockStatus = 'open' | 'met' | 'met_late' | 'stopped' | 'breached'

/** How a clock ended: the rule was kept, in time or late, or it stopped for a coded reason. */
export type ClockEnd =
  | { readonly how: 'met'; readonly stopped_because: null }
  | { readonly how: 'stopped'; readonly stopped_because: StopReason }

/**
 * One duty's clock. `due_on`: the last day to keep the rule; `breaches_on`: the day after; `ended_on`: the first day on
 * which it no longer runs, and how it ended. `field_class`: who may see it, by what opened it. A clock that stops after it was breached stays breached. `school_urn`: whose calendar was
 * counted, null for the authority's; `opened_by` and `ended_by`: the facts; null where it follows from states. `counted_to`: school days
 * from `opened_on` up to and with the day of the evaluation, as far as the calendar goes; it grows every school day, so it is shown
 * and not stored; null where other days are counted.
 */
export type Clock = {
  readonly rule: string
  readonly opened_on: Day
  readonly opened_by: string | null
  readonly due_on: Day
  readonly breaches_on: Day
  readonly ended_on: Day | null
  readonly ended_by: string | null
  readonly ended_how: ClockEnd['how'] | null
  readonly stopped_because: StopReason | null
  readonly school_urn: number | null
  readonly owed_by: Owner | null
  readonly field_class: NeedClass
  readonly status: ClockStatus
  readonly counted_to: number | null
  readonly because: string
}

/** A clock that a missing calendar keeps from being counted, with a sentence on what to enter. */
export type ClockGap = {
  readonly rule: string
  readonly opened_on: Day
  readonly opened_by: string | null
  readonly school_urn: number | null
  readonly owed_by: Owner | null
  readonly field_class: NeedClass
  readonly ended_on: Day | null
  readonly problem: string
}

/**
 * Days on which something is to be looked at: a threshold was reached, a duty may have arisen. It advises, a person decides, and it
 * expires. `field_class`: who may see it: whoever sees that class of fields.
 */
export type FlagSpan = Period & {
  readonly rule: string
  readonly because: string
  readonly field_class: NeedClass
  readonly fact_ids: readonly string[]
}

/** `next_look_on`: the first later day on which the state, the band or the status of a clock changes without a new fact.
 * Until then a fresh evaluation differs in `counted_to` alone. */
export type Evaluation = {
  readonly states: readonly StateSpan[]
  readonly suspense: readonly SuspenseSpan[]
  readonly bands: readonly BandSpan[]
  readonly clocks: readonly Clock[]
  readonly gaps: readonly ClockGap[]
  readonly flags: readonly FlagSpan[]
  readonly next_look_on: Day | null
}
