import type { Pages, Parts } from '../../ground/feature.ts'
import { boardRoutes } from './board-routes.ts'
import { columnsRoutes } from './columns-routes.ts'
import { commitRoutes } from './commit-routes.ts'
import { rowRoutes } from './row-routes.ts'
import { undoRoutes } from './undo-routes.ts'

export function routes(page: Pages, parts: Parts): void {
  boardRoutes(page, parts)
  columnsRoutes(page, parts)
  commitRoutes(page, parts)
  rowRoutes(page, parts)
  undoRoutes(page, parts)
}
