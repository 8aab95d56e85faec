import type { Feature } from '../../ground/feature.ts'
import { casesUrl } from './addresses.ts'
import { childPart } from './child-part.ts'
import { routes } from './routes.ts'

export {
  AlreadyOpen,
  allocate,
  type CaseProvisionInput,
  type ContactInput,
  openCase,
  recordArranged,
  recordContact,
  recordNote,
  recordVoice,
} from './actions.ts'
export { casesUrl, caseUrl, openCaseUrl } from './addresses.ts'
export { begin, CaseRefused, finish, seenOf } from './begin.ts'
export { caseInBrief, outSince } from './brief.ts'
export { addEntry, type EntryKind, type NewEntry } from './chronology.ts'
export { closeCase, reopenCase } from './close.ts'
export type { Closing } from './close-form.ts'
export { type DecisionInput, decide } from './decide.ts'
export { bannerOf, type CaseForm, caseFormPages, caseOrMissing, refusing } from './form-pages.ts'
export { type Officer, officersOn } from './officers.ts'
export { useCaseParts } from './parts.ts'
export { type CouncilCase, caseById, caseOf, childOn } from './queries.ts'
export { kindForState } from './rules.ts'

export const cases: Feature = {
  name: 'cases',
  navigation: [{ text: 'Cases', href: casesUrl, may: 'cases.read', order: 30 }],
  routes,
  child: childPart,
}
