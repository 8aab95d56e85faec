import type { Example } from './examples.ts'
import { admissionExamples } from './examples-admissions.ts'
import { attendanceExamples } from './examples-attendance.ts'
import { collectionExamples } from './examples-collection.ts'
import { definitionExamples } from './examples-definitions.ts'
import { deletionExamples } from './examples-deletion.ts'
import { exclusionReviewExamples } from './examples-exclusion-reviews.ts'
import { exclusionExamples } from './examples-exclusions.ts'
import { missingEducationExamples } from './examples-missing.ts'
import { registerExamples } from './examples-registers-2026.ts'
import { returnExamples } from './examples-returns.ts'

/** Every example of every rule, in the order of the rulebook's sections. */
export const examples: readonly Example[] = [
  ...definitionExamples,
  ...attendanceExamples,
  ...returnExamples,
  ...deletionExamples,
  ...exclusionExamples,
  ...exclusionReviewExamples,
  ...admissionExamples,
  ...missingEducationExamples,
  ...registerExamples,
  ...collectionExamples,
]
