import type { Feature } from '../../ground/feature.ts'
import { keptFactPages } from '../children/index.ts'
import { childPart } from './child-part.ts'
import { needKind } from './need-kind.ts'
import { needsPages } from './needs-page.ts'

export { needKind } from './need-kind.ts'
export {
  countPlansWithoutEducation,
  listPlansWithoutEducation,
  type PlanWithoutEducation,
  whyText,
} from './without-education.ts'

export const needsFeature: Feature = {
  name: 'needs',
  routes: page => {
    needsPages(page)
    keptFactPages(page, needKind)
  },
  child: childPart,
}
