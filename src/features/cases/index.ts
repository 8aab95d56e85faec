import type { Feature } from '../../ground/feature.ts'
import { casesUrl } from './addresses.ts'
import { childPart } from './child-part.ts'
import { routes } from './routes.ts'

export { casesUrl, caseUrl, openCaseUrl } from './addresses.ts'
export { awayText, type DrawnClock, drawClock, schoolDaysLeft } from './clock.ts'
export { caseOf } from './queries.ts'

export const cases: Feature = {
  name: 'cases',
  navigation: [{ text: 'Cases', href: casesUrl, may: 'cases.read', order: 30 }],
  routes,
  child: childPart,
}
