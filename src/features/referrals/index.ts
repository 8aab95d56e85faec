import type { Feature } from '../../ground/feature.ts'
import { callerUrl, referUrl } from './addresses.ts'
import { routes } from './routes.ts'

export const referrals: Feature = {
  name: 'referrals',
  navigation: [
    { text: 'Refer a child', href: referUrl, may: 'referrals.send', order: 32 },
    { text: 'For a caller', href: callerUrl, may: 'referrals.take_call', order: 33, under: '/referrals' },
  ],
  routes,
}
