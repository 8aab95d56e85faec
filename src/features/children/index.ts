import type { Feature } from '../../ground/feature.ts'
import { childRoutes } from './child-routes.ts'
import { correctionPages } from './correction-pages.ts'
import { educationRoutes } from './education-routes.ts'
import { historyRoutes } from './history-page.ts'
import { identityRoutes } from './identity-page.ts'
import { listRoutes } from './list-routes.ts'
import { lookAgain } from './look-again.ts'
import { schoolPart } from './school-part.ts'
import { weekRoutes } from './week-routes.ts'

export { addChild, type NewChild } from './add-child.ts'
export { type HomeTold, homesTold } from './address-truth.ts'
export { type ChildBanner, childBanner, useChildParts } from './banner.ts'
export {
  type ClockRow,
  clockKey,
  clocksOfChild,
  clocksUrl,
  clockUrl,
  isOverdue,
  runsOn,
} from './child-clocks.ts'
export { type FlagRow, flagsOfChild } from './child-flags.ts'
export { type ChildFrame, childFrame } from './child-frame.ts'
export { type DrawnClock, drawClock, type StripDay, stripDays } from './clock-strip.ts'
export { awayOf, clockTitle, endText, type Reckoning, ruleOfClock } from './clock-words.ts'
export { neverTrue, neverTrueReasons } from './codes.ts'
export { recordWeek, type WeekInput } from './draw-week.ts'
export { workEverybodyOut, workOutAfter } from './everybody.ts'
export { membersAnew } from './group-members.ts'
export { groupsApart } from './groups-apart.ts'
export { changeFact, endFact, type Keeping, keepFact, retractFact } from './keep-facts.ts'
export { keptFactPages } from './kept-fact-pages.ts'
export type {
  Columns,
  KeptRow,
  KeptTable,
} from './kept-facts.ts'
export { groupsAreBehind, keptCounts, keptMembers } from './kept-groups.ts'
export {
  type Foresight,
  type KeptAsked,
  type KeptDates,
  type KeptKind,
  KeptRefused,
  type OtherSide,
} from './kept-kind.ts'
export { leaveRoll } from './leave-roll.ts'
export { childLine } from './lines.ts'
export { type LoadedChild, loadFacts, type OpeningReader, useOpening } from './load-facts.ts'
export { askToLookAgain } from './look-again.ts'
export { compactBook, nowhere, rewriteBook, takeOutOfBook } from './movements.ts'
export { writeNameIndex } from './name-index.ts'
export { byName, type ChildRow, type Cut, childRows } from './queries.ts'
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
export {
  type CalendarReader,
  calendarsForReading,
  type PolicyReader,
  policiesForReading,
  reckoningForReading,
  reevaluate,
  useCalendars,
  usePolicies,
} from './reevaluate.ts'
export {
  type SafeContactLine,
  type SafeContactSheet,
  safeContact,
  useSafeContact,
} from './safe-contact.ts'
export { endName, liftSeal, nameOn, sealChild, sealFromList } from './seal.ts'
export { strongerFirst } from './strength.ts'
export { upnOf } from './upn.ts'
export { warnedBy, warningsToOthers } from './warned-on.ts'
export { marks } from './week-shown.ts'
export { ageAndYear, bandWords, stateTag, stateText, stateWords } from './words.ts'

/** Children who have left a school, as its own roll had them. */
export const leftUrl = '/our-children/left'
/** The page of a child. */
export const childUrl = (person_id: string): string => `/children/${person_id}`

export const children: Feature = {
  name: 'children',
  school: schoolPart,
  navigation: [
    {
      text: 'Children',
      href: '/children',
      may: 'children.read',
      order: 20,
      shown: identity => identity.kind === 'person' && identity.organisation_kind === 'council_team',
    },
    {
      text: 'Our children',
      href: '/our-children',
      may: 'children.read',
      order: 20,
      shown: identity => identity.kind === 'person' && identity.organisation_kind !== 'council_team',
    },
    {
      text: 'Left us',
      href: leftUrl,
      may: 'children.read',
      order: 21,
      shown: identity => identity.kind === 'person' && identity.scope === 'school',
    },
  ],
  jobs: [lookAgain],
  routes: page => {
    listRoutes(page)
    childRoutes(page)
    educationRoutes(page)
    weekRoutes(page)
    identityRoutes(page)
    historyRoutes(page)
    correctionPages(page)
  },
}
