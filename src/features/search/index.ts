import { randomUUID } from 'node:crypto'
import type { Feature } from '../../ground/feature.ts'
import { pinUrl } from './addresses.ts'
import { isPinned } from './pins.ts'
import { routes } from './routes.ts'

export { searchChildren } from './search.ts'

export const search: Feature = {
  name: 'search',
  routes,
  child: {
    async buttons(tx, identity, person_id) {
      if (identity.kind !== 'person') return []
      const isIn = await isPinned(tx, identity, person_id)
      const fields = [
        { name: 'pin', value: isIn ? 'no' : 'yes' },
        { name: 'once', value: randomUUID() },
      ]
      return [{ text: isIn ? 'Unpin this child' : 'Pin this child', action: pinUrl(person_id), fields }]
    },
  },
}
