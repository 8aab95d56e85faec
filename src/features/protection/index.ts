import type { Feature } from '../../ground/feature.ts'
import { sealedUrl } from './addresses.ts'
import { childPart } from './child-part.ts'
import { breakGlassSwitch } from './codes.ts'
import { glassRoutes } from './glass-routes.ts'
import { sealRoutes } from './seal-routes.ts'
import { sealedRoutes } from './sealed-routes.ts'
import { stepRoutes } from './step-routes.ts'

export { sealedUrl } from './addresses.ts'
export { watchSeals } from './watch.ts'

export const protection: Feature = {
  name: 'protection',
  navigation: [
    { text: 'Sealed records', href: sealedUrl, may: 'children.seal', order: 60, under: '/children' },
    // Whoever may open sealed records and seals none has no other way there.
    {
      text: 'Sealed records',
      href: sealedUrl,
      may: 'children.break_glass',
      order: 60,
      shown: identity => identity.kind === 'person' && !identity.permissions.has('children.seal'),
    },
  ],
  child: childPart,
  switches: [breakGlassSwitch],
  routes: page => {
    sealRoutes(page)
    stepRoutes(page)
    sealedRoutes(page)
    glassRoutes(page)
  },
}
