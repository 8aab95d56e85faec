import type { StateCode } from './facts.ts'
import type { Sourced } from './sources.ts'

export type ClosingNeed = 'school_urn' | 'attended_on' | 'authority_code' | 'country' | 'evidence'

/** `evidence`: asks for the proof; `resulting`: the state the child is in afterwards, null for none; `needs`: the fields
 * without which the case may not close. */
export type ClosingReason = Sourced & {
  readonly code: string
  readonly label: string
  readonly evidence: string
  readonly resulting: StateCode | null
  readonly needs: readonly ClosingNeed[]
}

const fromRule = { source: 'C7', mark: 'unverified' } as const

/** The only ways to close a case of a child missing education. Source: C7 (§6.1). */
export const closingReasons: readonly ClosingReason[] = [
  {
    ...fromRule,
    code: 'placed_at_school',
    label: 'Placed at a school',
    evidence: 'Which school, and on what day did the child first attend? An offer or a start date is not enough.',
    resulting: 'on_roll',
    needs: ['school_urn', 'attended_on'],
  },
  {
    ...fromRule,
    code: 'home_education_confirmed',
    label: 'Suitable home education confirmed',
    evidence: 'Who confirmed that the home education is suitable, when, and on what evidence?',
    resulting: 'home_educated',
    needs: ['evidence'],
  },
  {
    ...fromRule,
    code: 'council_education',
    label: 'In education arranged by the council',
    evidence:
      'What has been arranged, with whom, for how many hours a week, and on what day did the child first attend?',
    resulting: 'alternative_provision',
    needs: ['attended_on', 'evidence'],
  },
  {
    ...fromRule,
    code: 'moved_to_authority',
    label: 'Moved to another authority, which has accepted',
    evidence: 'Which authority, and who there accepted responsibility, and when? Record their reference.',
    resulting: 'moved_away',
    needs: ['authority_code', 'evidence'],
  },
  {
    ...fromRule,
    code: 'moved_abroad',
    label: 'Moved abroad',
    evidence: 'Which country, and what shows it: a school there, travel, or the word of another agency?',
    resulting: 'moved_away',
    needs: ['country', 'evidence'],
  },
  {
    ...fromRule,
    code: 'over_compulsory_age',
    label: 'No longer of compulsory school age',
    evidence: 'Which document shows the date of birth?',
    resulting: 'over_age',
    needs: ['evidence'],
  },
  {
    ...fromRule,
    code: 'on_roll_elsewhere',
    label: 'Found on the roll of another school',
    evidence: 'Which school, and who there confirmed that the child is on its roll?',
    resulting: 'on_roll',
    needs: ['school_urn', 'evidence'],
  },
  {
    ...fromRule,
    code: 'died',
    label: 'The child has died',
    evidence: 'Who told the council, and when?',
    resulting: null,
    needs: ['evidence'],
  },
  {
    ...fromRule,
    code: 'duplicate',
    label: 'The same child as in another record',
    evidence: 'Which record is the same child, and what shows it?',
    resulting: null,
    needs: ['evidence'],
  },
]
