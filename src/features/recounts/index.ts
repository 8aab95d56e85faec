import type { Feature } from '../../ground/feature.ts'
import { recountsUrl } from './addresses.ts'
import { routes } from './routes.ts'
import { recountJob } from './work.ts'

export { recountNow, recountText } from './answer.ts'
export type { RecountAsked } from './ask.ts'
export { definitionNames, own } from './definitions.ts'

export const recounts: Feature = {
  name: 'recounts',
  navigation: [{ text: 'Recounts', href: recountsUrl, may: 'ledger.read', order: 55, under: '/ledger' }],
  jobs: [recountJob],
  routes,
}
