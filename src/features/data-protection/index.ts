import type { Feature } from '../../ground/feature.ts'
import { auditUrl } from './addresses.ts'
import { dataProtectionRoutes } from './routes.ts'

export const dataProtection: Feature = {
  name: 'data-protection',
  navigation: [{ text: 'Audit log', href: auditUrl, may: 'audit.read', order: 95 }],
  routes: dataProtectionRoutes,
}
