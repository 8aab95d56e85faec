import type { Rule } from './rule.ts'

/** School improvement in Rutland. Source: §12.7. */
export const rutlandRules: readonly Rule[] = []
