import type { Model } from './model.ts'

/** What learning starts from: the shares of `kinds`, whatever the lists, and thresholds. */
export const startModel: Model = {
  version: 1,
  trained_on: 'nothing: the shares that learning starts from',
  thresholds: { match: 0.9, review: 0.1, decided_on: '2026-12-01' },
  matching: 0.9,
  fields: {},
  frequencies: {},
}
