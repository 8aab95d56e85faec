import type { FieldClass } from '../../ground/database/identity.ts'

export const documentKinds = [
  { value: 'letter', text: 'Letter' },
  { value: 'court_order', text: 'Court order' },
  { value: 'plan', text: 'Plan' },
  { value: 'report', text: 'Report' },
  { value: 'photo_id', text: 'Photo identity' },
  { value: 'birth_certificate', text: 'Birth certificate' },
  { value: 'visit_note', text: 'Note of a visit' },
  { value: 'other', text: 'Something else' },
] as const
export type DocumentKind = (typeof documentKinds)[number]['value']

/** Who sees a document, in the words of the form. */
export const readers = [
  { value: 'identity', text: 'Everybody who works with the child', hint: 'Partner agencies and providers too.' },
  {
    value: 'address',
    text: 'Those who may know where the child lives',
    hint: 'Most school staff and all council teams.',
  },
  {
    value: 'education',
    text: 'Those who work on the child’s education',
    hint: 'The child’s school and provider, and all council teams; not the school office.',
  },
  {
    value: 'care_status',
    text: 'Those who may know of care, SEND and youth justice',
    hint: 'The head, the SENCO, the safeguarding lead and the council’s casework teams.',
  },
  {
    value: 'care_detail',
    text: 'Those who may know the detail of care',
    hint: 'Team managers, social workers, the Virtual School and the safeguarding lead.',
  },
  {
    value: 'protected',
    text: 'Only those who may know protected addresses',
    hint: 'Social workers and the safeguarding lead.',
  },
] as const satisfies readonly { value: FieldClass; text: string; hint: string }[]

export const textOf = (table: readonly { value: string; text: string }[], value: string): string =>
  table.find(row => row.value === value)?.text ?? value
