import type { Feature } from '../../ground/feature.ts'
import { waitingUrl } from './addresses.ts'
import { casePart } from './case-part.ts'
import { ladderPages } from './ladder-pages.ts'

export { answerFromPanel, answerStep, propose } from './actions.ts'
export { ladderUrl } from './addresses.ts'
export type { Answer } from './codes.ts'
export { stepsWaiting } from './queries.ts'

export const ladder: Feature = {
  name: 'ladder',
  navigation: [{ text: 'Waiting for a meeting', href: waitingUrl, may: 'cases.escalate', order: 31, under: '/cases' }],
  routes: ladderPages,
  case: casePart,
}
