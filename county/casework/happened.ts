import type { HappeningKind } from '../../src/rulebook/index.ts'
import type { Caseworker, Whose } from './plan.ts'

/**
 * What happened to a story's child, as an officer records it. `on`: school days before D, or the name under which the story tells
 * the day. `last`: the last day of what lasts, in school days before D.
 */
export interface StoryHappening {
  whose: Whose
  by: Caseworker
  kind: HappeningKind
  on: number | string
  last?: number
  /** The name under which the story tells the school; `school_urn` unless said. */
  school?: string
  sessions?: number
  note?: string
}

type Told = readonly [
  kind: HappeningKind,
  on: number | string,
  more?: Pick<StoryHappening, 'last' | 'school' | 'sessions' | 'note'>,
]

const to = (story: number, part: number, by: Caseworker, ...told: readonly Told[]): StoryHappening[] =>
  told.map(([kind, on, more]) => ({ whose: { story, part }, by, kind, on, ...more }))

const first = { school: 'first_school_urn' } as const

/** In the order of the stories; of each child the first first. What the lists tell by themselves (days without education, hours, care) stands nowhere here. */
export const happened: readonly StoryHappening[] = [
  ...to(
    1,
    1,
    'fair_access_officer',
    ['place_applied_for', 20, { note: 'For Reception, with the sister’s for Year 4 to follow.' }],
    ['council_told_of_application', 19],
    ['place_outcome_notified', 10],
    ['council_told_of_outcome', 9],
  ),
  ...to(
    8,
    0,
    'cme_officer',
    ['home_education_notified', 'notified_on'],
    ['pupil_deleted', 'notified_on', { note: 'Ground (f), on the parents’ letter.' }],
    ['deletion_return', 'notified_on'],
  ),
  ...to(
    9,
    0,
    'cme_officer',
    ['home_education_notified', 45],
    ['pupil_deleted', 45],
    ['deletion_return', 44, { note: 'Came a day late; the school was told why it matters.' }],
    ['unsuitable_notice_served', 'served_on', { note: 'By hand, at the door.' }],
  ),
  ...to(
    10,
    0,
    'practitioner',
    ['irregular_attendance', 10, { note: 'Asked for by telephone; the return has not come.' }],
    ['unexplained_session', 8],
    ['joint_enquiries_began', 4],
  ),
  ...to(
    10,
    1,
    'practitioner',
    ['sickness_expected', 19],
    ['sickness_return', 19],
    ['unexplained_session', 3, { note: 'The morning after the day of illness.' }],
  ),
  ...to(
    11,
    0,
    'cme_officer',
    ['unexplained_session', 18],
    ['session_explained', 16, { note: 'Nobody knows where she is: changed to O, and the police are told.' }],
  ),
  ...to(12, 0, 'cme_officer', ['pupil_deleted', 6], ['deletion_return', 6, { note: 'Ground (a): Southmere’s roll.' }]),
  ...[1, 2, 3].flatMap(part =>
    to(12, part, 'cme_officer', ['pupil_deleted', 6, { note: 'Seen from the academy’s list: no return has come.' }]),
  ),
  ...to(
    14,
    0,
    'practitioner',
    ['timetable_return', 21],
    ['reduced_timetable_reviewed', 9],
    ['unexplained_session', 3],
    ['unexplained_session', 1],
  ),
  ...to(
    14,
    1,
    'fair_access_officer',
    ['ehc_requested', 40, { note: 'By the school, with the parents.' }],
    ['ehc_decided_to_assess', 19],
    ['ehc_advice_asked', 18, { note: 'Of the school, of health and of social care.' }],
    ['irregular_attendance', 9],
    ['unexplained_session', 7],
  ),
  ...to(
    15,
    0,
    'fair_access_officer',
    ['permanently_excluded', 'excluded_on', { note: 'Lives in Southmere, whose duty the sixth day is.' }],
    ['board_told_must_meet', 'excluded_on'],
  ),
  ...to(
    16,
    0,
    'fair_access_officer',
    ['permanently_excluded', 36],
    ['board_told_must_meet', 36],
    ['provision_from_day_six', 31],
    ['board_met', 25],
    ['board_decision_notified', 24],
    ['pupil_deleted', 8, { note: 'Ground (o): no review was asked for in time.' }],
    ['deletion_return', 8],
    ['ehc_school_consulted', 6],
    ['ehc_school_consulted', 5],
    ['ehc_school_answered', 2, { note: 'The first of the two said no.' }],
  ),
  ...to(
    17,
    0,
    'practitioner',
    ['suspended', 46, { last: 43, sessions: 8, ...first }],
    ['suspended', 40, { last: 36, sessions: 10, ...first }],
    ['suspended', 33, { last: 33, sessions: 1, note: 'A lunchtime.', ...first }],
    ['exclusion_cancelled', 31, { note: 'Two days that were to begin the day after. They do not count.', ...first }],
    ['suspended', 18, { last: 16, sessions: 6 }],
    ['board_told_representations', 15, { note: 'Twelve and a half days by then; the parents wrote to the board.' }],
    ['suspended', 9, { last: 8, sessions: 4 }],
  ),
  ...to(
    18,
    0,
    'team_manager',
    ['pep_initiated', 298],
    ['pep_completed', 290],
    ['care_first_review_held', 290],
    ['care_second_review_held', 250],
    ['pep_reviewed', 200],
    ['care_review_held', 180],
    ['pep_reviewed', 140, { note: 'The last one: the summer’s was not held.' }],
    ['care_review_held', 75],
  ),
  ...to(
    19,
    0,
    'practitioner',
    ['sickness_expected', 45],
    ['sickness_return', 45],
    ['duty_appeared', 34],
    ['section_19_decided', 33, { note: 'By the team manager, between two panels.' }],
    ['provision_reviewed', 22],
    ['ehc_requested', 20, { note: 'By the parents.' }],
    ['provision_reviewed', 8],
  ),
  ...to(
    20,
    0,
    'cme_officer',
    ['place_applied_for', 45, { note: 'For the other secondary school.' }],
    ['council_told_of_application', 44],
    ['place_outcome_notified', 26, { note: 'Refused: full. The letter was six days late.' }],
    ['council_told_of_outcome', 25],
    ['fair_access_eligible', 15],
  ),
  ...to(21, 0, 'practitioner', ['unexplained_session', 8], ['session_explained', 6, { note: 'Travelling: now T.' }]),
  ...to(21, 1, 'cme_officer', [
    'place_applied_for',
    10,
    { note: 'The father applied to the school itself; we know of it from him.' },
  ]),
  ...to(22, 0, 'team_manager', ['pep_initiated', 12], ['care_first_review_held', 1]),
  ...to(23, 0, 'practitioner', ['provision_reviewed', 5, { note: 'With the education lead of the institution.' }]),
  ...to(24, 1, 'cme_officer', ['section_19_decided', 1, { note: 'As soon as it was known that she is a child.' }]),
  ...to(25, 0, 'fair_access_officer', ['fair_access_eligible', 11]),
  ...to(
    25,
    1,
    'fair_access_officer',
    ['place_applied_for', 32],
    ['council_told_of_application', 31],
    ['place_outcome_notified', 21],
    ['council_told_of_outcome', 20],
    ['fair_access_eligible', 21],
    ['direction_proposed', 8, { school: 'refusing_school_urn' }],
  ),
]
