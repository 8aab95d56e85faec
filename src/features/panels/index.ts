import type { Feature } from '../../ground/feature.ts'
import { panelsUrl } from './addresses.ts'
import { agendaPages } from './agenda-pages.ts'
import { bodyPages } from './body-pages.ts'
import { decisionPages } from './decision-pages.ts'
import { itemPages } from './item-pages.ts'
import { livePages } from './live-pages.ts'
import { meetingPages } from './meeting-pages.ts'
import { oversightPages } from './oversight-pages.ts'
import { paperPages } from './paper-pages.ts'
import { seriesPages } from './series-pages.ts'

export { beginSeries, schedule, seat } from './actions.ts'
export { meetingUrl, panelsUrl } from './addresses.ts'
export { type Meeting, meetingsFor } from './queries.ts'

export const panels: Feature = {
  name: 'panels',
  navigation: [{ text: 'Panels', href: panelsUrl, may: 'panels.read', order: 32, under: '/cases' }],
  routes: page => {
    seriesPages(page)
    bodyPages(page)
    oversightPages(page)
    meetingPages(page)
    agendaPages(page)
    livePages(page)
    paperPages(page)
    itemPages(page)
    decisionPages(page)
  },
}
