import type { Feature } from '../../ground/feature.ts'
import { registersUrl } from './addresses.ts'
import { plansPage } from './plans-page.ts'
import { registerPage } from './register-page.ts'
import { registersPage } from './registers-page.ts'

export const registers: Feature = {
  name: 'registers',
  navigation: [{ text: 'Registers', href: registersUrl, may: 'registers.read', order: 14, under: '/today' }],
  routes(page) {
    registersPage(page)
    plansPage(page)
    registerPage(page)
  },
}
