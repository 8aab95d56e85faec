import type { ChildPart, Feature } from '../../ground/feature.ts'

export { type LoadedChild, loadFacts } from './load-facts.ts'
export {
  type CircumstanceInput,
  councilRecord,
  type EnrolmentInput,
  endCircumstances,
  lockChild,
  type ProvisionInput,
  recordCircumstance,
  recordEnrolment,
  recordProvision,
} from './record-facts.ts'
export { reevaluate, useCalendars } from './reevaluate.ts'
export { liftSeal, sealChild } from './seal.ts'

export const childParts: ChildPart[] = []

/** What the other slices show on the page of a child. Told once at the start, by `features.ts`. */
export const useChildParts = (parts: readonly ChildPart[]): void => {
  childParts.splice(0, childParts.length, ...parts)
}

export const children: Feature = { name: 'children' }

/** The page of a child. */
export const childUrl = (person_id: string): string => `/children/${person_id}`
