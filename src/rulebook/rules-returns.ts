import type { Rule } from './rule.ts'

/** What schools owe the council, and deletion from the register. Source: §3. */
export const returnRules: readonly Rule[] = []
