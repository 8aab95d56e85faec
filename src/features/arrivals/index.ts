import type { Feature } from '../../ground/feature.ts'
import { arrivalsUrl } from './addresses.ts'
import { pickUpJob } from './pick-up-work.ts'
import { routes } from './routes.ts'

export { askToPickUp, usePickUpPlaces } from './pick-up-work.ts'

export const arrivals: Feature = {
  name: 'arrivals',
  navigation: [{ text: 'Lists that arrive', href: arrivalsUrl, may: 'lists.arrivals', order: 27, under: '/lists' }],
  routes,
  jobs: [pickUpJob],
}
