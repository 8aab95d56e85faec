import type { County } from './county.ts'
import type { Story } from './planting.ts'
import { homeEducated, independentOnly, neighbourOnly } from './stories/elsewhere.ts'
import { betweenBands, groundPair, nineHours } from './stories/hours.ts'
import { adopted, twins } from './stories/identities.ts'
import { lostPupil, movedIn, refuge } from './stories/moves.ts'

/** The stories that the county's lists carry, in the order of their numbers; 0 is the lost-pupil file. */
export const countyStories = (county: County): Story[] => [
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
]
