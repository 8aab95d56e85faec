import type { NeedClass } from './needs.ts'
import type { Sourced } from './sources.ts'

/** What happens to a child and opens, keeps or stops a clock, in the words of whoever records it. */
type Kind = Sourced & {
  readonly text: string
  /** Whether it lasts from one day to another, or is of one day. */
  readonly lasts: boolean
  /** Whether it is of a school, whose calendar then counts. */
  readonly of_school: boolean
  /** Who may see that it happened: that a child is in care is told to those only who see care status. */
  readonly field_class: Exclude<NeedClass, 'care_detail'>
  /** Worked out from other facts, and not recorded by hand. */
  readonly follows?: true
}

const once = (text: string, source: string, mark: Sourced['mark'] = 'found'): Kind => ({
  ...{ text, source, mark, lasts: false, of_school: false, field_class: 'education' },
})
const ofCare = (kind: Kind): Kind => ({ ...kind, field_class: 'care_status' })
const atSchool = (text: string, source: string, mark: Sourced['mark'] = 'found'): Kind => ({
  ...once(text, source, mark),
  of_school: true,
})
const whileAtSchool = (text: string, source: string, mark: Sourced['mark'] = 'found'): Kind => ({
  ...atSchool(text, source, mark),
  lasts: true,
})
const followed = (text: string, source: string): Kind => ({ ...once(text, source), follows: true })
const followedAtSchool = (text: string, source: string, mark: Sourced['mark'] = 'found'): Kind => ({
  ...atSchool(text, source, mark),
  follows: true,
})

