import type { Feature } from '../../ground/feature.ts'

export const schools: Feature = { name: 'schools' }
