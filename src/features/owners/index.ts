import type { Feature } from '../../ground/feature.ts'
import { ownerPages } from './owner-page.ts'

export { type OwnedKind, ownerUrl } from './addresses.ts'
export { councilTeams, type Owner, type OwnerFinder, ownersOn, ownerText } from './queries.ts'

export const owners: Feature = { name: 'owners', routes: ownerPages }
