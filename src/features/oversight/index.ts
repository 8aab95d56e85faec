import type { Feature } from '../../ground/feature.ts'

export const oversight: Feature = { name: 'oversight' }
