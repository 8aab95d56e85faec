import type { Verdict } from './rules.ts'

/** What an officer says of a pair, with the key that says it. */
export const verdicts = [
  { value: 'same', text: 'The same child', key: 's' },
  { value: 'different', text: 'Two different children', key: 'd' },
  { value: 'unsure', text: 'Not sure: somebody else should look', key: 'n' },
] as const satisfies readonly { value: Verdict; text: string; key: string }[]

export type PairState = 'open' | 'second_look' | 'joined' | 'kept_apart' | 'gone'
export const pairStates: Record<PairState, { text: string; tag: string }> = {
  open: { text: 'Waiting', tag: 'blue' },
  second_look: { text: 'Second look', tag: 'amber' },
  joined: { text: 'Joined', tag: 'green' },
  kept_apart: { text: 'Two children', tag: 'grey' },
  gone: { text: 'No longer a question', tag: 'grey' },
}

export type DecisionKind = 'join' | 'keep_apart' | 'split' | 'take_back'
export const decisionWords: Record<DecisionKind, string> = {
  join: 'Joined with another record',
  keep_apart: 'Kept apart from another child',
  split: 'Parted into two children',
  take_back: 'A join taken back',
}

/** The switch by which an authority asks for two officers to say the same. */
export const secondReader = {
  key: 'second_reader',
  label: 'A second pair of eyes on each match',
  what: 'Two records are joined or kept apart from the review only when two officers, apart from each other, say the same.',
}

export const neverKinds = [
  { value: 'adoption', text: 'Adoption: the earlier identity must not lead to the new one' },
  {
    value: 'protection',
    text: 'Protection: somebody who may harm the child must not find the new identity by the old',
  },
] as const
export type NeverKind = (typeof neverKinds)[number]['value']

/** How the evidence of a pair is called, and how each field stands in a sentence. */
export const fieldWords: Record<string, string> = {
  forename: 'First name',
  surname: 'Last name',
  middle_names: 'Middle names',
  born: 'Date of birth',
  born_on: 'Date of birth',
  sex: 'Sex',
  postcode: 'Postcode',
  address: 'Address',
  phone: 'Phone',
  email: 'Email',
  contact: 'Contact',
  upn: 'UPN',
  former_upn: 'Former UPN',
  nhs_number: 'NHS number',
  uln: 'ULN',
}
