import type { Feature } from '../../ground/feature.ts'
import { policiesUrl } from './addresses.ts'
import { routes } from './routes.ts'
import { jobs } from './work.ts'

export { policiesUrl } from './addresses.ts'
export { readPolicies } from './read-policies.ts'

export const policyPacks: Feature = {
  name: 'policies',
  navigation: [{ text: 'Policy', href: policiesUrl, may: 'policies.read', order: 56, under: '/ledger' }],
  routes,
  jobs,
}
