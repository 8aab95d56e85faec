import type { Feature } from '../../ground/feature.ts'
import { councilsUrl, packetsUrl } from './addresses.ts'
import { casePart } from './case-part.ts'
import { councilsPages } from './councils-pages.ts'
import { packetsPages } from './packets-pages.ts'

export const otherCouncilsFeature: Feature = {
  name: 'other-councils',
  navigation: [
    { text: 'Between councils', href: packetsUrl, may: 'packets.read', order: 35, under: '/cases' },
    { text: 'Other councils', href: councilsUrl, may: 'packets.keys', order: 58, under: '/ledger' },
  ],
  routes: (page, parts) => {
    councilsPages(page, parts)
    packetsPages(page, parts)
  },
  case: casePart,
}
