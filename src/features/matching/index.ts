import type { Feature } from '../../ground/feature.ts'
import { neverUrl, reviewUrl } from './addresses.ts'
import { childPart } from './child-part.ts'
import { secondReader } from './codes.ts'
import { matchJob } from './county-run.ts'
import { neverRoutes } from './never-routes.ts'
import { partRoutes } from './part-routes.ts'
import { qualityRoutes } from './quality-routes.ts'
import { recordsRoutes } from './records-routes.ts'
import { reviewRoutes } from './review-routes.ts'
import { runRoutes } from './run-routes.ts'

export { sameUrl } from './addresses.ts'
export { askToMatch } from './ask-to-match.ts'
export { isCertain, isCertainAlone, isDoubt } from './certain.ts'
export { type MatchWork, matchCounty, matchKind, thresholds } from './county-run.ts'
export { joinPersons } from './join.ts'
export { keepApart } from './keep-apart.ts'
export { type MatchableRecord, matchableRecords } from './matchable.ts'
export { neverBeside, shownTogether } from './never-beside.ts'
export { neverJoin } from './never-join.ts'
export { JoinRefused, NotThere, Unplaced } from './refused.ts'
export {
  type Evidence,
  endRun,
  type Kept,
  keepPairs,
  type Run,
  type RunFigures,
  type RunInput,
  type ScoredPair,
  startRun,
} from './runs.ts'
export { splitPerson } from './split.ts'
export { takeBack } from './take-back.ts'
export { personOfRecord } from './variants.ts'

export const matching: Feature = {
  name: 'matching',
  navigation: [
    { text: 'Same child?', href: reviewUrl, may: 'matching.review', order: 58, under: '/children' },
    { text: 'Kept apart for good', href: neverUrl, may: 'matching.never_join', order: 61, under: '/children' },
  ],
  child: childPart,
  switches: [secondReader],
  jobs: [matchJob],
  routes: (page, parts) => {
    // Addresses with a word of their own come before those with an id.
    qualityRoutes(page)
    runRoutes(page, parts)
    reviewRoutes(page)
    recordsRoutes(page)
    partRoutes(page)
    neverRoutes(page)
  },
}
