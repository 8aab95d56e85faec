import type { Feature } from '../../ground/feature.ts'
import { tracesUrl } from './addresses.ts'
import { casePart } from './case-part.ts'
import { ctfPages } from './ctf-pages.ts'
import { traceForms } from './trace-form-pages.ts'
import { tracePages } from './trace-page.ts'
import { visitPages } from './visit-pages.ts'

export { traceUrl } from './addresses.ts'
export { dangerOpenOn } from './queries.ts'

export const tracing: Feature = {
  name: 'tracing',
  navigation: [{ text: 'Enquiries', href: tracesUrl, may: 'tracing.read', order: 34, under: '/cases' }],
  routes: (page, parts) => {
    tracePages(page)
    traceForms(page)
    visitPages(page)
    ctfPages(page, parts)
  },
  case: casePart,
}
