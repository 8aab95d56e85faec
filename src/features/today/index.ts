import type { Feature } from '../../ground/feature.ts'

export const today: Feature = { name: 'today' }
