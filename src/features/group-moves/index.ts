import { may } from '../../ground/database/identity.ts'
import type { Feature } from '../../ground/feature.ts'
import { newMoveUrl } from './addresses.ts'
import { routes } from './routes.ts'
import { jobs } from './work.ts'

export { confirmMove, draftMove } from './actions.ts'
export { movesUrl, moveUrl, newMoveUrl } from './addresses.ts'
export type { Group } from './group.ts'
export { carryOut, type MoveWork, takeBack } from './work.ts'

export const groupMoves: Feature = {
  name: 'group-moves',
  navigation: [{ text: 'Group moves', href: '/group-moves', may: 'groups.move', order: 62, under: '/children' }],
  school: {
    actions: (identity, { urn }) =>
      may(identity, 'groups.move') ? [{ text: 'Move a group of its children', href: newMoveUrl(urn) }] : [],
  },
  routes,
  jobs,
}
