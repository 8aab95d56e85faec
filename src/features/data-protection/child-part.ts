import { may } from '../../ground/database/identity.ts'
import type { ChildPart } from '../../ground/feature.ts'

/** The tab that says who looked. Of a sealed child it is reached from the seal's page by everybody named, whatever their role. */
export const childPart: ChildPart = {
  tabs: identity => (may(identity, 'children.access') ? [{ text: 'Access', path: '/access', order: 70 }] : []),
}
