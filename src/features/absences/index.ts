import type { Feature } from '../../ground/feature.ts'
import { absencePage } from './absence-page.ts'
import { absencesPage } from './absences-page.ts'
import { absencesUrl } from './addresses.ts'

export const absences: Feature = {
  name: 'absences',
  navigation: [{ text: 'Missing from lists', href: absencesUrl, may: 'lists.read', order: 26, under: '/lists' }],
  routes(page) {
    absencesPage(page)
    absencePage(page)
  },
}
