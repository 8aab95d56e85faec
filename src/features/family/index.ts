import type { Feature } from '../../ground/feature.ts'

export { peopleUrl } from './addresses.ts'
export { readSafeContact } from './safe-contact.ts'

export const family: Feature = {
  name: 'family',
}
