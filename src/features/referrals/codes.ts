import { childGroups, type FirstAnswer, teams } from '../../rulebook/index.ts'

export type ReferredAs = 'public' | 'school' | 'service' | 'caller'
export type ReferralState = 'received' | 'looked_at' | 'finished'
export type Outcome = 'advised' | 'coos' | 'allocated' | 'refused'

/** The first question, in words that need no knowledge of the law. Source: rulebook 12.1 SD3 and SD4; X26 for who was sent home. */
export const answerChoices: readonly { value: FirstAnswer; text: string; hint: string }[] = [
  { value: 'no_roll', text: 'The child is not on the roll of any school', hint: 'And we know where the child lives.' },
  {
    value: 'not_accessing',
    text: 'The child has a school place, but something stops them using it',
    hint: 'For example a part-time timetable, needs that are not met, or education somewhere that does not suit them.',
  },
  {
    value: 'sent_home',
    text: 'The child has been sent home or told to stay away',
    hint: 'Whatever the school calls it. A school may only send a child home by a suspension or exclusion that it records.',
  },
  {
    value: 'refusing',
    text: 'The child has a school place and simply refuses to attend',
    hint: 'Nothing else that you know of stops them.',
  },
  {
    value: 'whereabouts_unknown',
    text: 'Nobody knows where the child is',
    hint: 'The child has moved or gone, and we cannot say where to.',
  },
  { value: 'not_known', text: 'I do not know whether the child has a school', hint: 'We will find out.' },
]

export const answerText = (answer: string): string =>
  answerChoices.find(({ value }) => value === answer)?.text ?? answer

/** What outsiders are asked, in plain words: each stands for a group of the routing table. */
const plainGroups: readonly { value: string; text: string }[] = [
  { value: 'known_not_on_roll', text: 'The child has moved into the area' },
  { value: 'excluded_without_plan', text: 'The child has been permanently excluded' },
  { value: 'ehc_plan', text: 'The child has an education, health and care plan (EHC plan)' },
  { value: 'looked_after', text: 'The child is in the care of this council' },
  { value: 'looked_after_by_other', text: 'The child is in the care of another council' },
  { value: 'health_education', text: 'The child is too ill to go to school' },
  { value: 'young_carers', text: 'The child cares for somebody at home' },
  { value: 'pregnant_or_parent', text: 'The child is pregnant or has a baby' },
  { value: 'travellers_without_place', text: 'The family are Gypsy, Roma or Travellers' },
]

const tableGroups = childGroups.flatMap(({ code, text, team }) => (team === null ? [] : [{ value: code, text }]))

export const groupChoices = (as: ReferredAs) => (as === 'public' || as === 'caller' ? plainGroups : tableGroups)

export const groupText = (code: string): string => childGroups.find(group => group.code === code)?.text ?? code

export const yesNoUnknown = [
  { value: 'yes', text: 'Yes' },
  { value: 'no', text: 'No' },
  { value: 'not_known', text: 'I do not know' },
] as const

export const outcomes: readonly { value: Outcome; button: string; text: string }[] = [
  { value: 'advised', button: 'Advise', text: 'Advice and guidance given' },
  { value: 'coos', button: 'Refer to COOS', text: 'Referred to the Children Out of School meeting' },
  { value: 'allocated', button: 'Allocate', text: 'Allocated to an officer' },
  { value: 'refused', button: 'Refuse', text: 'Not taken up' },
]

export const outcomeText = (outcome: string | null): string =>
  outcomes.find(({ value }) => value === outcome)?.text ?? ''

/** Why a referral is not taken up. */
export const refusals = [
  { value: 'in_education', text: 'The child is in full-time education' },
  { value: 'not_ours', text: 'The child lives in another council’s area' },
  { value: 'age', text: 'The child is not of compulsory school age' },
  { value: 'known', text: 'It is being dealt with under an earlier referral or case' },
  { value: 'not_enough', text: 'There is not enough to find the child, and nobody to ask' },
  { value: 'not_a_concern', text: 'It is not about a child missing education' },
] as const

export const refusalText = (code: string | null): string => refusals.find(({ value }) => value === code)?.text ?? ''

/** What whoever referred is told: the same three words for every child. */
export const stateWords: Readonly<Record<ReferralState, string>> = {
  received: 'Received',
  looked_at: 'Being looked at',
  finished: 'Finished',
}

export const referredAsText: Readonly<Record<ReferredAs, string>> = {
  public: 'A member of the public',
  school: 'A school',
  service: 'A service',
  caller: 'A caller, taken down by an officer',
}

export const teamName = (code: string): string => teams.find(team => team.code === code)?.name ?? code

export const stateText = (state: string): string => stateWords[state as ReferralState] ?? state

/** The steps that officers take, as the history names them. */
export const stepText: Readonly<Record<string, string>> = {
  taken: 'Taken',
  child_named: 'Who the child is',
  ...Object.fromEntries(outcomes.map(({ value, text }) => [value, text])),
}
