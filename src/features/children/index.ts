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
