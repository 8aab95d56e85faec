import type { Feature } from '../../ground/feature.ts'
import { actionPages } from './action-pages.ts'
import { myActionsUrl } from './addresses.ts'
import { casePart } from './case-part.ts'

export { addAction, agree, endAction } from './actions.ts'
export { endActionUrl, myActionsUrl } from './addresses.ts'
export { actionsFor, countActionsFor, type MyAction } from './queries.ts'

export const agreedActions: Feature = {
  name: 'agreed-actions',
  navigation: [{ text: 'My actions', href: myActionsUrl, may: 'cases.change', order: 13, under: '/today' }],
  routes: actionPages,
  case: casePart,
}
