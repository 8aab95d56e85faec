import type { Feature } from '../../ground/feature.ts'
import { keptFactPages } from '../children/index.ts'
import { childPart } from './child-part.ts'
import { clockPages } from './clock-page.ts'
import { clocksPages } from './clocks-page.ts'
import { happeningKind } from './happening-kind.ts'
import { happeningsPages } from './happenings-page.ts'

export { isRecorded, schoolToday } from './queries.ts'
export { type Happened, recordHappening } from './record-happening.ts'

export const happenings: Feature = {
  name: 'happenings',
  routes: page => {
    happeningsPages(page)
    keptFactPages(page, happeningKind)
    clocksPages(page)
    clockPages(page)
  },
  child: childPart,
}
