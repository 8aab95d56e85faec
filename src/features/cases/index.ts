import type { Feature } from '../../ground/feature.ts'
import { casesUrl } from './addresses.ts'
import { childPart } from './child-part.ts'
import { routes } from './routes.ts'

export {
  allocate,
  type CaseProvisionInput,
  type ContactInput,
  openCase,
  recordArranged,
  recordContact,
  recordNote,
} from './actions.ts'
export { casesUrl, caseUrl, openCaseUrl } from './addresses.ts'
export { seenOf } from './begin.ts'
export { closeCase, reopenCase } from './close.ts'
export type { Closing } from './close-form.ts'
export { type DecisionInput, decide } from './decide.ts'
export { type Officer, officersOn } from './officers.ts'
export { type CouncilCase, caseById, caseOf, childOn } from './queries.ts'
export { kindForState } from './rules.ts'

export const cases: Feature = {
  name: 'cases',
  navigation: [{ text: 'Cases', href: casesUrl, may: 'cases.read', order: 30 }],
  routes,
  child: childPart,
}
