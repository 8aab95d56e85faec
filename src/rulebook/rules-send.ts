import type { Rule } from './rule.ts'

/** Special educational needs, and education for reasons of health. Source: §8. */
export const sendRules: readonly Rule[] = []
