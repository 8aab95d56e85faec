import type { StateCode } from '../../rulebook/index.ts'

/** The states as they stand on the page, education first, what asks for work last. Source: ../../rulebook/precedence.ts. */
export const stateLabels: Readonly<Record<StateCode, string>> = {
  on_roll: 'On a school roll, full time',
  reduced_hours: 'On a school roll, reduced hours',
  alternative_provision: 'Alternative provision',
  independent: 'Independent school',
  home_educated: 'Home educated',
  under_age: 'Under compulsory school age, on no roll',
  over_age: 'Over compulsory school age, on no roll',
  moved_away: 'Moved away and accepted elsewhere',
  awaiting_place: 'Awaiting a place',
  whereabouts_unknown: 'Whereabouts unknown',
  unexplained: 'Unexplained',
}

export const stateCodes = Object.keys(stateLabels) as readonly StateCode[]

export const isState = (text: string): text is StateCode => text in stateLabels

/** How long a child has been unexplained, in calendar days from `from` up to but not with `until`. Ours. */
export const waits = [
  { code: 'under_10', text: 'Under 10 days', from: 0, until: 10 },
  { code: '10_to_28', text: '10 to 28 days', from: 10, until: 29 },
  { code: '29_to_90', text: '29 to 90 days', from: 29, until: 91 },
  { code: 'over_90', text: 'Over 90 days', from: 91, until: null },
] as const

export type WaitCode = (typeof waits)[number]['code']

/** Whose an unexplained child is when no open case has a lead officer. */
export const nobody = 'nobody'
