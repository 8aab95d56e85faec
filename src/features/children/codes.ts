import type { Choice } from '../../ground/web/forms.ts'
import { enrolmentStatusCodes } from '../../rulebook/index.ts'

/** Kinds of fact that an officer may record and correct: each is a table of its own, `name_fact` and so on. */
export const factCodes = [
  ...(['name', 'birth', 'identifier', 'address', 'contact', 'enrolment', 'provision', 'circumstance'] as const),
]
export type FactCode = (typeof factCodes)[number]
export const isFactCode = (text: string): text is FactCode => (factCodes as readonly string[]).includes(text)

/** What a fact of each kind is called, as it stands inside a sentence, and its kinds within its table. */
export const factKinds: Record<FactCode, { a: string; kinds: readonly Choice[] }> = {
  name: {
    a: 'a name',
    kinds: [
      { value: 'legal', text: 'Legal name' },
      { value: 'preferred', text: 'Known as' },
      { value: 'former', text: 'Former name' },
    ],
  },
  birth: { a: 'a date of birth and sex', kinds: [] },
  identifier: {
    a: 'an identifier',
    kinds: [
      { value: 'upn', text: 'UPN' },
      { value: 'former_upn', text: 'Former UPN' },
      { value: 'uln', text: 'ULN' },
      { value: 'nhs_number', text: 'NHS number' },
      { value: 'council_id', text: 'Council id' },
    ],
  },
  address: {
    a: 'an address',
    kinds: [
      { value: 'home', text: 'Address' },
      { value: 'second_home', text: 'Second home' },
    ],
  },
  contact: { a: 'a contact', kinds: [] },
  enrolment: { a: 'an enrolment', kinds: [] },
  provision: {
    a: 'education arranged',
    kinds: [
      { value: 'reduced_timetable', text: 'Reduced timetable' },
      { value: 'alternative', text: 'Alternative provision' },
      { value: 'interim', text: 'Interim provision' },
      { value: 'home_education', text: 'Home education' },
    ],
  },
  circumstance: {
    a: 'a decision or circumstance',
    kinds: [
      { value: 'moved_away', text: 'Moved away' },
      { value: 'whereabouts_unknown', text: 'Whereabouts unknown' },
      { value: 'awaiting_place', text: 'Awaiting a place' },
      { value: 'plan', text: 'Plan in place' },
      { value: 'stuck', text: 'Teams unable to progress' },
      { value: 'concern_high', text: 'High concern' },
      { value: 'concern_medium', text: 'Medium concern' },
      { value: 'died', text: 'Died' },
    ],
  },
}

/** How a child stands on a roll, as an officer may record it: whoever is there no longer is on none. */
export const enrolmentStatuses: readonly Choice[] = enrolmentStatusCodes.entries
  .filter(({ code }) => code !== 'P')
  .map(({ code, label }) => ({ value: code, text: label }))

const statusWords: Record<string, string> = {
  C: 'Only roll',
  M: 'Main',
  S: 'Subsidiary',
  G: 'Guest',
  F: 'College',
  O: 'Other provider',
}
/** The same in a word or two, for tables and pictures. */
export const statusText = (status: string): string => statusWords[status] ?? status

/** Why a fact was never true. A list that says it again is not believed. */
export const neverTrueReasons: readonly Choice[] = [
  { value: 'mistyped', text: 'A slip in writing', hint: 'A wrong letter or figure, or two fields changed over' },
  { value: 'told_wrongly', text: 'It was told wrongly', hint: 'By the family, a school or another agency' },
  {
    value: 'found_otherwise',
    text: 'It was checked and found otherwise',
    hint: 'By a visit, a document or the source',
  },
  { value: 'another_child', text: 'It is about another child' },
  { value: 'other', text: 'Another reason' },
]
export const neverTrue = neverTrueReasons.map(reason => reason.value)

/** Every reason for which a fact is believed no longer, as history tells it. */
export const retractedWords: Record<string, string> = {
  mistyped: 'never true: a slip in writing',
  told_wrongly: 'never true: it was told wrongly',
  found_otherwise: 'never true: checked and found otherwise',
  another_child: 'never true: it is about another child',
  other: 'never true',
  changed: 'it changed, and its end is known',
  settled: 'the sources were settled',
  checked: 'recorded again with what was found',
  undone: 'undone',
}

/** How an address was confirmed. */
export const confirmedHow: readonly Choice[] = [
  { value: 'home_visit', text: 'A home visit' },
  { value: 'letter_answered', text: 'A letter that was answered' },
  { value: 'family', text: 'The family said so' },
  { value: 'agency', text: 'Another agency', hint: 'Health, social care, police, another council' },
  { value: 'landlord', text: 'The landlord or housing' },
  { value: 'document', text: 'A document that was seen', hint: 'A tenancy, a bill, a benefit letter' },
]

/** Why an address is in doubt. */
export const doubtedHow: readonly Choice[] = [
  { value: 'letter_returned', text: 'A letter came back' },
  { value: 'nobody_home', text: 'Visited, and nobody was there' },
  { value: 'others_live_there', text: 'Visited, and other people live there' },
  { value: 'told_moved', text: 'Told that the family has moved' },
  { value: 'landlord_doubts', text: 'The landlord or housing says otherwise' },
]

const checkWords: Record<string, string> = {
  home_visit: 'by a home visit',
  letter_answered: 'by a letter that was answered',
  family: 'by the family',
  agency: 'by another agency',
  landlord: 'by the landlord or housing',
  document: 'by a document that was seen',
  letter_returned: 'a letter came back',
  nobody_home: 'nobody was there on a visit',
  others_live_there: 'other people live there',
  told_moved: 'told that the family has moved',
  landlord_doubts: 'the landlord or housing says otherwise',
}
/** How an address was confirmed or came into doubt, as it ends a sentence. */
export const checkText = (code: unknown): string => checkWords[String(code)] ?? String(code).replaceAll('_', ' ')

export const textOfChoice = (choices: readonly Choice[], value: unknown): string =>
  choices.find(choice => choice.value === value)?.text ?? String(value)
