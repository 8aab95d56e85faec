import type { Feature } from '../../ground/feature.ts'
import { decisionsUrl } from './addresses.ts'
import { casePart } from './case-part.ts'
import { sectionNineteenPages } from './section-19-pages.ts'

export { decideSectionNineteen } from './actions.ts'

export const sectionNineteen: Feature = {
  name: 'section-19',
  navigation: [{ text: 'Section 19', href: decisionsUrl, may: 'cases.read', order: 33, under: '/cases' }],
  routes: sectionNineteenPages,
  case: casePart,
}
