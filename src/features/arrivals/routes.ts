import type { Pages, Parts } from '../../ground/feature.ts'
import { apiRoutes } from './api-routes.ts'
import { arrivalsRoutes } from './arrivals-routes.ts'
import { pickUpRoutes } from './pick-up-routes.ts'

export function routes(page: Pages, parts: Parts): void {
  arrivalsRoutes(page, parts)
  pickUpRoutes(page, parts)
  apiRoutes(page, parts)
}
