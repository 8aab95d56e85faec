import type { DeletionGuardCode } from '../../rulebook/index.ts'

/** What each guard of a deletion asks, in words. Source: SI 2024/208 reg. 9(1)(h) and (i); §3.3. */
export const guardTexts: Readonly<Record<DeletionGuardCode, string>> = {
  no_danger: 'No fear of a danger waits for an answer',
  school_days: 'The school days are complete',
  codes: 'Each session has a code that the ground allows',
  school_enquiries: 'The school has made its reasonable enquiries',
  council_enquiries: 'The council has made its reasonable enquiries',
  school_signed: 'The school has signed, after the last step',
  council_signed: 'The council has signed, after the last step',
  same_finding: 'Both signed the same finding, and it allows the deletion',
  no_good_cause: 'Neither has grounds to believe in sickness or an unavoidable cause',
}
