import type { Rule } from './rule.ts'

/** Attendance and absence. Source: §2. */
export const attendanceRules: readonly Rule[] = []
