import type { CircumstanceKind, DatedPolicy, StateCode } from '../../rulebook/index.ts'

/** Why a child has a case, by the state in which the case finds the child. Source: rulebook 12.6. */
export type CaseKind = 'no_roll' | 'whereabouts_unknown' | 'not_full_time'

interface KindOfCase {
  readonly code: CaseKind
  readonly text: string
  readonly states: readonly StateCode[]
  /** The team of the routing table that leads unless somebody decides otherwise. */
  readonly team: string
}

export const caseKinds: readonly KindOfCase[] = [
  {
    code: 'no_roll',
    text: 'On no school roll',
    states: ['unexplained', 'awaiting_place'],
    team: 'missing_education',
  },
  {
    code: 'whereabouts_unknown',
    text: 'Whereabouts unknown',
    states: ['whereabouts_unknown'],
    team: 'missing_education',
  },
  {
    code: 'not_full_time',
    text: 'Not in full-time education',
    states: ['reduced_hours', 'alternative_provision'],
    team: 'fair_access',
  },
]

export const entryKinds = [
  { value: 'opened', text: 'Opened' },
  { value: 'allocated', text: 'Allocated' },
  { value: 'contact', text: 'Contact' },
  { value: 'provision', text: 'Provision' },
  { value: 'decision', text: 'Decision' },
  { value: 'voice', text: 'The child’s voice' },
  { value: 'action', text: 'Action' },
  { value: 'ladder', text: 'Ladder' },
  { value: 'section_19', text: 'Section 19' },
  { value: 'enquiry', text: 'Enquiry' },
  { value: 'panel', text: 'Panel' },
  { value: 'note', text: 'Note' },
  { value: 'closed', text: 'Closed' },
  { value: 'reopened', text: 'Reopened' },
] as const

export const contactWays = [
  { value: 'phone', text: 'Phone' },
  { value: 'visit', text: 'Visit' },
  { value: 'letter', text: 'Letter' },
  { value: 'email', text: 'Email' },
  { value: 'meeting', text: 'Meeting' },
] as const

/** How a child's own words were heard. */
export const voiceWays = [
  { value: 'alone', text: 'Alone with the child' },
  { value: 'with_adult', text: 'With an adult present' },
  { value: 'written', text: 'Written or drawn by the child' },
  { value: 'other_means', text: 'With an interpreter, symbols or another means' },
] as const

export const provisionKinds = [
  { value: 'interim', text: 'Interim education', hint: 'Arranged by the council until there is a school place.' },
  { value: 'alternative', text: 'Alternative provision', hint: 'Education away from a mainstream school.' },
  { value: 'reduced_timetable', text: 'Reduced timetable', hint: 'On a school roll, for fewer hours than full time.' },
  { value: 'home_education', text: 'Home education', hint: 'The parents have said that they educate the child.' },
] as const

/** What the council can decide of a child while a case is open, and what the entry in the chronology is called. */
export const decisions = [
  {
    value: 'whereabouts_unknown',
    text: 'Whereabouts unknown',
    hint: 'Nobody knows where the child lives now. The clock goes on.',
  },
  { value: 'awaiting_place', text: 'Awaiting a school place', hint: 'A place has been applied for or is being found.' },
  { value: 'plan', text: 'A plan is in place', hint: 'Steps towards full-time education, with dates and names.' },
  {
    value: 'stuck',
    text: 'Unable to progress',
    hint: 'Teams have not been able to move the case on. Recorded with your name and the date; the band becomes red.',
  },
  {
    value: 'concern_high',
    text: 'High concern',
    hint: 'The second scale, beside the band: the case is tracked, and key services may agree a plan together.',
  },
  {
    value: 'concern_medium',
    text: 'Medium concern',
    hint: 'The second scale, beside the band: the case is tracked.',
  },
] as const satisfies readonly { value: CircumstanceKind; text: string; hint: string }[]

export type DecisionKind = (typeof decisions)[number]['value']

/** The level of concern that a decision gives a case; null for every other decision. */
export const levelOf = (kind: string): 'high' | 'medium' | null =>
  kind === 'concern_high' ? 'high' : kind === 'concern_medium' ? 'medium' : null

/** What may be decided under a policy: levels of concern only where it has such a scale. */
export const decisionsUnder = ({ concern }: DatedPolicy) =>
  decisions.filter(({ value }) => {
    const level = levelOf(value)
    return level === null || concern?.levels.some(({ code }) => code === level)
  })

/** The text of a code, or the code itself where the table does not hold it. */
export const textOf = (table: readonly { value: string; text: string }[], value: string): string =>
  table.find(row => row.value === value)?.text ?? value

export const kindText = (kind: string): string => caseKinds.find(({ code }) => code === kind)?.text ?? kind
