import type { Feature } from '../../ground/feature.ts'
import { delegationsUrl } from './addresses.ts'
import { delegationPages } from './delegation-pages.ts'

export { delegate, endDelegation } from './actions.ts'
export { delegationsUrl } from './addresses.ts'
export { delegationOf, holdersOf } from './queries.ts'

export const delegationsFeature: Feature = {
  name: 'delegations',
  navigation: [{ text: 'Who may sign', href: delegationsUrl, may: 'delegations.read', order: 57, under: '/ledger' }],
  routes: delegationPages,
}
