import type { Rule } from './rule.ts'

/** The partnership of schools in Surrey. Source: §12.8. */
export const partnershipRules: readonly Rule[] = []
