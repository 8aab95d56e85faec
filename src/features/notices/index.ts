import type { Feature } from '../../ground/feature.ts'
import { noticeRoutes } from './routes.ts'

export { noticesUrl } from './addresses.ts'
export { unreadNotices } from './queries.ts'
export { type News, tell } from './tell.ts'

export const notices: Feature = { name: 'notices', routes: noticeRoutes }
