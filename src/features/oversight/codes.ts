import type { StateCode } from '../../rulebook/index.ts'
import { nowhere, stateText } from '../children/index.ts'
import type { Place } from './queries.ts'

/** The states in the order of the page: education first, what asks for work last. */
export const stateCodes: readonly StateCode[] = [
  'on_roll',
  'reduced_hours',
  'alternative_provision',
  'independent',
  'home_educated',
  'under_age',
  'over_age',
  'moved_away',
  'awaiting_place',
  'whereabouts_unknown',
  'unexplained',
]

/** Where a child can be: a state, or nowhere, first, for one who comes to us or leaves us. */
export const places: readonly Place[] = [nowhere, ...stateCodes]

/** Where a move leads from, or to. */
export const fromText = (place: Place): string => (place === nowhere ? 'New to us' : stateText(place))
export const toText = (place: Place): string => (place === nowhere ? 'Ours no longer' : stateText(place))

export const isPlace = (text: string): text is Place => places.some(place => place === text)

export const isState = (text: string): text is StateCode => stateCodes.some(code => code === text)

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