const kinds = {
  // Returns and registers (§3)
  pupil_added: atSchool('A pupil’s name was entered in the admission register', 'R1'),
  new_pupil_return: atSchool('The new-pupil return came', 'R1'),
  pupil_deleted: atSchool('A pupil’s name was deleted from the admission register', 'R2'),
  deletion_return: atSchool('The deletion return came', 'R2'),
  timetable_return: atSchool('The school told the council of the reduced timetable', 'R5'),
  sickness_expected: atSchool('The school believes that 15 school days will be missed through sickness', 'R4'),
  sickness_return: atSchool('The sickness return came', 'R4'),
  irregular_attendance: atSchool('The child fails to attend regularly, or missed 10 school days without leave', 'R3'),
  attendance_return: atSchool('The attendance return came', 'R3'),
  unexplained_session: atSchool('A session was marked N: the reason is not yet known', 'A1'),
  session_explained: atSchool('The reason for the session marked N was established, or it was changed to O', 'A1'),
  penalty_notice: once('A penalty notice was issued', 'A9'),
  penalty_paid: once('The penalty was paid', 'A9'),
  penalty_withdrawn: once('The penalty notice was withdrawn', 'A9', 'unverified'),
  joint_enquiries_began: atSchool('School and council began their joint enquiries', 'Q1–Q7'),
  joint_enquiries_agreed: atSchool('School and council both signed what their enquiries found', 'Q7'),
  // Exclusions (§4)
  suspended: whileAtSchool('The child was suspended', 'X1'),
  permanently_excluded: atSchool('The child was permanently excluded', 'X10'),
  long_suspension_began: followedAtSchool('A suspension of more than 5 school days on end began', 'X9'),
  looked_after_child_excluded: ofCare(
    followedAtSchool('A child who was looked after was suspended or permanently excluded', 'X11', 'unverified'),
  ),
  exclusion_cancelled: atSchool('The head cancelled the exclusion before the board met', 'X22'),
  provision_from_day_six: once('Full-time education began during the exclusion', 'X9, X10'),
  board_told_must_meet: atSchool('The board was told of an exclusion that it must consider', 'X12'),
  board_told_representations: atSchool(
    'The board was told of over 5 and up to 15 days, and the parent made representations',
    'X13',
  ),
  board_met: atSchool('The governing board met', 'X12'),
  board_decision_notified: atSchool('The parents were told that the board upholds a permanent exclusion', 'X16'),
  reinstated: atSchool('The board or the head took the pupil back', 'X12'),
  review_applied_for: atSchool('The parents applied for an independent review', 'X16'),
  review_withdrawn: atSchool('The parents withdrew their application for a review', 'X17', 'unverified'),
  review_held: atSchool('The independent review panel met', 'X17'),
  review_result_notified: atSchool('The board was told to reconsider', 'X18'),
  board_reconsidered: atSchool('The board reconsidered', 'X18'),
  tribunal_claim: once('A claim of disability discrimination was made', 'X20'),
  off_site_direction_given: atSchool('The parents were told of an off-site direction', 'X32'),
  off_site_direction_began: atSchool('The off-site direction began', 'X32'),
  safeguarding_separation: whileAtSchool('The child was kept from the premises for safeguarding', 'X31'),
  // Admissions and fair access (§5)
  place_applied_for: once('An in-year application came', 'F1'),
  place_outcome_notified: once('The outcome of the application was notified in writing', 'F1'),
  application_withdrawn: once('The application was withdrawn', 'F1', 'unverified'),
  council_told_of_application: once('The council was told of the application', 'F2', 'unverified'),
  council_told_of_outcome: once('The council was told of the outcome of the application', 'F2', 'unverified'),
  fair_access_eligible: once('The child became eligible for the fair access protocol', 'F7'),
  place_allocated: once('A school place was allocated', 'F7'),
  direction_proposed: atSchool('A school was told that it will be directed to admit', 'F11'),
  direction_of_looked_after_proposed: ofCare(
    atSchool('A school was told that it will be directed to admit a looked-after child', 'F11'),
  ),
  adjudicator_asked: atSchool('The school referred the direction to the adjudicator', 'F11'),
  direction_given: atSchool('The school was directed to admit', 'F11'),
  // Missing education and school attendance orders (§6)
  unsuitable_notice_served: once('A section 437 notice was served', 'O1'),
  parent_answered: once('The parent answered the notice', 'O1'),
  order_intended: once('Notice of the intended school attendance order was served', 'O2'),
  order_school_chosen: once('The parent chose a school for the order', 'O2', 'unverified'),
  order_served: once('A school attendance order was served', 'O2'),
  order_revoked: once('The school attendance order was revoked', 'O4'),
  home_education_notified: atSchool('The parent notified home education in writing', 'E1'),
  home_education_unsuitable: once('The home education was decided to be unsuitable', 'E5'),
  enquiry_of_other_council: once('Another council asked after the child', 'C5', 'unverified'),
  other_council_answered: once('The other council was answered', 'C5', 'unverified'),
  duty_appeared: once('It appeared that the child receives no suitable education', 'H1'),
  section_19_decided: once('The section 19 decision was made in writing', 'H4'),
  // Care (§7)
  care_began: ofCare(followed('The child became looked after', 'L3')),
  care_ended: ofCare(followed('The child was looked after no longer', 'L2')),
  care_term_began: ofCare(followed('A school term began while the child was looked after', 'L5')),
  pep_initiated: ofCare(once('The personal education plan was initiated', 'L3')),
  pep_completed: ofCare(once('The personal education plan was completed', 'L4')),
  pep_reviewed: ofCare(once('The personal education plan was reviewed', 'L5')),
  care_first_review_held: ofCare(once('The first statutory review of care was held', 'L6', 'unverified')),
  care_second_review_held: ofCare(once('The second statutory review of care was held', 'L6', 'unverified')),
  care_review_held: ofCare(once('A later statutory review of care was held', 'L6', 'unverified')),
  care_placement_changed: ofCare(
    once('The care placement changed in an emergency, and the school with it', 'L7', 'unverified'),
  ),
  at_risk_of_exclusion: ofCare(
    atSchool('The school sees a risk that the child, who is looked after, will be excluded', 'L12, N21'),
  ),
  virtual_school_told: ofCare(once('The virtual school was told', 'X7, L12')),
  // Special educational needs and health (§8)
  ehc_requested: once('An EHC needs assessment was asked for', 'EHC1'),
  ehc_decided_to_assess: once('The council decided to assess, and told the parent', 'EHC1'),
  ehc_assessment_refused: once('The council decided not to assess, and told the parent', 'EHC1'),
  ehc_advice_asked: once('Advice for the assessment was asked for', 'EHC2'),
  ehc_advice_given: once('All the advice that was asked for was given', 'EHC2'),
  ehc_refused: once('The council decided not to issue a plan, and told the parent', 'EHC3'),
  ehc_draft_sent: once('The draft plan was sent', 'EHC4'),
  ehc_draft_answered: once('The parent answered the draft', 'EHC4'),
  ehc_school_consulted: once('A school was consulted on the draft plan', 'EHC5'),
  ehc_school_answered: once('The school answered', 'EHC5'),
  ehc_issued: once('The final plan was issued', 'EHC6'),
  ehc_excepted: once('A statutory exception to the time limits applies', 'EHC7'),
  ehc_reviewed: once('The annual review meeting was held', 'EHC8', 'unverified'),
  ehc_review_reported: once('The report of the annual review was sent', 'EHC8', 'unverified'),
  ehc_review_decided: once('The council decided after the review', 'EHC8', 'unverified'),
  ehc_amendment_notified: once('The parent was sent the amendments proposed', 'EHC8', 'unverified'),
  ehc_amended: once('The amended plan was issued', 'EHC8', 'unverified'),
  ehc_decision_notified: once('A decision that can be appealed was notified', 'EHC11', 'unverified'),
  ehc_mediated: once('A mediation certificate was issued', 'EHC11', 'unverified'),
  ehc_appealed: once('An appeal was lodged', 'EHC11', 'unverified'),
  ehc_ceased: once('The council ceased to maintain the plan', 'EHC8', 'unverified'),
  ehc_transferred_out: once('The plan went to another council', 'EHC12', 'unverified'),
  ehc_transferred_in: once('A plan came from another council', 'EHC12', 'unverified'),
  ehc_transfer_answered: once('The parent was told when the plan will be reviewed', 'EHC12', 'unverified'),
  ehc_phase_transfer: once(
    'The child moves to a first, junior, middle or secondary school next',
    'EHC10',
    'unverified',
  ),
  ehc_post_16_transfer: once('The child moves from secondary school to education after 16 next', 'EHC10', 'unverified'),
  // Reduced timetables, alternative provision and local work (§8.1, §12)
  reduced_timetable_began: followed('A reduced timetable began', 'R5, N4'),
  reduced_timetable_reviewed: atSchool('The reduced timetable was reviewed', 'R5, N6'),
  alternative_provision_began: followed('Alternative provision began', 'AP6'),
  provision_reviewed: once('The provision was reviewed', 'H6'),
  concern_referred: once('A concern was referred', '§12.4 level 1'),
  concern_triaged: once('The concern was triaged', '§12.4 level 1', 'unsettled'),
  turned_green: followed('The child turned green', 'RAG3'),
  green_ended: followed('The child was green no longer', 'RAG3'),
  green_review_held: once('The green child was reviewed', 'RAG3'),
  education_ended: followed('Days without education began', '§12.4'),
  education_resumed: followed('Education began again', '§12.4'),
} as const satisfies Record<string, Kind>

export type HappeningKind = keyof typeof kinds

/** Every kind of happening, with how it is said and where it comes from. */
export const happeningKinds: Readonly<Record<HappeningKind, Kind>> = kinds
