import type { Feature } from '../../ground/feature.ts'
import { todayUrl } from './addresses.ts'
import { listPages } from './list-pages.ts'
import { todayPages } from './today-page.ts'

export { clocksDueUrl, foundUrl, todayUrl } from './addresses.ts'

export const today: Feature = {
  name: 'today',
  navigation: [{ text: 'Today', href: todayUrl, may: 'today.read', order: 10 }],
  routes(page) {
    todayPages(page)
    listPages(page)
  },
}
