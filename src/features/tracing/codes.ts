import type { EnquiryFinding } from '../../rulebook/index.ts'

/** Why a danger is asked about before each step. Source: §3.3 Q6; Working together; forced marriage guidance. */
export const dangers =
  'danger of any kind, domestic abuse, forced marriage, female genital mutilation, so-called honour-based abuse, trafficking, or an address that is protected'

export const riskAnswers = [
  { value: 'no', text: 'No' },
  { value: 'yes', text: 'Yes' },
  { value: 'unsure', text: 'Unsure', hint: 'Then it is taken as a yes.' },
] as const
export type RiskAnswer = (typeof riskAnswers)[number]['value']

export const outcomes = [
  { value: 'nothing', text: 'Nothing new' },
  { value: 'lead', text: 'A lead to follow' },
  { value: 'found', text: 'The child was found, or where the child is' },
  { value: 'left_out', text: 'The step is left out, for the reason given', hint: 'By whoever may sign.' },
] as const
export type StepOutcome = (typeof outcomes)[number]['value']

/** Source: Q7. */
export const findings = [
  { value: 'not_found', text: 'The child was not found' },
  {
    value: 'found_not_returning_agreed',
    text: 'Found, and there are no reasonable grounds to believe that the child will attend again',
  },
  { value: 'found_returning', text: 'Found, and coming back' },
  { value: 'found_attending_elsewhere', text: 'Found, and attending elsewhere' },
] as const satisfies readonly { value: EnquiryFinding; text: string }[]

export const endings = [
  ...findings,
  { value: 'stopped', text: 'The enquiries were stopped for another reason' },
] as const
export type Ending = (typeof endings)[number]['value']

export const referredTo = [
  { value: 'mash', text: 'The MASH' },
  { value: 'police', text: 'The police' },
] as const
export type ReferredTo = (typeof referredTo)[number]['value']

export const replies = [
  { value: 'may_go_on', text: 'The enquiries may go on' },
  { value: 'must_not', text: 'They must not go on', hint: 'The steps near the family stay locked.' },
] as const
export type Reply = (typeof replies)[number]['value']

export const groundText = {
  h: 'Ground (h): not returned after leave',
  i: 'Ground (i): absent for 20 school days',
} as const

export const sideText = { school: 'The school', council: 'The council' } as const

/** The text of a code, or the code itself where the table does not hold it. */
export const textOf = (table: readonly { value: string; text: string }[], value: string | null): string =>
  table.find(row => row.value === value)?.text ?? value ?? ''
