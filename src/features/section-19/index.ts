import type { Feature } from '../../ground/feature.ts'
import { casePart } from './case-part.ts'
import { sectionNineteenPages } from './section-19-pages.ts'

export { decideSectionNineteen } from './actions.ts'

export const sectionNineteen: Feature = { name: 'section-19', routes: sectionNineteenPages, case: casePart }
