import type { Feature } from '../../ground/feature.ts'
import { caseloadUrl } from './addresses.ts'
import { caseloadPages } from './caseload-pages.ts'

export const caseloadFeature: Feature = {
  name: 'caseload',
  navigation: [{ text: 'Caseload', href: caseloadUrl, may: 'cases.allocate', order: 32, under: '/cases' }],
  routes: caseloadPages,
}
