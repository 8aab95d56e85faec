import type { Caseworker, Whose } from './plan.ts'

/** Sessions at the same time on several days of the week, 1 being Monday; times in hours. */
interface DrawnSession {
  days: readonly number[]
  from: number
  to: number
  kind: 'lesson' | 'tuition' | 'online'
  what: string
  place: string
}

/** What an officer records of a story's child beside its case: a need with its evidence, how not to make contact, who works with the child. */
export type Recorded = { whose: Whose; by: Caseworker; back: number } & (
  | { fact: 'need'; kind: string; evidence: string; detail?: string; review_back?: number }
  | { fact: 'safe_contact'; kind: string; detail: string | null; code?: string }
  | { fact: 'week'; arranged: boolean; sessions: readonly DrawnSession[] }
  | { fact: 'professional'; role: string; name: string; organisation: string; note: string }
)

const of = (story: number, part = 0) => ({ whose: { story, part }, by: 'team_manager' }) as const

/** `back`: school days before D from which it holds. `review_back`: when it should have been looked at again. */
export const recorded: readonly Recorded[] = [
  {
    ...of(3),
    by: 'cme_officer',
    back: 14,
    fact: 'safe_contact',
    kind: 'must_not_be_told',
    detail: 'Her father, and anyone who asks for him. Her old school has asked where she is: it is not told.',
  },
  {
    ...of(3),
    by: 'cme_officer',
    back: 14,
    fact: 'safe_contact',
    kind: 'no_post',
    detail: 'Nothing is sent to any address.',
  },
  {
    ...of(8),
    back: 60,
    fact: 'need',
    kind: 'protection_plan',
    evidence: 'Conference minutes, held by social care.',
    detail:
      'Home education was notified one school day before D. It needs nobody’s consent today; where section 434A of the Education Act 1996 has begun for this council, it does.',
  },
  {
    ...of(8),
    back: 0,
    fact: 'professional',
    role: 'social_worker',
    name: 'Amandeep Fallowes',
    organisation: 'Children’s Social Care',
    note: 'Told today, by telephone and in writing, that the parents mean to educate her at home.',
  },
  {
    ...of(8),
    back: 0,
    fact: 'safe_contact',
    kind: 'other_warning',
    detail: 'Two addresses are disputed. No visit until social care has said which door.',
  },
  {
    ...of(11),
    back: 16,
    fact: 'need',
    kind: 'forced_marriage_risk',
    evidence: 'Strategy discussion with the police; the school’s own record of what she said.',
  },
  {
    ...of(11),
    back: 16,
    fact: 'safe_contact',
    kind: 'must_not_be_told',
    detail: 'Any relative, anyone in the family’s community, and any interpreter from it.',
  },
  { ...of(11), back: 16, fact: 'safe_contact', kind: 'no_post', detail: 'No letter to any address.' },
  {
    ...of(11),
    back: 16,
    fact: 'safe_contact',
    kind: 'no_phone',
    detail: 'Neither the home nor her own number: it is shared.',
  },
  { ...of(13), back: 90, fact: 'need', kind: 'child_in_need', evidence: 'The social care list.' },
  {
    ...of(16),
    back: 250,
    fact: 'need',
    kind: 'ehc_plan',
    evidence: 'Plan of the SEND team, last reviewed in the spring.',
  },
  {
    ...of(18),
    back: 300,
    fact: 'need',
    kind: 'looked_after',
    evidence: 'Care order; lives with carers in Southmere.',
    detail: 'The personal education plan of the summer term was not completed.',
    review_back: 30,
  },
  { ...of(18, 1), back: 22, fact: 'need', kind: 'looked_after_by_other', evidence: 'Letter of the placing council.' },
  { ...of(19), back: 34, fact: 'need', kind: 'medical_needs', evidence: 'The doctor’s letter of the second spell.' },
  { ...of(21), back: 200, fact: 'need', kind: 'traveller', evidence: 'Said by the mother, of her own accord.' },
  {
    ...of(21),
    back: 200,
    fact: 'need',
    kind: 'mobile_family',
    evidence: 'The family travels for work; T marks from November.',
  },
  { ...of(21, 1), back: 10, fact: 'need', kind: 'traveller', evidence: 'Said by the mother, of her own accord.' },
  { ...of(22), back: 15, fact: 'need', kind: 'looked_after', evidence: 'Accommodated under section 20 since he came.' },
  { ...of(22), back: 15, fact: 'need', kind: 'asylum_seeking', evidence: 'The Home Office’s card.' },
  { ...of(22), back: 15, fact: 'need', kind: 'age_disputed', evidence: 'The assessment has begun.', review_back: 1 },
  {
    ...of(22),
    back: 15,
    fact: 'safe_contact',
    kind: 'interpreter',
    detail: 'Tigrinya, by telephone, booked the day before.',
  },
  { ...of(23), back: 26, fact: 'need', kind: 'on_remand', evidence: 'Order of the youth court.' },
  {
    ...of(25, 2),
    back: 60,
    fact: 'need',
    kind: 'service_child',
    evidence: 'The school’s census return.',
    detail: 'The group for service families has had no owner since the summer.',
  },
  {
    ...of(13),
    ...{ back: 20, fact: 'week', arranged: false },
    sessions: [
      { days: [1, 2, 4], from: 9, to: 12, kind: 'lesson', what: 'English, mathematics, a mentor', place: 'School' },
    ],
  },
  {
    ...of(19),
    ...{ back: 0, fact: 'week', arranged: true },
    sessions: [
      {
        days: [1, 3, 5],
        from: 9,
        to: 13,
        kind: 'lesson',
        what: 'With the small group',
        place: 'The school’s own base',
      },
      { days: [2, 4], from: 10, to: 12, kind: 'tuition', what: 'Mathematics and science', place: 'At home' },
      { days: [2, 4], from: 13, to: 15, kind: 'online', what: 'English and history', place: 'Online' },
    ],
  },
]
