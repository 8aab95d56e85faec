import type { Feature } from '../../ground/feature.ts'
import { keptFactPages } from '../children/index.ts'
import { childPart } from './child-part.ts'
import { contactRuleKind } from './contact-rule.ts'
import { peoplePages } from './people-page.ts'
import { professionalKind } from './professional.ts'
import { relationKind } from './relation.ts'

export { peopleUrl } from './addresses.ts'
export { contactRuleKind } from './contact-rule.ts'
export { professionalKind } from './professional.ts'
export { familyOn, othersAtHome } from './queries.ts'
export { relationKind } from './relation.ts'
export { readSafeContact } from './safe-contact.ts'

export const family: Feature = {
  name: 'family',
  routes: page => {
    peoplePages(page)
    keptFactPages(page, relationKind)
    keptFactPages(page, professionalKind)
    keptFactPages(page, contactRuleKind)
  },
  child: childPart,
}
