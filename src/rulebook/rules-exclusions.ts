import type { Rule } from './rule.ts'

/** Suspensions, permanent exclusions and their reviews. Source: §4. */
export const exclusionRules: readonly Rule[] = []
