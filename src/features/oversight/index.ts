import type { Feature } from '../../ground/feature.ts'
import { againJob, balanceJob } from './recount.ts'
import { routes } from './routes.ts'

export { compareUrl, ledgerChildrenUrl, ledgerUrl } from './addresses.ts'
export { checkLedger, checkText, type LedgerCheck } from './check.ts'
export { type Ledger, type LedgerState, ledgerOn, ledgerText } from './ledger.ts'
export { askToCountBalance } from './recount.ts'

export const oversight: Feature = {
  name: 'oversight',
  navigation: [{ text: 'Ledger', href: '/ledger', may: 'ledger.read', order: 50 }],
  jobs: [balanceJob, againJob],
  routes,
}
