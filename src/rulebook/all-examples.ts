import type { Example } from './examples.ts'
import { admissionExamples } from './examples-admissions.ts'
import { attendanceExamples } from './examples-attendance.ts'
import { careExamples } from './examples-care.ts'
import { collectionExamples } from './examples-collection.ts'
import { definitionExamples } from './examples-definitions.ts'
import { deletionExamples } from './examples-deletion.ts'
import { exclusionReviewExamples } from './examples-exclusion-reviews.ts'
import { exclusionExamples } from './examples-exclusions.ts'
import { meetingExamples } from './examples-meetings.ts'
import { missingEducationExamples } from './examples-missing.ts'
import { nottinghamshireExamples } from './examples-nottinghamshire.ts'
import { partnershipExamples } from './examples-partnership.ts'
import { provisionExamples } from './examples-provision.ts'
import { registerExamples } from './examples-registers-2026.ts'
import { returnExamples } from './examples-returns.ts'
import { interventionExamples, rutlandExamples } from './examples-rutland.ts'
import { sendExamples } from './examples-send.ts'

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
  ...careExamples,
  ...meetingExamples,
  ...nottinghamshireExamples,
  ...partnershipExamples,
  ...provisionExamples,
  ...rutlandExamples,
  ...interventionExamples,
  ...sendExamples,
]
