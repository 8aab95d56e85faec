import type { Rule } from './rule.ts'

/** Alternative provision. Source: §8.1. */
export const provisionRules: readonly Rule[] = []
