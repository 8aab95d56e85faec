import { may } from '../../ground/database/identity.ts'
import type { Feature } from '../../ground/feature.ts'
import { dutiesUrl, rulebookUrl } from './addresses.ts'
import { childrenPages } from './children-pages.ts'
import { codesPage } from './codes-page.ts'
import { dutiesPage } from './duties-page.ts'
import { meetingsPage } from './meetings-page.ts'
import { packPages } from './pack-pages.ts'
import { rulePage } from './rule-page.ts'
import { rulebookPage } from './rulebook-page.ts'

export { dutiesUrl, evidenceUrl, rulebookUrl, ruleUrl } from './addresses.ts'

export const duties: Feature = {
  name: 'duties',
  navigation: [
    { text: 'Duties', href: dutiesUrl(), may: 'ledger.read', order: 55 },
    {
      text: 'Rulebook',
      href: rulebookUrl,
      may: 'schools.read',
      order: 56,
      under: dutiesUrl(),
      // A school may read the rules, and comes to them from a duty of its own.
      shown: identity => may(identity, 'ledger.read') || may(identity, 'cases.read'),
    },
  ],
  routes(page) {
    rulebookPage(page)
    codesPage(page)
    meetingsPage(page)
    rulePage(page)
    childrenPages(page)
    dutiesPage(page)
    packPages(page)
  },
}
