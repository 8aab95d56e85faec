import type { Feature } from '../../ground/feature.ts'

export const lists: Feature = { name: 'lists' }
