import type { Feature } from '../../ground/feature.ts'
import { accessRoutes } from './access-routes.ts'
import { auditUrl, switchesUrl } from './addresses.ts'
import { childPart } from './child-part.ts'
import { dataProtectionRoutes } from './routes.ts'
import { switchRoutes } from './switch-routes.ts'

export { useSwitches } from './switches.ts'

export const dataProtection: Feature = {
  name: 'data-protection',
  navigation: [
    { text: 'Audit log', href: auditUrl, may: 'audit.read', order: 95 },
    { text: 'Switches', href: switchesUrl, may: 'settings.change', order: 94 },
  ],
  child: childPart,
  routes: (page, parts) => {
    dataProtectionRoutes(page, parts)
    switchRoutes(page)
    accessRoutes(page)
  },
}
