import type { Feature } from '../../ground/feature.ts'
import { sealRoutes } from './seal-routes.ts'

export const protection: Feature = { name: 'protection', routes: sealRoutes }
