import type { Feature } from '../../ground/feature.ts'
import { callerUrl, ownReferralsUrl, referralsUrl, referUrl } from './addresses.ts'
import { purgeSlips } from './purge.ts'
import { routes } from './routes.ts'

export { lateReferralsUrl } from './addresses.ts'
export { useFinder } from './find-possible.ts'
export { lateSinceFor } from './late.ts'
export { askToPurge } from './purge.ts'
export { countUnnamed } from './queries.ts'

export const referrals: Feature = {
  name: 'referrals',
  navigation: [
    { text: 'Referrals', href: referralsUrl, may: 'referrals.triage', order: 29 },
    { text: 'Refer a child', href: referUrl, may: 'referrals.send', order: 32 },
    { text: 'Our referrals', href: ownReferralsUrl, may: 'referrals.send', order: 33, under: referUrl },
    { text: 'For a caller', href: callerUrl, may: 'referrals.take_call', order: 33, under: referralsUrl },
  ],
  jobs: [purgeSlips],
  routes,
}
