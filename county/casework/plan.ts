import type { CaseProvisionInput, ContactInput, DecisionInput } from '../../src/features/cases/index.ts'
import type { Answer } from '../../src/features/ladder/index.ts'

/** Those of the county's people who carry cases. */
export const caseworkers = ['cme_officer', 'fair_access_officer', 'practitioner', 'team_manager'] as const
export type Caseworker = (typeof caseworkers)[number]

/**
 * Whose case it is: a story's child by its place in the story, the arrival who came about so many school days before D, or
 * somebody who was on the rolls and is no longer; anybody, where the child is chosen otherwise.
 */
export type Whose = { story: number; part: number } | { arrived: number } | 'leaver' | 'anybody'

type Contact = Omit<ContactInput, 'happened_on'>

/** A closing by what this county needs of the reasons. `back`: the school day before D on which it came about. */
export type PlannedClosing =
  | { closing_reason: 'placed_at_school'; attended_back: number; evidence: string }
  | { closing_reason: 'moved_to_authority'; authority_number: string; moved_back: number; evidence: string }
  | { closing_reason: 'duplicate'; evidence: string }

/** What somebody did on a school day so many before D. `by` is the case's own officer unless it says somebody else. */
export type Step = { back: number; by?: Caseworker } & (
  | ({ does: 'contact' } & Contact)
  | ({ does: 'decide' } & Omit<DecisionInput, 'starts_on'>)
  | ({ does: 'arrange'; until_back?: number } & Omit<CaseProvisionInput, 'starts_on' | 'last_on'>)
  | { does: 'note'; text: string }
  | { does: 'allocate'; to: Caseworker; note: string }
  | ({ does: 'close' } & PlannedClosing)
  | { does: 'reopen'; text: string }
  | { does: 'voice'; how: 'alone' | 'with_adult' | 'written' | 'other_means'; text: string }
  | { does: 'agree'; what: string; owner: Caseworker; due_back: number }
  | { does: 'propose'; level: 2 | 3; because: readonly string[]; asked: string }
  | { does: 'answer'; answer: Answer; text: string }
  | ({ does: 'section_19'; appeared_back: number; because: string } & (
      | { provides: 'no' }
      | { provides: 'yes'; provider: string; weekly_hours: number; until_back?: number }
    ))
)

/** A case of the demonstration from its opening on, in order of days. */
export interface CasePlan {
  whose: Whose
  /** School days before D. */
  opened: number
  by: Caseworker
  because: string
  /** Education arranged before the case was opened, which is why the child has one; it ends after `until_back`, if ever. */
  first?: {
    back: number
    until_back?: number
    kind: 'alternative' | 'reduced_timetable'
    provider: string
    weekly_hours: number
  }
  steps: readonly Step[]
}
