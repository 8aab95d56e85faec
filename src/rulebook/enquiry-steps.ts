import type { Sourced } from './sources.ts'

export type EnquiryStep = 'Q1' | 'Q2' | 'Q3' | 'Q4' | 'Q5' | 'Q6'
export type EnquirySide = 'school' | 'council'

/** One step of the reasonable enquiries: whose it is, whether it goes to people around the family, and words that may be used for it. */
export type EnquiryStepKind = Sourced & {
  readonly step: EnquiryStep
  readonly sides: readonly EnquirySide[]
  readonly text: string
  readonly hint: string
  /** Whether it asks somebody who may tell whoever the child is in danger from: locked while a danger is feared. */
  readonly near_family: boolean
  /** What to say. It never tells why the child is sought. */
  readonly words: string
}

/** Source: §3.3. Danger (Q6) is asked about by both; who does each of the others is our reading of "joint". */
export const enquirySteps: readonly EnquiryStepKind[] = [
  {
    ...{ step: 'Q1', sides: ['school'], near_family: true, source: '§3.3 Q1', mark: 'unverified' },
    text: 'Parents, emergency contacts and relatives',
    hint: 'Phone, text and email every contact that is held.',
    words:
      'I am calling from the school office. Could you ask whoever cares for the child to ring us, or tell us how to reach them?',
  },
  {
    ...{ step: 'Q2', sides: ['school'], near_family: true, source: '§3.3 Q2', mark: 'unverified' },
    text: 'Siblings’ schools, friends, and staff who know the family',
    hint: 'Each sibling’s school is asked by its office or safeguarding lead.',
    words:
      'Do you have newer contact details of this family than ours? We ask you to ring our office, and nobody else.',
  },
  {
    ...{ step: 'Q3', sides: ['school'], near_family: true, source: '§3.3 Q3', mark: 'unverified' },
    text: 'A home visit, neighbours or the landlord',
    hint: 'By two people. Print the visit sheet first: it says which address may be gone to.',
    words: 'We are trying to reach the people who live at this address. Are they still living here?',
  },
  {
    ...{
      step: 'Q4',
      sides: ['school'],
      near_family: false,
      source: '§3.3 Q4; Children missing education guidance',
      mark: 'unverified',
    },
    text: 'School to school (s2s), Key to Success, other schools, the council where the family lived before',
    hint: 'Search by UPN, then by name and date of birth; send a CTF to the lost pupils when no school is known.',
    words: 'Is or was this child on your roll, or has a place been applied for?',
  },
  {
    ...{ step: 'Q5', sides: ['council'], near_family: false, source: '§3.3 Q5', mark: 'found' },
    text: 'Housing, admissions, health, police, refuges, youth justice, social care, HMRC',
    hint: 'Also the Border Force and the armed forces, where it could be so. Say which were asked.',
    words:
      'Do your records hold a newer address or a contact of this child or of whoever cares for the child? Please reply to this officer only.',
  },
  {
    ...{ step: 'Q6', sides: ['school', 'council'], near_family: false, source: '§3.3 Q6', mark: 'unverified' },
    text: 'Is the child in danger?',
    hint: 'Whether anything gives reason to believe so. If it does, social care or the police are told at once.',
    words: 'We ask whether the child is known to you and safe. Please reply to this officer only.',
  },
]

/** One step by its code. */
export const enquiryStep = (step: EnquiryStep): EnquiryStepKind => {
  const found = enquirySteps.find(one => one.step === step)
  if (!found) throw new RangeError(`There is no step ${step} of the enquiries.`)
  return found
}

/** The steps that one side owes. */
export const stepsOfSide = (side: EnquirySide): EnquiryStep[] =>
  enquirySteps.filter(({ sides }) => sides.includes(side)).map(({ step }) => step)
