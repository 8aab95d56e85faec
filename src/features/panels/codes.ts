/** How often a body meets. Source: §12.2. */
export const cadences = [
  { value: 'weeks', text: 'Every so many weeks' },
  { value: 'months', text: 'Every so many months' },
  { value: 'half_term', text: 'Each half-term' },
  { value: 'term', text: 'Each term' },
  { value: 'dates', text: 'On days that somebody chooses' },
] as const

/** Which cases come before a body. Source: §12.4. */
export const entries = [
  { value: 'open_cases', text: 'Every open case' },
  { value: 'level_2', text: 'Cases proposed for level two of the ladder' },
  { value: 'level_3', text: 'Cases proposed for level three of the ladder' },
  { value: 'proposal', text: 'Cases that somebody proposes' },
] as const

export const seats = [
  { value: 'chair', text: 'Chair' },
  { value: 'clerk', text: 'Clerk' },
  { value: 'member', text: 'Member' },
] as const

export const presences = [
  { value: 'room', text: 'In the room' },
  { value: 'remote', text: 'Remote' },
  { value: 'substitute', text: 'A substitute came', reveals: ['substitute_id'] },
  { value: 'apologies', text: 'Apologies' },
] as const

export const conflicts = [
  { value: 'family', text: 'The child or the family is a relation' },
  { value: 'friend', text: 'The child or the family is known outside work' },
  { value: 'employer', text: 'What is decided touches an employer or a school of the member' },
  { value: 'other', text: 'Another reason, which the chair knows' },
] as const

/** What a body decides of a child. Source: §12.2, §12.4. */
export const decisionKinds = [
  { value: 'advice', text: 'Advice' },
  { value: 'support_and_challenge', text: 'Support and challenge to services, schools or family' },
  {
    value: 'fund_interim',
    text: 'Fund interim provision',
    reveals: ['provider', 'weekly_hours', 'weekly_cost', 'from_on', 'until_on'],
  },
  { value: 'allocate_school', text: 'Allocate a school' },
  { value: 'escalate', text: 'Escalate' },
  { value: 'return_on', text: 'Come back to a later meeting', reveals: ['return_on'] },
  { value: 'close', text: 'Nothing more for this body to do' },
] as const

export type DecisionKind = (typeof decisionKinds)[number]['value']

/** How a decision came about. Only a meeting that has its quorum makes one itself; the others are ratified by the next meeting. */
export const howMade = [
  { value: 'meeting', text: 'By the meeting' },
  { value: 'urgent', text: 'Urgently, between meetings' },
  { value: 'chair', text: 'By the chair alone' },
] as const
export type HowMade = (typeof howMade)[number]['value']

/** In which order the children of a meeting are called. `hand` is what moving one up or down makes of it. */
export const orders = [
  { value: 'band', text: 'By band, red first' },
  { value: 'opened', text: 'The longest open first' },
  { value: 'school', text: 'By the school that they were on the roll of last' },
  { value: 'locality', text: 'By the locality of that school' },
  { value: 'reference', text: 'By reference' },
  { value: 'hand', text: 'As it stands, new children last' },
] as const
export type Order = (typeof orders)[number]['value']

/** The words of a code; the code itself where no list has it. */
export const wordsOf = (list: readonly { value: string; text: string }[], value: string): string =>
  list.find(one => one.value === value)?.text ?? value

/** Why a case is on an agenda. */
export const whys = [
  { value: 'open_case', text: 'An open case' },
  { value: 'level_2', text: 'Proposed for level two' },
  { value: 'level_3', text: 'Proposed for level three' },
  { value: 'returns', text: 'Comes back' },
  { value: 'proposal', text: 'Proposed' },
] as const
export type Why = (typeof whys)[number]['value']

/** How an item of a meeting stands. */
export const standings = {
  waits: { standing: 'To be heard', tag: 'amber' },
  heard: { standing: 'Heard', tag: 'green' },
  deferred: { standing: 'Put off', tag: 'grey' },
} as const
