import type { Feature } from '../../ground/feature.ts'

export const cases: Feature = { name: 'cases' }
