import type { County } from './county.ts'
import type { Story } from './planting.ts'
import { alone, noticeYesterday, onRemand, placements, travelling, vanished } from './stories/care.ts'
import { homeEducated, independentOnly, neighbourOnly } from './stories/elsewhere.ts'
import { betweenBands, groundPair, nineHours } from './stories/hours.ts'
import { adopted, twins } from './stories/identities.ts'
import { lostPupil, movedIn, refuge } from './stories/moves.ts'
import {
  anxious,
  cousins,
  excludedFromOutside,
  excludedWithPlan,
  goneBeforeCensus,
  noShow,
  noticeServed,
  partnership,
  suspended,
} from './stories/processes.ts'

/** The stories that the county's lists carry, in the order of their numbers; 0 is the lost-pupil file. */
export const countyStories = (county: County): Story[] =>
  [
    lostPupil(county),
    movedIn(county),
    twins(county),
    refuge(county),
    adopted(county),
    neighbourOnly(county),
    independentOnly(county),
    homeEducated(county),
    groundPair(county),
    nineHours(county),
    betweenBands(county),
    noticeYesterday(county),
    noticeServed(county),
    vanished(county),
    goneBeforeCensus(county),
    excludedFromOutside(county),
    excludedWithPlan(county),
    suspended(county),
    placements(county),
    anxious(county),
    noShow(county),
    travelling(county),
    alone(county),
    onRemand(county),
    cousins(county),
    partnership(county),
  ].sort((one, other) => one.number - other.number)
