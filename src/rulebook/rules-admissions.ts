import type { Rule } from './rule.ts'

/** In-year admission, fair access, direction. Source: §5. */
export const admissionRules: readonly Rule[] = []
