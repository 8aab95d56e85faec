import type { Feature } from '../../ground/feature.ts'
import { kindsUrl } from './addresses.ts'
import { routes } from './routes.ts'

export const listKinds: Feature = {
  name: 'list-kinds',
  navigation: [{ text: 'Kinds of list', href: kindsUrl, may: 'lists.read', order: 26, under: '/lists' }],
  routes,
}
