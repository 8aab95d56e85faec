import type { Pages, Parts } from '../../ground/feature.ts'
import { accountAccessRoutes } from './account-access.ts'
import { accountRoleRoutes } from './account-roles.ts'
import { accountRoutes } from './accounts.ts'
import { ownAccountRoutes } from './own-account.ts'
import { signInRoutes } from './sign-in.ts'

/** The slice's pages: signing in, one's own account, and everybody's for those who look after them. */
export function peopleRoutes(page: Pages, parts: Parts): void {
  signInRoutes(page, parts)
  ownAccountRoutes(page, parts)
  accountRoutes(page, parts)
  accountAccessRoutes(page, parts)
  accountRoleRoutes(page)
}
