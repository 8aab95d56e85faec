import { absences } from './features/absences/index.ts'
import { agreedActions } from './features/agreed-actions/index.ts'
import { arrivals } from './features/arrivals/index.ts'
import { calendars, readCalendars } from './features/calendars/index.ts'
import { caseloadFeature } from './features/caseload/index.ts'
import { cases, useCaseParts } from './features/cases/index.ts'
import {
  children,
  useCalendars,
  useChildParts,
  useOpening,
  usePolicies,
  useSafeContact,
} from './features/children/index.ts'
import { dataProtection, useSwitches } from './features/data-protection/index.ts'
import { delegationsFeature } from './features/delegations/index.ts'
import { documents } from './features/documents/index.ts'
import { duties } from './features/duties/index.ts'
import { family, readSafeContact } from './features/family/index.ts'
import { groupMoves } from './features/group-moves/index.ts'
import { happenings } from './features/happenings/index.ts'
import { ladder } from './features/ladder/index.ts'
import { listKinds } from './features/list-kinds/index.ts'
import { lists, readOpening } from './features/lists/index.ts'
import { mail } from './features/mail/index.ts'
import { matching } from './features/matching/index.ts'
import { needsFeature } from './features/needs/index.ts'
import { notices } from './features/notices/index.ts'
import { otherCouncilsFeature } from './features/other-councils/index.ts'
import { oversight } from './features/oversight/index.ts'
import { owners } from './features/owners/index.ts'
import { panels } from './features/panels/index.ts'
import { people } from './features/people/index.ts'
import { policyPacks, readPolicies } from './features/policies/index.ts'
import { protection } from './features/protection/index.ts'
import { recounts } from './features/recounts/index.ts'
import { referrals, useFinder } from './features/referrals/index.ts'
import { registers } from './features/registers/index.ts'
import { schools, useSchoolParts } from './features/schools/index.ts'
import { search, searchChildren } from './features/search/index.ts'
import { sectionNineteen } from './features/section-19/index.ts'
import { today } from './features/today/index.ts'
import { tracing } from './features/tracing/index.ts'
import type { Feature } from './ground/feature.ts'

/** The contents page: every slice, lowest floor first. */
export const features: readonly Feature[] = [
  people,
  schools,
  notices,
  mail,
  children,
  calendars,
  policyPacks,
  family,
  needsFeature,
  owners,
  delegationsFeature,
  happenings,
  documents,
  protection,
  matching,
  lists,
  listKinds,
  arrivals,
  cases,
  agreedActions,
  ladder,
  sectionNineteen,
  tracing,
  otherCouncilsFeature,
  groupMoves,
  referrals,
  panels,
  today,
  caseloadFeature,
  search,
  oversight,
  registers,
  absences,
  duties,
  recounts,
  dataProtection,
]

/** Ties the slices together where a lower one needs what a higher one keeps. Called once by every way in. */
export function startFeatures(): void {
  useCalendars(readCalendars)
  usePolicies(readPolicies)
  useOpening(readOpening)
  useSafeContact(readSafeContact)
  useFinder(async (tx, typed, today) => (await searchChildren(tx, typed, 0, { today })).lines)
  useSwitches(features.flatMap(feature => feature.switches ?? []))
  useSchoolParts(features.flatMap(feature => (feature.school ? [feature.school] : [])))
  useCaseParts(features.flatMap(feature => (feature.case ? [feature.case] : [])))
  useChildParts(features.flatMap(feature => (feature.child ? [feature.child] : [])))
}
