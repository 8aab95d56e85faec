import type { Feature } from '../../ground/feature.ts'
import { deskUrl, figuresUrl, todayUrl } from './addresses.ts'
import { deskPages } from './desk-pages.ts'
import { feedPages } from './feed-pages.ts'
import { figuresPages } from './figures-page.ts'
import { listPages } from './list-pages.ts'
import { todayPages } from './today-page.ts'

export { todayUrl } from './addresses.ts'

export const today: Feature = {
  name: 'today',
  navigation: [
    { text: 'Today', href: todayUrl, may: 'today.read', order: 10 },
    { text: 'Desk', href: deskUrl, may: 'desk.read', order: 10 },
    { text: 'What is due', href: figuresUrl, may: 'clocks.figures', order: 12, under: todayUrl },
  ],
  routes(page, parts) {
    todayPages(page)
    listPages(page)
    deskPages(page)
    figuresPages(page)
    feedPages(page, parts)
  },
}
